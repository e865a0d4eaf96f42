"""Runs are started once, their work is claimed once, and a dead worker costs at most its chunk."""

from datetime import timedelta

import pytest

from core.words import Access, Status
from storage.database import Database
from storage.repositories import decisions, ledger, merges, runs, sightings, sources, verdicts
from storage.views import Quarantined, RunState
from tests.storage.made import NOW, SHOW, decision, firm, later, sighting, verdict

NAMES = [f"Firm {n:02}" for n in range(10)]
LEASE = timedelta(minutes=5)


@pytest.fixture
def run(database: Database) -> str:
    with database.writing() as tx:
        sightings.save_sightings(tx, SHOW, [sighting(name) for name in NAMES])
        started = runs.start_run(tx, "targeted", {"list": SHOW.key}, f"targeted:{SHOW.key}", "rep1", NOW)
        runs.plan_stage(tx, started.id, "enrich", [firm(name) for name in NAMES])
    return started.id


def test_two_reps_starting_the_same_list_get_one_run(database: Database, run: str) -> None:
    with database.writing() as tx:
        second = runs.start_run(tx, "targeted", {"list": SHOW.key}, f"targeted:{SHOW.key}", "rep2", later(1))
    assert (second.id, second.joined, second.by) == (run, True, "rep1")


def test_when_it_is_over_the_same_list_may_be_started_again(database: Database, run: str) -> None:
    with database.writing() as tx:
        runs.end_run(tx, run, RunState.done, {"firms": 10}, later(1))
        again = runs.start_run(tx, "targeted", {}, f"targeted:{SHOW.key}", "rep2", later(2))
        assert not again.joined
        assert [r.id for r in runs.recent_runs(tx)] == [again.id, run]


def test_no_firm_is_claimed_twice(database: Database, run: str) -> None:
    with database.writing() as tx:
        first = runs.claim_chunk(tx, run, "enrich", "a", 6, LEASE, NOW)
    with database.writing() as tx:
        second = runs.claim_chunk(tx, run, "enrich", "b", 6, LEASE, NOW)
        assert runs.claim_chunk(tx, run, "enrich", "c", 6, LEASE, NOW) == ()
    assert len(first) == 6
    assert len(second) == 4
    assert set(first).isdisjoint(second)


def test_what_a_dead_worker_held_is_claimed_by_the_next_after_its_lease(database: Database, run: str) -> None:
    with database.writing() as tx:
        held = runs.claim_chunk(tx, run, "enrich", "dies", 4, LEASE, NOW)
        runs.finish_firm(tx, run, "enrich", held[0])
        rest = runs.claim_chunk(tx, run, "enrich", "lives", 10, LEASE, later(1))
        assert set(held[1:]) <= set(rest)
        assert held[0] not in rest


def test_a_firm_that_kills_its_worker_again_and_again_is_given_up(database: Database, run: str) -> None:
    with database.writing() as tx:
        for hour in range(4):
            chunk = runs.claim_chunk(tx, run, "enrich", "w", 10, LEASE, later(hour))
        assert chunk == ()
        assert runs.progress(tx, run)[0].failed == 10
        assert "died" in runs.failures(tx, run)[0][2]


def test_stop_and_resume(database: Database, run: str) -> None:
    with database.writing() as tx:
        assert runs.heartbeat(tx, run)
        runs.request_stop(tx, run)
        assert not runs.heartbeat(tx, run)
        chunk = runs.claim_chunk(tx, run, "enrich", "a", 4)
        runs.finish_firms(tx, run, "enrich", chunk[:2])
        runs.finish_firm(tx, run, "enrich", chunk[2], "site down", failed=True)
        runs.end_run(tx, run, RunState.stopped)
        assert runs.resume_run(tx, run).state is RunState.running
        assert runs.plan_stage(tx, run, "enrich", [firm(n) for n in NAMES]) == 0
        stage = runs.progress(tx, run)[0]
        assert (stage.done, stage.waiting, stage.total) == (2, 8, 10)


def test_rows_are_conserved(database: Database, run: str) -> None:
    rows = [sighting(name) for name in NAMES] + [sighting("Firm 00", "9Z99"), sighting("BrandX", kind="brand")]
    with database.writing() as tx:
        crawl = sources.start_crawl(tx, SHOW, run, NOW)
        sightings.save_sightings(tx, SHOW, rows[:7], crawl)
        sightings.save_sightings(tx, SHOW, rows, crawl)  # the same rows again after a kill
        raw = {"name": ""}
        aside = Quarantined(
            id=ledger.quarantine_id(crawl, raw),
            source=SHOW.key,
            crawl=crawl,
            raw=raw,
            code="empty",
            reason={"zh": "空", "en": "empty"},
            at=NOW,
        )
        assert ledger.save_quarantined(tx, [aside, aside]) == 1
        verdicts.save_verdicts(tx, [verdict(firm("Firm 01"), Status.void), verdict(firm("Firm 02"), Status.review)])
        decisions.save_decision(tx, decision(firm("Firm 03")), None)
        merges.record_merge(tx, firm("Firm 04"), firm("Firm 05"), "one number", "rep1")
        found = ledger.ledger(tx, run, rows_in=13)
        assert sources.crawls_of_run(tx, run)[0].rows == 12
    assert (found.void, found.review, found.qualified, found.merged, found.quarantined, found.not_firms) == (
        1,
        1,
        1,
        2,
        1,
        1,
    )
    assert found.incomplete == 6
    assert found.conserved


def test_metered_calls_add_up(database: Database) -> None:
    with database.writing() as tx:
        for access in (Access.ok, Access.rate_limited):
            ledger.note_attempt(tx, "qcc", "GetBasicDetails", access, cost_cny=0.2, at=NOW)
        (qcc,) = ledger.attempts_since(tx, NOW)
    assert (qcc.calls, qcc.refused, round(qcc.cost_cny, 2)) == (2, 1, 0.4)
