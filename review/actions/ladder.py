"""From a valid contact to a lead and an appointment, by the rules of the ladder (R-091 … R-093)."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from core.identity import made_id
from core.policy import Targets
from core.records import Capture, Frozen
from review.actions.contacting import contacts_worth
from review.desk import Desk
from review.words import Refusal
from storage.database import Transaction
from storage.repositories.evidence import save_captures
from storage.repositories.firms import firm_line, load_firm
from storage.repositories.ladder import appointments_of, enter_lead, move_appointment, propose_appointment, settle_lead
from storage.views import Appointment, Lead

KINDS = ("visit", "online")
MOVES = ("confirmed", "held", "cancelled")


class Heard(Frozen):
    """What a rep heard in a talk."""

    contact: str
    willing: bool = False
    interested: bool = False
    budget_cny: Decimal
    further_value: bool = False
    quote: str
    talk_ended_at: datetime


def qualifies(heard: Heard, targets: Targets) -> str | None:
    """Why this is no qualified lead, as a key of words; None where it is one (R-091, C-5)."""
    enough = heard.budget_cny >= targets.lead_budget_cny
    if not (heard.willing or heard.interested):
        return "lead.no_interest"
    bound = enough or (targets.lead_mode == "willing_or_budgeted" and heard.willing)
    if not bound:
        return "lead.budget"
    return None if heard.further_value else "lead.no_value"


def record_lead(tx: Transaction, desk: Desk, firm: str, by: str, heard: Heard) -> str:
    """Enter a lead that waits for the key-account team; its id."""
    whole, line = load_firm(tx, firm), firm_line(tx, firm)
    worths = contacts_worth(tx, whole, line.status)
    person = next((worth for worth in worths if worth.contact.id == heard.contact), None)
    if person is None:
        raise Refusal("touch.nobody")
    if not person.valid:
        raise Refusal(person.why)
    if (lacking := qualifies(heard, desk.policy.targets)) is not None:
        raise Refusal(lacking, budget=f"{desk.policy.targets.lead_budget_cny:,}")
    now = desk.clock()
    if heard.talk_ended_at > now:
        raise Refusal("lead.future")
    if not heard.quote.strip():
        raise Refusal("lead.quote")
    lead = Lead(
        id=made_id("k", firm, heard.contact, by, now.isoformat()),
        firm=firm,
        contact=heard.contact,
        willing=heard.willing,
        interested=heard.interested,
        budget_cny=heard.budget_cny,
        further_value=heard.further_value,
        quote=heard.quote.strip()[:2000],
        talk_ended_at=heard.talk_ended_at,
        entered_at=now,
        by=by,
    )
    enter_lead(tx, lead)
    return lead.id


def answer_lead(tx: Transaction, lead: str, confirmed: bool, why: str, by: str) -> Lead:
    """Confirm or decline somebody else's lead; declining needs a reason."""
    if not confirmed and not why.strip():
        raise Refusal("decide.why")
    return settle_lead(tx, lead, confirmed=confirmed, why=why.strip()[:500], by=by)


def appoint(tx: Transaction, desk: Desk, firm: str, by: str, kind: str, at: datetime, lead: str) -> str:
    """Note a proposed visit or meeting; it counts once the customer has confirmed it."""
    if kind not in KINDS:
        raise Refusal("appointment.kind")
    now = desk.clock()
    if at <= now:
        raise Refusal("appointment.past")
    made = Appointment(
        id=made_id("i", firm, kind, by, now.isoformat()),
        firm=firm,
        lead=lead or None,
        kind=kind,
        takes_place_at=at,
        by=by,
        made_at=now,
    )
    propose_appointment(tx, made)
    return made.id


def move(tx: Transaction, firm: str, appointment: str, to: str, by: str, capture: Capture | None) -> None:
    """Confirm (with the customer's word as a file), hold or cancel."""
    if to not in MOVES or all(known.id != appointment for known in appointments_of(tx, firm)):
        raise Refusal("appointment.unknown")
    if to == "confirmed" and capture is None:
        raise Refusal("appointment.proof")
    if capture is not None:
        save_captures(tx, [capture], firm)
    move_appointment(tx, appointment, to, by, capture=capture.id if capture else None)
