"""The daily, weekly and monthly report: one record, made from the same rows as the pages, the same on every run (R-142)."""

from __future__ import annotations

import hashlib
from collections import Counter
from datetime import datetime, timedelta

from core.policy import Policy
from core.records import Frozen, Moment
from reports.anomalies import Anomaly
from reports.calendar import WorkCalendar, broken_down, by_week
from reports.counts import Counts
from reports.deadlines import Due
from reports.funnel import Funnel, funnel
from reports.gather import gather, punctuality, rep_days, team
from reports.inspection import Result, Streak, result, streak
from reports.kpi import Kpi
from reports.ledger import month_kpis
from reports.period import Period, month_of, months_before
from reports.signals import anomalies
from storage.database import Transaction
from storage.repositories import kpis, trends


class RepLine(Frozen):
    """What one person did in the period, against the share of the month's target that falls on it."""

    rep: str
    qualified: int
    planned: int
    valid: int
    touches: int
    leads: int
    appointments: int


class Report(Frozen):
    """One report. `made_at` apart, it depends on nothing but the base, the policy and the calendar."""

    kind: str
    period: str
    made_at: Moment
    policy: str
    reps: tuple[RepLine, ...]
    kpis: tuple[Kpi, ...]
    """Of the month that the period ends in, as it stands."""
    funnel: Funnel
    anomalies: tuple[Anomaly, ...]
    overdue: tuple[Due, ...]
    """Reports that are late or missing."""
    inspections: tuple[Result, ...] = ()
    streak: Streak = Streak()
    holidays_known: bool = True
    """False where the calendar has no holidays for the period's year."""

    @property
    def sha256(self) -> str:
        """Of its content: what a receipt is given for."""
        return hashlib.sha256(self.model_dump_json(exclude={"made_at"}).encode()).hexdigest()


def compile_report(tx: Transaction, period: Period, calendar: WorkCalendar, policy: Policy, now: datetime) -> Report:
    """Make the report of a period as the base stands."""
    month = month_of(period.days[-1], period.zone)
    people = team(tx, month)
    counts = gather(tx, month, calendar, policy.targets, now)
    before = period.model_copy(update={"first": period.first - timedelta(days=14)})
    lately = rep_days(kpis.first_qualifications(tx, before.start, before.end), people, before, calendar, now)
    tested = inspections(tx, month, policy.targets.inspection_fail)
    return Report(
        kind=period.kind,
        period=period.key,
        made_at=now,
        policy=policy.version,
        reps=_lines(tx, period, people, calendar, policy),
        kpis=month_kpis(counts, policy.targets),
        funnel=funnel(trends.funnel_counts(tx), trends.losses(tx)),
        anomalies=anomalies(tx, period, lately),
        overdue=tuple(d for d in punctuality(tx, month, calendar, people, now) if d.state in ("late", "missing")),
        inspections=tested,
        streak=streak(tested),
        holidays_known=calendar.knows(period.days),
    )


def kpis_of(
    tx: Transaction, month: Period, calendar: WorkCalendar, policy: Policy, now: datetime, rep: str | None = None
) -> tuple[Kpi, ...]:
    """Every KPI of a month, of the team or one person."""
    counts: Counts = gather(tx, month, calendar, policy.targets, now, rep)
    return month_kpis(counts, policy.targets)


def inspections(tx: Transaction, month: Period, floor: float) -> tuple[Result, ...]:
    """Results of this month and the eleven before it, as far as they were inspected; oldest first."""
    known = set(trends.inspected_months(tx))
    wanted = [m.key for m in months_before(month, 11) if m.key in known]
    return tuple(result(key, kpis.inspections(tx, key), floor) for key in wanted)


def plan(month: Period, calendar: WorkCalendar, target: int) -> tuple[dict[str, int], dict[str, int]]:
    """A month's target by day and by ISO week; both add up to it (R-127)."""
    days = broken_down(target, calendar.work_days(month.days))
    return {day.isoformat(): n for day, n in days.items()}, by_week(days)


def _lines(
    tx: Transaction, period: Period, people: tuple[str, ...], calendar: WorkCalendar, policy: Policy
) -> tuple[RepLine, ...]:
    reads = (
        kpis.first_qualifications, kpis.firms_valid, kpis.touches, kpis.leads_confirmed, kpis.appointments_confirmed,
    )  # fmt: skip
    done = [Counter(event.by for event in read(tx, period.start, period.end)) for read in reads]
    planned = _planned(period, calendar, policy)
    everyone = sorted(set(people) | {by for counter in done for by in counter})
    return tuple(
        RepLine(rep=rep, qualified=done[0][rep], planned=planned, valid=done[1][rep], touches=done[2][rep],
                leads=done[3][rep], appointments=done[4][rep])
        for rep in everyone
    )  # fmt: skip


def _planned(period: Period, calendar: WorkCalendar, policy: Policy) -> int:
    """A day owes the day's number; a week or month what the month's target gives its days."""
    if period.kind == "day":
        return policy.targets.qualified_day if calendar.works(period.first) else 0
    total = 0
    for month in {month_of(day, period.zone) for day in (period.days[0], period.days[-1])}:
        shares = broken_down(policy.targets.qualified_month, calendar.work_days(month.days))
        total += sum(n for day, n in shares.items() if period.first <= day < period.after)
    return total
