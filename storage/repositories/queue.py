"""Lists of firms as pages show them: filtered, in the order of work, continued by key and never by offset."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from math import inf
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, and_, func, literal, or_, select, tuple_

from core.errors import BadInput
from core.words import Status
from storage import mapping
from storage.database import Transaction
from storage.models import FirmCode, FirmRow, NamedAccount, SightingRow
from storage.views import Count, Filter, FirmLine, Page

_FEW = 5000
"""Up to so many hits of a rule the firms are fetched by them; beyond, the queue's own order is walked."""

_FEW_OF_SOURCE = 10_000
"""The same for a source: more, because a source may hold none of a status, and all of that would be walked in vain."""


def firms_page(tx: Transaction, chosen: Filter = Filter(), after: str | None = None, limit: int = 50) -> Page[FirmLine]:
    """Firms that speak for themselves, by priority; `after` is the `next` of the page before.

    The order is total and stable, so that nothing is shown twice or skipped while others work.
    """
    table = FirmRow.__table__
    statement = select(table).where(*_conditions(tx, chosen))
    if after is not None:
        rank, last = _cursor(after)
        statement = statement.where(tuple_(table.c.rank, table.c.id) > tuple_(literal(rank), literal(last)))
    rows = tx.execute(statement.order_by(table.c.rank, table.c.id).limit(limit + 1)).all()
    more = f"{rows[limit - 1].rank!r}:{rows[limit - 1].id}" if len(rows) > limit else None
    return Page(items=tuple(mapping.firm_line(row) for row in rows[:limit]), next=more)


def every_firm(tx: Transaction, chosen: Filter = Filter(), size: int = 500) -> Iterator[tuple[str, ...]]:
    """Ids of exactly the firms that a filter shows, in its order, in batches: for exports and screening."""
    table = FirmRow.__table__
    conditions = _conditions(tx, chosen)
    last: tuple[float, str] | None = None
    while True:
        statement = select(table.c.id, table.c.rank).where(*conditions)
        if last is not None:
            statement = statement.where(tuple_(table.c.rank, table.c.id) > tuple_(literal(last[0]), literal(last[1])))
        rows = tx.execute(statement.order_by(table.c.rank, table.c.id).limit(size)).all()
        if rows:
            yield tuple(firm for firm, _ in rows)
        if len(rows) < size:
            return
        last = rows[-1].rank, rows[-1].id


def count_firms(tx: Transaction, chosen: Filter = Filter(), bound: int = 10_000) -> Count:
    """How many firms a filter shows, counted up to `bound`."""
    few: Select[Any] = select(FirmRow.id).where(*_conditions(tx, chosen)).limit(bound + 1)
    n = tx.scalar(select(func.count()).select_from(few.subquery())) or 0
    return Count(n=min(n, bound), exact=n <= bound)


def firms_to_enrich(
    tx: Transaction, before: datetime, sources: Sequence[str] | None = None, limit: int | None = None
) -> tuple[str, ...]:
    """Firms never enriched, or last before this moment; of these lists only, if any are named. Voids are left alone.

    Firms that were never looked at come in the order of the queue before stale ones.
    """
    table = FirmRow.__table__
    due = or_(table.c.enriched_at.is_(None), and_(table.c.enriched_at < before, table.c.status != Status.void.value))
    statement = select(table.c.id).where(table.c.merged_into.is_(None), due)
    if sources is not None:
        statement = statement.where(table.c.id.in_(select(SightingRow.firm).where(SightingRow.source.in_(sources))))
    ordered = statement.order_by(table.c.enriched_at.is_not(None), table.c.rank, table.c.id)
    return tuple(tx.scalars(ordered.limit(limit) if limit else ordered))


def facets(tx: Transaction, column: str, limit: int = 200) -> tuple[tuple[str, int], ...]:
    """(value, firms) of "sub_field" or "province", the most frequent first: what a filter offers."""
    if column not in ("sub_field", "province"):
        raise BadInput(f"no facet {column!r}; there are sub_field and province")
    field = FirmRow.__table__.c[column]
    grouped = select(field, func.count()).where(field.is_not(None), FirmRow.merged_into.is_(None)).group_by(field)
    return tuple((value, n) for value, n in tx.execute(grouped.order_by(func.count().desc(), field).limit(limit)))


def _conditions(tx: Transaction, chosen: Filter) -> list[ColumnElement[bool]]:
    table = FirmRow.__table__
    found: list[ColumnElement[bool]] = [table.c.merged_into.is_(None)]
    for name in ("status", "sub_field", "province"):
        if value := getattr(chosen, name):
            found.append(table.c[name] == str(value))
    if chosen.first_seen_before:
        found.append(table.c.first_seen_at < chosen.first_seen_before)
    if chosen.first_seen_after:
        found.append(table.c.first_seen_at >= chosen.first_seen_after)
    if chosen.undecided:
        found.append(table.c.decision.is_(None))
    narrowing: list[tuple[FromClause, ColumnElement[bool], int]] = []
    if chosen.source:
        narrowing.append((SightingRow.__table__, SightingRow.source == chosen.source, _FEW_OF_SOURCE))
    if chosen.rule:
        told = FirmCode.code == chosen.rule
        # Some rules never go with some statuses: without the status a whole queue would be walked in vain.
        told = and_(told, FirmCode.status == chosen.status.value) if chosen.status else told
        narrowing.append((FirmCode.__table__, told, _FEW))
    found += _among(tx, narrowing)
    if chosen.named_accounts is not None:
        pinned = table.c.id.in_(select(NamedAccount.firm))
        found.append(pinned if chosen.named_accounts else ~pinned)
    return found


def _among(tx: Transaction, narrowing: list[tuple[FromClause, ColumnElement[bool], int]]) -> list[ColumnElement[bool]]:
    """Is the firm among those of each table's rows? SQLite does not know how many these are, so we look.

    The fewest lead, where they are few; the others are asked firm by firm.
    """
    counted: list[tuple[float, FromClause, ColumnElement[bool]]] = []
    for table, condition, most in narrowing:
        few = select(table.c.firm).where(condition).limit(most).subquery()
        n = tx.scalar(select(func.count()).select_from(few)) or 0
        counted.append((n if n < most else inf, table, condition))
    counted.sort(key=lambda found: found[0])
    asked: list[ColumnElement[bool]] = []
    for at, (rows, table, condition) in enumerate(counted):
        if at == 0 and rows < inf:
            asked.append(FirmRow.id.in_(select(table.c.firm).where(condition)))
        else:
            asked.append(select(table.c.firm).where(condition, table.c.firm == FirmRow.id).exists())
    return asked


def _cursor(after: str) -> tuple[float, str]:
    rank, _, last = after.partition(":")
    try:
        return float(rank), last
    except ValueError as failure:
        raise BadInput("this page address is damaged; start again from the first page") from failure
