"""What happened in a month, counted: the only thing that KPIs are made of. Built from storage by `reports.gather`."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from core.records import Frozen, Moment


class RepDay(Frozen):
    """First qualifications of one rep on one work day."""

    rep: str
    day: date
    n: int


class Counts(Frozen):
    """Counts of one month, of one rep or of the team."""

    window: str
    reps: int = 1
    """Targets are a rep's; the team's are so many times as high."""
    days_left: int = 0
    """Work days from today to the month's end, today included."""
    rep_days: tuple[RepDay, ...] = ()
    """Past work days and today; days before a rep's first record included."""
    today: date | None = None
    qualified: int = 0
    valid: int = 0
    cohort_valid: int = 0
    leads: int = 0
    leads_entered: int = 0
    leads_in_time: int = 0
    appointments: int = 0
    touches: int = 0
    events: tuple[int, ...] = ()
    """For each event, how many different persons of valid customers were invited (C-15)."""
    population: int = 0
    sampled: int = 0
    inspected: int = 0
    passed: int = 0
    faultless: int = 0
    wrong_fields: int = 0
    fields_each: int = 6
    reports_due: int = 0
    reports_on_time: int = 0


def in_time(talk_ended_at: Moment, entered_at: Moment, hours: int) -> bool:
    """Was a lead entered within so many hours of the talk, the last second included? UTC: no clock change matters."""
    return entered_at - talk_ended_at <= timedelta(hours=hours)


def size_of_sample(population: int, wanted: float) -> int:
    """ceil(share × N), exact: 30 % of 1001 is 301."""
    exact = Fraction(str(wanted)) * population
    return -(-exact.numerator // exact.denominator)
