"""A person's word: it wins over every verdict, is never edited, and can be taken back by a further row."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select, update

from core.errors import BadInput, Conflict
from core.identity import decision_id, made_id
from core.records import Decision
from core.words import Status
from storage.database import Transaction
from storage.models import Appeal, AuditRow, DecisionRow, FirmRow
from storage.repositories.audit import note
from storage.repositories.tally import count_change
from storage.upsert import insert_new
from storage.views import Ruling


def save_decision(tx: Transaction, decision: Decision, seen_version: int | None, kind: str = "decide") -> int:
    """Write a decision; the firm's new version.

    `seen_version` is the version of the firm row that the person had in view; where somebody else was quicker,
    Conflict says who. None overrides on purpose. BadInput for an unknown or merged firm.
    """
    firm = _lock(tx, decision.firm, seen_version)
    first = decision.status is Status.qualified and not _qualified_before(tx, decision.firm)
    row = {
        "id": decision.id,
        "firm": decision.firm,
        "kind": kind,
        "status": decision.status.value,
        "reason": decision.reason,
        "note": decision.note,
        "undoes": None,
        "first": first,
        "by": decision.by,
        "at": decision.at,
    }
    insert_new(tx, DecisionRow, [row])
    note(tx, decision.by, kind, decision.firm, {"status": decision.status.value, "decision": decision.id}, decision.at)
    return _stand(tx, firm, decision.id, decision.status.value)


def save_decisions(tx: Transaction, decisions: Sequence[tuple[Decision, int]]) -> None:
    """Several decisions with the versions that were seen: all are written, or none and Conflict."""
    for decision, version in sorted(decisions, key=lambda pair: pair[0].firm):
        save_decision(tx, decision, version)


def undo_decision(tx: Transaction, decision: str, by: str, at: datetime | None = None) -> int:
    """Take back the decision that holds: the one before it holds again, else the verdict. The firm's new version."""
    when = at or datetime.now(UTC)
    row = tx.execute(select(DecisionRow.__table__).where(DecisionRow.id == decision)).one_or_none()
    if row is None or row.kind == "undo":
        raise BadInput(f"no decision {decision!r} to undo")
    firm = _lock(tx, row.firm, None)
    if firm.decision != decision:
        raise Conflict(f"decision {decision} no longer holds for firm {row.firm}; reload the page and look again")
    undo = {
        "id": made_id("d", "undo", decision, by, when.isoformat()),
        "firm": row.firm,
        "kind": "undo",
        "status": None,
        "reason": "undo",
        "note": "",
        "undoes": decision,
        "first": False,
        "by": by,
        "at": when,
    }
    insert_new(tx, DecisionRow, [undo])
    note(tx, by, "undo", row.firm, {"decision": decision}, when)
    holds = _holding(tx, row.firm)
    machine = firm.machine_status or Status.incomplete.value
    return _stand(tx, firm, holds.id if holds else None, str(holds.status) if holds else machine)


def file_appeal(
    tx: Transaction, firm: str, reason: str, evidence: Sequence[str], by: str, at: datetime | None = None
) -> str:
    """Dispute a void; returns the appeal's id. BadInput where the firm is not void."""
    when = at or datetime.now(UTC)
    if tx.scalar(select(FirmRow.status).where(FirmRow.id == firm)) != Status.void.value:
        raise BadInput(f"firm {firm} is not void: there is nothing to appeal against")
    appeal = made_id("e", "appeal", firm, by, when.isoformat())
    row = {
        "id": appeal,
        "firm": firm,
        "reason": reason,
        "evidence": list(evidence),
        "by": by,
        "at": when,
        "decision": None,
    }
    insert_new(tx, Appeal, [row])
    note(tx, by, "appeal", firm, {"appeal": appeal}, when)
    return appeal


