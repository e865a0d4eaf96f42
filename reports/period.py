"""Days, ISO weeks and months of the team's time zone, as half-open spans of UTC instants."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from core.errors import BadInput
from core.records import Frozen

Kind = Literal["day", "week", "month"]


class Period(Frozen):
    """One day, week or month: first day and the day after the last one, in the team's zone."""

    kind: Kind
    key: str
    """2026-03-02, 2026-W10 or 2026-03."""
    first: date
    after: date
    zone: str = "Asia/Shanghai"

    @property
    def start(self) -> datetime:
        """Its first instant."""
        return instant(self.first, self.zone)

    @property
    def end(self) -> datetime:
        """The first instant that is no longer in it."""
        return instant(self.after, self.zone)

    @property
    def days(self) -> tuple[date, ...]:
        """Every day of it."""
        return tuple(self.first + timedelta(days=n) for n in range((self.after - self.first).days))


def instant(day: date, zone: str, at: time = time(0)) -> datetime:
    """The UTC instant of a clock time on a day of the zone."""
    return datetime.combine(day, at, ZoneInfo(zone)).astimezone(UTC)


def local_day(moment: datetime, zone: str) -> date:
    """The day of the zone on which something happened."""
    return moment.astimezone(ZoneInfo(zone)).date()


def day_of(day: date, zone: str) -> Period:
    """The day as a period."""
    return Period(kind="day", key=day.isoformat(), first=day, after=day + timedelta(days=1), zone=zone)


def week_of(day: date, zone: str) -> Period:
    """The ISO week that a day lies in, Monday to Sunday."""
    monday = day - timedelta(days=day.weekday())
    year, week, _ = day.isocalendar()
    return Period(kind="week", key=f"{year}-W{week:02d}", first=monday, after=monday + timedelta(days=7), zone=zone)


def month_of(day: date, zone: str) -> Period:
    """The month that a day lies in."""
    first = day.replace(day=1)
    after = (first + timedelta(days=32)).replace(day=1)
    return Period(kind="month", key=f"{first:%Y-%m}", first=first, after=after, zone=zone)


def period_of(kind: Kind, day: date, zone: str) -> Period:
    """The period of a kind that a day lies in."""
    return {"day": day_of, "week": week_of, "month": month_of}[kind](day, zone)


def read_period(kind: Kind, key: str, zone: str) -> Period:
    """The period that a person names: 2026-03-02, 2026-W10 or 2026-03. BadInput for anything else."""
    form = {"day": r"\d{4}-\d\d-\d\d", "week": r"\d{4}-W\d\d", "month": r"\d{4}-\d\d"}[kind]
    example = {"day": "2026-03-02", "week": "2026-W10", "month": "2026-03"}[kind]
    try:
        if not re.fullmatch(form, key):
            raise ValueError
        day = date.fromisoformat({"day": key, "week": f"{key}-1", "month": f"{key}-01"}[kind])
    except ValueError:
        raise BadInput(f"{key!r} is no {kind}; write it like {example}") from None
    return period_of(kind, day, zone)


def months_before(month: Period, count: int) -> tuple[Period, ...]:
    """The months before this one and itself, oldest first; across the turn of the year."""
    found = [month]
    while len(found) <= count:
        found.insert(0, month_of(found[0].first - timedelta(days=1), month.zone))
    return tuple(found)
