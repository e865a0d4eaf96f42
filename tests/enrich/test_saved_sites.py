"""The hand-labelled pages of real firms: no wrong yes, none missed, quotes in the page, dates exact and none invented."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from cli.parse_sites import PARSERS
from core.web.decode import decode
from enrich.page_text import parse_html

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def read(shared: Path) -> list[tuple[dict[str, Any], dict[str, Any], str]]:
    """Truth, what our parsers say, and the visible text without white space, of every page."""
    folder = shared / "sites"
    pages = []
    for line in (folder / "truth.jsonl").read_text(encoding="utf-8").splitlines():
        truth = json.loads(line)
        path, url = folder / truth["file"], truth["url"] or ""
        said = {key: value for kind in ("rd", "date", "contacts") for key, value in PARSERS[kind](path, url).items()}
        pages.append((truth, said, re.sub(r"\s", "", parse_html(decode(path.read_bytes())).text_content())))
    return pages


def test_rd(read: list[tuple[dict[str, Any], dict[str, Any], str]]) -> None:
    wrong = [t["id"] for t, said, _ in read if said["has_rd"] not in (t["has_rd"], *t.get("also", []))]
    assert wrong == []


def test_every_quote_stands_in_its_page(read: list[tuple[dict[str, Any], dict[str, Any], str]]) -> None:
    assert [t["id"] for t, said, text in read if said["quote"] and re.sub(r"\s", "", said["quote"]) not in text] == []


def test_dates(read: list[tuple[dict[str, Any], dict[str, Any], str]]) -> None:
    assert [
        t["id"] for t, said, _ in read if not t.get("date_skip") and said["published_on"] != t["published_on"]
    ] == []


def test_people_of_other_firms_are_left_out(read: list[tuple[dict[str, Any], dict[str, Any], str]]) -> None:
    others = [
        (t["id"], p["name"])
        for t, said, _ in read
        for p in said["people"]
        for o in t.get("people_other", [])
        if o["name"] == p["name"]
    ]
    assert others == []


def test_people_and_emails(read: list[tuple[dict[str, Any], dict[str, Any], str]]) -> None:
    wanted = {(t["id"], p["name"]) for t, _, _ in read for p in t["people"]}
    got = {(t["id"], p["name"]) for t, said, _ in read for p in said["people"]}
    assert len(wanted & got) >= 0.85 * len(wanted | got)
    assert [t["id"] for t, said, _ in read if set(t["emails"]) - set(said["emails"])] == []
