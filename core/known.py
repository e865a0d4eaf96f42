"""Records of values that this program made itself.

Whatever comes from outside goes through the records' own validation. Rows of our own base and what the rules say of a
firm were right when they were made; a hundred thousand firms are read and judged at a time, and checking them again
took most of it.
"""

from __future__ import annotations

from typing import Any, Final, TypeVar

from pydantic import BaseModel

R = TypeVar("R", bound=BaseModel)

_put = object.__setattr__
_GIVEN: Final[dict[type[BaseModel], set[str]]] = {}


def known(model: type[R], values: dict[str, Any]) -> R:
    """The record of these values: every field must be there, of its own type, and in the order of the fields."""
    record = object.__new__(model)
    _put(record, "__dict__", values)
    _put(record, "__pydantic_fields_set__", _GIVEN.get(model) or _given(model))
    _put(record, "__pydantic_extra__", None)
    _put(record, "__pydantic_private__", None)
    return record


def _given(model: type[BaseModel]) -> set[str]:
    """The set that all records of a model share: frozen records never change theirs, copies get their own."""
    return _GIVEN.setdefault(model, set(model.model_fields))
