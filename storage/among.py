"""Rows whose key is one of many: one parameter on both engines.

An `IN` of a thousand parameters is written out and bound anew each time, which took a tenth of reading whole firms.
"""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, String, any_, bindparam, func, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import NullType, TypeDecorator, TypeEngine

from storage.database import Transaction


def among(tx: Transaction, column: Any, keys: Iterable[str]) -> ColumnElement[bool]:
    """Is the column, a text, one of these keys? None of no keys."""
    wanted = list(keys)
    if tx.get_bind().dialect.name == "sqlite":
        each = func.json_each(json.dumps(wanted)).table_valued("value")
        return column.in_(select(each.c.value))  # type: ignore[no-any-return]
    return column == any_(bindparam(None, wanted, ARRAY(String)))  # type: ignore[no-any-return]


def asked(column: ColumnElement[str]) -> ColumnElement[bool]:
    """Is the column, a text, one of the list that is handed in as `asked`? For statements that are put together once."""
    return _Asked(column, bindparam("asked", type_=_Keys()))


class _Keys(TypeDecorator[Sequence[str]]):
    """Many texts as one parameter."""

    impl = String
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """An array where the engine has one, else JSON."""
        return dialect.type_descriptor(String() if dialect.name == "sqlite" else ARRAY(String))

    def process_bind_param(self, value: Sequence[str] | None, dialect: Dialect) -> Any:
        """As the engine takes it."""
        return json.dumps(value) if dialect.name == "sqlite" else value


class _Asked(FunctionElement[Any]):
    type = NullType()
    """Of a boolean SQLAlchemy asks whether it equals 1, where the engine has none, and then no index is used."""
    inherit_cache = True


@compiles(_Asked, "sqlite")
def _on_sqlite(element: _Asked, compiler: SQLCompiler, **more: Any) -> str:
    column, keys = (compiler.process(part, **more) for part in element.clauses)
    return f"{column} IN (SELECT each.value FROM json_each({keys}) AS each)"  # noqa: S608 - parts of our own statement


@compiles(_Asked, "postgresql")
def _on_postgresql(element: _Asked, compiler: SQLCompiler, **more: Any) -> str:
    column, keys = (compiler.process(part, **more) for part in element.clauses)
    return f"{column} = ANY ({keys})"
