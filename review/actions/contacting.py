"""People at a firm: added, reached, gone, or not to be contacted."""

from __future__ import annotations

from datetime import date

from core.identity import contact_id
from core.records import Contact, Firm, Frozen
from core.values.emails import email_kind, read_emails
from core.values.phones import read_phones, valid_phone
from core.values.titles import title_role
from core.web.domains import registrable_domain
from core.words import ContactRole, EmailKind, Field, Status
from review.actions.correcting import source_of
from review.desk import Desk
from review.words import Refusal
from storage.database import Transaction
from storage.repositories.audit import note
from storage.repositories.evidence import mark_former, save_contacts
from storage.repositories.firms import load_firm
from storage.repositories.ladder import save_touches, touch_id
from storage.repositories.privacy import people_refused, refuse_contact
from storage.repositories.sources import save_sources
from storage.views import Touch

CHANNELS = ("phone", "email", "chat", "meeting")
OUTCOMES = ("reached", "no_answer", "call_back", "refused", "wrong_number")


class Worth(Frozen):
    """A contact and what it is worth: why it is valid, or why not."""

    contact: Contact
    valid: bool
    why: str
    """A key of words."""
    refused: bool = False


class Named(Frozen):
    """A person as a rep names them."""

    name: str
    title: str
    phone: str = ""
    email: str = ""
    source: str
    url: str = ""


class Talk(Frozen):
    """One touch as a rep logs it."""

    contact: str = ""
    channel: str
    outcome: str
    note: str = ""
    next_step: str = ""
    due_on: date | None = None


def contacts_worth(tx: Transaction, firm: Firm, status: Status) -> tuple[Worth, ...]:
    """Every contact with its worth (R-081 … R-083): valid only at a qualified firm, and never one who must be left alone."""
    pairs = [(kind, value) for c in firm.contacts for kind, value in (("phone", c.phone), ("email", c.email)) if value]
    names = [("name", f"{c.firm} {c.name}") for c in firm.contacts]
    barred = people_refused(tx, [*pairs, *names, *(("name", c.name) for c in firm.contacts)])
    return tuple(_worth(contact, status, barred) for contact in firm.contacts)


def _worth(contact: Contact, status: Status, barred: frozenset[tuple[str, str]]) -> Worth:
    marks = (("phone", contact.phone), ("email", contact.email), ("name", contact.name))
    if any((kind, value) in barred for kind, value in (*marks, ("name", f"{contact.firm} {contact.name}"))):
        return Worth(contact=contact, valid=False, why="contact.do_not", refused=True)
    if contact.former:
        return Worth(contact=contact, valid=False, why="contact.former")
    if contact.role is not ContactRole.rd_leader:
        return Worth(contact=contact, valid=False, why="contact.no_leader")
    if not contact.phone and contact.email_kind is not EmailKind.corporate:
        return Worth(contact=contact, valid=False, why="contact.no_way")
    if status is not Status.qualified:
        return Worth(contact=contact, valid=False, why="contact.not_qualified")
    return Worth(contact=contact, valid=True, why="contact.valid")


def add_contact(tx: Transaction, desk: Desk, firm: str, by: str, named: Named) -> None:
    """Add an R&D leader with the source that names them. Other people are not stored."""
    whole = load_firm(tx, firm)
    if not named.name.strip():
        raise Refusal("contact.name")
    if title_role(named.title) is not ContactRole.rd_leader:
        raise Refusal("contact.not_leader", title=named.title[:60] or "–")
    phone, email = _phone(named.phone), _email(named.email)
    name = named.name.strip()[:200]
    marks = [("phone", phone), ("email", email), ("name", name), ("name", f"{firm} {name}")]
    if people_refused(tx, [(kind, value) for kind, value in marks if value]):
        raise Refusal("contact.do_not")
    source = source_of(desk, by, named.source, named.url)
    save_sources(tx, [source])
    contact = Contact(
        id=contact_id(firm, name, named.title.strip()),
        firm=firm,
        name=name,
        title=named.title.strip()[:200],
        role=ContactRole.rd_leader,
        phone=phone,
        email=email,
        email_kind=email_kind(email, _domains(whole)) if email else None,
        source=source.key,
        found_at=desk.clock(),
    )
    if not save_contacts(tx, [contact]):
        raise Refusal("contact.known")
    note(tx, by, "add_contact", firm, {"contact": contact.id})


def log_touch(tx: Transaction, desk: Desk, firm: str, by: str, talk: Talk) -> bool:
    """Log one touch; False for the second click within a minute (R-090). People on the list are not approached."""
    if talk.channel not in CHANNELS or talk.outcome not in OUTCOMES:
        raise Refusal("touch.unknown")
    whole = load_firm(tx, firm)
    person = next(
        (worth for worth in contacts_worth(tx, whole, Status.qualified) if worth.contact.id == talk.contact), None
    )
    if talk.contact and person is None:
        raise Refusal("touch.nobody")
    if person is not None and person.refused:
        raise Refusal("contact.do_not")
    now = desk.clock()
    touch = Touch(
        id=touch_id(firm, talk.contact or None, talk.channel, by, now),
        firm=firm,
        contact=talk.contact or None,
        channel=talk.channel,
        outcome=talk.outcome,
        note=talk.note.strip()[:2000],
        next_step=talk.next_step.strip()[:500] or None,
        due_on=talk.due_on,
        by=by,
        at=now,
    )
    new = bool(save_touches(tx, [touch]))
    if new:
        note(tx, by, "touch", firm, {"touch": touch.id, "channel": talk.channel}, now)
    return new


def do_not_contact(tx: Transaction, firm: str, contact: str, why: str, by: str) -> None:
    """Put a person's phone, e-mail and name at this firm on the do-not-contact list."""
    found = _contact(tx, firm, contact)
    if not why.strip():
        raise Refusal("decide.why")
    marks = (("phone", found.phone), ("email", found.email), ("name", f"{found.firm} {found.name}"))
    for kind, value in marks:
        if value:
            refuse_contact(tx, kind, value, why.strip()[:300], by)


def left(tx: Transaction, firm: str, contact: str, by: str) -> None:
    """The person has left the position."""
    found = _contact(tx, firm, contact)
    mark_former(tx, found.firm, found.id)
    note(tx, by, "contact_left", firm, {"contact": found.id})


def _contact(tx: Transaction, firm: str, contact: str) -> Contact:
    found = next((c for c in load_firm(tx, firm).contacts if c.id == contact), None)
    if found is None:
        raise Refusal("touch.nobody")
    return found


def _phone(text: str) -> str | None:
    if not text.strip():
        return None
    found = [phone for phone in read_phones(text, "CN") if phone.kind != "fax" and valid_phone(phone)]
    if not found:
        raise Refusal("contact.phone", text=text[:40])
    return found[0].raw


def _email(text: str) -> str | None:
    if not text.strip():
        return None
    found = read_emails(text)
    if not found:
        raise Refusal("contact.email", text=text[:60])
    return found[0]


def _domains(firm: Firm) -> tuple[str, ...]:
    website = firm.value(Field.website)
    domain = registrable_domain(website) if isinstance(website, str) else None
    return (domain,) if domain else ()
