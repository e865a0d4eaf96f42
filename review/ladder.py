"""Leads that wait for the key-account team, and appeals that wait for a second person."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Form
from fastapi.responses import Response

from review.actions.ladder import answer_lead
from review.pages import back, page
from review.roles import May
from review.session import Visitor, allowed
from storage.repositories.decisions import open_appeals
from storage.repositories.firms import firm_lines
from storage.repositories.ladder import leads_waiting

router = APIRouter()


@router.get("/ladder")
def leads(visitor: Visitor = Depends(allowed(May.read))) -> Response:
    """Leads that nobody has settled, oldest first."""
    with visitor.desk.db.reading() as tx:
        waiting = leads_waiting(tx)
        return page(visitor, "ladder.html", leads=waiting, firms=firm_lines(tx, [lead.firm for lead in waiting]))


@router.post("/leads/{lead}")
def settle(
    lead: str,
    answer: Annotated[Literal["confirm", "decline"], Form()],
    why: Annotated[str, Form(max_length=500)] = "",
    visitor: Visitor = Depends(allowed(May.settle_lead)),
) -> Response:
    """Confirm or decline a lead of somebody else."""
    with visitor.desk.db.writing() as tx:
        answer_lead(tx, lead, answer == "confirm", why, visitor.login)
    return back(visitor, "/ladder", "lead.confirmed" if answer == "confirm" else "lead.declined")


@router.get("/appeals")
def appeals(visitor: Visitor = Depends(allowed(May.read))) -> Response:
    """Appeals that nobody has settled, oldest first."""
    with visitor.desk.db.reading() as tx:
        waiting = open_appeals(tx)
        return page(visitor, "appeals.html", appeals=waiting, firms=firm_lines(tx, [a[1] for a in waiting]))
