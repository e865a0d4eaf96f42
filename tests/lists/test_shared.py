"""The real saved pages beside the checkout: names and fields at the level that the benchmark reports."""

from __future__ import annotations

import csv
import json
import re
from collections import defaultdict
from pathlib import Path

import pytest

from core.words import SightingKind
from crawlers.lists import read
from tests.lists.scoring import f1

pytestmark = pytest.mark.shared


def url_of(meta: dict[str, object], page: str) -> str:
    pages = meta.get("pages")
    entry = pages.get(page) if isinstance(pages, dict) else None
    text = entry.get("url") if isinstance(entry, dict) else entry
    found = re.search(r"https?://[^\s,;)]+", str(text or meta.get("url") or ""))
    return found.group() if found else "https://list.example/"


def test_every_saved_page_gives_its_firms(shared: Path) -> None:
    weak = {}
    for folder in sorted(p.parent for p in (shared / "lists").glob("*/truth.csv")):
        meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
        truth: dict[str, list[str]] = defaultdict(list)
        with (folder / "truth.csv").open(encoding="utf-8", newline="") as handle:
            for row in csv.DictReader(handle):
                if row["kind"] == "firm" and row["page"].endswith(".html"):
                    truth[row["page"]].append(row["name"])
        for page, names in truth.items():
            text = (folder / page).read_text(encoding="utf-8", errors="replace")
            rows = read(text, url_of(meta, page)).records
            score = f1(names, [r.name for r in rows if r.kind is SightingKind.firm])
            if score < 0.95:
                weak[f"{folder.name}/{page}"] = round(score, 3)
    assert weak == {}


def test_no_firm_is_read_from_a_page_without_a_list(shared: Path) -> None:
    folder = shared / "lists" / "_negatives"
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    for page in sorted(folder.glob("*.html")):
        text = page.read_text(encoding="utf-8", errors="replace")
        allowed = 1 if "profile" in page.name else 0
        assert len(read(text, url_of(meta, page.name)).records) <= allowed, page.name
