"""Pages of well-known systems in many languages: the day the page states as its own, in the page's local time."""

from datetime import UTC, datetime
from pathlib import Path
from string import Template

import pytest
import yaml

from enrich.published import published_on

HERE = Path(__file__).parent
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
PROSE = yaml.safe_load((HERE / "stranger_prose.yml").read_text())
PAGES = [
    p
    for name in ("", "_harder", "_soup", "_systems")
    for p in yaml.safe_load((HERE / f"published_strangers{name}.yml").read_text())
]
FULL = {language: f"<p>{first}</p><p>{second}</p>" for language, (first, second) in PROSE.items()}


@pytest.mark.parametrize("page", PAGES, ids=[page["id"] for page in PAGES])
def test_the_day_a_page_states(page: dict[str, object]) -> None:
    found = published_on(Template(str(page["html"])).safe_substitute(FULL), str(page["url"]), NOW)
    assert (found.date if found else None) == page["day"]


def test_a_last_change_dates_a_page_but_no_event() -> None:
    page = next(page for page in PAGES if page["id"] == "modified_only")
    html = Template(str(page["html"])).safe_substitute(FULL)
    assert published_on(html, str(page["url"]), NOW, changes=False) is None
