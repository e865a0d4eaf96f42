"""R&D of the firm's own: yes, no, outsourced or unknown, and never a wrong yes."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from enrich.rd_centre import parse_rd
from tests.enrich.rd_pages import rd_page

CASES: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("rd_cases.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:30])
def test_sentence(case: dict[str, Any]) -> None:
    html, url = rd_page(case["lang"], case["text"], case.get("page", "about"))
    answer = parse_rd(html, url)
    assert answer.has_rd == case["says"]
    if answer.quote:
        assert re.sub(r"\s", "", answer.quote) in re.sub(r"\s", "", case["text"])
        assert answer.where


def test_a_menu_a_comment_a_script_and_hidden_text_prove_nothing() -> None:
    html, url = rd_page("zh", "公司生产制动系统零部件。")
    assert parse_rd(html, url).has_rd == "unknown"


def test_own_evidence_wins_over_bought_in_development() -> None:
    html, url = rd_page("zh", "公司拥有研发中心。部分产品的研发工作委托外部设计公司完成。")
    assert parse_rd(html, url).has_rd == "yes"


def test_bought_in_development_says_how_much() -> None:
    html, url = rd_page("zh", "公司全部研发工作委托外部设计公司完成。")
    assert parse_rd(html, url).scope == "all"
