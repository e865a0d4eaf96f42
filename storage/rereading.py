"""Rows of our own base as records, without checking again what was checked when it was written.

Whole firms are read by the hundred thousand (screening, replay, what-if); checking took most of that time. Only for
rows that this program wrote: what comes from outside goes through the records' own validation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import Enum
from itertools import repeat
from typing import Any, Final, TypeVar

from pydantic import BaseModel, TypeAdapter
from sqlalchemy import ColumnElement, FromClause, Text, cast

from core.known import all_known, known
from core.records import Activity, Capture, Contact, Fact, Finding, Locator, Search, Sighting, Source, Verdict
from core.words import (
    Access,
    ActivityKind,
    ContactRole,
    EmailKind,
    Field,
    Grade,
    Precision,
    SightingKind,
    SourceKind,
    Status,
)
from storage.columns import Column, plainly
from storage.models import ActivityRow, CaptureRow, ContactRow, FactRow, SearchRow, SightingRow, SourceRow, VerdictRow

E = TypeVar("E", bound=Enum)


def _meaning(words: type[E]) -> Callable[[Any], E | None]:
    """A closed vocabulary by its values; nothing stays nothing."""
    known: dict[Any, E | None] = {None: None} | {word.value: word for word in words}
    return known.__getitem__


_FIELD, _ACCESS, _SOURCE, _LISTED = map(_meaning, (Field, Access, SourceKind, SightingKind))
_KIND, _PRECISION, _ROLE, _EMAIL = map(_meaning, (ActivityKind, Precision, ContactRole, EmailKind))

_STATUS, _GRADE = _meaning(Status), _meaning(Grade)
_FINDINGS = TypeAdapter(tuple[Finding, ...])


def _fields(names: Iterable[str]) -> tuple[Any, ...]:
    return tuple(map(_FIELD, names))


class Shape:
    """One kind of record: its columns in the order of its fields, and how rows become it, one or many at a time."""

    def __init__(
        self, model: type[BaseModel], table: FromClause, also: str = "", **words: Callable[[Any], Any]
    ) -> None:
        names = [name for name in model.model_fields if name in table.c] + also.split()
        self.columns: list[ColumnElement[Any]] = [table.c[name] for name in names]
        self._model, self.names, self._words = model, tuple(names), tuple(words.items())

    def record(self, row: Any) -> Any:
        """The record of a row of `columns`."""
        values = dict(zip(self.names, row, strict=True))
        for name, meaning in self._words:
            values[name] = meaning(values[name])
        return known(self._model, values)

    def records(self, columns: Iterable[Column], **more: Column) -> list[Any]:
        """The records of many rows, given as `columns` that `read_columns` read; `more` are columns from elsewhere."""
        names = self.names + tuple(more)
        turned = dict(zip(self.names, columns, strict=True))
        for name, meaning in self._words:
            turned[name] = list(map(meaning, turned[name]))
        rows = zip(*turned.values(), *more.values(), strict=True)
        return all_known(self._model, list(map(dict, map(zip, repeat(names), rows))))


FACT: Final = Shape(Fact, FactRow.__table__, field=_FIELD)
ACTIVITY: Final = Shape(Activity, ActivityRow.__table__, kind=_KIND, precision=_PRECISION)
CONTACT: Final = Shape(Contact, ContactRow.__table__, role=_ROLE, email_kind=_EMAIL)
SEARCH: Final = Shape(Search, SearchRow.__table__, access=_ACCESS, blind_spots=tuple)
CAPTURE: Final = Shape(Capture, CaptureRow.__table__, also="id", access=_ACCESS)
SOURCE: Final = Shape(Source, SourceRow.__table__, kind=_SOURCE)
VERDICT: Final = Shape(
    Verdict, VerdictRow.__table__, status=_STATUS, grade=_GRADE, missing=_fields, findings=_FINDINGS.validate_json
)
VERDICT_COLUMNS: Final = [
    cast(column, Text) if column.name == "findings" else plainly(column) for column in VERDICT.columns
]
"""The findings as text, of which they are read and checked in one go."""
FACT_COLUMNS: Final = FACT.columns
SIGHTING_COLUMNS: Final = [
    SightingRow.__table__.c[name]
    for name in "id source url page row first_seen_at name booth country website kind rest firm".split()
]
_EMPTY_SIGHTING: Final = {
    name: None if field.is_required() else field.get_default(call_default_factory=True)
    for name, field in Sighting.model_fields.items()
}


def fact(signed: dict[tuple[str, str], tuple[str, Any]]) -> Callable[[Any], Fact]:
    """Reads facts, with the newest signature under each by (firm, fact)."""

    def read(row: Any) -> Fact:
        made: Fact = FACT.record(row)
        by, at = signed.get((made.firm, made.id), (None, None)) if signed else (None, None)
        values = made.__dict__
        values["verified_by"], values["verified_at"] = by, at
        return made

    return read


def sighting(row: Any) -> Sighting:
    """Reads a sighting as it was first seen."""
    made, source, url, page, at, seen_at, name, booth, country, website, kind, rest, _ = row
    values: dict[str, Any] = _EMPTY_SIGHTING | rest
    values["products"] = tuple(values["products"])
    values["raw"] = dict(values["raw"])
    values.update(
        id=made, source=source, url=url, locator=known(Locator, {"page": page, "row": at}), seen_at=seen_at,
        name=name, booth=booth, country=country, website=website, kind=_LISTED(kind),
    )  # fmt: skip
    return known(Sighting, values)
