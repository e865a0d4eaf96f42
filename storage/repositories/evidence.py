"""What was archived and read about firms: captures, facts, activities, contacts, searches, signatures.

Every `save_…` may be called again with the same records: nothing is doubled.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime

from sqlalchemy import and_, func, select, update

from core.cycles import seldom_sought
from core.records import Activity, Capture, Contact, Fact, Search
from storage import mapping
from storage.database import Transaction
from storage.models import (
    ActivityRow,
    AppointmentRow,
    CaptureRow,
    ContactRow,
    FactRow,
    FirmCapture,
    FirmRow,
    ListCapture,
    SearchRow,
    Verification,
)
from storage.upsert import insert_new, upsert, upsert_columns


def save_captures(tx: Transaction, captures: Sequence[Capture], firm: str | None = None) -> int:
    """Archive records of pages; screenshots that came later are added. How many rows were written.

    `firm` notes that the pages were looked at for this firm, also where they gave nothing.
    """
    rows = {capture.id: mapping.capture_values(capture) for capture in captures}
    bare = [row for row in rows.values() if not row["screenshot"] and not row["viewport"]]
    drawn = [row for row in rows.values() if row["screenshot"] or row["viewport"]]
    written = insert_new(tx, CaptureRow, bare) + upsert(
        tx, CaptureRow, drawn, ("screenshot", "viewport"), only_changed=True
    )
    if firm is not None:
        insert_new(tx, FirmCapture, [{"firm": firm, "capture": capture} for capture in rows])
    return written


@seldom_sought()
def save_facts(tx: Transaction, facts: Sequence[Fact]) -> int:
    """Add facts; one that is known already is only confirmed anew. Sources and captures must have been saved.

    Facts that carry `verified_by` are signed by that person too.
    """
    if not facts:
        return 0
    written = upsert_columns(tx, FactRow, mapping.fact_columns(facts), ("confirmed_at",))
    signed = [
        {"firm": fact.firm, "fact": fact.id, "by": fact.verified_by, "at": fact.verified_at or fact.found_at}
        for fact in facts
        if fact.verified_by
    ]
    insert_new(tx, Verification, signed)
    return written


def sign_facts(tx: Transaction, firm: str, facts: Iterable[str], by: str, at: datetime | None = None) -> None:
    """A person puts their name to facts of a firm, having looked at the evidence."""
    when = at or datetime.now(UTC)
    insert_new(tx, Verification, [{"firm": firm, "fact": fact, "by": by, "at": when} for fact in facts])


def confirmed(tx: Transaction, firm: str) -> Mapping[str, datetime]:
    """When each fact of the firm was last read again or signed: what freshness is counted from."""
    read = dict(tx.execute(select(FactRow.id, FactRow.confirmed_at).where(FactRow.firm == firm)).tuples().all())
    signed = tx.execute(
        select(Verification.fact, func.max(Verification.at))
        .where(Verification.firm == firm)
        .group_by(Verification.fact)
    )
    for fact, at in signed:
        read[fact] = max(read.get(fact, at), at)
    return read


def save_activities(tx: Transaction, activities: Sequence[Activity]) -> int:
    """Add activities that are not known yet; how many."""
    return insert_new(tx, ActivityRow, [mapping.plain_values(a) for a in activities])


def save_contacts(tx: Transaction, contacts: Sequence[Contact]) -> int:
    """Add contacts that are not known yet; how many. Check `people_refused` of the privacy repository first."""
    return insert_new(tx, ContactRow, [mapping.plain_values(c) for c in contacts])


def mark_former(tx: Transaction, firm: str, contact: str, former: bool = True) -> None:
    """The person has left the position."""
    tx.execute(update(ContactRow).where(and_(ContactRow.firm == firm, ContactRow.id == contact)).values(former=former))


def save_searches(tx: Transaction, searches: Sequence[Search]) -> int:
    """Add searches; how many were new."""
    return insert_new(tx, SearchRow, [mapping.plain_values(s) for s in searches])


def mark_enriched(tx: Transaction, firms: Iterable[str], at: datetime) -> None:
    """Enrichment of these firms is done."""
    tx.execute(update(FirmRow).where(FirmRow.id.in_(list(firms))).values(enriched_at=at))


def capture_of(tx: Transaction, capture: str) -> Capture | None:
    """The archived page with this id."""
    table = CaptureRow.__table__
    row = tx.execute(select(table).where(table.c.id == capture)).one_or_none()
    return None if row is None else mapping.capture(row)


def cited_captures(tx: Transaction) -> set[str]:
    """Ids of the captures on which something of the base rests: facts, activities, contacts, visits and rows of lists.

    Pages that were only looked at are not among them, and neither is what an erased fact or contact rested on.
    """
    resting = (
        select(FactRow.capture).where(FactRow.erased_at.is_(None)),
        select(ActivityRow.capture),
        select(ContactRow.capture).where(ContactRow.erased_at.is_(None)),
        select(AppointmentRow.capture),
        select(ListCapture.capture),
    )
    return {capture for query in resting for (capture,) in tx.execute(query.distinct()) if capture}
