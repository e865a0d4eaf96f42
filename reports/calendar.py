"""Work days of the team, with holidays and days worked in exchange (调休), and targets broken down to them (R-110, R-127)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Literal

from core.catalogue import Configured, load
from core.settings import ROOT


class Year(Configured):
    """Days off that would be worked, and weekend days that are worked."""

    free: tuple[date, ...] = ()
    worked: tuple[date, ...] = ()


class Deadline(Configured):
    """So many work days after the end of a period, at a clock time."""

    work_days_after: int = 0
    time: str = "20:00"


class WorkCalendar(Configured):
    """`config/workdays.yml`."""

    years: dict[int, Year] = {}
    deadlines: dict[Literal["day", "week", "month"], Deadline] = {}

    def works(self, day: date) -> bool:
        """Is this a work day?"""
        year = self.years.get(day.year, Year())
        return day in year.worked or (day.weekday() < 5 and day not in year.free)

    def work_days(self, days: Iterable[date]) -> tuple[date, ...]:
        """Those of the days that are worked."""
        return tuple(day for day in days if self.works(day))

    def later(self, day: date, count: int) -> date:
        """The work day that comes `count` work days after a day; 0 is the day itself."""
        while count > 0:
            day += timedelta(days=1)
            count -= self.works(day)
        return day

    def knows(self, days: Iterable[date]) -> bool:
        """Are the holidays of these days' years entered?"""
        return {day.year for day in days} <= self.years.keys()


def load_calendar(config_dir: Path) -> WorkCalendar:
    """The installation's calendar, else the one that comes with the product."""
    own = config_dir / "workdays.yml"
    return load(own if own.is_file() else ROOT / "config" / "workdays.yml", WorkCalendar)


def pace(target: int, done: int, days_left: int) -> int | None:
    """How many a day are needed to reach the target; None where no day is left and something is missing."""
    missing = max(0, target - done)
    if missing == 0:
        return 0
    return -(-missing // days_left) if days_left > 0 else None


def broken_down(target: int, days: Sequence[date]) -> dict[date, int]:
    """A month's target on its work days: whole numbers that differ by one at most and add up to the target."""
    count = len(days)
    return {day: target * (n + 1) // count - target * n // count for n, day in enumerate(days)}


def by_week(plan: dict[date, int]) -> dict[str, int]:
    """The same by ISO week; a week that lies in two months has two parts."""
    weeks: dict[str, int] = {}
    for day, share in plan.items():
        year, week, _ = day.isocalendar()
        key = f"{year}-W{week:02d}"
        weeks[key] = weeks.get(key, 0) + share
    return weeks
