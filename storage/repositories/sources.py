"""Sources and crawls of lists."""

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import select, update

from core.identity import made_id
from core.listing import CrawlReport
from core.records import Capture, Source
from core.words import SourceKind
from storage import mapping
from storage.database import Transaction
from storage.models import CrawlRow, ListCapture, SourceRow
from storage.repositories.evidence import save_captures
from storage.upsert import insert_new, upsert
from storage.views import Crawl

_TITLES = ("kind", "title", "title_zh", "publisher", "edition", "url")


def save_sources(tx: Transaction, sources: Sequence[Source]) -> None:
    """Make the sources known, or give known ones their present titles. Everything that names a source needs this first."""
    rows = {source.key: mapping.source_values(source) for source in sources}
    upsert(tx, SourceRow, list(rows.values()), _TITLES, only_changed=True)


def all_sources(tx: Transaction) -> tuple[Source, ...]:
    """Every source, by key. Websites of firms are sources too: this may be long."""
    table = SourceRow.__table__
    return tuple(mapping.source(row) for row in tx.execute(select(table).order_by(table.c.key)))


def sources_of_kinds(tx: Transaction, kinds: Sequence[SourceKind], limit: int = 200) -> tuple[Source, ...]:
    """Sources of these kinds, by key: without the websites of firms the list is short."""
    table = SourceRow.__table__
    chosen = select(table).where(table.c.kind.in_([kind.value for kind in kinds])).order_by(table.c.key).limit(limit)
    return tuple(mapping.source(row) for row in tx.execute(chosen))


def start_crawl(tx: Transaction, source: Source, run: str | None = None, at: datetime | None = None) -> str:
    """Note that a reading of this list begins; returns its id for `save_sightings` and `finish_crawl`."""
    started = at or datetime.now(UTC)
    save_sources(tx, [source])
    crawl = made_id("w", source.key, run, started.isoformat())
    insert_new(tx, CrawlRow, [{"id": crawl, "source": source.key, "run": run, "started_at": started, "rows": 0}])
    return crawl


def finish_crawl(tx: Transaction, crawl: str, report: CrawlReport) -> None:
    """Note how the reading ended."""
    values = {"ended_at": report.ended_at, "report": report.model_dump(mode="json")}
    tx.execute(update(CrawlRow).where(CrawlRow.id == crawl).values(**values))


def crawls_of(tx: Transaction, source: str, limit: int = 50) -> tuple[Crawl, ...]:
    """The last readings of a list, newest first."""
    table = CrawlRow.__table__
    found = tx.execute(
        select(table).where(table.c.source == source).order_by(table.c.started_at.desc(), table.c.id).limit(limit)
    )
    return tuple(Crawl.model_validate(row._asdict()) for row in found)


def crawls_of_run(tx: Transaction, run: str) -> tuple[Crawl, ...]:
    """The readings that were part of a run."""
    table = CrawlRow.__table__
    found = tx.execute(select(table).where(table.c.run == run).order_by(table.c.started_at, table.c.id))
    return tuple(Crawl.model_validate(row._asdict()) for row in found)


def save_list_captures(tx: Transaction, source: str, captures: Sequence[Capture]) -> None:
    """Archive pages of a list, by which its rows can be shown to have stood there."""
    save_captures(tx, captures)
    insert_new(tx, ListCapture, [{"source": source, "capture": capture.id} for capture in captures])
