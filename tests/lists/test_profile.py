"""An exhibitor's own page: what stands under its labels; pages about no one firm give nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from crawlers.lists import read_profile

CASES = sorted((Path(__file__).parent / "pages" / "profiles").iterdir())


@pytest.mark.parametrize("folder", CASES, ids=lambda p: p.name)
def test_the_firm_that_a_page_is_about(folder: Path) -> None:
    wanted = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    row = read_profile((folder / "input.html").read_text(encoding="utf-8"), "https://www.show.example/exhibitors/42")
    if wanted is None:
        assert row is None
        return
    assert row is not None
    assert {field: getattr(row, field) for field in wanted} == wanted
