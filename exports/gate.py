"""What may leave: the right statuses, never a void, and only people who can lawfully be called (R-081, R-084, R-141).

Pure: whoever calls brings the firms and the people on the do-not-contact list.
"""

from collections.abc import Collection, Iterable, Iterator

from core.errors import BadInput
from core.records import Contact, Decision, Firm, Moment
from core.words import ContactRole, EmailKind, Status

QUALIFIED = frozenset({Status.qualified})
"""What leaves unless more is asked for."""

Refused = frozenset[tuple[str, str]]
"""(kind, value) pairs on the do-not-contact list or erased."""


def standing(firm: Firm) -> Status:
    """The firm's status: a person's word, else the machine's, else incomplete."""
    if firm.decision is not None:
        return firm.decision.status
    return firm.verdict.status if firm.verdict is not None else Status.incomplete


def signature(firm: Firm) -> Decision | None:
    """The person's word by which the firm is qualified; None where no person has signed (R-028)."""
    return firm.decision if firm.decision is not None and firm.decision.status is Status.qualified else None


def verified(firm: Firm) -> tuple[str, Moment] | None:
    """Verifier and verification time: who signed the firm, else who last signed one of its facts."""
    signed = signature(firm)
    if signed is not None:
        return signed.by, signed.at
    words = [(fact.verified_at, fact.verified_by) for fact in firm.facts if fact.verified_at and fact.verified_by]
    if not words:
        return None
    at, by = max(words)
    return by, at


def allowed(statuses: Iterable[Status]) -> frozenset[Status]:
    """The statuses asked for, `qualified` where none is. BadInput where voids are among them: they never leave."""
    asked = frozenset(statuses) or QUALIFIED
    if Status.void in asked:
        raise BadInput(
            "void firms are never exported / 作废企业不得导出; name other statuses, for example --status review"
        )
    return asked


def leaves(firm: Firm, statuses: Collection[Status]) -> bool:
    """May this firm leave? Voids, firms that another one speaks for, and other statuses stay."""
    found = standing(firm)
    return found is not Status.void and firm.duplicate_of is None and found in statuses


def exportable(firms: Iterable[Firm]) -> Iterator[Firm]:
    """The last line of every writer: whatever was handed in, no void and no merged firm goes through."""
    return (firm for firm in firms if leaves(firm, frozenset(Status)))


def reachable(contact: Contact) -> Contact | None:
    """The person as they may leave: an R&D leader with a work phone or corporate e-mail, and nothing else; else None."""
    email = contact.email if contact.email_kind is EmailKind.corporate else None
    if contact.role is not ContactRole.rd_leader or contact.former or not (contact.phone or email):
        return None
    return contact.model_copy(update={"email": email, "email_kind": contact.email_kind if email else None})


def addresses(firm: Firm) -> Iterator[tuple[str, str]]:
    """What to look up on the do-not-contact list. Names are listed alone; an erased name stands beside its firm."""
    for contact in firm.contacts:
        yield "name", contact.name
        yield "name", f"{contact.firm} {contact.name}"
        if contact.phone:
            yield "phone", contact.phone
        if contact.email:
            yield "email", contact.email


def without_refused(firm: Firm, refused: Refused) -> Firm:
    """The firm with only those people who can be reached and have not asked to be left alone.

    One refused address is the whole person's refusal, under whatever title the person stands.
    """
    gone = {
        c.name
        for c in firm.contacts
        if {("name", c.name), ("name", f"{c.firm} {c.name}"), ("phone", c.phone), ("email", c.email)} & refused
    }
    kept = (reachable(contact) for contact in firm.contacts if contact.name not in gone)
    return firm.model_copy(update={"contacts": tuple(contact for contact in kept if contact is not None)})
