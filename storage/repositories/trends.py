"""What reports compare over time: standing at a moment, verdicts of a span, funnel, talks by channel, reps at work."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import and_, func, select

from core.words import Role, Status
from storage.database import Transaction
from storage.models import (
    AppointmentRow,
    ContactRow,
    DecisionRow,
    FirmCode,
    FirmRow,
    InspectionRow,
    LeadRow,
    SightingRow,
    TouchRow,
    UserRow,
    VerdictRow,
)
from storage.repositories.kpis import VALID_CONTACT
from storage.views import KpiEvent


def qualified_at(tx: Transaction, start: datetime, end: datetime) -> tuple[KpiEvent, ...]:
    """Firms first qualified by a person in this span and still so at its end, whatever happened later (C-17).

    `by` is who qualified the firm first. This is the population that a month's inspection is drawn from.
    """
    table = DecisionRow.__table__
    first = select(table.c.firm, table.c.by, table.c.at).where(
        table.c.first.is_(True), table.c.at >= start, table.c.at < end
    )
    found = tx.execute(first.order_by(table.c.at, table.c.firm)).all()
    inside = select(table.c.firm).where(table.c.first.is_(True), table.c.at >= start, table.c.at < end)
    words = tx.execute(
        select(table.c.firm, table.c.id, table.c.kind, table.c.status, table.c.undoes)
        .where(table.c.firm.in_(inside), table.c.at < end)
        .order_by(table.c.at, table.c.id)
    ).all()
    undone = {word.undoes for word in words if word.undoes}
    standing = {word.firm: word.status for word in words if word.kind != "undo" and word.id not in undone}
    return tuple(
        KpiEvent(firm=row.firm, by=row.by, at=row.at)
        for row in found
        if standing.get(row.firm) == Status.qualified.value
    )


def verdict_counts(tx: Transaction, start: datetime, end: datetime) -> dict[Status, int]:
    """Verdicts given in this span, by status."""
    grouped = select(VerdictRow.status, func.count()).where(VerdictRow.at >= start, VerdictRow.at < end)
    found = dict(tx.execute(grouped.group_by(VerdictRow.status)).tuples().all())
    return {status: found.get(status.value, 0) for status in Status}


def touches_by_channel(tx: Transaction, start: datetime, end: datetime) -> dict[tuple[str, str], int]:
    """Talks of this span by (person, channel)."""
    grouped = select(TouchRow.by, TouchRow.channel, func.count()).where(TouchRow.at >= start, TouchRow.at < end)
    rows = tx.execute(grouped.group_by(TouchRow.by, TouchRow.channel).order_by(TouchRow.by, TouchRow.channel))
    return {(by, channel): n for by, channel, n in rows}


def inspected_months(tx: Transaction) -> tuple[str, ...]:
    """Months that have a sealed sample, oldest first."""
    return tuple(tx.scalars(select(InspectionRow.month).distinct().order_by(InspectionRow.month)))


def reps(tx: Transaction) -> tuple[str, ...]:
    """Logins of the reps who may sign in."""
    chosen = select(UserRow.login).where(UserRow.role == Role.rep.value, UserRow.active.is_(True))
    return tuple(tx.scalars(chosen.order_by(UserRow.login)))


def at_work_since(tx: Transaction) -> dict[str, datetime]:
    """When each user was made: nobody owes a report of the time before."""
    return dict(tx.execute(select(UserRow.login, UserRow.made_at)).tuples().all())


def funnel_counts(tx: Transaction, source: str | None = None) -> Mapping[str, int]:
    """Rows and firms at each step of the ladder; of one list only, if one is named.

    Keys: rows, firms, screened, the statuses, signed, valid, touched, lead, appointment. A firm counts at each step it
    has reached; merged firms count as the one that speaks for them.
    """
    standing = [FirmRow.merged_into.is_(None)]
    if source is not None:
        standing.append(FirmRow.id.in_(select(SightingRow.firm).where(SightingRow.source == source)))
    rows = select(func.count()).select_from(SightingRow)
    found = {"rows": tx.scalar(rows if source is None else rows.where(SightingRow.source == source)) or 0}
    by_status = dict(
        tx.execute(select(FirmRow.status, func.count()).where(*standing).group_by(FirmRow.status)).tuples().all()
    )
    found["firms"] = sum(by_status.values())
    found |= {status.value: by_status.get(status.value, 0) for status in Status}
    qualified = and_(*standing, FirmRow.status == Status.qualified.value)
    steps = {
        "screened": and_(*standing, FirmRow.verdict.is_not(None)),
        "signed": and_(qualified, FirmRow.decision.is_not(None)),
        "valid": and_(qualified, FirmRow.id.in_(select(ContactRow.firm).where(VALID_CONTACT))),
        "touched": and_(*standing, FirmRow.id.in_(select(TouchRow.firm))),
        "lead": and_(*standing, FirmRow.id.in_(select(LeadRow.firm).where(LeadRow.state == "confirmed"))),
        "appointment": and_(
            *standing,
            FirmRow.id.in_(select(AppointmentRow.firm).where(AppointmentRow.state.in_(["confirmed", "held"]))),
        ),
    }
    for name, condition in steps.items():
        found[name] = tx.scalar(select(func.count()).select_from(FirmRow).where(condition)) or 0
    return found


def losses(tx: Transaction) -> dict[tuple[Status, str], int]:
    """Firms by (status, code of a finding that is no pass): why firms are lost. A firm counts under each of its codes."""
    grouped = (
        select(FirmRow.status, FirmCode.code, func.count())
        .join(FirmCode, FirmCode.firm == FirmRow.id)
        .where(FirmRow.merged_into.is_(None), FirmRow.status != Status.qualified.value)
        .group_by(FirmRow.status, FirmCode.code)
        .order_by(FirmRow.status, FirmCode.code)
    )
    return {(Status(status), code): n for status, code, n in tx.execute(grouped)}
