"""Full pages in twenty-five languages, composed by chance: nearly all days right, hardly one wrong."""

from collections import Counter
from datetime import UTC, datetime

import pytest

from enrich.published import published_on
from tests.enrich.press_pages import press_pages

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.mark.parametrize("seed", [3, 4])
def test_composed_pages(seed: int) -> None:
    counted: Counter[str] = Counter()
    failed = []
    for page in press_pages(150, seed):
        found = published_on(page.html, page.url, NOW)
        day = found.date if found else None
        outcome = "right" if day == page.published_on else "none" if day is None else "wrong"
        counted[outcome] += 1
        failed += [] if outcome == "right" else [(page.name, outcome)]
    assert counted["right"] >= 145, failed
    assert counted["wrong"] <= 3, failed
