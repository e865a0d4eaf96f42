"""Where a list goes on: each case is what a pager looks like on some site, and where its next page is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from crawlers.lists import read_pager

URL = "https://www.show.example/exhibitors"
P2 = URL + "?page=2"
CASES = yaml.safe_load((Path(__file__).parent / "pagers.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("pager", CASES, ids=lambda c: c["name"])
def test_the_next_page_is_found_and_nothing_else_is_taken_for_it(pager: dict[str, Any]) -> None:
    assert read_pager(f"<html><body>{pager['body']}</body></html>", pager["url"]).next == pager["next"]


def test_numbered_pages_are_listed_in_order_without_the_current_one() -> None:
    body = '<div class="pagination"><span>1</span><a href="?page=2">2</a><a href="?page=3">3</a><a href="?page=17">17</a><a href="?page=2">Next</a></div>'
    reading = read_pager(body, URL)
    assert reading.pages == (P2, URL + "?page=3", URL + "?page=17")


def test_an_index_of_letters_is_the_pages_of_the_list() -> None:
    body = (
        "".join(f'<a href="/exhibitors/{c.lower()}">{c}</a>' for c in "ABCDEFG") + '<a href="/exhibitors/other">0-9</a>'
    )
    reading = read_pager(f"<div>{body}</div>", URL + "/a")
    assert reading.kind == "letters"
    assert reading.next is None
    assert len(reading.pages) == 7


def test_an_index_of_countries_is_the_pages_of_the_list() -> None:
    body = "".join(
        f'<li><a href="?country={c}">{n}</a></li>'
        for c, n in (("de", "Germany"), ("fr", "France"), ("it", "Italy"), ("jp", "Japan"))
    )
    reading = read_pager(f"<ul>{body}</ul>", URL)
    assert (reading.kind, len(reading.pages)) == ("countries", 4)


def test_the_largest_page_size_comes_first() -> None:
    reading = read_pager(
        '<div>Show <a href="?limit=20">20</a> <a href="?limit=100">100</a> <a href="?limit=50">50</a></div>', URL
    )
    assert reading.pages[0] == URL + "?limit=100"
