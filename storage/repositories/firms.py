"""Whole firms: everything that the other rows add up to, read for many firms in a bounded number of queries."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import and_, or_, select

from core.errors import BadInput
from core.records import Firm
from storage import mapping
from storage.among import among
from storage.database import Transaction
from storage.models import FirmRow
from storage.repositories.gathered import Gathered
from storage.repositories.search import search_firms
from storage.views import FirmLine

_CHUNK = 500
_OWN = [FirmRow.__table__.c[name] for name in "id name country source merged_into".split()]


def load_firm(tx: Transaction, firm: str) -> Firm:
    """One firm with all that is known of it; raises BadInput for an unknown id.

    The firm that speaks for others holds their rows too, each still under the id it was written for. A firm that
    was merged into another one comes with its own rows and `duplicate_of`.
    """
    found = load_firms(tx, [firm])
    if not found:
        raise BadInput(f"no firm {firm!r} in the base; find it with: showfloor firms --search NAME")
    return found[0]


def load_firms(tx: Transaction, firms: Sequence[str], told: bool = True) -> tuple[Firm, ...]:
    """Many firms, in the order asked for, with about a dozen queries each 500. Unknown ids are left out.

    Without `told` they come without verdict and decision, which is quicker: rules do not look at them.
    """
    loaded: dict[str, Firm] = {}
    wanted = list(dict.fromkeys(firms))
    for at in range(0, len(wanted), _CHUNK):
        loaded |= _load_chunk(tx, wanted[at : at + _CHUNK], told)
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
        rows = tx.execute(select(FirmRow.id, FirmRow.merged_into).where(among(tx, FirmRow.merged_into, fringe)))
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


def _load_chunk(tx: Transaction, firms: Sequence[str], told: bool) -> dict[str, Firm]:
    groups = members(tx, firms)
    everyone = list({member for group in groups.values() for member in group})
    rows = {row.id: row for row in tx.connection().execute(select(*_OWN).where(among(tx, FirmRow.id, everyone)))}
    gathered = Gathered(tx, rows, told)
    return {firm: gathered.firm(group) for firm, group in groups.items() if firm in rows}
