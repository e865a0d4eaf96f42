"""Runs on their pages: stages, stop and resume, killed runs, and the reason for each loss."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from fastapi import FastAPI

from core.listing import CrawlReport, Proof, ProofVerdict
from core.records import Reason, Source
from core.words import Role, SourceKind
from flows.chain import RunReport
from flows.stages.crawl import Crawled
from flows.telling import SoFar, StageSoFar, Telling
from review import runs_child, runs_launch
from review.desk import Desk
from storage.repositories.ledger import quarantine_id, save_quarantined
from storage.repositories.runs import end_run, finish_firm, note_progress, plan_stage, request_stop, run_of, start_run
from storage.repositories.sources import finish_crawl, start_crawl
from storage.views import Ledger, Quarantined, Run, RunState
from tests.review.conftest import Person
from tests.review.made import add_firm, name_of

People = Callable[..., Person]
CONFIG = {"title": "Auto Show 2027 exhibitor list", "url": "https://show.example/list"}


@pytest.fixture
def run(desk: Desk) -> str:
    with desk.db.writing() as tx:
        return start_run(tx, "targeted", {"lists": ["show_2027"], "config": CONFIG}, "targeted:show_2027", "rep1").id


@pytest.fixture
def launched(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    started: list[str] = []
    monkeypatch.setattr("review.runs.launch", lambda _desk, again: started.append(again.id))
    return started


def test_a_run_shows_its_stages_from_the_base_alone(desk: Desk, rep: Person, run: str) -> None:
    firm = add_firm(desk, name_of(1))
    with desk.db.writing() as tx:
        stages = (StageSoFar(name="crawl show_2027", done=120), StageSoFar(name="enrich", total=1))
        note_progress(tx, run, SoFar(stages=stages, said=("the site is slow",)).model_dump(mode="json"))
        plan_stage(tx, run, "enrich", [firm])
        finish_firm(tx, run, "enrich", firm)
    steps = {step["name"]: step for step in rep.get(f"/api/v1/runs/{run}").json()["steps"]}
    assert (steps["crawl"]["state"], steps["crawl"]["done"]) == ("done", 120)
    assert (steps["enrich"]["state"], steps["enrich"]["done"], steps["enrich"]["total"]) == ("going", 1, 1)
    assert steps["load"]["state"] == "waiting"
    page = rep.get(f"/runs/{run}").text
    assert "the site is slow" in page
    assert '<noscript><meta http-equiv="refresh"' in page


def test_polling_ends_with_the_run(desk: Desk, rep: Person, run: str) -> None:
    assert "HX-Refresh" not in rep.get(f"/runs/{run}/progress").headers
    with desk.db.writing() as tx:
        end_run(tx, run, RunState.stopped)
    answer = rep.get(f"/runs/{run}/progress")
    assert answer.headers["HX-Refresh"] == "true"
    assert "hx-get" not in answer.text


def test_a_run_is_stopped_and_taken_up_again(desk: Desk, rep: Person, run: str, launched: list[str]) -> None:
    assert rep.message(rep.post(f"/runs/{run}/stop"))
    with desk.db.writing() as tx:
        assert run_of(tx, run).state is RunState.stopping
        end_run(tx, run, RunState.stopped)
    rep.post(f"/runs/{run}/resume")
    assert launched == [run]
    with desk.db.reading() as tx:
        again = run_of(tx, run)
    assert (again.state, again.ended_at) == (RunState.running, None)


def test_what_goes_on_or_is_complete_is_not_taken_up(desk: Desk, rep: Person, run: str, launched: list[str]) -> None:
    assert "仍在进行" in rep.message(rep.post(f"/runs/{run}/resume"))
    with desk.db.writing() as tx:
        end_run(tx, run, RunState.done)
    assert "无需继续" in rep.message(rep.post(f"/runs/{run}/resume"))
    assert "已经结束" in rep.message(rep.post(f"/runs/{run}/stop"))
    assert launched == []


def test_a_killed_run_says_so_and_goes_on(app: FastAPI, desk: Desk, rep: Person, run: str, launched: list[str]) -> None:
    app.state.desk = replace(desk, clock=lambda: desk.clock() + timedelta(minutes=5))
    assert "没有动静" in rep.get(f"/runs/{run}").text
    rep.post(f"/runs/{run}/resume")
    assert launched == [run]


def test_a_stopped_run_is_not_taken_up_beside_a_new_one_of_its_list(
    desk: Desk, rep: Person, run: str, launched: list[str]
) -> None:
    with desk.db.writing() as tx:
        end_run(tx, run, RunState.failed)
        other = start_run(tx, "targeted", {}, "targeted:show_2027", "rep2").id
    assert other in rep.message(rep.post(f"/runs/{run}/resume"))
    assert launched == []


def test_each_loss_has_its_reason(desk: Desk, rep: Person, run: str) -> None:
    firm = add_firm(desk, name_of(1))
    now = desk.clock()
    proof = Proof(rows=12, unique_rows=10, duplicate_rows=2, gaps=("letter K",), verdict=ProofVerdict.incomplete)
    crawled = CrawlReport(list="show_2027", started_at=now, ended_at=now, proof=proof, errors=("page 3: 503",))
    source = Source(key="show_2027", kind=SourceKind.show, title="Auto Show 2027 exhibitor list")
    reason = Reason(zh="没有名称", en="it has no name")
    report = RunReport(
        run=run, kind="targeted", state=RunState.failed, started_at=now, ended_at=now, firms=1, enriched=0,
        lists=(Crawled(key="show_2027", title="Auto Show 2027", crawl="", report=crawled, failure="10 rows, expected 20"),),
        ledger=Ledger(rows_in=10, qualified=9), stopped_sources={"qcc": "rate_limited: enough for today"},
    )  # fmt: skip
    with desk.db.writing() as tx:
        crawl = start_crawl(tx, source, run, now)
        finish_crawl(tx, crawl, crawled)
        rows = [
            Quarantined(
                id=quarantine_id(crawl, n),
                source=source.key,
                crawl=crawl,
                raw={"n": n},
                code="E4a",
                reason=reason,
                at=now,
            )
            for n in range(3)
        ]
        save_quarantined(tx, rows)
        plan_stage(tx, run, "enrich", [firm])
        finish_firm(tx, run, "enrich", firm, "website: timed out", failed=True)
        end_run(tx, run, RunState.failed, report.model_dump(mode="json"))
    page = rep.get(f"/runs/{run}").text
    for said in ("page 3: 503", "letter K", "没有名称", "expected 20", "enough for today", "timed out", "有行丢失"):
        assert said in page
    rep.browser.cookies.set("showfloor_language", "en")
    assert "it has no name" in rep.get(f"/runs/{run}").text
    assert rep.get("/runs").status_code == 200


def test_a_watcher_writes_what_it_is_told_and_hears_a_stop(
    desk: Desk, run: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("flows.telling.EVERY", 0.01)
    stops: list[bool] = []
    with Telling(desk.db, run, lambda: stops.append(True)) as telling:
        telling.stage("enrich", 5)
        telling.step("enrich", 2, "a firm")
        _until(lambda: (_report(desk, run).get("stages") or [{}])[0].get("done") == 2)
        with desk.db.writing() as tx:
            request_stop(tx, run)
        _until(lambda: bool(stops))


def test_a_watcher_passes_on_what_it_is_told(desk: Desk, run: str) -> None:
    terminal = Telling(desk.db, run)
    with Telling(desk.db, run, beside=terminal) as telling:
        telling.stage("crawl", None)
        telling.step("crawl", 3, "page 2")
        telling.say("the list declares 20 rows")
    assert terminal.so_far == telling.so_far
    assert terminal.so_far.stages == (StageSoFar(name="crawl", done=3, note="page 2"),)


def test_a_run_whose_process_breaks_has_failed_with_its_last_words(desk: Desk, run: str) -> None:
    (desk.settings.home / "runs" / run).mkdir(parents=True)
    broken = replace(desk, settings=desk.settings.model_copy(update={"database_url": "nonsense"}))
    with desk.db.reading() as tx:
        todo = run_of(tx, run)
    runs_launch.launch(broken, todo)
    _until(lambda: _run(desk, run).ended_at is not None, 60)
    assert _run(desk, run).state is RunState.failed
    assert "SHOWFLOOR_DATABASE_URL" in str(_report(desk, run)["why"])


def test_what_cannot_be_started_is_refused_with_the_reason(
    desk: Desk, run: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise OSError("no process can be started")

    monkeypatch.setattr(runs_launch.subprocess, "Popen", fails)
    with desk.db.reading() as tx:
        todo = run_of(tx, run)
    with pytest.raises(runs_launch.Refusal, match="no process"):
        runs_launch.launch(desk, todo)
    assert _run(desk, run).state is RunState.failed


def test_a_prefect_server_gets_the_targeted_deployment(desk: Desk, run: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[dict[str, object]] = []
    monkeypatch.setattr("prefect.deployments.run_deployment", lambda **told: asked.append(told))
    served = replace(desk, settings=desk.settings.model_copy(update={"prefect_api_url": "http://127.0.0.1:9/api"}))
    with desk.db.reading() as tx:
        runs_launch.launch(served, run_of(tx, run))
    assert asked[0]["name"] == "targeted/targeted"
    assert asked[0]["timeout"] == 0
    assert asked[0]["parameters"] == {"key": "show_2027", "config": CONFIG, "by": "rep1", "force": False}


def test_a_list_that_cannot_be_crawled_ends_its_run_in_one_line(desk: Desk) -> None:
    with desk.db.writing() as tx:
        params = {"lists": ["x"], "config": {"title": "internet", "url": "https://x.example"}}
        bad = start_run(tx, "targeted", params, "targeted:x", "rep1").id
    runs_child.main(bad)
    assert _run(desk, bad).state is RunState.failed
    assert "too vague" in str(_report(desk, bad)["why"])


def test_pages_of_no_run_are_not_found(rep: Person, person: People) -> None:
    for path in ("/runs/nothing", "/runs/nothing/progress", "/new-list/nothing", "/api/v1/runs/nothing"):
        assert rep.get(path).status_code == 404
    assert person(Role.inspector).post("/runs/nothing/stop").status_code == 403


def _run(desk: Desk, run: str) -> Run:
    with desk.db.reading() as tx:
        return run_of(tx, run)


def _report(desk: Desk, run: str) -> dict[str, object]:
    return dict(_run(desk, run).report or {})


def _until(done: Callable[[], object], seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end
        time.sleep(0.02)
