"""Dated news of firms in German, Japanese and Chinese: months, eras, leaves of a calendar, rows under a year."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from enrich.activity_parse import parse_events

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
FIRMS = {
    "ja": ("例示工業株式会社", "reiji.co.jp"),
    "de": ("Beispiel Fahrwerk GmbH", "beispiel-fahrwerk.de"),
    "zh": ("苏州示例汽车部件有限公司", "shili-auto.com.cn"),
}
CASES: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("dated_news.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_news_page(case: dict[str, Any]) -> None:
    firm, host = FIRMS[case["lang"]]
    head = "<head><meta charset='utf-8'><title>News</title></head>"
    html = f"<html lang='{case['lang']}'>{head}<body>{case['body']}<footer>© 2026 {firm}</footer></body></html>"
    assert [str(event.happened_on) for event in parse_events(html, f"https://www.{host}/news/", NOW)] == case["days"]
