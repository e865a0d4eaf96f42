"""Runs: the log, one run with its stages and losses, stop and resume."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query

from core.records import Frozen
from review import runs as pages
from review.actions import runs as actions
from review.roles import May
from review.runs_launch import silent
from review.runs_log import Loss, Step, losses, steps
from review.session import Visitor, allowed
from storage.repositories.runs import recent_runs
from storage.views import Run

router = APIRouter(prefix="/api/v1", tags=["runs"])
Key = Annotated[str, Path(max_length=100)]


class Progressing(Frozen):
    """A run by stage, and what was lost on the way."""

    run: Run
    silent: bool
    """It gives no sign of life: resume it."""
    steps: tuple[Step, ...]
    losses: tuple[Loss, ...]


@router.get("/runs")
def runs(
    limit: Annotated[int, Query(ge=1, le=200)] = 20, visitor: Visitor = Depends(allowed(May.read))
) -> tuple[Run, ...]:
    """The last runs, newest first."""
    with visitor.desk.db.reading() as tx:
        return recent_runs(tx, limit)


@router.get("/runs/{run}")
def one(run: Key, visitor: Visitor = Depends(allowed(May.read))) -> Progressing:
    """One run."""
    found = pages.found_run(visitor, run)
    with visitor.desk.db.reading() as tx:
        return Progressing(
            run=found,
            silent=silent(visitor.desk, found),
            steps=steps(tx, visitor.desk, found),
            losses=losses(tx, found),
        )


@router.post("/runs/{run}/stop", status_code=202)
def stop(run: Key, visitor: Visitor = Depends(allowed(May.crawl))) -> Run:
    """Ask it to stop."""
    pages.found_run(visitor, run)
    with visitor.desk.db.writing() as tx:
        return actions.stop(tx, visitor.desk, visitor.login, run)


@router.post("/runs/{run}/resume", status_code=202)
def resume(run: Key, visitor: Visitor = Depends(allowed(May.crawl))) -> Run:
    """Let it go on."""
    return pages.take_up(visitor, run)
