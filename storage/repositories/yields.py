"""How firms of each list fared: what charts of the yield by source are drawn from."""

from collections.abc import Sequence

from sqlalchemy import func, select

from core.records import Reason
from storage.database import Transaction
from storage.models import FirmRow, SourceRow


def yield_by_source(tx: Transaction, limit: int = 12) -> tuple[tuple[Reason, dict[str, int]], ...]:
    """(title of the list in both languages, firms by status) of the lists with most firms, by the list in which a firm was first seen."""
    grouped = select(FirmRow.source, FirmRow.status, func.count()).where(FirmRow.merged_into.is_(None))
    found: dict[str, dict[str, int]] = {}
    for source, status, n in tx.execute(grouped.group_by(FirmRow.source, FirmRow.status)):
        found.setdefault(source, {})[status] = n
    largest = sorted(found, key=lambda key: (-sum(found[key].values()), key))[:limit]
    titles = dict(_titled(tx, largest))
    return tuple((titles.get(key, Reason(zh=key, en=key)), found[key]) for key in largest)


def list_titles(tx: Transaction) -> tuple[tuple[str, Reason], ...]:
    """(key, title in both languages) of every source that firms were first seen in, by title."""
    seen = tuple(tx.scalars(select(FirmRow.source).distinct().limit(500)))
    return tuple(sorted(_titled(tx, seen), key=lambda pair: (pair[1].en, pair[0])))


def _titled(tx: Transaction, keys: Sequence[str]) -> list[tuple[str, Reason]]:
    columns = (SourceRow.key, SourceRow.title, SourceRow.title_zh)
    found = tx.execute(select(*columns).where(SourceRow.key.in_(keys)))
    return [(key, Reason(zh=zh or title, en=title)) for key, title, zh in found]
