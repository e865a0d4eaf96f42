"""A date is read exactly or not at all (R-166)."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import yaml

from core.values.dates import find_dates, read_date
from core.words import Precision

BASE = datetime(2026, 11, 21, 12, tzinfo=UTC)
CASES = yaml.safe_load(Path(__file__).with_name("date_cases.yml").read_text(encoding="utf-8"))


def test_the_table_has_a_hundred_strings() -> None:
    assert len(CASES) >= 100


@pytest.mark.parametrize(("text", "wanted"), [(str(k), v) for k, v in CASES.items()])
def test_reads(text: str, wanted: list[object] | None) -> None:
    found = read_date(text, base=BASE)
    if wanted is None:
        assert found is None
        return
    assert found is not None
    assert (found.date, found.precision.value, found.until) == (
        wanted[0],
        wanted[1],
        wanted[2] if len(wanted) > 2 else None,
    )


def test_day_and_month_of_unknown_order_are_marked() -> None:
    day_first, month_first = read_date("04/05/2026", base=BASE), read_date("04/05/2026", base=BASE, order="MDY")
    assert day_first is not None
    assert month_first is not None
    assert (day_first.date, month_first.date) == (date(2026, 5, 4), date(2026, 4, 5))
    assert day_first.ambiguous


def test_a_date_to_come_is_read_where_it_is_asked_for() -> None:
    found = read_date("2027年6月", base=BASE, future=True)
    assert found is not None
    assert (found.date, found.precision) == (date(2027, 6, 1), Precision.month)


def test_finds_every_dated_place_in_a_text() -> None:
    text = "2010年成立，2015年3月5日上市，2024-06-01 发布新品；版本 1.2.3，电话 0512-62527619。"
    assert [(d.quote, d.precision.value) for d in find_dates(text, base=BASE)] == [
        ("2015年3月5日", "day"),
        ("2024-06-01", "day"),
    ]
