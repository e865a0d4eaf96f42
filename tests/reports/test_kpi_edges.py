"""Every edge of the KPIs of the brief: one below, the number itself, n/a where there is nothing to count."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from core.policy import Targets
from reports.counts import Counts, RepDay, in_time, size_of_sample
from reports.kpi import Kpi
from reports.ledger import day_is_met, month_kpis
from reports.sections import shown, target

T = Targets()


def kpi(key: str, counts: Mapping[str, object], targets: Targets = T) -> Kpi:
    found = month_kpis(Counts.model_validate({"window": "2026-03", **counts}), targets)
    return next(k for k in found if k.key == key)


EDGES = [
    # key, counts, met by the headline target (None = n/a), met by the other language's target
    ("qualified_month", {"qualified": 999}, False, None),
    ("qualified_month", {"qualified": 1000}, True, None),
    ("valid_month", {"valid": 199}, False, False),
    ("valid_month", {"valid": 200}, True, False),
    ("valid_month", {"valid": 239}, True, False),
    ("valid_month", {"valid": 240}, True, True),
    ("key_person_rate", {"valid": 1999, "qualified": 10_000}, False, False),
    ("key_person_rate", {"valid": 2000, "qualified": 10_000}, True, False),
    ("key_person_rate", {"valid": 240, "qualified": 1000}, True, False),
    ("key_person_rate", {"valid": 3999, "qualified": 10_000}, True, False),
    ("key_person_rate", {"valid": 4000, "qualified": 10_000}, True, True),
    ("key_person_rate", {"valid": 0, "qualified": 0}, None, None),
    ("key_person_cohort", {"cohort_valid": 1, "qualified": 5}, True, False),
    ("leads_month", {"leads": 19}, False, None),
    ("leads_month", {"leads": 20}, True, None),
    ("appointments_month", {"appointments": 5}, False, None),
    ("appointments_month", {"appointments": 6}, True, None),
    ("touches_month", {"touches": 599}, False, None),
    ("touches_month", {"touches": 600}, True, None),
    ("events_month", {"events": ()}, None, None),
    ("events_month", {"events": (15, 15, 15)}, False, None),
    ("events_month", {"events": (15, 15, 15, 14)}, False, None),
    ("events_month", {"events": (15, 15, 15, 15)}, True, None),
    ("lead_timeliness", {"leads_entered": 0}, None, None),
    ("lead_timeliness", {"leads_entered": 20, "leads_in_time": 19}, False, None),
    ("lead_timeliness", {"leads_entered": 20, "leads_in_time": 20}, True, None),
    ("inspection_pass", {"inspected": 0, "sampled": 3}, None, None),
    ("inspection_pass", {"inspected": 300, "passed": 269}, False, None),
    ("inspection_pass", {"inspected": 300, "passed": 270}, True, None),
    ("inspection_pass", {"inspected": 10_000, "passed": 8_999}, False, None),
    ("inspection_pass", {"inspected": 10_000, "passed": 9_000}, True, None),
    ("inspection_share", {"population": 1001, "inspected": 300}, False, None),
    ("inspection_share", {"population": 1001, "inspected": 301}, True, None),
    ("crm_accuracy_field", {"inspected": 1000, "fields_each": 10, "wrong_fields": 501}, False, None),
    ("crm_accuracy_field", {"inspected": 1000, "fields_each": 10, "wrong_fields": 500}, True, None),
    ("report_punctuality", {"reports_due": 0}, None, None),
    ("report_punctuality", {"reports_due": 23, "reports_on_time": 22}, False, None),
    ("report_punctuality", {"reports_due": 23, "reports_on_time": 23}, True, None),
]


@pytest.mark.parametrize(("key", "counts", "met", "other"), EDGES, ids=lambda v: str(v) if isinstance(v, str) else None)
def test_edges(key: str, counts: dict[str, object], met: bool | None, other: bool | None) -> None:
    found = kpi(key, counts)
    assert found.met is met
    if len(found.targets) > 1:
        assert found.targets[1].met is other


@pytest.mark.parametrize(("n", "met"), [(49, False), (50, True)])
def test_the_days_number(n: int, met: bool) -> None:
    assert day_is_met(n, T) is met


def test_a_short_month_meets_every_day_and_misses_the_month() -> None:
    """C-2: seventeen days of fifty are 850."""
    days = tuple(RepDay(rep="a", day=date(2026, 2, 1) + timedelta(days=n), n=50) for n in range(17))
    counts = {"rep_days": days, "qualified": 850, "today": date(2026, 3, 1)}
    assert (kpi("qualified_days", counts).met, kpi("qualified_month", counts).met) == (True, False)


def test_today_counts_once_its_number_is_reached() -> None:
    days = (RepDay(rep="a", day=date(2026, 3, 2), n=50), RepDay(rep="a", day=date(2026, 3, 3), n=12))
    open_day = kpi("qualified_days", {"rep_days": days, "today": date(2026, 3, 3)})
    assert (open_day.numerator, open_day.denominator) == (1, 1)
    assert kpi("qualified_days", {"rep_days": days, "today": date(2026, 3, 4)}).denominator == 2


def test_the_pace_to_the_month_is_shown() -> None:
    note = kpi("qualified_month", {"qualified": 0, "days_left": 17}).note
    assert note is not None
    assert "59" in note.en
    assert "59" in note.zh


@pytest.mark.parametrize(
    ("after", "met"),
    [
        (timedelta(hours=23, minutes=59, seconds=59), True),
        (timedelta(hours=24), True),
        (timedelta(hours=24, seconds=1), False),
    ],
)
def test_twenty_four_hours_are_hours_whatever_clocks_do(after: timedelta, met: bool) -> None:
    """The talk ends in Berlin an hour before the clocks go forward."""
    end = datetime(2026, 3, 29, 1, 0, tzinfo=ZoneInfo("Europe/Berlin")).astimezone(ZoneInfo("UTC"))
    assert in_time(end, end + after, 24) is met


@pytest.mark.parametrize(("n", "drawn"), [(0, 0), (1, 1), (3, 1), (10, 3), (1001, 301), (100, 30), (1000, 300)])
def test_thirty_per_cent_rounded_up(n: int, drawn: int) -> None:
    assert size_of_sample(n, 0.30) == drawn


def test_a_team_owes_as_many_times_the_number() -> None:
    assert kpi("qualified_month", {"qualified": 1999, "reps": 2}).met is False
    assert kpi("qualified_month", {"qualified": 2000, "reps": 2}).met is True
    assert kpi("key_person_rate", {"valid": 1, "qualified": 5, "reps": 2}).met is True


def test_accuracy_is_judged_as_the_policy_says_and_shown_both_ways() -> None:
    """C-10: neither is the inspection pass rate."""
    by_record = Targets(crm_accuracy_by="record")
    counts = {"inspected": 100, "faultless": 94, "wrong_fields": 6, "passed": 96}
    assert (kpi("crm_accuracy_field", counts).met, kpi("crm_accuracy_record", counts).met) == (True, None)
    assert kpi("crm_accuracy_record", counts, by_record).met is False
    assert kpi("crm_accuracy_record", counts | {"faultless": 95}, by_record).met is True
    assert kpi("inspection_pass", counts).numerator == 96


@pytest.mark.parametrize(("n", "band"), [(899, "short"), (900, "good"), (1099, "good"), (1100, "excellent")])
def test_bands(n: int, band: str) -> None:
    assert kpi("qualified_month", {"qualified": n}).band == band


@pytest.mark.parametrize(
    ("counts", "text"),
    [({"inspected": 10_000, "passed": 8_999}, "89.99%"), ({"inspected": 3, "passed": 2}, "66.66%"), ({}, "n/a")],
)
def test_a_share_is_never_rounded_up_to_its_target(counts: dict[str, object], text: str) -> None:
    assert shown(kpi("inspection_pass", counts)) == text


def test_both_languages_targets_stand_side_by_side() -> None:
    assert target(kpi("valid_month", {"valid": 239})) == "zh ≥200 达标 ✓；en ≥240 未达标 ✗"


def test_every_kpi_publishes_its_clause_and_formula() -> None:
    for one in month_kpis(Counts(window="2026-03"), T):
        assert one.requirement.startswith("R-1")
        assert one.formula.zh
        assert one.formula.en
