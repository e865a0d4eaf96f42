"""Firms as far as identity resolution looks at them: rows of lists, facts that name, number or place them, aliases, sources.

A look-up among millions compares a firm with a handful of others; whole firms with their pages, people and events
would cost it more than everything else together. The statements are put together once, as that costs more than to run
them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, bindparam, or_, select

from core.known import known
from core.records import Firm, Source
from core.words import Field
from storage import rereading
from storage.database import Transaction
from storage.models import Alias, FactRow, FirmRow, SightingRow, SourceRow, Verification

FIELDS = (
    Field.legal_name, Field.former_name, Field.alias, Field.uscc, Field.lei, Field.company_number, Field.website,
    Field.phone, Field.email, Field.address, Field.hq_city,
)  # fmt: skip
"""What tells one firm from another; other facts are left out."""

T = TypeVar("T")
_FIRM, _FACT, _ROW = FirmRow.__table__.c, FactRow.__table__.c, SightingRow.__table__.c
_ALIAS, _SIGNED = Alias.__table__.c, Verification.__table__.c


def _asked(column: ColumnElement[Any]) -> ColumnElement[bool]:
    return column.in_(bindparam("asked", expanding=True))


_MEMBERS = select(_FIRM.id, _FIRM.merged_into, _FIRM.name, _FIRM.country, _FIRM.source).where(
    or_(_asked(_FIRM.id), _asked(_FIRM.merged_into))
)
_INTO = select(_FIRM.id, _FIRM.merged_into).where(_asked(_FIRM.id), _FIRM.merged_into.is_not(None))
_FACTS = (
    select(*rereading.FACT_COLUMNS)
    .where(_asked(_FACT.firm), _FACT.erased_at.is_(None), _FACT.field.in_(FIELDS))
    .order_by(_FACT.firm, _FACT.id)
)
_SIGNATURES = (
    select(_SIGNED.firm, _SIGNED.fact, _SIGNED.by, _SIGNED.at).where(_asked(_SIGNED.firm)).order_by(_SIGNED.at)
)
_SIGHTINGS = select(*rereading.SIGHTING_COLUMNS).where(_asked(_ROW.firm)).order_by(_ROW.firm, _ROW.id)
_ALIASES = select(_ALIAS.firm, _ALIAS.name).where(_asked(_ALIAS.firm)).order_by(_ALIAS.firm, _ALIAS.name)
_EMPTY = {n: f.get_default(call_default_factory=True) for n, f in Firm.model_fields.items() if not f.is_required()}
_SOURCES = select(*rereading.SOURCE.columns).where(_asked(SourceRow.__table__.c.key))


def firms_identified(tx: Transaction, firms: Sequence[str]) -> tuple[Firm, ...]:
    """These firms, in the order asked for, without pages, people, events, searches and verdicts. Unknown ids are left out.

    What was merged into a firm counts as its own.
    """
    if not firms:
        return ()
    lines, groups = _groups(tx, firms)
    everyone = [member for group in groups.values() for member in group]
    stated = _run(tx, _FACTS, everyone)
    signed = {(row[0], row[1]): (row[2], row[3]) for row in (_run(tx, _SIGNATURES, everyone) if stated else ())}
    facts = _by_firm(map(rereading.fact(signed), stated), lambda fact: str(fact.firm))
    rows = _by_firm(_run(tx, _SIGHTINGS, everyone), lambda row: str(row[-1]))
    aliases = _by_firm(_run(tx, _ALIASES, everyone), lambda row: str(row[0]))
    keys = {row.source for row in stated} | {row[1] for of in rows.values() for row in of}
    keys |= {lines[member].source for member in everyone}
    sources = {source.key: source for source in map(rereading.SOURCE.record, _run(tx, _SOURCES, sorted(keys)))}
    return tuple(_firm(group, lines, facts, rows, aliases, sources) for group in groups.values())


def speakers(tx: Transaction, firms: Sequence[str]) -> dict[str, str]:
    """Each firm with the one that speaks for it: itself, unless it was merged. One query a generation of merges."""
    top = {firm: firm for firm in firms}
    asked = set(top)
    while asked:
        into = {firm: str(other) for firm, other in _run(tx, _INTO, sorted(asked))}
        top = {firm: into.get(other, other) for firm, other in top.items()}
        asked = set(into.values())
    return top


def _run(tx: Transaction, statement: Select[Any], asked: Sequence[str]) -> Sequence[Any]:
    return tx.connection().execute(statement, {"asked": asked}).all()


def _by_firm(rows: Iterable[T], owner: Callable[[T], str]) -> defaultdict[str, list[T]]:
    found: defaultdict[str, list[T]] = defaultdict(list)
    for row in rows:
        found[owner(row)].append(row)
    return found


def _groups(tx: Transaction, firms: Sequence[str]) -> tuple[dict[str, Any], dict[str, list[str]]]:
    """The lines of these firms and of all that was merged into them, and who belongs to whom."""
    lines = {row.id: row for row in _run(tx, _MEMBERS, list(firms))}
    groups = {firm: [firm] for firm in dict.fromkeys(firms) if firm in lines}
    owner = {firm: firm for firm in groups}
    fringe = sorted(lines.keys() - groups.keys())
    while fringe:
        for member in fringe:
            owner[member] = owner[lines[member].merged_into]
            groups[owner[member]].append(member)
        more = {row.id: row for row in _run(tx, _MEMBERS, fringe) if row.id not in lines}
        lines |= more
        fringe = sorted(more)
    return lines, groups


def _firm(
    group: Sequence[str],
    lines: dict[str, Any],
    facts: dict[str, list[Any]],
    rows: dict[str, list[Any]],
    aliases: dict[str, list[Any]],
    sources: dict[str, Source],
) -> Firm:
    own = lines[group[0]]
    sightings = tuple(rereading.sighting(row) for member in group for row in rows[member])
    stated = tuple(fact for member in group for fact in facts[member])
    names = [name for member in group for name in (lines[member].name, *(row[1] for row in aliases[member]))]
    names += [name for row in sightings for name in (row.name, row.name_alt) if name]
    keys = {record.source for of in (sightings, stated) for record in of} | {lines[m].source for m in group}
    values = dict(_EMPTY)
    values |= {
        "id": own.id,
        "name": own.name,
        "aliases": tuple(name for name in dict.fromkeys(names) if name != own.name),
        "country": own.country,
        "duplicate_of": own.merged_into,
        "sources": tuple(sources[key] for key in sorted(keys) if key in sources),
        "sightings": sightings,
        "facts": stated,
    }
    return known(Firm, {name: values[name] for name in Firm.model_fields})
