"""Proposals of identity, and answers to them."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Path, Query

from core.records import Frozen
from review.proposals import known_cursor, settle
from review.roles import May
from review.session import Visitor, allowed
from storage.repositories.identity import open_proposals
from storage.views import Page, Proposal

router = APIRouter(prefix="/api/v1", tags=["proposals"])


class Answering(Frozen):
    """What a person says."""

    answer: Literal["accept", "decline", "undo"]


@router.get("/proposals")
def proposals(
    after: Annotated[str | None, Query(max_length=200)] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    visitor: Visitor = Depends(allowed(May.read)),
) -> Page[Proposal]:
    """Open proposals, the surest first."""
    with visitor.desk.db.reading() as tx:
        return open_proposals(tx, known_cursor(after), limit)


@router.post("/proposals/{proposal}")
def answer(
    proposal: Annotated[str, Path(max_length=100)],
    answering: Answering,
    visitor: Visitor = Depends(allowed(May.merge)),
) -> Proposal:
    """Accept, decline or take back."""
    return settle(visitor, proposal, answering.answer)