def settle_appeal(
    tx: Transaction, appeal: str, status: Status, reason: str, by: str, at: datetime | None = None
) -> int:
    """A second person settles an appeal by a decision of their own. The firm's new version.

    BadInput where the same person filed the appeal or made the void.
    """
    when = at or datetime.now(UTC)
    row = tx.execute(select(Appeal.__table__).where(Appeal.id == appeal).with_for_update()).one_or_none()
    if row is None or row.decision is not None:
        raise BadInput(f"no open appeal {appeal!r}")
    holds = _holding(tx, row.firm)
    if by == row.by or (holds is not None and by == holds.by):
        raise BadInput(f"appeal {appeal} must be settled by a second person, not by {by}")
    decision = Decision(
        id=decision_id(row.firm, by, when),
        firm=row.firm,
        status=status,
        reason=reason,
        note=f"appeal {appeal}",
        by=by,
        at=when,
    )
    version = save_decision(tx, decision, None, "appeal")
    tx.execute(update(Appeal).where(Appeal.id == appeal).values(decision=decision.id))
    return version


def open_appeals(tx: Transaction, limit: int = 100) -> tuple[tuple[str, str, str, str], ...]:
    """(appeal, firm, reason, by) of the appeals that wait for a second person, oldest first."""
    found = tx.execute(
        select(Appeal.id, Appeal.firm, Appeal.reason, Appeal.by)
        .where(Appeal.decision.is_(None))
        .order_by(Appeal.at)
        .limit(limit)
    )
    return tuple((appeal, firm, reason, by) for appeal, firm, reason, by in found)


def decision_history(tx: Transaction, firm: str) -> tuple[Ruling, ...]:
    """Every decision, undo and appeal on this firm, newest first."""
    table = DecisionRow.__table__
    names = list(Ruling.model_fields)
    found = tx.execute(
        select(*(table.c[n] for n in names)).where(table.c.firm == firm).order_by(table.c.at.desc(), table.c.id)
    )
    return tuple(Ruling.model_validate(row._asdict()) for row in found)


def claim_firm(tx: Transaction, firm: str, seen_version: int | None) -> int:
    """Claim a firm for a change of its facts by a person; its new version. Conflict as with `save_decision`."""
    version: int = _lock(tx, firm, seen_version).version + 1
    tx.execute(update(FirmRow).where(FirmRow.id == firm).values(version=version))
    return version


def _lock(tx: Transaction, firm: str, seen_version: int | None) -> Any:
    row = tx.execute(select(FirmRow.__table__).where(FirmRow.id == firm).with_for_update()).one_or_none()
    if row is None:
        raise BadInput(f"no firm {firm!r} in the base")
    if row.merged_into is not None:
        raise BadInput(f"firm {firm} was merged into {row.merged_into}; decide there")
    if seen_version is not None and row.version != seen_version:
        last = tx.execute(
            select(AuditRow.actor, AuditRow.action, AuditRow.at)
            .where(AuditRow.subject == firm)
            .order_by(AuditRow.id.desc())
            .limit(1)
        ).one_or_none()
        who = f"{last.actor} ({last.action}, {last.at:%Y-%m-%d %H:%M} UTC)" if last else "somebody"
        raise Conflict(f"firm {firm} was changed by {who} since you opened it; nothing was written, look again")
    return row


def _stand(tx: Transaction, firm: Any, decision: str | None, status: str) -> int:
    version: int = firm.version + 1
    tx.execute(update(FirmRow).where(FirmRow.id == firm.id).values(decision=decision, status=status, version=version))
    if status != firm.status:
        count_change(tx, {firm.status: -1, status: 1})
    return version


def _holding(tx: Transaction, firm: str) -> Any:
    undone = select(DecisionRow.undoes).where(DecisionRow.firm == firm, DecisionRow.undoes.is_not(None))
    holds = select(DecisionRow.__table__).where(
        DecisionRow.firm == firm, DecisionRow.kind != "undo", DecisionRow.id.not_in(undone)
    )
    return tx.execute(holds.order_by(DecisionRow.at.desc(), DecisionRow.id.desc()).limit(1)).one_or_none()


def _qualified_before(tx: Transaction, firm: str) -> bool:
    counted = select(DecisionRow.id).where(DecisionRow.firm == firm, DecisionRow.first.is_(True))
    return tx.scalar(counted.limit(1)) is not None
