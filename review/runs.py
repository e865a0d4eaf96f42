"""Runs: what went on lately, one run by stage while it goes on, and the reason for each loss."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Depends
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from core.errors import BadInput
from review.actions import runs as actions
from review.pages import back, page
from review.roles import May
from review.runs_launch import launch, silent
from review.runs_log import losses, report_of, so_far, steps
from review.session import Visitor, allowed
from storage.repositories.runs import PREVIEW, recent_runs, run_of
from storage.views import Run, RunState

router = APIRouter()


@router.get("/runs")
def log(visitor: Visitor = Depends(allowed(May.read))) -> Response:
    """The last runs."""
    with visitor.desk.db.reading() as tx:
        runs = recent_runs(tx, 60)
        found = [(run, report_of(run), len(losses(tx, run)) if run.ended_at else 0) for run in runs]
    return page(visitor, "runs.html", runs=found, silent={run.id for run, _, _ in found if silent(visitor.desk, run)})


@router.get("/runs/{run}")
def one(run: str, visitor: Visitor = Depends(allowed(May.read))) -> Response:
    """One run: its stages, where its rows went, and every loss with its reason."""
    found = found_run(visitor, run)
    with visitor.desk.db.reading() as tx:
        lost = losses(tx, found) if found.ended_at is not None else ()
        context = progress_of(visitor, found) | {"losses": lost[:300], "more": max(0, len(lost) - 300)}
    return page(visitor, "run.html", report=report_of(found), **context)


@router.get("/runs/{run}/progress")
def progress(run: str, visitor: Visitor = Depends(allowed(May.read))) -> Response:
    """The part of the page that changes while the run goes on; at its end the whole page is asked for anew."""
    found = found_run(visitor, run)
    response = page(visitor, "_run_progress.html", **progress_of(visitor, found))
    if found.ended_at is not None:
        response.headers["HX-Refresh"] = "true"
    return response


@router.post("/runs/{run}/stop")
def stop(run: str, visitor: Visitor = Depends(allowed(May.crawl))) -> Response:
    """Ask the run to stop."""
    found_run(visitor, run)
    with visitor.desk.db.writing() as tx:
        actions.stop(tx, visitor.desk, visitor.login, run)
    return back(visitor, f"/runs/{run}", "runs.stopping")


@router.post("/runs/{run}/resume")
def resume(run: str, visitor: Visitor = Depends(allowed(May.crawl))) -> Response:
    """Let the run go on from what was written."""
    take_up(visitor, run)
    return back(visitor, f"/runs/{run}", "runs.resumed")


def take_up(visitor: Visitor, run: str) -> Run:
    """Resume a run and launch it."""
    found_run(visitor, run)
    with visitor.desk.db.writing() as tx:
        again = actions.resume(tx, visitor.desk, visitor.login, run)
    launch(visitor.desk, again)
    return again


def found_run(visitor: Visitor, run: str) -> Run:
    """The run with this id; 404 where there is none."""
    with visitor.desk.db.reading() as tx:
        try:
            found = run_of(tx, run)
        except BadInput as unknown:
            raise HTTPException(404, str(unknown)) from unknown
    if found.kind == PREVIEW:
        raise HTTPException(404, f"no run {run!r}")
    return found


def progress_of(visitor: Visitor, run: Run) -> dict[str, Any]:
    """What the progress of a run is drawn from."""
    with visitor.desk.db.reading() as tx:
        drawn = steps(tx, visitor.desk, run)
    dead = silent(visitor.desk, run)
    ended = run.ended_at is not None
    return {
        "run": run,
        "steps": drawn,
        "said": so_far(run).said[-5:],
        "silent": dead,
        "can_stop": not ended and not dead and run.state is RunState.running,
        "can_resume": "config" in run.params and (dead or (ended and run.state in (RunState.stopped, RunState.failed))),
    }
