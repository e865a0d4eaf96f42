"""How many firms have each status, without counting a million rows: changes are written down and summed."""

from collections.abc import Mapping

from sqlalchemy import case, delete, func, select

from core.words import Status
from storage.database import Transaction
from storage.models import FirmRow, Tally
from storage.upsert import insert_new

MERGED = "merged"
_FOLD_AT = 500


def count_change(tx: Transaction, changes: Mapping[str, int]) -> None:
    """Write down how many more (or fewer) firms have these statuses. Never waits for another writer."""
    insert_new(tx, Tally, [{"status": status, "n": n} for status, n in changes.items() if n])


def status_counts(tx: Transaction) -> dict[Status, int]:
    """Firms that speak for themselves, by status. Exact."""
    sums = tx.execute(select(Tally.status, func.sum(Tally.n)).group_by(Tally.status))
    found = {status: int(n) for status, n in sums}
    return {status: found.get(status.value, 0) for status in Status}


def fold_tally(tx: Transaction) -> None:
    """Replace many changes by their sum; for the end of a run."""
    rows = tx.execute(
        select(Tally.id, Tally.status, Tally.n).limit(10 * _FOLD_AT).with_for_update(skip_locked=True)
    ).all()
    if len(rows) < _FOLD_AT:
        return
    sums: dict[str, int] = {}
    for _, status, n in rows:
        sums[status] = sums.get(status, 0) + n
    tx.execute(delete(Tally).where(Tally.id.in_([row.id for row in rows])))
    count_change(tx, sums)


def counted(tx: Transaction) -> dict[Status, int]:
    """The same as `status_counts`, counted row by row: what a check compares it with."""
    standing = case((FirmRow.merged_into.is_(None), FirmRow.status), else_=MERGED)
    found = dict(tx.execute(select(standing, func.count()).group_by(standing)).tuples().all())
    return {status: found.get(status.value, 0) for status in Status}
