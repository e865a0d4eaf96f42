"""The start page: today's fifty, what needs me, last night, and the funnel of the month."""

from __future__ import annotations

from fastapi import APIRouter, Depends
from fastapi.responses import Response

from core.records import Frozen, Reason
from review.charts import funnel, stacks
from review.desk import Desk
from review.health import night
from review.pages import page
from review.queue import choices, titles
from review.roles import May
from review.session import Visitor, allowed
from review.today import today
from storage.database import Transaction
from storage.repositories.decisions import open_appeals
from storage.repositories.identity import count_open_proposals
from storage.repositories.kpis import appointments_confirmed, firms_valid, first_qualifications, leads_confirmed
from storage.repositories.ladder import leads_waiting
from storage.repositories.tally import status_counts
from storage.repositories.yields import yield_by_source

router = APIRouter()


class Needs(Frozen):
    """What waits for this person."""

    appeals: int
    leads: int
    proposals: int


@router.get("/")
def start(visitor: Visitor = Depends(allowed(May.read))) -> Response:
    """How the day stands."""
    desk = visitor.desk
    with desk.db.reading() as tx:
        counts = status_counts(tx)
        return page(
            visitor,
            "start.html",
            today=today(tx, desk, visitor.login),
            needs=_needs(tx, visitor),
            night=night(tx),
            funnel=funnel(_steps(tx, visitor, sum(counts.values()))),
            yields=stacks(_yields(tx, desk)),
            counts=counts,
        )


def _needs(tx: Transaction, visitor: Visitor) -> Needs:
    appeals = [a for a in open_appeals(tx) if a[3] != visitor.login] if visitor.may("settle_appeal") else []
    leads = [lead for lead in leads_waiting(tx) if lead.by != visitor.login] if visitor.may("settle_lead") else []
    proposals = count_open_proposals(tx).n if visitor.may("merge") else 0
    return Needs(appeals=len(appeals), leads=len(leads), proposals=proposals)


def warm(desk: Desk) -> None:
    """Count what takes long on a big base before the first visitor has to wait for it."""
    with desk.db.reading() as tx:
        today(tx, desk, "")
        _yields(tx, desk)
        _valid(tx, desk)
        choices(tx, desk)
        titles(tx, desk)


def _yields(tx: Transaction, desk: Desk) -> tuple[tuple[Reason, dict[str, int]], ...]:
    return desk.memory.get(tx, "yields", 300, lambda tx: yield_by_source(tx, 8))


def _valid(tx: Transaction, desk: Desk) -> int:
    """The one step of the funnel that looks at every contact."""
    begin, now = desk.midnight(desk.today.replace(day=1)), desk.clock()
    return desk.memory.get(tx, "valid", 30, lambda tx: len(firms_valid(tx, begin, now)))


def _steps(tx: Transaction, visitor: Visitor, firms: int) -> list[tuple[str, int]]:
    return [("start.step_firms", firms), *_month(tx, visitor.desk)]


def _month(tx: Transaction, desk: Desk) -> list[tuple[str, int]]:
    begin, now = desk.midnight(desk.today.replace(day=1)), desk.clock()
    return [
        ("start.step_qualified", len(first_qualifications(tx, begin, now))),
        ("start.step_valid", _valid(tx, desk)),
        ("start.step_leads", len(leads_confirmed(tx, begin, now))),
        ("start.step_appointments", len(appointments_confirmed(tx, begin, now))),
    ]
