"""Small pages written after real layouts: every firm of the lists, none from pages that list something else."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from core.words import SightingKind
from crawlers.lists import read
from tests.lists.scoring import key

PAGES = Path(__file__).parent / "pages"
LISTS = sorted(p for p in (PAGES / "firms").iterdir() if p.is_dir())
OTHERS = sorted((PAGES / "none").glob("*.html"))


@pytest.mark.parametrize("folder", LISTS, ids=lambda p: p.name)
def test_every_firm_of_a_list_is_read(folder: Path) -> None:
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    reading = read((folder / "input.html").read_text(encoding="utf-8"), expected["url"])
    firms = [r for r in reading.records if r.kind is SightingKind.firm]
    assert sorted(key(r.name) for r in firms) == sorted(key(n) for n in expected["names"])
    for field, value in expected["first"].items():
        assert getattr(firms[0], field) == value


@pytest.mark.parametrize("page", OTHERS, ids=lambda p: p.stem)
def test_a_page_without_a_list_of_firms_gives_none_and_says_why(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    url = re.search(r"<!-- (\S+) -->", text)
    assert url is not None
    reading = read(text, url[1])
    assert reading.records == ()
    assert reading.refused
    assert re.search("[\u4e00-\u9fff]", reading.refused), "the reason is given in Chinese too"
