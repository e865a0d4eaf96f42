"""What whole firms are put together from: all rows of some firms, a query a table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, and_, or_, select

from core.known import known
from core.records import Activity, Capture, Contact, Fact, Firm, Search, Sighting, Source, Verdict
from storage import mapping, rereading
from storage.among import among
from storage.columns import Column, plainly, read_columns
from storage.database import Transaction
from storage.models import (
    Alias,
    CaptureRow,
    ContactRow,
    DecisionRow,
    FactRow,
    FirmCapture,
    FirmRow,
    ListCapture,
    SourceRow,
    VerdictRow,
    Verification,
)  # fmt: skip

T = TypeVar("T")
Columns = Sequence[ColumnElement[Any]]


class Gathered:
    """All rows of some firms, given with their own rows; `told` adds the current verdict and decision."""

    def __init__(self, tx: Transaction, firms: Mapping[str, Any], told: bool) -> None:
        self._tx, self._firms, self._rows = tx, list(firms), firms
        self._keys: defaultdict[str, set[str]] = defaultdict(set)
        self._pages: defaultdict[str, set[str]] = defaultdict(set)
        for firm, row in firms.items():
            self._keys[firm].add(row.source)
        self.sightings: dict[str, list[Sighting]] = self._sightings()
        self.facts: dict[str, list[Fact]] = self._of(rereading.FACT, FactRow.erased_at.is_(None))
        self.activities: dict[str, list[Activity]] = self._of(rereading.ACTIVITY)
        self.contacts: dict[str, list[Contact]] = self._of(rereading.CONTACT, ContactRow.erased_at.is_(None))
        self.searches: dict[str, list[Search]] = self._of(rereading.SEARCH)
        names = Alias.__table__.c
        owners, aliases = self._read([names.firm, names.name], names.name)
        self.aliases = _by_firm(owners, aliases)
        self.verdicts = self._verdicts() if told else {}
        self.decisions = self._current(DecisionRow.__table__, FirmRow.decision, mapping.decision) if told else {}
        self.sources = self._sources()
        self.captures = self._captures()

    def firm(self, group: Sequence[str]) -> Firm:
        """One firm with the rows of its group."""
        own = self._rows[group[0]]
        sightings = _all_of(self.sightings, group)
        names = [n for m in group for n in (self._rows[m].name, *self.aliases.get(m, ()))]
        names += [name for s in sightings for name in (s.name, s.name_alt) if name]
        keys, pages = self._keys[own.id], self._pages[own.id]
        if len(group) > 1:
            keys, pages = (set().union(*(of[m] for m in group)) for of in (self._keys, self._pages))
        values = {
            "id": own.id,
            "name": own.name,
            "aliases": tuple([name for name in dict.fromkeys(names) if name != own.name]),
            "country": own.country,
            "duplicate_of": own.merged_into,
            "sources": tuple([self.sources[key] for key in sorted(keys) if key in self.sources]),
            "sightings": sightings,
            "facts": _all_of(self.facts, group),
            "activities": _all_of(self.activities, group),
            "contacts": _all_of(self.contacts, group),
            "searches": _all_of(self.searches, group),
            "captures": tuple([self.captures[page] for page in sorted(pages)]),
            "verdict": self.verdicts.get(own.id),
            "decision": self.decisions.get(own.id),
        }
        return known(Firm, values)

    def _read(self, columns: Columns, order: ColumnElement[Any], *more: ColumnElement[bool]) -> list[Column]:
        """The rows of the firms in a table, by firm."""
        firm = columns[0].table.c.firm
        chosen = select(*map(plainly, columns)).where(among(self._tx, firm, self._firms), *more)
        return read_columns(self._tx, chosen.order_by(firm, order))

    def _sightings(self) -> dict[str, list[Sighting]]:
        columns = self._read(rereading.SIGHTING_COLUMNS, rereading.SIGHTING_COLUMNS[0])
        owners, sources = columns[-1], columns[1]
        _note(self._keys, owners, sources)
        return _by_firm(owners, map(rereading.sighting, zip(*columns, strict=True)))

    def _of(self, shape: rereading.Shape, *more: ColumnElement[bool]) -> dict[str, list[Any]]:
        """The records of one kind; the sources and pages that they name are kept in mind."""
        read = self._read(shape.columns, shape.columns[shape.names.index("id")], *more)
        columns = dict(zip(shape.names, read, strict=True))
        owners = columns["firm"]
        _note(self._keys, owners, columns["source"])
        _note(self._pages, owners, columns.get("capture", [None] * len(owners)))
        signed = self._signatures(owners, columns["id"]) if shape is rereading.FACT else {}
        return _by_firm(owners, shape.records(columns.values(), **signed))

    def _signatures(self, firms: Column, facts: Column) -> dict[str, Column]:
        """The newest signature under each of these facts."""
        own = Verification.__table__.c
        owners, stated, *signatures = self._read([own.firm, own.fact, own.by, own.at], own.at)
        newest = dict(zip(zip(owners, stated, strict=True), zip(*signatures, strict=True), strict=True))
        each = zip(firms, facts, strict=True)
        found = [newest.get(fact, _UNSIGNED) for fact in each] if newest else [_UNSIGNED] * len(facts)
        return {"verified_by": [by for by, _ in found], "verified_at": [at for _, at in found]}

    def _verdicts(self) -> dict[str, Verdict]:
        own, table = FirmRow.__table__.c, VerdictRow.__table__
        newest = and_(own.id == table.c.firm, own.verdict == table.c.id)
        chosen = select(*rereading.VERDICT_COLUMNS).join(FirmRow.__table__, newest)
        found = rereading.VERDICT.records(read_columns(self._tx, chosen.where(among(self._tx, own.id, self._firms))))
        return {verdict.firm: verdict for verdict in found}

    def _current(self, table: Any, pointer: Any, read: Callable[[Any], T]) -> dict[str, T]:
        joined = select(table).join(FirmRow, and_(FirmRow.id == table.c.firm, pointer == table.c.id))
        return {row.firm: read(row) for row in self._tx.execute(joined.where(among(self._tx, FirmRow.id, self._firms)))}

    def _sources(self) -> dict[str, Source]:
        keys = set().union(*self._keys.values())
        chosen = select(*rereading.SOURCE.columns).where(among(self._tx, SourceRow.key, keys))
        found = rereading.SOURCE.records(read_columns(self._tx, chosen))
        return {source.key: source for source in found}

    def _captures(self) -> dict[str, Capture]:
        """Pages that records point to, pages that were looked at for the firm, and the list pages of its sightings."""
        looked = FirmCapture.__table__.c
        _note(self._pages, *self._read([looked.firm, looked.capture], looked.capture))
        listed = self._list_pages()
        for firm, rows in self.sightings.items() if listed else ():
            for row in rows:
                self._pages[firm].update(listed.get((row.source, row.url), ()))
        wanted = set().union(*self._pages.values())
        chosen = select(*rereading.CAPTURE.columns).where(among(self._tx, CaptureRow.id, wanted))
        return {capture.id: capture for capture in rereading.CAPTURE.records(read_columns(self._tx, chosen))}

    def _list_pages(self) -> dict[tuple[str, str], set[str]]:
        """The archived pages of the lists that name the firms, by list and address."""
        places = {(row.source, row.url) for rows in self.sightings.values() for row in rows}
        urls = {url for _, url in places}
        chosen = (
            select(ListCapture.source, CaptureRow.id, CaptureRow.url, CaptureRow.final_url)
            .join(CaptureRow, CaptureRow.id == ListCapture.capture)
            .where(
                ListCapture.source.in_({source for source, _ in places}),
                or_(CaptureRow.url.in_(urls), CaptureRow.final_url.in_(urls)),
            )
        )
        found: dict[tuple[str, str], set[str]] = {}
        for source, capture, url, final in self._tx.execute(chosen):
            found.setdefault((source, url), set()).add(capture)
            found.setdefault((source, final), set()).add(capture)
        return found


_UNSIGNED = (None, None)


def _note(kept: defaultdict[str, set[str]], firms: Column, values: Column) -> None:
    """Keep in mind what each firm's rows name; most of them name one of a few."""
    for firm, value in set(zip(firms, values, strict=True)):
        if value:
            kept[firm].add(value)


def _by_firm(firms: Column, records: Iterable[T]) -> dict[str, list[T]]:
    found: defaultdict[str, list[T]] = defaultdict(list)
    for firm, record in zip(firms, records, strict=True):
        found[firm].append(record)
    return found


def _all_of(records: Mapping[str, Sequence[T]], group: Sequence[str]) -> tuple[T, ...]:
    """The records of all members of a group."""
    if len(group) == 1:
        return tuple(records.get(group[0], ()))
    return tuple([record for member in group for record in records.get(member, ())])
