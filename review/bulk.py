"""Signing several firms at once: only those whose every field is evidenced, and never without a summary first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Query
from fastapi.responses import Response

from core.records import Firm, Frozen
from core.words import MANDATORY
from review.actions import deciding
from review.desk import Desk
from review.pages import back, page
from review.roles import May
from review.session import Visitor, allowed
from review.words import Refusal
from screen.case import Case
from storage.repositories.firms import firm_lines, load_firms

router = APIRouter()
MOST = 100


class Candidate(Frozen):
    """One picked firm with its six fields, and whether it may be signed together with others."""

    firm: Firm
    version: int
    values: tuple[tuple[str, object, bool], ...]
    """(field, value, has a screenshot)"""
    ready: bool


@router.get("/queue/sign")
def summary(
    firm: Annotated[tuple[str, ...], Query(max_length=MOST)] = (),
    queue: Annotated[str, Query(max_length=2000)] = "",
    visitor: Visitor = Depends(allowed(May.decide)),
) -> Response:
    """What would be signed, field by field."""
    chosen = picked(firm)
    with visitor.desk.db.reading() as tx:
        lines = firm_lines(tx, [key for key, _ in chosen])
        found = [_candidate(visitor.desk, whole, lines[whole.id].version) for whole in load_firms(tx, list(lines))]
    ready = [one for one in found if one.ready]
    return page(visitor, "bulk.html", ready=ready, others=[one for one in found if not one.ready], queue=queue)


@router.post("/queue/sign")
def sign(
    firm: Annotated[tuple[str, ...], Form(max_length=MOST)] = (),
    queue: Annotated[str, Form(max_length=2000)] = "",
    visitor: Visitor = Depends(allowed(May.decide)),
) -> Response:
    """Sign them all, or none where one has changed."""
    with visitor.desk.db.writing() as tx:
        done = deciding.sign_many(tx, visitor.desk, picked(firm), visitor.login)
    return back(visitor, f"/queue?{queue}", "bulk.signed", n=len(done))


def picked(chosen: Sequence[str]) -> list[tuple[str, int]]:
    """(firm, version) of each picked row."""
    found = []
    for one in chosen:
        key, _, version = one.partition(":")
        if not version.isdigit() or len(version) > 9:
            raise Refusal("bulk.damaged")
        found.append((key, int(version)))
    return found


def _candidate(desk: Desk, firm: Firm, version: int) -> Candidate:
    case = Case(firm, desk.policy, desk.today)
    values = []
    for field in MANDATORY:
        fact = case.fact(field)
        capture = case.captures.get(fact.capture or "") if fact else None
        shot = capture is not None and bool(capture.screenshot or capture.viewport)
        values.append((field.value, fact.value if fact else None, shot))
    return Candidate(firm=firm, version=version, values=tuple(values), ready=deciding.ready(desk, firm))
