"""Rows whose key is one of many: one parameter on both engines.

An `IN` of a thousand parameters is written out and bound anew each time, which took a tenth of reading whole firms.
"""

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, String, any_, bindparam, func, select
from sqlalchemy.dialects.postgresql import ARRAY

from storage.database import Transaction


def among(tx: Transaction, column: Any, keys: Iterable[str]) -> ColumnElement[bool]:
    """Is the column, a text, one of these keys? None of no keys."""
    wanted = list(keys)
    if tx.get_bind().dialect.name == "sqlite":
        each = func.json_each(json.dumps(wanted)).table_valued("value")
        return column.in_(select(each.c.value))  # type: ignore[no-any-return]
    return column == any_(bindparam(None, wanted, ARRAY(String)))  # type: ignore[no-any-return]
