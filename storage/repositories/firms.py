"""Whole firms: everything that the other rows add up to, read for many firms in a bounded number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, FromClause, and_, or_, select

from core.errors import BadInput
from core.records import Capture, Firm, Source
from storage import mapping
from storage.database import Transaction
from storage.models import (
    ActivityRow,
    Alias,
    CaptureRow,
    ContactRow,
    DecisionRow,
    FactRow,
    FirmCapture,
    FirmRow,
    ListCapture,
    SearchRow,
    SightingRow,
    SourceRow,
    VerdictRow,
    Verification,
)
from storage.repositories.search import search_firms
from storage.views import FirmLine

T = TypeVar("T")
_CHUNK = 500


def load_firm(tx: Transaction, firm: str) -> Firm:
    """One firm with all that is known of it; raises BadInput for an unknown id.

    The firm that speaks for others holds their rows too, each still under the id it was written for. A firm that
    was merged into another one comes with its own rows and `duplicate_of`.
    """
    found = load_firms(tx, [firm])
    if not found:
        raise BadInput(f"no firm {firm!r} in the base; find it with: showfloor firms --search NAME")
    return found[0]


def load_firms(tx: Transaction, firms: Sequence[str]) -> tuple[Firm, ...]:
    """Many firms, in the order asked for, with about a dozen queries each 500. Unknown ids are left out."""
    loaded: dict[str, Firm] = {}
    wanted = list(dict.fromkeys(firms))
    for at in range(0, len(wanted), _CHUNK):
        loaded |= _load_chunk(tx, wanted[at : at + _CHUNK])
    return tuple(loaded[firm] for firm in wanted if firm in loaded)


def firm_line(tx: Transaction, firm: str) -> FirmLine:
    """The firm's own row; raises BadInput for an unknown id."""
    row = tx.execute(select(FirmRow.__table__).where(FirmRow.id == firm)).one_or_none()
    if row is None:
        raise BadInput(f"no firm {firm!r} in the base")
    return mapping.firm_line(row)


def firm_lines(tx: Transaction, firms: Sequence[str]) -> dict[str, FirmLine]:
    """The rows of these firms, by id."""
    return {
        row.id: mapping.firm_line(row) for row in tx.execute(select(FirmRow.__table__).where(FirmRow.id.in_(firms)))
    }


def find_firm(tx: Transaction, text: str, limit: int = 20) -> tuple[FirmLine, ...]:
    """What a person means by an id, the beginning of one, a registry number, a domain or part of a name.

    Exact hits stand alone; otherwise the best hits of a search. Empty where there is none.
    """
    asked = text.strip()
    table = FirmRow.__table__
    domain = asked.casefold().removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")
    exact = or_(table.c.id == asked, table.c.uscc == asked.upper(), table.c.name == asked, table.c.domain == domain)
    found = tx.execute(
        select(table).where(exact).order_by(table.c.merged_into.is_not(None), table.c.id).limit(limit)
    ).all()
    if not found and len(asked) >= 5 and asked[0] == "f" and all(c in "0123456789abcdef" for c in asked[1:]):
        inside = and_(table.c.id >= asked, table.c.id < asked + "g")
        found = tx.execute(select(table).where(inside).order_by(table.c.id).limit(limit)).all()
    return tuple(mapping.firm_line(row) for row in found) or search_firms(tx, asked, limit)


def members(tx: Transaction, firms: Sequence[str]) -> dict[str, list[str]]:
    """Each firm with the firms it speaks for, itself first; merges of merges included."""
    groups = {firm: [firm] for firm in firms}
    owner = {firm: firm for firm in firms}
    fringe = list(firms)
    while fringe:
        rows = tx.execute(select(FirmRow.id, FirmRow.merged_into).where(FirmRow.merged_into.in_(fringe)))
        fringe = []
        for firm, into in sorted(rows.tuples()):
            top = owner[into or ""]
            groups[top].append(firm)
            if firm not in owner:
                owner[firm] = top
                fringe.append(firm)
    return groups


def speaks_for(tx: Transaction, firm: str) -> str:
    """The firm that speaks for this one: itself, unless it was merged."""
    current = firm
    while into := tx.scalar(select(FirmRow.merged_into).where(FirmRow.id == current)):
        current = into
    return current


def _load_chunk(tx: Transaction, firms: Sequence[str]) -> dict[str, Firm]:
    groups = members(tx, firms)
    everyone = list({member for group in groups.values() for member in group})
    gathered = _Gathered(tx, everyone)
    rows = {row.id: row for row in tx.execute(select(FirmRow.__table__).where(FirmRow.id.in_(everyone)))}
    return {firm: gathered.firm(rows, group) for firm, group in groups.items() if firm in rows}


