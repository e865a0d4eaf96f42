"""A firm's R&D contacts: their validity, touches, leads and appointments."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated

from fastapi import APIRouter, Depends, File, Form, UploadFile
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from core.errors import BadInput
from review.actions import contacting, ladder
from review.actions.uploads import keep_upload
from review.pages import back, page
from review.roles import May
from review.session import Visitor, allowed
from storage.repositories.firms import firm_line, load_firm
from storage.repositories.ladder import appointments_of, leads_of, touches_of

router = APIRouter()
Text = Annotated[str, Form(max_length=2000)]
_CONTACTER = Depends(allowed(May.contact))


@router.get("/firms/{firm}/contacts")
def show(firm: str, visitor: Visitor = Depends(allowed(May.read))) -> Response:
    """Everybody at the firm and what was done with them."""
    with visitor.desk.db.reading() as tx:
        try:
            whole, row = load_firm(tx, firm), firm_line(tx, firm)
        except BadInput as error:
            raise HTTPException(404, str(error)) from error
        return page(
            visitor,
            "contacts.html",
            firm=whole,
            row=row,
            people=contacting.contacts_worth(tx, whole, row.status),
            touches=touches_of(tx, firm),
            leads=leads_of(tx, firm),
            appointments=appointments_of(tx, firm),
            channels=contacting.CHANNELS,
            outcomes=contacting.OUTCOMES,
            budget=visitor.desk.policy.targets.lead_budget_cny,
        )


@router.post("/firms/{firm}/contacts")
def add(
    firm: str,
    name: Text,
    title: Text,
    source: Text,
    phone: Text = "",
    email: Text = "",
    url: Text = "",
    visitor: Visitor = _CONTACTER,
) -> Response:
    """Add an R&D leader."""
    named = contacting.Named(name=name, title=title, phone=phone, email=email, source=source, url=url)
    with visitor.desk.db.writing() as tx:
        contacting.add_contact(tx, visitor.desk, firm, visitor.login, named)
    return _back(visitor, firm, "contact.added")


@router.post("/firms/{firm}/touch")
def touch(
    firm: str,
    channel: Text,
    outcome: Text,
    contact: Text = "",
    note: Text = "",
    next_step: Text = "",
    due_on: Text = "",
    visitor: Visitor = _CONTACTER,
) -> Response:
    """Log a call, mail or chat."""
    talk = contacting.Talk(
        contact=contact, channel=channel, outcome=outcome, note=note, next_step=next_step, due_on=_day(due_on)
    )
    with visitor.desk.db.writing() as tx:
        new = contacting.log_touch(tx, visitor.desk, firm, visitor.login, talk)
    return _back(visitor, firm, "touch.logged" if new else "touch.twice")


@router.post("/firms/{firm}/contacts/{contact}/do-not-contact")
def do_not_contact(firm: str, contact: str, why: Text, visitor: Visitor = _CONTACTER) -> Response:
    """The person asked to be left alone."""
    with visitor.desk.db.writing() as tx:
        contacting.do_not_contact(tx, firm, contact, why, visitor.login)
    return _back(visitor, firm, "contact.barred")


@router.post("/firms/{firm}/contacts/{contact}/left")
def left(firm: str, contact: str, visitor: Visitor = _CONTACTER) -> Response:
    """The person has left."""
    with visitor.desk.db.writing() as tx:
        contacting.left(tx, firm, contact, visitor.login)
    return _back(visitor, firm, "contact.gone")


@router.post("/firms/{firm}/lead")
def lead(
    firm: str,
    contact: Text,
    budget_cny: Annotated[Decimal, Form(ge=0, le=10**12, allow_inf_nan=False)],
    quote: Text,
    talk_ended_at: Text,
    willing: Annotated[bool, Form()] = False,
    interested: Annotated[bool, Form()] = False,
    further_value: Annotated[bool, Form()] = False,
    visitor: Visitor = _CONTACTER,
) -> Response:
    """Enter a lead."""
    heard = ladder.Heard(
        contact=contact,
        willing=willing,
        interested=interested,
        budget_cny=budget_cny,
        further_value=further_value,
        quote=quote,
        talk_ended_at=_moment(visitor, talk_ended_at),
    )
    with visitor.desk.db.writing() as tx:
        ladder.record_lead(tx, visitor.desk, firm, visitor.login, heard)
    return _back(visitor, firm, "lead.entered")


@router.post("/firms/{firm}/appointment")
def appoint(firm: str, kind: Text, takes_place_at: Text, lead: Text = "", visitor: Visitor = _CONTACTER) -> Response:
    """Note a proposed visit or meeting."""
    at = _moment(visitor, takes_place_at)
    with visitor.desk.db.writing() as tx:
        ladder.appoint(tx, visitor.desk, firm, visitor.login, kind, at, lead)
    return _back(visitor, firm, "appointment.noted")


@router.post("/firms/{firm}/appointments/{appointment}")
def move(
    firm: str,
    appointment: str,
    to: Text,
    file: Annotated[UploadFile | None, File()] = None,
    visitor: Visitor = _CONTACTER,
) -> Response:
    """Confirm with the customer's word, hold or cancel."""
    capture = keep_upload(visitor.desk, file, "", "appointment")
    with visitor.desk.db.writing() as tx:
        ladder.move(tx, firm, appointment, to, visitor.login, capture)
    return _back(visitor, firm, "appointment.moved")


def _back(visitor: Visitor, firm: str, key: str) -> Response:
    return back(visitor, f"/firms/{firm}/contacts", key)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise BadInput(f"{text[:20]!r} is no day; write YYYY-MM-DD") from error


def _moment(visitor: Visitor, text: str) -> datetime:
    """A time as the browser's field writes it, in the team's zone."""
    try:
        said = datetime.fromisoformat(text)
        return (said if said.tzinfo else said.replace(tzinfo=visitor.desk.zone)).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise BadInput(f"{text[:30]!r} is no time; write YYYY-MM-DDTHH:MM") from error
