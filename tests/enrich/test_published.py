"""The day of publication: right on the shapes of common systems, none where the page shows none."""

from collections import Counter
from datetime import UTC, datetime

import pytest

from enrich.published import published_on
from tests.enrich.news_pages import news_pages

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.mark.parametrize("seed", [11, 12])
def test_made_pages_of_six_languages(seed: int) -> None:
    counted: Counter[str] = Counter()
    for page in news_pages(150, seed):
        found = published_on(page.html, page.url, NOW)
        day = found.date if found else None
        counted["right" if day == page.published_on else "none" if day is None else "wrong"] += 1
    assert counted["right"] >= 146
    assert counted["wrong"] <= 1


def test_a_page_stamped_when_it_was_drawn_has_no_date_of_its_own() -> None:
    html = (
        "<html><head><meta name='date' content='2026-11-21'></head><body><h1>新型卡钳获得好评</h1>"
        "<p class='t'>发布时间：2025-03-04</p><p>公司新闻正文。</p></body></html>"
    )
    found = published_on(html, "https://a.example.com/1.html", NOW)
    assert found is not None
    assert found.date.isoformat() == "2025-03-04"


@pytest.mark.parametrize("html", ["", "<", "<html>", "\x00\x01", "<p>" * 3000, "<script>{</script>" * 50])
def test_broken_pages_have_no_date(html: str) -> None:
    assert published_on(html, "", NOW) is None
