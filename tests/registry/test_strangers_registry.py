"""Register pages of invented firms in layouts of many portals: every field right or unknown, never another firm's."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from enrich.registry.page import parse_registry

HERE = Path(__file__).parent
PAGES = [p for path in sorted(HERE.glob("strangers_registry*.yml")) for p in yaml.safe_load(path.read_text("utf-8"))]


@pytest.mark.parametrize("page", PAGES, ids=[page["id"] for page in PAGES])
def test_what_a_register_page_says(page: dict[str, Any]) -> None:
    record = parse_registry(page["html"], page["url"]).record
    if page["record"] is None:
        assert record is None
        return
    assert record is not None
    said = {**record.contract(), "company_number": record.company_number, "english_name": record.english_name}
    assert {field: said[field] for field in page["record"]} == page["record"]
