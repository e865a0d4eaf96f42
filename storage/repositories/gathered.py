"""What whole firms are put together from: all rows of some firms, a query a table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, and_, or_, select

from core.known import known
from core.records import Capture, Firm, Source
from storage import mapping, rereading
from storage.among import among
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
    """All rows of some firms; `told` adds the current verdict and decision."""

    def __init__(self, tx: Transaction, firms: Sequence[str], told: bool) -> None:
        self._tx, self._firms = tx, firms
        signatures = Verification.__table__.c
        signed = {
            (firm, fact): (by, at)
            for firm, fact, by, at in self._rows(
                [signatures.firm, signatures.fact, signatures.by, signatures.at], signatures.at
            )
        }
        self.sightings = self._by_firm(rereading.SIGHTING_COLUMNS, rereading.sighting, owner=-1)
        self.facts = self._of_firm(rereading.FACT_COLUMNS, rereading.fact(signed), FactRow.erased_at.is_(None))
        self.activities = self._of_firm(rereading.ACTIVITY.columns, rereading.ACTIVITY.record)
        self.contacts = self._of_firm(
            rereading.CONTACT.columns, rereading.CONTACT.record, ContactRow.erased_at.is_(None)
        )
        self.searches = self._of_firm(rereading.SEARCH_COLUMNS, rereading.search)
        names = Alias.__table__.c
        self.aliases = self._by_firm([names.firm, names.name], lambda row: str(row[1]), order=names.name)
        self.verdicts = self._current(VerdictRow.__table__, FirmRow.verdict, mapping.verdict) if told else {}
        self.decisions = self._current(DecisionRow.__table__, FirmRow.decision, mapping.decision) if told else {}
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
        values = {
            "id": own.id,
            "name": own.name,
            "aliases": tuple(name for name in dict.fromkeys(names) if name != own.name),
            "country": own.country,
            "duplicate_of": own.merged_into,
            "sources": tuple(
                self.sources[key] for key in sorted(keys | {rows[m].source for m in group}) if key in self.sources
            ),
            "sightings": sightings,
            "facts": facts,
            "activities": activities,
            "contacts": contacts,
            "searches": searches,
            "captures": tuple(self.captures[c] for c in sorted({c for m in group for c in self.pages[m]})),
            "verdict": self.verdicts.get(own.id),
            "decision": self.decisions.get(own.id),
        }
        return known(Firm, values)

    def _rows(self, columns: Columns, order: ColumnElement[Any], *more: ColumnElement[bool]) -> Iterable[Any]:
        firm = columns[0].table.c.firm
        chosen = select(*columns).where(among(self._tx, firm, self._firms), *more).order_by(firm, order)
        return self._tx.connection().execute(chosen).all()

    def _by_firm(
        self,
        columns: Columns,
        read: Callable[[Any], T],
        *more: ColumnElement[bool],
        owner: int = 0,
        order: ColumnElement[Any] | None = None,
    ) -> defaultdict[str, list[T]]:
        """Records by the firm that stands in the column `owner`."""
        found: defaultdict[str, list[T]] = defaultdict(list)
        for row in self._rows(columns, columns[0].table.c.id if order is None else order, *more):
            found[row[owner]].append(read(row))
        return found

    def _of_firm(
        self, columns: Columns, read: Callable[[Any], T], *more: ColumnElement[bool]
    ) -> defaultdict[str, list[T]]:
        """Records that name their firm themselves."""
        at = next(n for n, column in enumerate(columns) if column.name == "firm")
        return self._by_firm(columns, read, *more, owner=at)

    def _current(self, table: Any, pointer: Any, read: Callable[[Any], T]) -> dict[str, T]:
        joined = select(table).join(FirmRow, and_(FirmRow.id == table.c.firm, pointer == table.c.id))
        return {row.firm: read(row) for row in self._tx.execute(joined.where(among(self._tx, FirmRow.id, self._firms)))}

    def _sources(self) -> dict[str, Source]:
        tables: tuple[Mapping[str, list[Any]], ...] = (
            self.sightings, self.facts, self.activities, self.contacts, self.searches,
        )  # fmt: skip
        keys = {record.source for table in tables for records in table.values() for record in records}
        keys |= set(self._tx.scalars(select(FirmRow.source).where(among(self._tx, FirmRow.id, self._firms))))
        rows = self._tx.execute(select(*rereading.SOURCE.columns).where(among(self._tx, SourceRow.key, keys)))
        return {source.key: source for source in map(rereading.SOURCE.record, rows)}

    def _captures(self) -> tuple[dict[str, Capture], defaultdict[str, set[str]]]:
        """Pages that records point to, pages that were looked at for the firm, and the list pages of its sightings."""
        pages: defaultdict[str, set[str]] = defaultdict(set)
        for firm, capture in self._tx.execute(
            select(FirmCapture.firm, FirmCapture.capture).where(among(self._tx, FirmCapture.firm, self._firms))
        ):
            pages[firm].add(capture)
        tables: tuple[Mapping[str, list[Any]], ...] = (self.facts, self.activities, self.contacts)
        for table in tables:
            for firm, records in table.items():
                pages[firm].update(record.capture for record in records if record.capture)
        listed = self._list_pages()
        for firm, rows in self.sightings.items():
            for row in rows:
                pages[firm].update(listed.get((row.source, row.url), ()))
        wanted = {capture for found in pages.values() for capture in found}
        found = self._tx.execute(select(*rereading.CAPTURE.columns).where(among(self._tx, CaptureRow.id, wanted)))
        return {capture.id: capture for capture in map(rereading.CAPTURE.record, found)}, pages

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
