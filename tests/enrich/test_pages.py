"""Every folder of tests/pages/enrich/<parser>/<case> is a page with what the parser must make of it."""

import json
from datetime import datetime
from pathlib import Path

import pytest

from cli.parse_sites import PARSERS
from enrich.activity_parse import parse_events
from enrich.published import published_on

ROOT = Path(__file__).resolve().parent.parent / "pages" / "enrich"
CASES = sorted(path.parent for path in ROOT.glob("*/*/input.html"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_page(case: Path) -> None:
    meta = json.loads((case / "meta.json").read_text(encoding="utf-8"))
    wanted = json.loads((case / "expected.json").read_text(encoding="utf-8"))
    assert PARSERS[case.parent.name](case / "input.html", meta["url"]) == wanted


@pytest.mark.parametrize(
    "case", [c for c in CASES if c.parent.name in ("date", "activity")], ids=lambda case: case.name
)
def test_nothing_is_read_from_before_the_page_existed(case: Path) -> None:
    """Dates after the fetch are refused."""
    text = (case / "input.html").read_text(encoding="utf-8")
    early = datetime.fromisoformat("2001-01-01T00:00:00+00:00")
    assert published_on(text, "", early) is None
    assert parse_events(text, "", early) == ()
