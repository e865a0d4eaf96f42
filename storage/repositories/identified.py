"""Firms as far as identity resolution looks at them: rows of lists, facts that name, number or place them, aliases, sources.

A look-up among millions compares a firm with a handful of others; whole firms with their pages, people and events
would cost it more than everything else together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import select

from core.records import Firm
from core.words import Field
from storage import rereading
from storage.database import Transaction
from storage.models import Alias, FactRow, FirmRow, Verification
from storage.repositories.firms import members
from storage.repositories.gathered import Gathered

FIELDS = (
    Field.legal_name, Field.former_name, Field.alias, Field.uscc, Field.lei, Field.company_number, Field.website,
    Field.phone, Field.email, Field.address, Field.hq_city,
)  # fmt: skip
"""What tells one firm from another; other facts are left out."""


class _Identified(Gathered):
    """The rows of some firms that tell them from others; what was merged into a firm counts as its own."""

    def __init__(self, tx: Transaction, firms: Sequence[str]) -> None:
        self._tx, self._firms = tx, firms
        facts, signed, names = FactRow.__table__.c, Verification.__table__.c, Alias.__table__.c
        stated = self._rows(rereading.FACT_COLUMNS, facts.id, facts.erased_at.is_(None), facts.field.in_(FIELDS))
        signatures = self._rows([signed.firm, signed.fact, signed.by, signed.at], signed.at) if stated else ()
        read = rereading.fact({(firm, fact): (by, at) for firm, fact, by, at in signatures})
        self.facts = defaultdict(list)
        for fact in map(read, stated):
            self.facts[fact.firm].append(fact)
        self.sightings = self._by_firm(rereading.SIGHTING_COLUMNS, rereading.sighting, owner=-1)
        self.aliases = self._by_firm([names.firm, names.name], lambda row: str(row[1]), order=names.name)
        self.activities, self.contacts, self.searches = defaultdict(list), defaultdict(list), defaultdict(list)
        self.verdicts, self.decisions, self.captures, self.pages = {}, {}, {}, defaultdict(set)
        self.sources = self._sources()


def firms_identified(tx: Transaction, firms: Sequence[str]) -> tuple[Firm, ...]:
    """These firms, in the order asked for, without pages, people, events, searches and verdicts. Unknown ids are left out."""
    if not firms:
        return ()
    groups = members(tx, list(dict.fromkeys(firms)))
    everyone = list(dict.fromkeys(member for group in groups.values() for member in group))
    rows = {row.id: row for row in tx.execute(select(FirmRow.__table__).where(FirmRow.id.in_(everyone)))}
    gathered = _Identified(tx, everyone)
    return tuple(gathered.firm(rows, group) for firm, group in groups.items() if firm in rows)


def speakers(tx: Transaction, firms: Sequence[str]) -> dict[str, str]:
    """Each firm with the one that speaks for it: itself, unless it was merged. One query a generation of merges."""
    top = {firm: firm for firm in firms}
    asked = set(top)
    while asked:
        merged = select(FirmRow.id, FirmRow.merged_into).where(FirmRow.id.in_(asked), FirmRow.merged_into.is_not(None))
        into = {firm: str(other) for firm, other in tx.execute(merged)}
        top = {firm: into.get(other, other) for firm, other in top.items()}
        asked = set(into.values())
    return top
