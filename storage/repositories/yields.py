"""How firms of each list fared: what charts of the yield by source are drawn from."""

from sqlalchemy import func, select

from storage.database import Transaction
from storage.models import FirmRow, SourceRow


def yield_by_source(tx: Transaction, limit: int = 12) -> tuple[tuple[str, dict[str, int]], ...]:
    """(title of the list, firms by status) of the lists with most firms, by the list in which a firm was first seen."""
    grouped = select(FirmRow.source, FirmRow.status, func.count()).where(FirmRow.merged_into.is_(None))
    found: dict[str, dict[str, int]] = {}
    for source, status, n in tx.execute(grouped.group_by(FirmRow.source, FirmRow.status)):
        found.setdefault(source, {})[status] = n
    largest = sorted(found, key=lambda key: (-sum(found[key].values()), key))[:limit]
    titles = dict(tx.execute(select(SourceRow.key, SourceRow.title).where(SourceRow.key.in_(largest))).tuples().all())
    return tuple((titles.get(key, key), found[key]) for key in largest)


def list_titles(tx: Transaction) -> tuple[tuple[str, str], ...]:
    """(key, title) of every source that firms were first seen in, by title."""
    seen = select(FirmRow.source).distinct().subquery()
    found = select(SourceRow.key, SourceRow.title).join(seen, seen.c.source == SourceRow.key)
    return tuple(tx.execute(found.order_by(SourceRow.title, SourceRow.key).limit(300)).tuples().all())
