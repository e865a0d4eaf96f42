"""The rows that KPIs are counted from (REQUIREMENTS section 7); `reports` sorts them into days and months.

Every function takes a half-open span of UTC instants and returns what happened in it, oldest first.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select

from core.words import ContactRole, EmailKind, Status
from storage.database import Transaction
from storage.models import (
    AppointmentRow,
    ContactRow,
    DecisionRow,
    FirmRow,
    InspectionRow,
    LeadRow,
    ReportReceipt,
    TouchRow,
)
from storage.upsert import insert_new
from storage.views import Inspection, KpiEvent, Lead

VALID_CONTACT = and_(
    ContactRow.role == ContactRole.rd_leader.value,
    ContactRow.former.is_(False),
    ContactRow.erased_at.is_(None),
    or_(ContactRow.phone.is_not(None), ContactRow.email_kind == EmailKind.corporate.value),
)
"""An R&D leader with a work phone or a corporate e-mail (R-081)."""


def first_qualifications(tx: Transaction, start: datetime, end: datetime) -> tuple[KpiEvent, ...]:
    """A person qualified a firm for the first time, and did not take it back."""
    table = DecisionRow.__table__
    undone = select(table.c.undoes).where(table.c.undoes.is_not(None))
    mine = and_(table.c.first.is_(True), table.c.id.not_in(undone))
    return _events(tx, table.c.firm, table.c.by, table.c.at, start, end, mine)


def machine_qualified(tx: Transaction, start: datetime, end: datetime) -> tuple[KpiEvent, ...]:
    """Firms that the machine holds for qualified and that no person has spoken on, by their last verdict."""
    table = FirmRow.__table__
    waiting = and_(table.c.status == Status.qualified.value, table.c.decision.is_(None), table.c.merged_into.is_(None))
    return _events(tx, table.c.id, table.c.source, table.c.screened_at, start, end, waiting)


def firms_valid(tx: Transaction, start: datetime, end: datetime) -> tuple[KpiEvent, ...]:
    """Firms that are qualified and whose first valid contact was found, or whose qualification came, in this span.

    The later of the two moments counts; `by` is who qualified the firm.
    """
    reached = (
        select(ContactRow.firm, func.min(ContactRow.found_at).label("at"))
        .where(VALID_CONTACT)
        .group_by(ContactRow.firm)
    )
    person = reached.subquery()
    rows = tx.execute(
        select(DecisionRow.firm, DecisionRow.by, DecisionRow.at, person.c.at.label("found"))
        .join(person, person.c.firm == DecisionRow.firm)
        .join(FirmRow, FirmRow.id == DecisionRow.firm)
        .where(DecisionRow.first.is_(True), FirmRow.status == Status.qualified.value, FirmRow.merged_into.is_(None))
        .where(DecisionRow.at < end, person.c.at < end)
    )
    found = (KpiEvent(firm=row.firm, by=row.by, at=max(row.at, row.found)) for row in rows)
    return tuple(sorted((e for e in found if start <= e.at < end), key=lambda e: (e.at, e.firm)))


def touches(tx: Transaction, start: datetime, end: datetime) -> tuple[KpiEvent, ...]:
    """Calls, mails and chats."""
    table = TouchRow.__table__
    return _events(tx, table.c.firm, table.c.by, table.c.at, start, end)


def leads_confirmed(tx: Transaction, start: datetime, end: datetime) -> tuple[KpiEvent, ...]:
    """Leads that the key-account team confirmed; `by` is who entered them."""
    table = LeadRow.__table__
    return _events(tx, table.c.firm, table.c.by, table.c.settled_at, start, end, table.c.state == "confirmed")


def leads_entered(tx: Transaction, start: datetime, end: datetime) -> tuple[Lead, ...]:
    """Leads entered, with the end of the talk: what timeliness is counted from."""
    table = LeadRow.__table__
    inside = (table.c.entered_at >= start) & (table.c.entered_at < end)
    rows = tx.execute(select(table).where(inside).order_by(table.c.entered_at, table.c.id))
    return tuple(Lead.model_validate(row._asdict()) for row in rows)


def appointments_confirmed(tx: Transaction, start: datetime, end: datetime) -> tuple[KpiEvent, ...]:
    """Appointments that the customer confirmed and nobody cancelled."""
    table = AppointmentRow.__table__
    counted = table.c.state.in_(["confirmed", "held"])
    return _events(tx, table.c.firm, table.c.by, table.c.confirmed_at, start, end, counted)


def seal_sample(tx: Transaction, sample: tuple[Inspection, ...]) -> int:
    """Store a month's sample before anybody inspects it; 0 where the month has one already."""
    if sample and inspections(tx, sample[0].month):
        return 0
    return insert_new(
        tx, InspectionRow, [{**row.model_dump(), "wrong_fields": list(row.wrong_fields)} for row in sample]
    )


def inspections(tx: Transaction, month: str) -> tuple[Inspection, ...]:
    """The sample of a month ("2026-03") and what was found."""
    table = InspectionRow.__table__
    rows = tx.execute(select(table).where(table.c.month == month).order_by(table.c.id))
    return tuple(Inspection.model_validate(row._asdict()) for row in rows)


def save_inspection(tx: Transaction, found: Inspection) -> None:
    """Write what the inspector found."""
    table = InspectionRow.__table__
    values = {
        "passed": found.passed,
        "wrong_fields": list(found.wrong_fields),
        "note": found.note,
        "by": found.by,
        "at": found.at,
    }
    tx.execute(InspectionRow.__table__.update().where(table.c.id == found.id).values(**values))  # type: ignore[attr-defined]


def save_receipt(
    tx: Transaction, receipt: str, kind: str, period: str, due_at: datetime, sha256: str, by: str, at: datetime
) -> bool:
    """A report was handed in; False where this person handed it in before (the first time counts)."""
    row = {"id": receipt, "kind": kind, "period": period, "due_at": due_at, "sha256": sha256, "by": by, "at": at}
    return bool(insert_new(tx, ReportReceipt, [row]))


def receipts(tx: Transaction, start: datetime, end: datetime) -> tuple[tuple[str, str, str, datetime, datetime], ...]:
    """(kind, period, by, due, handed in) of the reports that were due in this span."""
    table = ReportReceipt.__table__
    inside = (table.c.due_at >= start) & (table.c.due_at < end)
    rows = tx.execute(
        select(table.c.kind, table.c.period, table.c.by, table.c.due_at, table.c.at)
        .where(inside)
        .order_by(table.c.due_at, table.c.id)
    )
    return tuple((kind, period, by, due, at) for kind, period, by, due, at in rows)


def _events(
    tx: Transaction, firm: Any, by: Any, at: Any, start: datetime, end: datetime, *more: ColumnElement[bool]
) -> tuple[KpiEvent, ...]:
    rows = tx.execute(select(firm, by, at).where(at >= start, at < end, *more).order_by(at, firm))
    return tuple(KpiEvent(firm=f, by=b, at=when) for f, b, when in rows)
