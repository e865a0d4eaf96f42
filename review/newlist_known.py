"""Which firms of a previewed list the base knows already, before anything is stored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from core.identity import firm_id
from core.records import Frozen, ListRow
from core.words import SightingKind
from storage.database import Transaction
from storage.repositories.firms import firm_lines
from storage.repositories.named import firms_named
from storage.views import FirmLine


class Known(Frozen):
    """Of the rows that were looked at: how many are firms, how many of these are known, and which."""

    firms: int
    known: int
    decided: int
    """Known ones on which a person has spoken: no work is left there."""
    by_name: Mapping[str, FirmLine]


def known_already(tx: Transaction, rows: Sequence[ListRow]) -> Known:
    """Firms that a crawl of these rows would meet again: by the identity that it would mint, and by their very name."""
    firms = [row for row in rows if row.kind is SightingKind.firm]
    minted = {row.name: firm_id(row.name, row.country) for row in firms}
    named = firms_named(tx, [row.name for row in firms])
    lines = firm_lines(tx, list({*minted.values(), *named.values()}))
    found = {}
    for name, of in minted.items():
        line = lines.get(named.get(name, "")) or lines.get(of)
        if line is not None:
            found[name] = line
    return Known(
        firms=len(minted), known=len(found), decided=sum(line.decided for line in found.values()), by_name=found
    )
