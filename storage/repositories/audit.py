"""The audit trail: every action of a person or of the machine that changes what others see."""

from collections.abc import Sequence
from datetime import UTC, datetime

from pydantic import JsonValue
from sqlalchemy import select

from storage.database import Transaction
from storage.models import AuditRow
from storage.upsert import insert_new
from storage.views import Action


def note(
    tx: Transaction, actor: str, action: str, subject: str, detail: JsonValue = None, at: datetime | None = None
) -> None:
    """Write down an action in the transaction that does it. `detail` must hold no personal data: it is never erased."""
    notes(tx, [Action(at=at or datetime.now(UTC), actor=actor, action=action, subject=subject, detail=detail)])


def notes(tx: Transaction, actions: Sequence[Action]) -> None:
    """Write down several actions."""
    insert_new(tx, AuditRow, [{**action.model_dump(), "detail": action.detail or {}} for action in actions])


def trail(
    tx: Transaction, *, subject: str | None = None, actor: str | None = None, limit: int = 200
) -> tuple[Action, ...]:
    """The last actions, newest first, of one subject or one actor if asked."""
    table = AuditRow.__table__
    statement = select(table.c.at, table.c.actor, table.c.action, table.c.subject, table.c.detail)
    if subject is not None:
        statement = statement.where(table.c.subject == subject)
    if actor is not None:
        statement = statement.where(table.c.actor == actor)
    found = tx.execute(statement.order_by(table.c.id.desc()).limit(limit))
    return tuple(Action.model_validate(row._asdict()) for row in found)
