"""Records of values that this program made itself.

Whatever comes from outside goes through the records' own validation. Rows of our own base and what the rules say of a
firm were right when they were made; a hundred thousand firms are read and judged at a time, and checking them again
took most of it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from itertools import repeat
from typing import Any, Final, TypeVar

from pydantic import BaseModel

R = TypeVar("R", bound=BaseModel)

_parts = vars(BaseModel)
_put_values, _put_given = _parts["__dict__"].__set__, _parts["__pydantic_fields_set__"].__set__
_put_extra, _put_private = _parts["__pydantic_extra__"].__set__, _parts["__pydantic_private__"].__set__
_new: Final = object.__new__
_GIVEN: Final[dict[type[BaseModel], set[str]]] = {}


def known(model: type[R], values: dict[str, Any]) -> R:
    """The record of these values: every field must be there, of its own type, and in the order of the fields."""
    record = _new(model)
    _put_values(record, values)
    _put_given(record, _GIVEN.get(model) or _given(model))
    _put_extra(record, None)
    _put_private(record, None)
    return record


def all_known(model: type[R], rows: Sequence[dict[str, Any]]) -> list[R]:
    """The records of many values of one kind; a record costs a third of what it costs alone."""
    records: list[R] = list(map(_new, repeat(model, len(rows))))
    for put, values in ((_put_values, rows), (_put_given, repeat(_given(model))), *_NOTHING):
        deque(map(put, records, values), maxlen=0)
    return records


_NOTHING: Final = ((_put_extra, repeat(None)), (_put_private, repeat(None)))


def _given(model: type[BaseModel]) -> set[str]:
    """The set that all records of a model share: frozen records never change theirs, copies get their own."""
    return _GIVEN.setdefault(model, set(model.model_fields))
