"""Until when each report is due, and which were handed in late or not at all (R-118). Late stays late."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Literal

from core.records import Frozen, Moment
from reports.calendar import Deadline, WorkCalendar
from reports.period import Kind, Period, day_of, instant, month_of, week_of

State = Literal["on_time", "late", "missing", "open"]


class Due(Frozen):
    """One report that one person owes."""

    kind: Kind
    period: str
    by: str
    due_at: Moment
    handed_in_at: Moment | None = None
    state: State = "open"


def due_at(period: Period, calendar: WorkCalendar) -> datetime:
    """The deadline of a period's report: counted in work days from the last work day of the period."""
    rule = calendar.deadlines.get(period.kind, Deadline())
    worked = calendar.work_days(period.days)
    day = calendar.later(worked[-1] if worked else period.after, rule.work_days_after)
    return instant(day, period.zone, time.fromisoformat(rule.time))


def owed(start: date, after: date, zone: str, calendar: WorkCalendar) -> tuple[Period, ...]:
    """Days, weeks and months whose report is due on a day of this span. A day or week without work owes none."""
    found: dict[str, Period] = {}
    day = start - timedelta(days=62)  # the longest that a month's deadline can lie behind its beginning
    while day < after:
        for period in (day_of(day, zone), week_of(day, zone), month_of(day, zone)):
            found.setdefault(period.key, period)
        day += timedelta(days=1)
    first, last = instant(start, zone), instant(after, zone)
    return tuple(p for p in found.values() if calendar.work_days(p.days) and first <= due_at(p, calendar) < last)


def ledger(
    periods: Sequence[Period],
    people: Iterable[str],
    receipts: Mapping[tuple[str, str, str], tuple[datetime, datetime]],
    calendar: WorkCalendar,
    now: datetime,
    since: Mapping[str, datetime] | None = None,
) -> tuple[Due, ...]:
    """What each person owed and when it came. `receipts`: (kind, period, person) → (deadline then, handed in).

    `since` says who came when: nobody owes a report of a period that was over by then.
    A deadline that was moved later does not make an old report late or punctual: the receipt keeps the one that held.
    """
    rows = []
    for person in people:
        for period in periods:
            if since and person in since and period.end <= since[person]:
                continue
            limit, handed = receipts.get((period.kind, period.key, person), (due_at(period, calendar), None))
            rows.append(
                Due(kind=period.kind, period=period.key, by=person, due_at=limit, handed_in_at=handed,
                    state=_state(limit, handed, now))
            )  # fmt: skip
    return tuple(sorted(rows, key=lambda row: (row.due_at, row.by, row.kind)))


def _state(limit: datetime, handed: datetime | None, now: datetime) -> State:
    if handed is not None:
        return "on_time" if handed <= limit else "late"
    return "missing" if now > limit else "open"
