"""Two rows are one firm: merges are rows, can be undone, and move no history."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select, update

from core.errors import BadInput, Conflict
from core.identity import made_id
from storage.database import Transaction
from storage.models import Alias, FirmRow, MergeRow
from storage.repositories.audit import note
from storage.repositories.describe import describe
from storage.repositories.firms import firm_lines, speaks_for
from storage.repositories.tally import MERGED, count_change
from storage.upsert import insert_new
from storage.views import FirmLine, Merge


def record_merge(
    tx: Transaction, kept: str, merged: str, why: str, by: str, evidence: Sequence[str] = (), at: datetime | None = None
) -> Merge:
    """From now on `kept` speaks for `merged`. Every row stays with the firm it was written for.

    Where one of them was merged before, the firms that speak for them are merged. BadInput when they are one
    firm already. Screen the kept firm again afterwards: it knows more now.
    """
    when = at or datetime.now(UTC)
    top, other = speaks_for(tx, kept), speaks_for(tx, merged)
    if top == other:
        raise BadInput(f"{kept} and {merged} are one firm already ({top})")
    rows = _lock(tx, top, other)
    merge = Merge(
        id=made_id("m", top, other, when.isoformat()),
        kept=top,
        merged=other,
        why=why,
        evidence=tuple(evidence),
        by=by,
        at=when,
    )
    _write(tx, merge)
    tx.execute(update(FirmRow).where(FirmRow.id == other).values(merged_into=top))
    count_change(tx, {rows[other].status: -1, MERGED: 1})
    describe(tx, [top])
    return merge


def undo_merge(tx: Transaction, merge: str, by: str, why: str = "undo", at: datetime | None = None) -> Merge:
    """Take a merge back: both firms stand as they did, with all that was learned since under its own id.

    Conflict where it was taken back before. BadInput for an unknown merge.
    """
    when = at or datetime.now(UTC)
    row = tx.execute(select(MergeRow.__table__).where(MergeRow.id == merge)).one_or_none()
    if row is None or row.undoes is not None:
        raise BadInput(f"no merge {merge!r} to undo")
    rows = _lock(tx, row.kept, row.merged)
    if tx.scalar(select(MergeRow.id).where(MergeRow.undoes == merge)) is not None:
        raise Conflict(f"merge {merge} was undone already; reload the page")
    undo = Merge(
        id=made_id("m", "undo", merge), kept=row.kept, merged=row.merged, why=why, undoes=merge, by=by, at=when
    )
    _write(tx, undo)
    tx.execute(update(FirmRow).where(FirmRow.id == row.merged).values(merged_into=None))
    count_change(tx, {rows[row.merged].status: 1, MERGED: -1})
    describe(tx, [row.kept, row.merged])
    return undo


def merges_of(tx: Transaction, firm: str) -> tuple[Merge, ...]:
    """Merges and undone merges that this firm had part in, newest first."""
    table = MergeRow.__table__
    mine = (table.c.kept == firm) | (table.c.merged == firm)
    found = tx.execute(select(table).where(mine).order_by(table.c.at.desc(), table.c.id))
    return tuple(Merge.model_validate(row._asdict()) for row in found)


def older(tx: Transaction, a: str, b: str) -> tuple[str, str]:
    """The two firms, the one that was sighted first in front: it speaks for both."""
    lines = firm_lines(tx, [a, b])
    first, second = sorted((lines[a], lines[b]), key=_age)
    return first.id, second.id


def same_number(tx: Transaction, firms: Sequence[str]) -> tuple[tuple[FirmLine, ...], ...]:
    """Groups of standing firms that share a registry number with one of these, oldest first: due for an automatic merge."""
    numbers = select(FirmRow.uscc).where(FirmRow.id.in_(firms), FirmRow.uscc.is_not(None))
    twins = select(FirmRow.id).where(FirmRow.uscc.in_(numbers), FirmRow.merged_into.is_(None))
    groups: dict[str, list[FirmLine]] = {}
    for line in firm_lines(tx, list(tx.scalars(twins))).values():
        groups.setdefault(line.uscc or "", []).append(line)
    ordered = (sorted(group, key=_age) for group in groups.values())
    return tuple(tuple(group) for group in ordered if len(group) > 1)


def _age(line: FirmLine) -> tuple[object, str]:
    """By day, then by id: lists of one night are read side by side, and which came first must not decide anything."""
    return line.first_seen_at.date(), line.id


def learn_alias(tx: Transaction, firm: str, name: str, why: str, by: str, at: datetime | None = None) -> None:
    """Remember another name of a firm, for example a brand that a person knows."""
    when = at or datetime.now(UTC)
    insert_new(tx, Alias, [{"firm": firm, "name": name[:400], "why": why, "by": by, "at": when}])
    note(tx, by, "learn_alias", firm, {"alias": name[:400]}, when)
    describe(tx, [firm])


def firms_called(tx: Transaction, name: str) -> tuple[str, ...]:
    """Firms of which this very name was learned as an alias."""
    return tuple(tx.scalars(select(Alias.firm).where(Alias.name == name[:400]).order_by(Alias.firm)))


def _lock(tx: Transaction, *firms: str) -> dict[str, Any]:
    table = FirmRow.__table__
    found = tx.execute(select(table).where(table.c.id.in_(firms)).order_by(table.c.id).with_for_update())
    rows = {row.id: row for row in found}
    for firm in firms:
        if firm not in rows:
            raise BadInput(f"no firm {firm!r} in the base")
    return rows


def _write(tx: Transaction, merge: Merge) -> None:
    insert_new(tx, MergeRow, [{**merge.model_dump(), "evidence": list(merge.evidence)}])
    changed = update(FirmRow).where(FirmRow.id.in_([merge.kept, merge.merged]))
    tx.execute(changed.values(version=FirmRow.version + 1))
    action = "undo_merge" if merge.undoes else "merge"
    for firm in (merge.kept, merge.merged):
        note(tx, merge.by, action, firm, {"kept": merge.kept, "merged": merge.merged, "merge": merge.id}, merge.at)
