"""Many rows at once: Core executemany with ON CONFLICT, the same code on both engines (PERF section 5).

Rows are sorted by their key, so that two writers of overlapping batches lock in one order and never deadlock.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from json.encoder import encode_basestring as quoted
from operator import itemgetter
from typing import Any, TypeVar, cast

from sqlalchemy import JSON, Table, or_
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeEngine

from storage.database import Transaction
from storage.models.types import UtcTime

BATCH = 1000
"""Rows a statement: beyond this nothing gets faster."""

T = TypeVar("T")
Rows = Sequence[Mapping[str, Any]]


def insert_new(tx: Transaction, model: type[DeclarativeBase], rows: Rows) -> int:
    """Insert the rows that are not there yet; rows that are stay as they were. How many were new.

    Every row must have the same keys.
    """
    table = cast(Table, model.__table__)
    statement = _insert(tx)(table).on_conflict_do_nothing()
    return _run(tx, statement, table, rows)


def upsert(
    tx: Transaction, model: type[DeclarativeBase], rows: Rows, update: Sequence[str], *, only_changed: bool = False
) -> int:
    """Insert the rows, or set the columns `update` where the primary key is there already. How many rows were written.

    `only_changed` leaves alone rows whose columns hold these values already.
    """
    table = cast(Table, model.__table__)
    statement = _insert(tx)(table)
    new = {column: statement.excluded[column] for column in update}
    changed = or_(*(table.c[c].is_distinct_from(value) for c, value in new.items())) if only_changed else None
    statement = statement.on_conflict_do_update(index_elements=list(table.primary_key), set_=new, where=changed)
    return _run(tx, statement, table, rows)


def batches(items: Iterable[T], size: int = BATCH) -> Iterator[list[T]]:
    """The items in lists of at most `size`."""
    batch: list[T] = []
    for item in items:
        batch.append(item)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


def _insert(tx: Transaction) -> Any:
    return sqlite.insert if tx.get_bind().dialect.name == "sqlite" else postgresql.insert


def _run(tx: Transaction, statement: Any, table: Table, rows: Rows) -> int:
    """Execute with rows bound by the columns' own types, but once a statement: per row this is most of the time."""
    if not rows:
        return 0
    connection = tx.connection()
    dialect = connection.dialect
    compiled = statement.compile(dialect=dialect, column_keys=list(rows[0]))
    names = compiled.positiontup if compiled.positional else list(rows[0])
    binders = [_binder(table.c[name].type, dialect) for name in names]
    keys = [column.key for column in table.primary_key if column.key in rows[0]]
    written = 0
    ordered = sorted(rows, key=itemgetter(*keys)) if keys else rows
    for at in range(0, len(ordered), BATCH):
        columns = zip(*map(itemgetter(*names), ordered[at : at + BATCH]), strict=True)
        bound = zip(
            *(bind(column) if bind else column for bind, column in zip(binders, columns, strict=True)), strict=True
        )
        values: Any = list(bound) if compiled.positional else [dict(zip(names, row, strict=True)) for row in bound]
        result = connection.exec_driver_sql(compiled.string, values, {"preserve_rowcount": True})
        written += max(result.rowcount, 0)
    return written


def _binder(kind: TypeEngine[Any], dialect: Dialect) -> Callable[[Sequence[Any]], Iterable[Any]] | None:
    """Binds a column of values by its type: times, of which a batch holds few different ones, once each, plain texts of
    JSON columns as SQLite takes them without asking the type for each.
    """
    bind = kind.dialect_impl(dialect).bind_processor(dialect)
    if bind is None:
        return None
    if isinstance(kind, UtcTime):
        return lambda column: map({moment: bind(moment) for moment in set(column)}.__getitem__, column)
    if isinstance(kind, JSON) and dialect.name == "sqlite":
        return lambda column: [quoted(value) if type(value) is str else bind(value) for value in column]
    return partial(map, bind)
