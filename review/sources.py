"""Sources: where facts come from, what each costs and refuses, and which of them stopped themselves lately."""

from __future__ import annotations

import inspect
from datetime import timedelta

from fastapi import APIRouter, Depends
from fastapi.responses import Response

from core.records import Frozen, Moment
from core.words import SourceKind
from enrich import ENRICHERS
from review.pages import page
from review.roles import May
from review.runs_log import report_of
from review.session import Visitor, allowed
from storage.database import Transaction
from storage.repositories.ledger import attempts_since
from storage.repositories.runs import recent_runs
from storage.repositories.sources import sources_of_kinds

router = APIRouter()
_KINDS = (
    SourceKind.show, SourceKind.association, SourceKind.industry_site, SourceKind.file, SourceKind.registry,
    SourceKind.patents, SourceKind.recognition,
)  # fmt: skip


class Enriching(Frozen):
    """One enricher of the installation."""

    name: str
    what: str
    on: bool


class Stopped(Frozen):
    """A source that left itself alone for the rest of a run."""

    source: str
    why: str
    run: str
    at: Moment


@router.get("/sources")
def sources(visitor: Visitor = Depends(allowed(May.read))) -> Response:
    """Enrichers, metered sources, sources that stopped, and every source that is not a firm's own website."""
    desk = visitor.desk
    with desk.db.reading() as tx:
        return page(
            visitor,
            "sources.html",
            enrichers=[
                Enriching(name=name, what=_first_line(plugin), on=name not in desk.policy.disabled)
                for name, plugin in ENRICHERS
            ],
            today={a.system: a for a in attempts_since(tx, desk.midnight(desk.today))},
            month=attempts_since(tx, desk.midnight(desk.today) - timedelta(days=30)),
            stopped=_stopped(tx),
            sources=sources_of_kinds(tx, _KINDS),
        )


def _stopped(tx: Transaction) -> list[Stopped]:
    found = []
    for run in recent_runs(tx, 20):
        report = report_of(run)
        for source, why in (report.stopped_sources if report else {}).items():
            found.append(Stopped(source=source, why=why, run=run.id, at=run.started_at))
    return found[:40]


def _first_line(plugin: object) -> str:
    return (inspect.getdoc(plugin) or "").partition("\n")[0]