class _Gathered:
    """All rows of some firms, a query a table."""

    def __init__(self, tx: Transaction, firms: Sequence[str]) -> None:
        self._tx, self._firms = tx, firms
        signed = {(v.firm, v.fact): (v.by, v.at) for v in self._rows(Verification.__table__, "at")}
        self.sightings = self._by_firm(SightingRow.__table__, mapping.sighting)
        self.facts = self._by_firm(
            FactRow.__table__,
            lambda row: mapping.fact(row, signed.get((row.firm, row.id))),
            FactRow.erased_at.is_(None),
        )
        self.activities = self._by_firm(ActivityRow.__table__, mapping.activity)
        self.contacts = self._by_firm(ContactRow.__table__, mapping.contact, ContactRow.erased_at.is_(None))
        self.searches = self._by_firm(SearchRow.__table__, mapping.search)
        self.aliases = self._by_firm(Alias.__table__, lambda row: str(row.name), order="name")
        self.verdicts = self._current(VerdictRow.__table__, FirmRow.verdict, mapping.verdict)
        self.decisions = self._current(DecisionRow.__table__, FirmRow.decision, mapping.decision)
        self.sources = self._sources()
        self.captures, self.pages = self._captures()

    def firm(self, rows: Mapping[str, Any], group: Sequence[str]) -> Firm:
        """One firm with the rows of its group."""
        own = rows[group[0]]
        sightings = tuple(s for m in group for s in self.sightings[m])
        facts = tuple(f for m in group for f in self.facts[m])
        activities = tuple(a for m in group for a in self.activities[m])
        contacts = tuple(c for m in group for c in self.contacts[m])
        searches = tuple(s for m in group for s in self.searches[m])
        keys = {r.source for records in (sightings, facts, activities, contacts, searches) for r in records}
        names = [n for m in group for n in (rows[m].name, *self.aliases[m])] + [
            n for s in sightings for n in (s.name, s.name_alt) if n
        ]
        return Firm(
            id=own.id,
            name=own.name,
            aliases=tuple(name for name in dict.fromkeys(names) if name != own.name),
            country=own.country,
            duplicate_of=own.merged_into,
            sources=tuple(
                self.sources[key] for key in sorted(keys | {rows[m].source for m in group}) if key in self.sources
            ),
            sightings=sightings,
            facts=facts,
            activities=activities,
            contacts=contacts,
            searches=searches,
            captures=tuple(self.captures[c] for c in sorted({c for m in group for c in self.pages[m]})),
            verdict=self.verdicts.get(own.id),
            decision=self.decisions.get(own.id),
        )

    def _rows(self, table: FromClause, order: str, *more: ColumnElement[bool]) -> Iterable[Any]:
        return self._tx.connection().execute(
            select(table).where(table.c.firm.in_(self._firms), *more).order_by(table.c.firm, table.c[order])
        )

    def _by_firm(
        self, table: FromClause, read: Callable[[Any], T], *more: ColumnElement[bool], order: str = "id"
    ) -> defaultdict[str, list[T]]:
        found: defaultdict[str, list[T]] = defaultdict(list)
        for row in self._rows(table, order, *more):
            found[row.firm].append(read(row))
        return found

    def _current(self, table: FromClause, pointer: Any, read: Callable[[Any], T]) -> dict[str, T]:
        joined = select(table).join(FirmRow, and_(FirmRow.id == table.c.firm, pointer == table.c.id))
        return {row.firm: read(row) for row in self._tx.execute(joined.where(FirmRow.id.in_(self._firms)))}

    def _sources(self) -> dict[str, Source]:
        tables = (self.sightings, self.facts, self.activities, self.contacts, self.searches)
        keys = {record.source for table in tables for records in table.values() for record in records}
        keys |= set(self._tx.scalars(select(FirmRow.source).where(FirmRow.id.in_(self._firms))))
        table = SourceRow.__table__
        return {row.key: mapping.source(row) for row in self._tx.execute(select(table).where(table.c.key.in_(keys)))}

    def _captures(self) -> tuple[dict[str, Capture], defaultdict[str, set[str]]]:
        """Pages that records point to, pages that were looked at for the firm, and the list pages of its sightings."""
        pages: defaultdict[str, set[str]] = defaultdict(set)
        for firm, capture in self._tx.execute(
            select(FirmCapture.firm, FirmCapture.capture).where(FirmCapture.firm.in_(self._firms))
        ):
            pages[firm].add(capture)
        for table in (self.facts, self.activities, self.contacts):
            for firm, records in table.items():
                pages[firm] |= {record.capture for record in records if record.capture}
        listed = (
            select(SightingRow.firm, ListCapture.capture)
            .join(ListCapture, ListCapture.source == SightingRow.source)
            .join(
                CaptureRow,
                and_(
                    CaptureRow.id == ListCapture.capture,
                    or_(CaptureRow.url == SightingRow.url, CaptureRow.final_url == SightingRow.url),
                ),
            )
            .where(SightingRow.firm.in_(self._firms))
        )
        for owner, capture in self._tx.execute(listed):
            pages[owner or ""].add(capture)
        wanted = {capture for found in pages.values() for capture in found}
        rows = self._tx.execute(select(CaptureRow.__table__).where(CaptureRow.id.in_(wanted)))
        return {row.id: mapping.capture(row) for row in rows}, pages
