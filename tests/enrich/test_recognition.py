"""A public list of recognised centres: only an equal name counts, absence says nothing."""

import asyncio
import json
from datetime import date
from pathlib import Path

import pytest

from core.errors import BadInput
from core.settings import settings
from core.words import Field
from enrich.recognition import Recognition, load_centres
from tests.enrich.site_web import SiteWeb, firm_of

FILE = "recognition/enterprise_technology_centres.jsonl"


def store(text: str) -> Path:
    path = settings().home / FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def glean(name: str) -> list[object]:
    gleaned = asyncio.run(Recognition().glean(firm_of(name), SiteWeb({}), date(2026, 11, 21)))
    assert not any(leaf.searches for leaf in gleaned.leaves)
    return [found.value for leaf in gleaned.leaves for found in leaf.found if found.field is Field.has_rd]


def test_only_the_registered_name_counts() -> None:
    row = {
        "name": "宁波样例制动系统（集团）有限公司",
        "centre": "宁波样例制动系统（集团）有限公司技术中心",
        "listed_in": "2019",
    }
    store(json.dumps(row, ensure_ascii=False))
    assert glean("宁波样例制动系统(集团)有限公司") == ["yes"]
    assert glean("宁波样例制动系统有限公司") == []


def test_without_a_file_nothing_is_asked() -> None:
    assert not Recognition().wants(firm_of("x"), None)  # type: ignore[arg-type]


def test_a_line_without_a_centre_is_one_clear_error() -> None:
    path = store('{"name": "x"}')
    with pytest.raises(BadInput, match="jsonl:1: a line needs name and centre"):
        load_centres(path)


@pytest.mark.shared
def test_a_real_list_loads(shared: Path) -> None:
    assert len(load_centres(shared / "names" / "tech_centres.jsonl")) > 100
