"""R&D on pages of firms not met before: what is planned, another's, former or a heading only is no "yes"."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from enrich.rd_centre import parse_rd
from tests.enrich.rd_pages import rd_body

CASES: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("rd_strangers.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_page(case: dict[str, Any]) -> None:
    html, url = rd_body(case["lang"], case["body"], case.get("page", "about"))
    answer = parse_rd(html, url)
    assert answer.has_rd == case["says"], answer
    if answer.quote:
        visible = re.sub(r"<[^>]+>|\s", "", case["body"].replace("&amp;", "&"))
        assert re.sub(r"\s", "", answer.quote) in visible
