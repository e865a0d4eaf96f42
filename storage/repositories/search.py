"""Finding firms by any part of a name, a registry number or a domain."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import bindparam, select, update

from storage import mapping
from storage.among import among
from storage.database import Transaction
from storage.models import FirmRow, FirmText
from storage.text_index import bare, candidates, index, searchable
from storage.upsert import insert_new
from storage.views import FirmLine

_LOOKED_AT = 300
"""Candidates that are ranked; beyond this a query is too short to mean one firm."""


def search_firms(tx: Transaction, query: str, limit: int = 30) -> tuple[FirmLine, ...]:
    """Firms whose names, registry number or domain hold the query, best first; firms that were merged point to their speaker.

    Case, width, blanks and punctuation do not matter. One character finds firms whose name begins with it.
    """
    wanted = bare(query)[:200]
    if not wanted:
        return ()
    if len(wanted) == 1:
        return _beginning_with(tx, query.strip(), limit)
    found = candidates(tx, wanted, _LOOKED_AT)
    best = [firm for firm, _ in sorted(found, key=lambda hit: _closeness(wanted, *hit))[:limit]]
    lines = {
        row.id: mapping.firm_line(row) for row in tx.execute(select(FirmRow.__table__).where(FirmRow.id.in_(best)))
    }
    return tuple(lines[firm] for firm in best if firm in lines)


def index_new_firms(tx: Transaction, firms: Sequence[tuple[str, Iterable[str | None]]]) -> None:
    """Make firms without a text findable by these names."""
    if not firms:
        return
    texts = {firm: searchable(list(names)) for firm, names in firms}
    insert_new(tx, FirmText, [{"firm": firm, "text": text} for firm, text in texts.items()])
    numbers = tx.execute(select(FirmText.no, FirmText.firm).where(among(tx, FirmText.firm, texts)))
    index(tx, [(no, texts[firm]) for no, firm in numbers])


def reindex_firms(tx: Transaction, texts: Mapping[str, Sequence[str | None]]) -> None:
    """Give firms a new text where it differs from the one they have."""
    rows = tx.execute(select(FirmText.no, FirmText.firm, FirmText.text).where(among(tx, FirmText.firm, texts))).all()
    changed = [(row.no, row.text, new) for row in rows if (new := searchable(list(texts[row.firm]))) != row.text]
    if not changed:
        return
    statement = update(FirmText).where(FirmText.no == bindparam("row_no")).values(text=bindparam("new_text"))
    tx.connection().execute(statement, [{"row_no": no, "new_text": new} for no, _, new in changed])
    index(tx, [(no, new) for no, _, new in changed], [(no, old) for no, old, _ in changed])


def _beginning_with(tx: Transaction, start: str, limit: int) -> tuple[FirmLine, ...]:
    table = FirmRow.__table__
    after = start[:-1] + chr(min(ord(start[-1]) + 1, 0x10FFFF))
    inside = (table.c.name >= start) & (table.c.name < after)
    return tuple(
        mapping.firm_line(row) for row in tx.execute(select(table).where(inside).order_by(table.c.name).limit(limit))
    )


def _closeness(query: str, firm: str, text: str) -> tuple[int, int, str]:
    parts = [part for part in text.split("|") if query in part]
    rank = min((0 if part == query else 1 if part.startswith(query) else 2 for part in parts), default=3)
    return rank, min((len(part) for part in parts), default=0), firm
