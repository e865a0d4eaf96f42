"""Contacts and the ladder: touches, leads, appointments."""

from __future__ import annotations

from datetime import UTC
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Path
from pydantic import AwareDatetime
from pydantic import Field as Limit

from core.records import Frozen
from review.actions import contacting, ladder
from review.api.decisions import Made
from review.roles import May
from review.session import Visitor, allowed
from storage.repositories.ladder import leads_waiting
from storage.views import Lead

router = APIRouter(prefix="/api/v1", tags=["ladder"])
Key = Annotated[str, Path(max_length=100)]
Text = Annotated[str, Limit(max_length=2000)]
_CONTACTER = Depends(allowed(May.contact))


class Logged(Frozen):
    """False for a second click within a minute."""

    new: bool


class Barring(Frozen):
    """Why a person must be left alone."""

    why: Text


class Answer(Frozen):
    """How a lead is settled."""

    answer: Literal["confirm", "decline"]
    why: Text = ""


class Meeting(Frozen):
    """A proposed visit or online meeting."""

    kind: Literal["visit", "online"]
    takes_place_at: AwareDatetime
    lead: Annotated[str, Limit(max_length=100)] = ""


@router.post("/firms/{firm}/touches", status_code=201)
def touch(firm: Key, talk: contacting.Talk, visitor: Visitor = _CONTACTER) -> Logged:
    """Log a call, mail or chat."""
    with visitor.desk.db.writing() as tx:
        return Logged(new=contacting.log_touch(tx, visitor.desk, firm, visitor.login, talk))


@router.post("/firms/{firm}/contacts", status_code=201)
def add(firm: Key, named: contacting.Named, visitor: Visitor = _CONTACTER) -> Logged:
    """Add an R&D leader with the source that names them."""
    with visitor.desk.db.writing() as tx:
        contacting.add_contact(tx, visitor.desk, firm, visitor.login, named)
    return Logged(new=True)


@router.post("/firms/{firm}/contacts/{contact}/do-not-contact")
def bar(firm: Key, contact: Key, asked: Barring, visitor: Visitor = _CONTACTER) -> Logged:
    """Put a person on the do-not-contact list."""
    with visitor.desk.db.writing() as tx:
        contacting.do_not_contact(tx, firm, contact, asked.why, visitor.login)
    return Logged(new=True)


@router.post("/firms/{firm}/leads", status_code=201)
def lead(firm: Key, heard: ladder.Heard, visitor: Visitor = _CONTACTER) -> Made:
    """Enter a lead."""
    told = heard if heard.talk_ended_at.tzinfo else _zoned(visitor, heard)
    with visitor.desk.db.writing() as tx:
        return Made(id=ladder.record_lead(tx, visitor.desk, firm, visitor.login, told))


@router.get("/leads")
def leads(visitor: Visitor = Depends(allowed(May.read))) -> tuple[Lead, ...]:
    """Leads that wait for the key-account team."""
    with visitor.desk.db.reading() as tx:
        return leads_waiting(tx)


@router.post("/leads/{lead}")
def settle(lead: Key, asked: Answer, visitor: Visitor = Depends(allowed(May.settle_lead))) -> Lead:
    """Confirm or decline somebody else's lead."""
    with visitor.desk.db.writing() as tx:
        return ladder.answer_lead(tx, lead, asked.answer == "confirm", asked.why, visitor.login)


@router.post("/firms/{firm}/appointments", status_code=201)
def appoint(firm: Key, asked: Meeting, visitor: Visitor = _CONTACTER) -> Made:
    """Note a proposed visit or meeting."""
    at = asked.takes_place_at.astimezone(UTC)
    with visitor.desk.db.writing() as tx:
        return Made(id=ladder.appoint(tx, visitor.desk, firm, visitor.login, asked.kind, at, asked.lead))


def _zoned(visitor: Visitor, heard: ladder.Heard) -> ladder.Heard:
    return heard.model_copy(update={"talk_ended_at": heard.talk_ended_at.replace(tzinfo=visitor.desk.zone)})
