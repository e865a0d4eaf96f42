"""Many rows at once: Core executemany with ON CONFLICT, the same code on both engines (PERF section 5).

Rows are sorted by their key, so that two writers of overlapping batches lock in one order and never deadlock.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from json.encoder import encode_basestring as quoted
from operator import itemgetter
from typing import Any, NamedTuple, TypeVar, cast

from sqlalchemy import JSON, Connection, Table, or_
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeEngine

from storage.database import Transaction
from storage.models.types import UtcTime

BATCH = 1000
"""Rows a statement: beyond this nothing gets faster."""

T = TypeVar("T")
Column = Sequence[Any]
Rows = Sequence[Mapping[str, Any]]


def insert_new(tx: Transaction, model: type[DeclarativeBase], rows: Rows) -> int:
    """Insert the rows that are not there yet; rows that are stay as they were. How many were new.

    Every row must have the same keys.
    """
    return _put(tx, model, rows, None, False)


def upsert(
    tx: Transaction, model: type[DeclarativeBase], rows: Rows, update: Sequence[str], *, only_changed: bool = False
) -> int:
    """Insert the rows, or set the columns `update` where the primary key is there already. How many rows were written.

    `only_changed` leaves alone rows whose columns hold these values already.
    """
    return _put(tx, model, rows, tuple(update), only_changed)


def upsert_columns(
    tx: Transaction, model: type[DeclarativeBase], columns: Mapping[str, Column], update: Sequence[str]
) -> int:
    """`upsert` of very many rows, given a column at a time, each key once. Columns that nobody fills are not sent."""
    connection, table = tx.connection(), cast(Table, model.__table__)
    sent = tuple(
        name
        for name, column in columns.items()
        if name in update or not table.c[name].nullable or column.count(None) < len(column)
    )
    statement = _statement(connection.dialect, model, sent, tuple(update), False)
    given = [columns[name] for name in statement.names]
    if connection.dialect.name != "sqlite":  # there a writer has the base to itself
        keys = list(zip(*(columns[column.key] for column in table.primary_key), strict=True))
        order = sorted(range(len(keys)), key=keys.__getitem__)
        given = [[column[at] for at in order] for column in given]
    return _send(connection, statement, given)


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


class _Statement(NamedTuple):
    """What SQLAlchemy makes of an insert, asked once: making it anew takes longer than writing a few rows."""

    text: str
    names: tuple[str, ...]
    """Columns in the order of the parameters."""
    positional: bool
    binders: tuple[Callable[[Column], Iterable[Any]] | None, ...]
    key: Callable[[Mapping[str, Any]], Any] | None
    """What rows are sorted by."""


@lru_cache(maxsize=512)
def _statement(
    dialect: Dialect,
    model: type[DeclarativeBase],
    given: tuple[str, ...],
    update: tuple[str, ...] | None,
    only_changed: bool,
) -> _Statement:
    table = cast(Table, model.__table__)
    statement: Any = (sqlite.insert if dialect.name == "sqlite" else postgresql.insert)(table)
    if update is None:
        statement = statement.on_conflict_do_nothing()
    else:
        new = {column: statement.excluded[column] for column in update}
        changed = or_(*(table.c[c].is_distinct_from(value) for c, value in new.items())) if only_changed else None
        statement = statement.on_conflict_do_update(index_elements=list(table.primary_key), set_=new, where=changed)
    compiled = statement.compile(dialect=dialect, column_keys=list(given))
    names = tuple(compiled.positiontup) if compiled.positional else given
    keys = [column.key for column in table.primary_key if column.key in given]
    return _Statement(
        compiled.string,
        names,
        compiled.positional,
        tuple(_binder(table.c[name].type, dialect) for name in names),
        itemgetter(*keys) if keys else None,
    )


def _put(
    tx: Transaction, model: type[DeclarativeBase], rows: Rows, update: tuple[str, ...] | None, only_changed: bool
) -> int:
    if not rows:
        return 0
    connection = tx.connection()
    statement = _statement(connection.dialect, model, tuple(rows[0]), update, only_changed)
    ordered = sorted(rows, key=statement.key) if statement.key else rows
    if len(statement.names) == 1:
        return _send(connection, statement, [[row[statement.names[0]] for row in ordered]])
    return _send(connection, statement, list(zip(*map(itemgetter(*statement.names), ordered), strict=True)))


def _send(connection: Connection, statement: _Statement, columns: Sequence[Column]) -> int:
    """Execute with values bound by the columns' own types, but a column at a time: a row at a time this is most of it."""
    bound = [bind(column) if bind else column for bind, column in zip(statement.binders, columns, strict=True)]
    rows: Any = list(zip(*bound, strict=True))
    written = 0
    for at in range(0, len(rows), BATCH):
        batch = rows[at : at + BATCH]
        if not statement.positional:
            batch = [dict(zip(statement.names, row, strict=True)) for row in batch]
        result = connection.exec_driver_sql(statement.text, batch, {"preserve_rowcount": True})
        written += max(result.rowcount, 0)
    return written


def _binder(kind: TypeEngine[Any], dialect: Dialect) -> Callable[[Column], Iterable[Any]] | None:
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
