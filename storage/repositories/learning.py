"""What people decided after which verdict: by this the order of the queue learns."""

from collections.abc import Iterator

from sqlalchemy import func, select

from core.records import Verdict
from core.words import Status
from storage import mapping
from storage.database import Transaction
from storage.models import DecisionRow, VerdictRow


def decided(tx: Transaction, limit: int = 5000) -> Iterator[tuple[Verdict, Status]]:
    """The last decisions, each with the verdict that the person had before them."""
    recent = (
        select(DecisionRow.firm, DecisionRow.status, DecisionRow.at)
        .where(DecisionRow.kind == "decide", DecisionRow.status.is_not(None))
        .order_by(DecisionRow.at.desc())
        .limit(limit)
        .subquery()
    )
    table = VerdictRow.__table__
    before = (
        select(func.max(table.c.at))
        .where(table.c.firm == recent.c.firm, table.c.at <= recent.c.at)
        .correlate(recent)
        .scalar_subquery()
    )
    joined = select(table, recent.c.status.label("ruled")).join(
        recent, (table.c.firm == recent.c.firm) & (table.c.at == before)
    )
    for row in tx.execute(joined):
        yield mapping.verdict(row), Status(row.ruled)
