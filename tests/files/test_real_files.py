"""Real files of organisers against hand-checked truth."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from core.values.fold import fold
from crawlers.files import read

FILES = (
    ("fruit-logistica-2024-xlsx", "exhibitor-list.xlsx", ("booth", "country")),
    ("fruit-logistica-2024-xml", "search.xml", ("booth", "country", "city", "email")),
    ("waic-2026-json", "exhibitors.json", ("booth",)),
    ("conexpo-csv", "output.csv", ("booth",)),
    ("conexpo-csv", "output2.csv", ("booth",)),
)


@pytest.mark.shared
@pytest.mark.parametrize(("folder", "name", "fields"), FILES, ids=[f[1] for f in FILES])
def test_a_real_file_is_read_whole(shared: Path, folder: str, name: str, fields: tuple[str, ...]) -> None:
    """At most one name in a thousand off, and 95 % of each field."""
    with (shared / "lists" / folder / "truth.csv").open(encoding="utf-8", newline="") as file:
        truth = [row for row in csv.DictReader(file) if row["page"] == name]
    found = read(shared / "lists" / folder / name).records
    expected, got = Counter(_key(row["name"]) for row in truth), Counter(_key(row.name) for row in found)
    assert (expected & got).total() >= 0.999 * max(len(truth), len(found))
    held = {_key(row.name): row for row in found}
    for field in fields:
        pairs = [
            (row[field], getattr(held[_key(row["name"])], field))
            for row in truth
            if row[field] and _key(row["name"]) in held
        ]
        assert sum(_key(a) == _key(b or "") for a, b in pairs) >= 0.95 * len(pairs), (field, pairs[:5])


def _key(text: str) -> str:
    return "".join(ch for ch in fold(text).casefold() if ch.isalnum())
