"""The platforms whose rendered pages were saved: names, kinds and fields against hand-checked truth."""

from __future__ import annotations

import csv
import json
from collections import Counter
from pathlib import Path

import pytest

from core.listing import Answer, Ask, ListConfig
from core.records import ListRow
from core.values.fold import fold
from core.words import Access
from crawlers.platforms import PLATFORMS

SETS = (
    ("euroshop-2020", "messe_duesseldorf", {"host": "www.euroshop-tradefair.com"}, ("booth", "country", "city")),
    ("equip-auto-paris-2025", "hubj2c", {}, ("booth",)),
    ("suburban-chambers-growthzone", "growthzone", {}, ("city", "phone", "profile_url")),
    ("caffe-culture-2021", "asp_events", {}, ("booth", "profile_url")),
)


@pytest.mark.shared
@pytest.mark.parametrize(("folder", "platform", "params", "fields"), SETS, ids=[s[1] for s in SETS])
def test_a_saved_page_is_read_whole(
    shared: Path, folder: str, platform: str, params: dict[str, str], fields: tuple[str, ...]
) -> None:
    """Every firm and every brand, nothing else, and 95 % of each field."""
    place = shared / "lists" / folder
    pages = json.loads((place / "meta.json").read_text(encoding="utf-8"))["pages"]
    with (place / "truth.csv").open(encoding="utf-8", newline="") as file:
        truth = list(csv.DictReader(file))
    rows = [(page, row) for page, about in pages.items() for row in _rows(place / page, about["url"], platform, params)]
    assert Counter((page, row.kind.value, _key(row.name)) for page, row in rows) == Counter(
        (row["page"], row["kind"], _key(row["name"])) for row in truth if row["kind"] != "partner"
    )
    held = {(page, row.kind.value, _key(row.name)): row for page, row in rows}
    for field in fields:
        pairs = [
            (row[field], getattr(held[row["page"], row["kind"], _key(row["name"])], field))
            for row in truth
            if row[field]
        ]
        right = sum(_key(a) == _key(b or "") for a, b in pairs)
        assert right >= 0.95 * len(pairs), (field, [p for p in pairs if _key(p[0]) != _key(p[1] or "")][:5])


def _rows(path: Path, url: str, platform: str, params: dict[str, str]) -> tuple[ListRow, ...]:
    config = ListConfig(title="A saved list 2027", platform=platform, url=url, params=params)
    text = path.read_text(encoding="utf-8")
    answer = Answer(ask=Ask(url=url), final_url=url, status=200, access=Access.ok, body=text.encode(), text=text)
    return PLATFORMS.get(platform).read(answer, config).rows


def _key(text: str) -> str:
    return "".join(ch for ch in fold(text).casefold() if ch.isalnum())
