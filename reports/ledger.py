"""The KPI ledger: pure formulas from counts and targets (REQUIREMENTS section 7).

Every number is computed once and judged against each target that the brief states; three quality numbers (CRM accuracy,
inspection pass rate, two months under 80 %) stay apart (C-10), and so do the day's and the month's number (C-2).
"""

from __future__ import annotations

from core.policy import Targets
from core.records import Reason
from reports.calendar import pace
from reports.counts import Counts
from reports.interval import wilson
from reports.kpi import Kpi, count, share


def month_kpis(counts: Counts, targets: Targets) -> tuple[Kpi, ...]:
    """Every KPI of one month, in the order of the brief."""
    return (*_firms(counts, targets), *_ladder(counts, targets), *_quality(counts, targets))


def day_is_met(n: int, targets: Targets) -> bool:
    """R-110: 49 are not enough, 50 are."""
    return n >= targets.qualified_day


def _firms(c: Counts, t: Targets) -> tuple[Kpi, ...]:
    past = [day for day in c.rep_days if c.today is None or day.day < c.today or day_is_met(day.n, t)]
    good = sum(day_is_met(day.n, t) for day in past)
    month = t.qualified_month * c.reps
    needed = pace(month, c.qualified, c.days_left)
    return (
        share("qualified_days", c.window, good, len(past), [("both", 1.0)]),
        count("qualified_month", c.window, c.qualified, [("both", month)], _pace_note(needed, c)),
        share("key_person_rate", c.window, c.valid, c.qualified, _rates(t)),
        share("key_person_cohort", c.window, c.cohort_valid, c.qualified, _rates(t)),
        count("valid_month", c.window, c.valid, [("zh", t.valid_month_zh * c.reps), ("en", t.valid_month_en * c.reps)]),
    )


def _rates(t: Targets) -> list[tuple[str, float]]:
    return [("zh", t.key_person_rate_zh), ("en", t.key_person_rate_en)]


def _pace_note(needed: int | None, c: Counts) -> Reason | None:
    if needed == 0 or (needed is None and c.days_left == 0):
        return None
    return Reason(
        zh=f"还剩 {c.days_left} 个工作日，每天需 {needed} 条", en=f"{c.days_left} work days left, {needed} a day needed"
    )


def _ladder(c: Counts, t: Targets) -> tuple[Kpi, ...]:
    filled = sum(people >= t.event_people for people in c.events)
    return (
        count("touches_month", c.window, c.touches, [("both", t.touches_month * c.reps)]),
        count("leads_month", c.window, c.leads, [("both", t.leads_month * c.reps)]),
        share("lead_timeliness", c.window, c.leads_in_time, c.leads_entered, [("both", 1.0)]),
        count("appointments_month", c.window, c.appointments, [("both", t.appointments_month * c.reps)]),
        count("events_month", c.window, filled if c.events else None, [("both", t.events_month)]),
    )


def _quality(c: Counts, t: Targets) -> tuple[Kpi, ...]:
    checked = c.inspected * c.fields_each
    left = c.sampled - c.inspected
    waiting = (
        Reason(zh=f"还有 {left} 家待抽检", en=f"{left} firms of the sample are not inspected yet") if left else None
    )
    accuracy = [("both", t.crm_accuracy)]
    by_field = t.crm_accuracy_by == "field"
    return (
        share("crm_accuracy_field", c.window, checked - c.wrong_fields, checked, accuracy if by_field else []),
        share("crm_accuracy_record", c.window, c.faultless, c.inspected, [] if by_field else accuracy),
        share("inspection_share", c.window, c.inspected, c.population, [("both", t.inspection_share)], waiting),
        share("inspection_pass", c.window, c.passed, c.inspected, [("both", t.inspection_pass)], waiting,
              wilson(c.passed, c.inspected)),
        share("report_punctuality", c.window, c.reports_on_time, c.reports_due, [("both", 1.0)]),
    )  # fmt: skip
