"""Many rows of the base at once, a column at a time.

A hundred thousand firms are three million rows with ten values each: what is done once a value is most of what reading
them costs. Values of one column repeat (words, moments) or can be read in one go (JSON).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, Text, cast
from sqlalchemy.engine import Dialect
from sqlalchemy.types import JSON, TypeDecorator, TypeEngine

from storage.database import Transaction

Column = Sequence[Any]


class WrittenJson(TypeDecorator[str]):
    """A JSON value as its text, on both engines; `read_columns` reads a column of them in one go."""

    impl = Text
    cache_ok = True


def plainly(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """The column as `read_columns` reads it quickest."""
    return cast(column, WrittenJson()).label(column.name) if isinstance(column.type, JSON) else column


def read_columns(tx: Transaction, statement: Select[Any]) -> list[Column]:
    """The rows of a statement as columns, each value as its type gives it; empty columns where there are no rows."""
    found = tx.connection().execute(statement)
    rows, codes = found.cursor.fetchall(), [told[1] for told in found.cursor.description]
    found.close()
    types = [column.type for column in statement.selected_columns]
    columns: list[Column] = list(zip(*rows, strict=True)) or [()] * len(types)
    return [
        _turned(values, kind, found.dialect, code) for values, kind, code in zip(columns, types, codes, strict=True)
    ]


def _turned(values: Column, kind: TypeEngine[Any], dialect: Dialect, code: object) -> Column:
    if isinstance(kind, WrittenJson):
        whole: list[Any] = json.loads(f"[{','.join(['null' if text is None else text for text in values])}]")
        return whole
    turn: Callable[[Any], Any] | None = kind.dialect_impl(dialect).result_processor(dialect, code)
    if turn is None:
        return values
    meaning = {value: turn(value) for value in set(values)}
    return [meaning[value] for value in values]
