"""Last night's runs and lists that failed or shrank: what a rep should know before trusting the queue."""

from __future__ import annotations

from core.records import Frozen, Moment
from storage.database import Transaction
from storage.repositories.runs import recent_runs
from storage.repositories.sources import crawls_of, crawls_of_run
from storage.views import Run, RunState

_SHRUNK = 0.8
"""A list that lost more than a fifth of its rows is shown: either the show moved it or we read it wrongly."""


class Trouble(Frozen):
    """One list that needs a look."""

    source: str
    kind: str
    """"failed", "shrank" or "stopped"."""
    now: int = 0
    before: int = 0
    why: str = ""


class Night(Frozen):
    """What happened lately."""

    runs: tuple[Run, ...]
    troubles: tuple[Trouble, ...]
    at: Moment | None


def night(tx: Transaction) -> Night:
    """The last runs, and what of them needs a look."""
    runs = recent_runs(tx, 6)
    troubles: dict[tuple[str, str], Trouble] = {}
    for run in runs[:3]:
        for trouble in (*_of_crawls(tx, run), *_of_report(run)):
            troubles.setdefault((trouble.source, trouble.kind), trouble)
    return Night(runs=runs, troubles=tuple(troubles.values())[:12], at=runs[0].started_at if runs else None)


def _of_crawls(tx: Transaction, run: Run) -> list[Trouble]:
    found = []
    for crawl in crawls_of_run(tx, run.id):
        earlier = [c for c in crawls_of(tx, crawl.source, 3) if c.started_at < crawl.started_at]
        if earlier and crawl.ended_at is not None and crawl.rows < _SHRUNK * earlier[0].rows:
            found.append(Trouble(source=crawl.source, kind="shrank", now=crawl.rows, before=earlier[0].rows))
    return found


def _of_report(run: Run) -> list[Trouble]:
    report = run.report or {}
    found = []
    lists = report.get("lists")
    for crawl in lists if isinstance(lists, list) else []:
        if isinstance(crawl, dict) and crawl.get("failure"):
            found.append(Trouble(source=str(crawl.get("key")), kind="failed", why=str(crawl["failure"])))
    stopped = report.get("stopped_sources")
    for source, why in (stopped if isinstance(stopped, dict) else {}).items():
        found.append(Trouble(source=source, kind="stopped", why=str(why)))
    if run.state is RunState.failed and not found:
        found.append(Trouble(source=run.key, kind="failed"))
    return found
