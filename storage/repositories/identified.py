"""Firms as far as identity resolution looks at them: names, rows of lists, facts that name, number or place them.

A look-up among millions compares a firm with a handful of others; whole firms with their pages, people and events
would cost it more than everything else together. All of it is read by one statement, put together once: to send
another costs more than to run it.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache, partial
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import Text, cast, literal_column, null, or_, select, union_all
from sqlalchemy.engine import Dialect
from sqlalchemy.engine.default import DefaultDialect

from core.known import known
from core.records import Fact
from core.words import Field, SourceKind
from storage.among import asked
from storage.database import Transaction
from storage.models import Alias, FactRow, FirmRow, SightingRow, SourceRow
from storage.models.types import UtcTime

FIELDS = (
    Field.legal_name, Field.former_name, Field.alias, Field.uscc, Field.lei, Field.company_number, Field.website,
    Field.phone, Field.email, Field.address, Field.hq_city,
)  # fmt: skip
"""What tells one firm from another; other facts are left out."""


class Listed(NamedTuple):
    """What a row of a list tells of a firm beside its name."""

    website: str | None = None
    phone: str | None = None
    email: str | None = None
    city: str | None = None


class Identified(NamedTuple):
    """What tells a firm from another, with what was merged into it."""

    id: str
    name: str
    aliases: tuple[str, ...]
    """Every other name: of merged firms, learned ones, those of list rows."""
    rows: tuple[Listed, ...]
    facts: tuple[Fact, ...]
    """Facts of `FIELDS`, without signatures."""
    kinds: Mapping[str, SourceKind]
    """What kind of source each fact comes from, by the source's key."""


_FIRM, _FACT, _ROW = FirmRow.__table__.c, FactRow.__table__.c, SightingRow.__table__.c
_ALIAS, _SOURCE = Alias.__table__.c, SourceRow.__table__.c
_LINES, _FACTS, _ROWS, _ALIASES = range(4)


def _what(number: int) -> Any:
    return literal_column(str(number)).label("what")


_NOTHING = (null(),) * 5
_KNOWN = union_all(
    select(
        _what(_FACTS), _FACT.firm, _FACT.id, _FACT.field, cast(_FACT.value, Text), _FACT.extractor, _FACT.source,
        _SOURCE.kind, _FACT.confidence, _FACT.found_at,
    )
    .join(SourceRow, _SOURCE.key == _FACT.source)
    .where(asked(_FACT.firm), _FACT.erased_at.is_(None))
    .where(_FACT.field.in_([literal_column(f"'{field.value}'") for field in FIELDS])),
    select(_what(_LINES), _FIRM.id, _FIRM.merged_into, _FIRM.name, null(), *_NOTHING).where(
        or_(asked(_FIRM.id), asked(_FIRM.merged_into))
    ),
    select(_what(_ROWS), _ROW.firm, _ROW.id, _ROW.name, cast(_ROW.rest, Text), _ROW.website, *_NOTHING[1:]).where(
        asked(_ROW.firm)
    ),
    select(_what(_ALIASES), _ALIAS.firm, _ALIAS.name, _ALIAS.name, null(), *_NOTHING).where(asked(_ALIAS.firm)),
)  # fmt: skip
_read_json = json.JSONDecoder().decode
_moment = partial(UtcTime().process_result_value, dialect=DefaultDialect())


class _Known(NamedTuple):
    """What was read of some firms, each part by firm."""

    into: dict[str, str | None]
    """Who speaks for a firm, as far as one merge tells."""
    names: dict[str, str]
    parts: tuple[dict[str, list[Any]], ...]
    """Rows of the statement by what they are."""


def firms_speaking(
    tx: Transaction, firms: Collection[str], but: Collection[str] = ()
) -> tuple[dict[str, str], tuple[Identified, ...]]:
    """Each of these firms with the one that speaks for it (itself, unless it was merged), and those that speak, by id.

    Who stands in `but` is not made once more. Unknown ids are left out.
    """
    told = _told(tx, firms)
    top = {firm: _speaker(told.into, firm) for firm in firms if firm in told.into}
    below: defaultdict[str | None, list[str]] = defaultdict(list)
    for member in sorted(told.into):
        below[told.into[member]].append(member)
    return top, tuple(_identified(told, _group(firm, below)) for firm in sorted(set(top.values()).difference(but)))


def _told(tx: Transaction, firms: Iterable[str]) -> _Known:
    """All that is known of these firms, of what was merged into them and of what they were merged into."""
    told = _Known({}, {}, tuple(defaultdict(list) for _ in range(4)))
    done: set[str] = set()
    fringe = sorted(firms)
    while fringe:
        done.update(fringe)
        for row in sorted(_rows(tx, fringe), key=itemgetter(0, 1, 2)):
            told.parts[row[0]][row[1]].append(row)
        for firm, rows in told.parts[_LINES].items():
            told.into[firm], told.names[firm] = rows[0][2], rows[0][3]
        near = told.into.keys() | {into for into in told.into.values() if into is not None}
        fringe = sorted(near - done)
    return told


def _rows(tx: Transaction, firms: Sequence[str]) -> Sequence[Any]:
    """Sent as text: what SQLAlchemy does for a statement of four parts takes longer than the base needs for it."""
    connection = tx.connection()
    text, times = _written(connection.dialect)
    if times:
        return connection.exec_driver_sql(text, (json.dumps(firms),) * times).all()
    return connection.exec_driver_sql(text, {"asked": firms}).all()


@lru_cache(maxsize=8)
def _written(dialect: Dialect) -> tuple[str, int]:
    """The statement as text, and how many times it takes the firms where parameters have no names."""
    compiled = _KNOWN.compile(dialect=dialect)
    return str(compiled), len(compiled.positiontup or ()) if compiled.positional else 0


def _speaker(into: Mapping[str, str | None], firm: str) -> str:
    while (other := into[firm]) is not None:
        firm = other
    return firm


def _group(firm: str, below: Mapping[str | None, Sequence[str]]) -> list[str]:
    """The firm and all that was merged into it, a generation of merges after the other."""
    group = [firm]
    for member in group:  # grows as it is read
        group += below.get(member, ())
    return group


def _identified(told: _Known, group: Sequence[str]) -> Identified:
    facts, rows, aliases = (
        [row for member in group for row in told.parts[what].get(member, ())] for what in (_FACTS, _ROWS, _ALIASES)
    )
    rests = [_read_json(row[4]) for row in rows]
    names = [told.names[member] for member in group] + [row[3] for row in aliases]
    names += [name for row, rest in zip(rows, rests, strict=True) for name in (row[3], rest.get("name_alt")) if name]
    return Identified(
        group[0],
        names[0],
        tuple(dict.fromkeys(name for name in names if name != names[0])),
        tuple(
            Listed(row[5], rest.get("phone"), rest.get("email"), rest.get("city"))
            for row, rest in zip(rows, rests, strict=True)
        ),
        tuple(map(_fact, facts)),
        {row[6]: SourceKind(row[7]) for row in facts},
    )


def _fact(row: Any) -> Fact:
    _, firm, made, field, value, extractor, source, _, confidence, found_at = row
    return known(
        Fact,
        {
            "id": made, "firm": firm, "field": Field(field), "value": _read_json(value), "source": source,
            "capture": None, "quote": None, "extractor": extractor, "confidence": confidence, "found_at": _moment(found_at),
            "verified_by": None, "verified_at": None,
        },
    )  # fmt: skip
