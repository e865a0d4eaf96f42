"""Crawl: one list into the base. Each crawl is a process of its own; its rows are stored as they come.

Rows are held back on disk until the list has given as many as its YAML expects at least, so that a redesign that
leaves half a page never mixes with yesterday's data.
"""

from __future__ import annotations

import asyncio
from pathlib import Path

from core.listing import CrawlReport, ListConfig
from core.records import Frozen, Reason, Sighting, Source
from core.words import SightingKind
from crawlers import recipe
from crawlers.archive import kept_pages
from crawlers.process import crawl
from crawlers.proof import check_expectation
from flows.context import Context
from screen.names.usable import firms_in, unusable
from storage.database import Transaction
from storage.repositories.ledger import quarantine_id, save_quarantined
from storage.repositories.sightings import save_sightings, sightings_gone, sightings_moved, sightings_new
from storage.repositories.sources import crawls_of, finish_crawl, save_list_captures, start_crawl
from storage.views import Intake, Quarantined


class Crawled(Frozen):
    """How the crawl of one list ended."""

    key: str
    title: str
    crawl: str
    """Id of the crawl in the base; empty where nothing was stored."""
    report: CrawlReport
    intake: Intake = Intake()
    failure: str | None = None
    """Why nothing was loaded; yesterday's data stays."""
    warnings: tuple[str, ...] = ()
    new: int = 0
    gone: int = 0
    moved: int = 0
    """Against the crawl before of the same list; all nought on the first."""


def source_of(key: str, config: ListConfig) -> Source:
    """The source that every row of a list is tagged with."""
    return Source(
        key=key,
        kind=config.kind,
        title=config.title,
        title_zh=config.title_zh,
        publisher=config.publisher,
        edition=config.edition,
        url=config.url,
    )


async def crawl_list(ctx: Context, key: str, config: ListConfig, run: str, folder: Path) -> Crawled:
    """Crawl one list and store its rows. A crawl that got nothing, or too little, is a failure.

    A list that was never read before and gives nothing leaves no trace in the base.
    """
    intake = _Intake(ctx, source_of(key, config), run)
    out = folder / f"{key}.jsonl"
    ctx.watcher.stage(f"crawl {key}", None)
    report: CrawlReport | None = None
    async for part in crawl(config, key, out):
        if isinstance(part, CrawlReport):
            report = part
            break
        ctx.watcher.step(f"crawl {key}", len(part))
        intake.held += part
        if intake.crawl or _firms(intake.held) >= max(config.expect.min, 1):
            await asyncio.to_thread(intake.store)
    assert report is not None, "a crawl always ends with a report"
    checked = check_expectation(report, config)
    if checked.failure is None:
        await asyncio.to_thread(intake.store)
    await asyncio.to_thread(intake.finish, out, report)
    crawled = Crawled(
        key=key,
        title=config.title,
        crawl=intake.crawl,
        report=report,
        intake=intake.taken,
        failure=checked.failure,
        warnings=(*checked.warnings, *_relearned(ctx, key, config, report, checked.failure)),
    )
    return _compared(ctx, source_of(key, config), crawled)


def _relearned(ctx: Context, key: str, config: ListConfig, report: CrawlReport, failure: str | None) -> tuple[str, ...]:
    """Keep the structure that this crawl proved, where the list's YAML holds a learned one and the page has changed."""
    path = ctx.settings.config_dir / "lists" / f"{key}.yml"
    if failure or config.recipe is None or not report.recipe or report.recipe == config.recipe or not path.is_file():
        return ()
    recipe.store(path, report.recipe)
    return ("the page was redesigned; the known firms are still there, and its new structure is learned",)


def _compared(ctx: Context, source: Source, crawled: Crawled) -> Crawled:
    """With the counts of new, gone and moved firms, from the second crawl on."""
    with ctx.db.reading() as tx:
        if not crawled.crawl or crawled.failure or len(crawls_of(tx, source.key, 2)) < 2:
            return crawled
        return crawled.model_copy(
            update={
                "new": len(sightings_new(tx, crawled.crawl)),
                "gone": len(sightings_gone(tx, crawled.crawl)),
                "moved": len(sightings_moved(tx, crawled.crawl)),
            }
        )


class _Intake:
    """The rows of one crawl on their way into the base: held back until the list looks as it should."""

    def __init__(self, ctx: Context, source: Source, run: str) -> None:
        self.ctx, self.source, self.run = ctx, source, run
        self.held: list[Sighting] = []
        self.taken = Intake()
        self.crawl = ""

    def store(self) -> None:
        """Store what is held."""
        with self.ctx.db.writing() as tx:
            self.crawl = self.crawl or start_crawl(tx, self.source, self.run, self.ctx.clock())
            aside = [(row, why) for row in self.held if (why := _unusable(row)) is not None]
            save_quarantined(tx, [self._aside(row, why) for row, why in aside])
            put_aside = {row.id for row, _ in aside}
            sound = [row for row in self.held if row.id not in put_aside]
            self.taken += save_sightings(tx, self.source, sound, self.crawl)
        self.held = []

    def _aside(self, row: Sighting, why: Reason) -> Quarantined:
        """A row that names no firm, kept as it came. One row of a run lies here once, also after a kill."""
        return Quarantined(
            id=quarantine_id(self.run, row.id),
            source=self.source.key,
            crawl=self.crawl,
            raw=row.model_dump(mode="json", exclude_defaults=True),
            code="two_firms" if firms_in(row.name) else "unusable_name",
            reason=why,
            at=self.ctx.clock(),
        )

    def finish(self, out: Path, report: CrawlReport) -> None:
        """Archive the list's pages and note how the crawl ended."""
        with self.ctx.db.writing() as tx:
            if not self.crawl:
                if not crawls_of(tx, self.source.key, 1):
                    return
                self.crawl = start_crawl(tx, self.source, self.run, self.ctx.clock())
            _archive(self.ctx, tx, self.source, out)
            finish_crawl(tx, self.crawl, report)


def _unusable(row: Sighting) -> Reason | None:
    """Why a row of kind firm cannot mint one; brands and partners mint none anyway."""
    return unusable(row.name) if row.kind is SightingKind.firm else None


def _firms(rows: list[Sighting]) -> int:
    return sum(1 for row in rows if row.kind is SightingKind.firm)


def _archive(ctx: Context, tx: Transaction, source: Source, out: Path) -> None:
    """Keep the pages of the list as captures: the proof that a row stood there."""
    pages = [
        ctx.store.keep(
            url=page.url,
            final_url=page.final_url,
            status=page.status,
            headers=page.headers,
            body=page.body,
            access=page.access,
            fetched_at=page.fetched_at,
        )
        for page in kept_pages(out)
    ]
    save_list_captures(tx, source.key, pages)
