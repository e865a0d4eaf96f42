"""Reads a month's counts from storage, for one rep or the team."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, time, timedelta
from typing import TypeVar

from core.policy import Targets
from core.words import MANDATORY
from reports.calendar import WorkCalendar
from reports.counts import Counts, RepDay, in_time
from reports.deadlines import Due, ledger, owed
from reports.period import Period, local_day
from storage.database import Transaction
from storage.repositories import kpis, ladder, trends
from storage.views import Inspection, KpiEvent, Lead

R = TypeVar("R", KpiEvent, Lead)


def team(tx: Transaction, month: Period) -> tuple[str, ...]:
    """Whose numbers count: the reps who may sign in, and whoever else qualified a firm in the month."""
    active = {event.by for event in kpis.first_qualifications(tx, month.start, month.end)}
    return tuple(sorted(active | set(trends.reps(tx))))


def gather(
    tx: Transaction, month: Period, calendar: WorkCalendar, targets: Targets, now: datetime, rep: str | None = None
) -> Counts:
    """The counts of a month as they stand; `rep` narrows them to one person."""
    people = (rep,) if rep else team(tx, month)
    start, end = month.start, month.end
    qualified = _of(kpis.first_qualifications(tx, start, end), rep)
    ever_valid = {event.firm for event in kpis.firms_valid(tx, start, max(end, now + timedelta(seconds=1)))}
    entered = _of(kpis.leads_entered(tx, start, end), rep)
    today = local_day(now, month.zone)
    due = punctuality(tx, month, calendar, people, now)
    counts = Counts(
        window=month.key,
        reps=max(1, len(people)),
        days_left=len(calendar.work_days(day for day in month.days if day >= today)),
        rep_days=rep_days(qualified, people, month, calendar, now),
        today=today,
        qualified=len(qualified),
        valid=len(_of(kpis.firms_valid(tx, start, end), rep)),
        cohort_valid=sum(event.firm in ever_valid for event in qualified),
        leads=len(_of(kpis.leads_confirmed(tx, start, end), rep)),
        leads_entered=len(entered),
        leads_in_time=sum(in_time(x.talk_ended_at, x.entered_at, targets.lead_entry_hours) for x in entered),
        appointments=len(_of(kpis.appointments_confirmed(tx, start, end), rep)),
        touches=len(_of(kpis.touches(tx, start, end), rep)),
        events=_events(tx, month, rep),
        reports_due=sum(row.state != "open" for row in due),
        reports_on_time=sum(row.state == "on_time" for row in due),
    )
    return _with_inspection(
        counts, [r for r in kpis.inspections(tx, month.key) if rep in (None, r.rep)], tx, month, rep
    )


def rep_days(
    qualified: Iterable[KpiEvent], people: Sequence[str], month: Period, calendar: WorkCalendar, now: datetime
) -> tuple[RepDay, ...]:
    """First qualifications of each rep on each work day up to today; a day off counts where something was done on it."""
    done = Counter((event.by, local_day(event.at, month.zone)) for event in qualified)
    today = local_day(now, month.zone)
    wanted = {(rep, day) for rep in people for day in calendar.work_days(month.days) if day <= today}
    return tuple(
        RepDay(rep=rep, day=day, n=done[rep, day])
        for rep, day in sorted(wanted | done.keys(), key=lambda k: (k[1], k[0]))
    )


def punctuality(
    tx: Transaction, month: Period, calendar: WorkCalendar, people: Sequence[str], now: datetime
) -> tuple[Due, ...]:
    """Reports due in the month, person by person, from the day on which the person was made a user."""
    periods = owed(month.first, month.after, month.zone, calendar)
    # Deadlines may have been moved since: receipts are looked up by what they are for, in a span with room to spare.
    room = timedelta(days=62)
    handed = {
        (kind, period, by): (due, at)
        for kind, period, by, due, at in kpis.receipts(tx, month.start - room, month.end + room)
    }
    return ledger(periods, people, handed, calendar, now, trends.at_work_since(tx))


def _of(rows: Sequence[R], rep: str | None) -> list[R]:
    return [row for row in rows if rep in (None, row.by)]


def _events(tx: Transaction, month: Period, rep: str | None) -> tuple[int, ...]:
    """Persons, not firms, each once an event."""
    first, after = (datetime.combine(day, time(0), UTC) for day in (month.first, month.after))
    found = []
    for event, invited in ladder.events_between(tx, first, after):
        mine = [i for i in invited if rep in (None, i.by)]
        if rep in (None, event.by) or mine:
            found.append(len({(i.firm, i.contact) for i in mine if i.valid}))
    return tuple(found)


def _with_inspection(
    counts: Counts, rows: Sequence[Inspection], tx: Transaction, month: Period, rep: str | None
) -> Counts:
    looked = [row for row in rows if row.passed is not None]
    population = rows[0].population if rows else 0
    if rows and rep is not None:
        population = len(_of(trends.qualified_at(tx, month.start, month.end), rep))
    wrong = sum(len({*row.wrong_fields} & {*MANDATORY}) for row in looked)
    return counts.model_copy(
        update={
            "population": population,
            "sampled": len(rows),
            "inspected": len(looked),
            "passed": sum(bool(row.passed) for row in looked),
            "faultless": sum(not row.wrong_fields for row in looked),
            "wrong_fields": wrong,
            "fields_each": len(MANDATORY),
        }
    )
