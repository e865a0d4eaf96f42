"""Injected anomalies are caught; a quiet week is silent."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from core.words import Status
from reports.anomalies import Reading, of_list, of_reps, of_voids
from reports.counts import RepDay
from reports.funnel import funnel

USUAL = [Reading(rows=n, duplicates=2, filled={"booth": 0.95, "website": 0.4}) for n in (300, 305, 298)]
DAY = date(2026, 3, 9)


@pytest.mark.parametrize(
    ("last", "kinds"),
    [
        (Reading(rows=301, duplicates=3, filled={"booth": 0.94, "website": 0.38}), []),
        (Reading(rows=280, duplicates=2, filled={"booth": 0.90, "website": 0.30}), []),
        (Reading(rows=150, duplicates=2, filled={"booth": 0.95, "website": 0.4}), ["source_yield"]),
        (Reading(rows=0), ["source_yield"]),
        (Reading(rows=300, duplicates=2, filled={"booth": 0.95}), ["field_coverage"]),
        (Reading(rows=300, duplicates=120, filled={"booth": 0.95, "website": 0.4}), ["duplicates"]),
        (Reading(rows=900, duplicates=2, filled={"booth": 0.95, "website": 0.4}), []),
    ],
)
def test_a_list_that_changed(last: Reading, kinds: list[str]) -> None:
    assert [a.kind for a in of_list("show", [*USUAL, last])] == kinds


def test_a_first_reading_and_a_short_list_say_nothing() -> None:
    assert of_list("show", [Reading(rows=0)]) == ()
    assert of_list("show", [Reading(rows=8), Reading(rows=1)]) == ()


@pytest.mark.parametrize(
    ("before", "now", "alarm"),
    [
        ((200, 1000), (210, 1000), False),
        ((200, 1000), (400, 1000), True),
        ((2, 10), (8, 10), False),  # too few to tell
        ((20, 100), (9, 25), False),  # could be chance
        ((500, 1000), (100, 1000), False),  # better is no alarm
        ((0, 100), (0, 100), False),
    ],
)
def test_voids_that_jump(before: tuple[int, int], now: tuple[int, int], alarm: bool) -> None:
    assert bool(of_voids(before, now)) is alarm


@pytest.mark.parametrize(
    ("done", "alarm"),
    [
        ([50, 48, 51, 50, 49, 0], True),
        ([50, 48, 51, 50, 49, 1], False),
        ([0, 0, 0, 0, 0, 0], False),  # away all week
        ([0, 0, 0, 50, 51, 0], False),  # back for two days
        ([0], False),
    ],
)
def test_a_rep_who_stands_still(done: list[int], alarm: bool) -> None:
    days = [RepDay(rep="a", day=DAY - timedelta(days=len(done) - 1 - n), n=n_done) for n, n_done in enumerate(done)]
    assert bool(of_reps(days, DAY)) is alarm


def test_an_alarm_speaks_both_languages() -> None:
    (alarm,) = of_voids((200, 1000), (400, 1000))
    assert "40%" in alarm.reason.zh
    assert "40%" in alarm.reason.en


def test_the_funnel_adds_up() -> None:
    counts = {
        "rows": 120,
        "firms": 100,
        "screened": 100,
        "qualified": 20,
        "signed": 15,
        "valid": 5,
        "review": 50,
        "void": 30,
    }
    made = funnel(counts, {(Status.void, "E2"): 20, (Status.review, "E6"): 40})
    assert made.reconciles
    assert [loss.code for loss in made.losses] == ["E6", "E2"]
    assert {s.key: s.of_previous for s in made.steps}["qualified"] == 0.2
    assert {s.key: s.of_previous for s in made.steps}["touched"] == 0.0
    assert not funnel(counts | {"void": 31}).reconciles
