"""Work days with holidays and exchanged days, and targets broken down to them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import BadInput
from core.settings import ROOT
from reports.calendar import WorkCalendar, broken_down, by_week, load_calendar, pace
from reports.deadlines import due_at, ledger, owed
from reports.period import local_day, month_of, months_before, read_period

ZONE = "Asia/Shanghai"


@pytest.fixture(scope="module")
def calendar() -> WorkCalendar:
    return load_calendar(ROOT / "config")


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2025-01-26", True),  # a Sunday worked for the Spring Festival
        ("2025-01-28", False),
        ("2025-02-08", True),
        ("2025-04-27", True),
        ("2025-10-08", False),
        ("2025-10-11", True),
        ("2026-01-02", False),
        ("2026-01-04", True),
        ("2026-02-14", True),
        ("2026-02-23", False),
        ("2026-02-28", True),
        ("2026-05-09", True),
        ("2026-09-20", True),
        ("2026-09-25", False),
        ("2026-10-07", False),
        ("2026-10-10", True),
        ("2026-03-02", True),
        ("2026-03-07", False),
    ],
)
def test_holidays_and_days_worked_in_exchange(calendar: WorkCalendar, day: str, works: bool) -> None:
    assert calendar.works(date.fromisoformat(day)) is works


@pytest.mark.parametrize(
    ("year", "count"),
    [(2025, 248), (2026, 248)],
)
def test_work_days_of_a_year(calendar: WorkCalendar, year: int, count: int) -> None:
    days = [day for n in range(1, 13) for day in read_period("month", f"{year}-{n:02d}", ZONE).days]
    assert len(calendar.work_days(days)) == count


def test_a_year_without_holidays_is_told(calendar: WorkCalendar) -> None:
    assert calendar.knows([date(2026, 5, 1)])
    assert not calendar.knows([date(2031, 5, 1)])


def test_another_folder_falls_back_to_the_calendar_of_the_product(tmp_path: Path) -> None:
    assert load_calendar(tmp_path).works(date(2026, 2, 14))


@pytest.mark.parametrize(
    ("target", "done", "left", "needed"), [(1000, 0, 17, 59), (1000, 990, 3, 4), (1000, 1000, 0, 0), (1000, 1, 0, None)]
)
def test_pace(target: int, done: int, left: int, needed: int | None) -> None:
    assert pace(target, done, left) == needed


@given(st.integers(0, 100_000), st.integers(1, 31))
def test_a_target_broken_down_adds_up(target: int, count: int) -> None:
    plan = broken_down(target, [date(2026, 3, n + 1) for n in range(count)])
    assert sum(plan.values()) == target
    assert max(plan.values()) - min(plan.values()) <= 1
    assert sum(by_week(plan).values()) == target


def test_a_day_begins_at_midnight_of_the_team() -> None:
    assert local_day(datetime(2026, 2, 28, 16, 0, tzinfo=UTC), ZONE) == date(2026, 3, 1)
    assert month_of(date(2026, 3, 9), ZONE).start == datetime(2026, 2, 28, 16, 0, tzinfo=UTC)


def test_months_go_back_across_the_turn_of_the_year() -> None:
    assert [m.key for m in months_before(read_period("month", "2026-02", ZONE), 3)] == [
        "2025-11",
        "2025-12",
        "2026-01",
        "2026-02",
    ]


@pytest.mark.parametrize(
    ("kind", "key"),
    [("day", "2026-02-30"), ("week", "2026-W54"), ("month", "2026-13"), ("month", "03/2026"), ("day", "")],
)
def test_a_period_that_is_none_says_how_to_write_one(kind: str, key: str) -> None:
    with pytest.raises(BadInput, match="write it like"):
        read_period(kind, key, ZONE)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "key", "due"),
    [
        ("day", "2026-03-02", "2026-03-02T12:00:00+00:00"),
        ("week", "2026-W10", "2026-03-09T04:00:00+00:00"),
        ("week", "2026-W09", "2026-03-02T04:00:00+00:00"),  # ends with a Saturday that is worked
        ("month", "2026-09", "2026-10-09T10:00:00+00:00"),  # two work days after the National Day week
    ],
)
def test_deadlines_are_counted_in_work_days(calendar: WorkCalendar, kind: str, key: str, due: str) -> None:
    assert due_at(read_period(kind, key, ZONE), calendar).isoformat() == due  # type: ignore[arg-type]


@pytest.mark.parametrize(("second", "state"), [(0, "on_time"), (1, "late")], ids=["the last second", "a second late"])
def test_a_report_is_late_from_the_second_after_its_deadline(calendar: WorkCalendar, second: int, state: str) -> None:
    day = read_period("day", "2026-03-02", ZONE)
    limit = due_at(day, calendar)
    handed = {("day", "2026-03-02", "a"): (limit, limit.replace(second=second))}
    (row,) = ledger([day], ["a"], handed, calendar, datetime(2026, 4, 1, tzinfo=UTC))
    assert row.state == state


def test_a_report_that_never_came_is_missing_once_it_is_due(calendar: WorkCalendar) -> None:
    day = read_period("day", "2026-03-02", ZONE)
    states = [
        ledger([day], ["a"], {}, calendar, datetime(2026, 3, 2, hour, 0, 1, tzinfo=UTC))[0].state for hour in (11, 12)
    ]
    assert states == ["open", "missing"]


def test_nobody_owes_what_was_over_before_they_came(calendar: WorkCalendar) -> None:
    days = [read_period("day", f"2026-03-0{n}", ZONE) for n in (2, 3)]
    came = {"a": datetime(2026, 3, 3, 2, 0, tzinfo=UTC)}
    rows = ledger(days, ["a", "b"], {}, calendar, datetime(2026, 4, 1, tzinfo=UTC), came)
    assert [(r.by, r.period) for r in rows] == [("b", "2026-03-02"), ("a", "2026-03-03"), ("b", "2026-03-03")]


def test_what_a_month_owes(calendar: WorkCalendar) -> None:
    periods = owed(date(2026, 3, 1), date(2026, 4, 1), ZONE, calendar)
    kinds = [p.kind for p in periods]
    assert (kinds.count("day"), kinds.count("week"), kinds.count("month")) == (22, 5, 1)
    assert {p.key for p in periods if p.kind == "month"} == {"2026-02"}


def test_days_off_owe_no_report(calendar: WorkCalendar) -> None:
    periods = owed(date(2026, 2, 16), date(2026, 2, 23), ZONE, calendar)
    assert [p.key for p in periods] == []
