"""The month's inspection: size, fairness, sealing, results, and two months under 80 %."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from core.errors import BadInput, Conflict
from core.words import Field, Status
from reports.inspection import Result, draw, found, result, seal, streak
from reports.interval import wilson
from reports.period import read_period
from storage.database import Database
from storage.repositories import decisions, sightings
from storage.repositories.kpis import inspections, seal_sample
from storage.repositories.trends import qualified_at
from storage.views import Inspection, KpiEvent
from tests.storage import made

MARCH = read_period("month", "2026-03", "Asia/Shanghai")
AFTER = datetime(2026, 4, 1, 2, 0, tzinfo=UTC)


def population(n: int) -> list[KpiEvent]:
    return [KpiEvent(firm=f"f{i}", by="rep1", at=made.NOW) for i in range(n)]


@pytest.mark.parametrize(("n", "drawn"), [(0, 0), (1, 1), (3, 1), (10, 3), (1001, 301)])
def test_the_size_of_the_sample(n: int, drawn: int) -> None:
    rows = seal(MARCH, population(n), 0.30, "seed", AFTER)
    assert len(rows) == len({row.firm for row in rows}) == drawn
    assert {row.population for row in rows} <= {n}


def test_the_same_seed_draws_the_same_in_any_order() -> None:
    firms = [f"f{i}" for i in range(100)]
    assert draw(firms, 0.30, "s") == draw(reversed(firms), 0.30, "s") == draw(firms + firms, 0.30, "s")
    assert draw(firms, 0.30, "s") != draw(firms, 0.30, "t")


def test_the_draw_of_a_known_seed_never_changes() -> None:
    """A dispute of last year must be settled with next year's version."""
    assert draw([f"f{i}" for i in range(10)], 0.30, "2026-03") == ("f3", "f4", "f7")


def test_every_firm_is_as_likely_as_any_other() -> None:
    """2,000 draws of 6 of 20: each firm 600 times, give or take five standard deviations."""
    times = Counter(firm for seed in range(2000) for firm in draw([f"f{i}" for i in range(20)], 0.30, str(seed)))
    assert len(times) == 20
    assert all(abs(n - 600) < 5 * (2000 * 0.3 * 0.7) ** 0.5 for n in times.values())


def test_no_sample_before_the_month_is_over() -> None:
    with pytest.raises(BadInput, match="not over"):
        seal(MARCH, population(3), 0.30, "s", MARCH.end.replace(microsecond=0) - (AFTER - MARCH.end))
    assert seal(MARCH, population(3), 0.30, "s", MARCH.end)


def row(**more: object) -> Inspection:
    (one,) = seal(MARCH, population(1), 0.30, "s", AFTER)
    return one.model_copy(update=more)


def test_an_inspection_is_recorded_once_and_by_somebody_else() -> None:
    done = found(row(), passed=False, wrong=[Field.revenue, Field.revenue], note="x", by="boss", at=AFTER)
    assert (done.passed, done.wrong_fields) == (False, (Field.revenue,))
    with pytest.raises(Conflict, match="inspected by boss"):
        found(done, passed=True, wrong=[], note="", by="boss", at=AFTER)
    with pytest.raises(BadInput, match="own record"):
        found(row(), passed=True, wrong=[], note="", by="rep1", at=AFTER)
    with pytest.raises(BadInput, match="wrong fields"):
        found(row(), passed=True, wrong=[Field.revenue], note="", by="boss", at=AFTER)


def rate(month: str, part: int, whole: int) -> Result:
    rows = [row(month=month, firm=f"f{i}", passed=i < part) for i in range(whole)]
    return result(month, rows, 0.80)


@pytest.mark.parametrize(
    ("months", "missed", "warning"),
    [
        ([("2025-12", 799), ("2026-01", 799)], True, False),
        ([("2025-12", 799), ("2026-01", 800)], False, False),
        ([("2025-12", 800), ("2026-01", 799)], False, True),
        ([("2025-11", 799), ("2026-01", 799)], False, True),
        ([("2025-10", 700), ("2025-11", 700), ("2025-12", 700)], True, False),
        ([], False, False),
    ],
    ids=["both", "recovered", "first month", "a gap", "three", "nothing inspected"],
)
def test_two_months_under_eighty_per_cent(months: list[tuple[str, int]], missed: bool, warning: bool) -> None:
    found_streak = streak([rate(month, part, 1000) for month, part in months])
    assert (found_streak.missed, found_streak.warning) == (missed, warning)


def test_a_month_nobody_inspected_is_no_verdict() -> None:
    waiting = result("2026-03", [row()], 0.80)
    assert (waiting.rate, waiting.under_floor, waiting.interval) == (None, None, None)
    assert streak([rate("2026-02", 1, 10), waiting]).months == ()


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"), [(270, 300, 0.861, 0.929), (0, 10, 0.0, 0.278), (10, 10, 0.722, 1.0)]
)
def test_the_interval_is_wilsons(part: int, whole: int, low: float, high: float) -> None:
    assert wilson(part, whole) == pytest.approx((low, high), abs=0.0006)
    assert wilson(0, 0) is None


def test_the_snapshot_is_the_months_end_whatever_happens_later(tmp_path: Path) -> None:
    """C-17: voided within the month is out; voided or undone after its end stays in."""
    db = Database(f"sqlite:///{tmp_path}/base.db")
    db.migrate()
    names = ("甲公司", "乙公司", "丙公司")
    jia, yi, bing = (made.firm(name) for name in names)
    inside, later = datetime(2026, 3, 20, tzinfo=UTC), datetime(2026, 4, 2, tzinfo=UTC)
    with db.writing() as tx:
        sightings.save_sightings(tx, made.SHOW, [made.sighting(n, booth=n) for n in names])
        for firm in (jia, yi, bing):
            decisions.save_decision(tx, made.decision(firm), None)
        decisions.save_decision(tx, made.decision(yi, Status.void, at=inside), None)
        decisions.save_decision(tx, made.decision(jia, Status.void, at=later), None)
        decisions.undo_decision(tx, made.decision(bing).id, "rep1", later)
        assert {e.firm for e in qualified_at(tx, MARCH.start, MARCH.end)} == {jia, bing}
        first = seal(MARCH, qualified_at(tx, MARCH.start, MARCH.end), 0.30, "one", AFTER)
        assert seal_sample(tx, first) == 1
        assert seal_sample(tx, seal(MARCH, population(50), 0.30, "two", AFTER)) == 0
        assert inspections(tx, "2026-03") == first
