"""What the rules said: verdicts are added, and the firm row shows the newest."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, delete, func, select, update

from core.records import Verdict
from core.words import Outcome
from storage import mapping
from storage.database import Transaction
from storage.models import FirmCode, FirmRow, VerdictRow
from storage.repositories.describe import describe
from storage.repositories.tally import count_change
from storage.upsert import insert_new
from storage.views import CodeCount


def save_verdicts(tx: Transaction, verdicts: Sequence[Verdict], priority: Mapping[str, float] | None = None) -> None:
    """Add verdicts and make each the current one of its firm.

    A firm on which a person has decided keeps the person's status. `priority` orders the review queue: the greater
    the sooner; firms that it leaves out keep theirs. Also brings the firm rows' columns in step with the facts.
    """
    latest = {verdict.firm: verdict for verdict in verdicts}
    insert_new(tx, VerdictRow, [mapping.verdict_values(verdict) for verdict in verdicts])
    tx.execute(delete(FirmCode).where(FirmCode.firm.in_(list(latest))))
    _save_codes(tx, latest, _point_firms(tx, latest, priority or {}))
    describe(tx, list(latest))


def verdict_history(tx: Transaction, firm: str) -> tuple[Verdict, ...]:
    """Every different verdict on this firm, newest first."""
    table = VerdictRow.__table__
    found = tx.execute(select(table).where(table.c.firm == firm).order_by(table.c.at.desc(), table.c.id))
    return tuple(mapping.verdict(row) for row in found)


def current_verdicts(tx: Transaction, firms: Sequence[str]) -> dict[str, Verdict]:
    """The newest verdict of each of these firms, where there is one."""
    table = VerdictRow.__table__
    statement = select(table).join(FirmRow, (FirmRow.id == table.c.firm) & (FirmRow.verdict == table.c.id))
    return {row.firm: mapping.verdict(row) for row in tx.execute(statement.where(FirmRow.id.in_(firms)))}


def set_priorities(tx: Transaction, priority: Mapping[str, float]) -> None:
    """Reorder the queue without a new verdict."""
    rows = [{"row_id": firm, "new_rank": -value} for firm, value in sorted(priority.items())]
    if rows:
        statement = update(FirmRow).where(FirmRow.id == bindparam("row_id")).values(rank=bindparam("new_rank"))
        tx.connection().execute(statement, rows)


def code_counts(tx: Transaction) -> tuple[CodeCount, ...]:
    """How many firms have each finding that is not a pass."""
    grouped = select(FirmCode.code, FirmCode.outcome, func.count()).group_by(FirmCode.code, FirmCode.outcome)
    found = tx.execute(grouped.order_by(FirmCode.code, FirmCode.outcome))
    return tuple(CodeCount(code=code, outcome=Outcome(outcome), n=n) for code, outcome, n in found)


def _save_codes(tx: Transaction, verdicts: Mapping[str, Verdict], statuses: Mapping[str, str]) -> None:
    worst: dict[tuple[str, str], Outcome] = {}
    for firm, verdict in verdicts.items():
        for finding in verdict.findings:
            if finding.outcome is not Outcome.passed and worst.get((firm, finding.code)) is not Outcome.failed:
                worst[firm, finding.code] = finding.outcome
    rows = [
        {"firm": firm, "code": code, "outcome": outcome.value, "status": statuses.get(firm)}
        for (firm, code), outcome in worst.items()
    ]
    insert_new(tx, FirmCode, rows)


def _point_firms(tx: Transaction, verdicts: Mapping[str, Verdict], priority: Mapping[str, float]) -> dict[str, str]:
    """Make the verdicts the current ones; the status that each firm has now."""
    columns = (FirmRow.id, FirmRow.status, FirmRow.rank, FirmRow.decision, FirmRow.merged_into)
    before = tx.execute(select(*columns).where(FirmRow.id.in_(list(verdicts))).order_by(FirmRow.id).with_for_update())
    rows: list[dict[str, Any]] = []
    change: dict[str, int] = {}
    for row in before:
        verdict = verdicts[row.id]
        status = row.status if row.decision else verdict.status.value
        if status != row.status and row.merged_into is None:
            change[row.status] = change.get(row.status, 0) - 1
            change[status] = change.get(status, 0) + 1
        rows.append(
            {
                "row_id": row.id,
                "status": status,
                "machine_status": verdict.status.value,
                "grade": verdict.grade.value if verdict.grade else None,
                "verdict": verdict.id,
                "rank": -priority[row.id] if row.id in priority else row.rank,
                "screened_at": verdict.at,
            }
        )
    if rows:
        values: dict[str, Any] = {name: bindparam(name) for name in rows[0] if name != "row_id"}
        tx.connection().execute(update(FirmRow).where(FirmRow.id == bindparam("row_id")).values(**values), rows)
    count_change(tx, change)
    return {row["row_id"]: row["status"] for row in rows}
