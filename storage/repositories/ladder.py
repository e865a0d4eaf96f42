"""From contact to appointment: touches, leads, appointments, events (REQUIREMENTS section 6)."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, TypeVar

from sqlalchemy import FromClause, select, update

from core.errors import BadInput, Conflict
from core.identity import made_id
from core.records import Frozen
from storage.database import Transaction
from storage.models import AppointmentRow, EventRow, InvitationRow, LeadRow, TouchRow
from storage.repositories.audit import note
from storage.upsert import insert_new
from storage.views import Appointment, Event, Invitation, Lead, Touch

R = TypeVar("R", bound=Frozen)


def touch_id(firm: str, contact: str | None, channel: str, by: str, at: datetime) -> str:
    """A double click within a minute is one touch (R-090)."""
    return made_id("u", firm, contact, channel, by, at.strftime("%Y-%m-%dT%H:%M"))


def save_touches(tx: Transaction, touches: Sequence[Touch]) -> int:
    """Log touches; how many were new."""
    return insert_new(tx, TouchRow, [touch.model_dump() for touch in touches])


def touches_of(tx: Transaction, firm: str) -> tuple[Touch, ...]:
    """Touches with this firm, newest first."""
    return _of_firm(tx, TouchRow.__table__, Touch, firm, "at")


def enter_lead(tx: Transaction, lead: Lead) -> None:
    """Enter a lead that waits for the key-account team."""
    if lead.state != "waiting":
        raise BadInput("a lead is entered as waiting; the key-account team settles it")
    insert_new(tx, LeadRow, [lead.model_dump()])
    note(tx, lead.by, "enter_lead", lead.firm, {"lead": lead.id}, lead.entered_at)


def settle_lead(tx: Transaction, lead: str, *, confirmed: bool, why: str, by: str, at: datetime | None = None) -> Lead:
    """Confirm or decline a lead. BadInput for one's own lead (R-092); Conflict where it was settled before."""
    when = at or datetime.now(UTC)
    row = tx.execute(select(LeadRow.__table__).where(LeadRow.id == lead).with_for_update()).one_or_none()
    if row is None:
        raise BadInput(f"no lead {lead!r}")
    if row.by == by:
        raise BadInput("a lead is confirmed by the key-account team, never by the one who entered it")
    if row.state != "waiting":
        raise Conflict(f"lead {lead} was {row.state} by {row.settled_by}; reload the page")
    values = {
        "state": "confirmed" if confirmed else "declined",
        "settled_by": by,
        "settled_at": when,
        "settled_why": why,
    }
    tx.execute(update(LeadRow).where(LeadRow.id == lead).values(**values))
    note(tx, by, f"{values['state']}_lead", row.firm, {"lead": lead}, when)
    return Lead.model_validate(row._asdict() | values)


def leads_of(tx: Transaction, firm: str) -> tuple[Lead, ...]:
    """Leads of this firm, newest first."""
    return _of_firm(tx, LeadRow.__table__, Lead, firm, "entered_at")


def leads_waiting(tx: Transaction, limit: int = 200) -> tuple[Lead, ...]:
    """Leads that the key-account team has not settled, oldest first."""
    table = LeadRow.__table__
    waiting = select(table).where(table.c.state == "waiting").order_by(table.c.entered_at, table.c.id).limit(limit)
    return tuple(Lead.model_validate(row._asdict()) for row in tx.execute(waiting))


def propose_appointment(tx: Transaction, appointment: Appointment) -> None:
    """Note a visit or meeting that the customer has not confirmed yet."""
    insert_new(tx, AppointmentRow, [appointment.model_dump() | {"state": "proposed", "confirmed_at": None}])
    note(
        tx,
        appointment.by,
        "propose_appointment",
        appointment.firm,
        {"appointment": appointment.id},
        appointment.made_at,
    )


_NEXT = {"proposed": ("confirmed", "cancelled"), "confirmed": ("held", "cancelled")}


def move_appointment(
    tx: Transaction,
    appointment: str,
    state: str,
    by: str,
    evidence: str | None = None,
    capture: str | None = None,
    at: datetime | None = None,
) -> None:
    """Confirm, hold or cancel. A confirmation needs the customer's word: a stored file or an archived page (R-093)."""
    when = at or datetime.now(UTC)
    row = tx.execute(
        select(AppointmentRow.__table__).where(AppointmentRow.id == appointment).with_for_update()
    ).one_or_none()
    if row is None or state not in _NEXT.get(row.state, ()):
        raise BadInput(f"appointment {appointment} cannot become {state!r}" + (f" from {row.state!r}" if row else ""))
    values: dict[str, Any] = {"state": state}
    if state == "confirmed":
        if not evidence and not capture:
            raise BadInput("a confirmation needs the customer's mail, calendar file or a screenshot of it")
        values |= {"confirmed_at": when, "evidence": evidence, "capture": capture}
    tx.execute(update(AppointmentRow).where(AppointmentRow.id == appointment).values(**values))
    note(tx, by, f"{state}_appointment", row.firm, {"appointment": appointment}, when)


def appointments_of(tx: Transaction, firm: str) -> tuple[Appointment, ...]:
    """Appointments with this firm, newest first."""
    return _of_firm(tx, AppointmentRow.__table__, Appointment, firm, "made_at")


def save_event(tx: Transaction, event: Event) -> None:
    """Make an event that customers are invited to."""
    insert_new(tx, EventRow, [event.model_dump()])


def invite(tx: Transaction, invitations: Sequence[Invitation]) -> int:
    """Invite persons; how many were not invited before."""
    return insert_new(tx, InvitationRow, [invitation.model_dump() for invitation in invitations])


def answer_invitation(tx: Transaction, invitation: str, answer: str) -> None:
    """Note an answer: coming, declined, came."""
    tx.execute(update(InvitationRow).where(InvitationRow.id == invitation).values(answer=answer))


def events_between(tx: Transaction, start: datetime, end: datetime) -> tuple[tuple[Event, tuple[Invitation, ...]], ...]:
    """Events held from the day of `start` up to but not including the day of `end`, with their invitations."""
    table, invited = EventRow.__table__, InvitationRow.__table__
    held = (table.c.held_on >= start.date()) & (table.c.held_on < end.date())
    events = [
        Event.model_validate(row._asdict())
        for row in tx.execute(select(table).where(held).order_by(table.c.held_on, table.c.id))
    ]
    found: dict[str, list[Invitation]] = {event.id: [] for event in events}
    for row in tx.execute(select(invited).where(invited.c.event.in_(found)).order_by(invited.c.id)):
        found[row.event].append(Invitation.model_validate(row._asdict()))
    return tuple((event, tuple(found[event.id])) for event in events)


def _of_firm(tx: Transaction, table: FromClause, record: type[R], firm: str, order: str) -> tuple[R, ...]:
    rows = tx.execute(select(table).where(table.c.firm == firm).order_by(table.c[order].desc(), table.c.id))
    return tuple(record.model_validate(row._asdict()) for row in rows)
