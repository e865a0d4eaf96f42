"""Crawl: one list into the base. Each crawl is a process of its own; its rows are stored as they come.

Rows are held back on disk until the list has given as many as its YAML expects at least, so that a redesign that
leaves half a page never mixes with yesterday's data.
"""

from __future__ import annotations

import asyncio
from pathlib import Path

from core.listing import CrawlReport, ListConfig
from core.records import Frozen, Sighting, Source
from core.words import SightingKind
from crawlers.archive import kept_pages
from crawlers.process import crawl
from crawlers.proof import check_expectation
from flows.context import Context
from storage.database import Transaction
from storage.repositories.sightings import save_sightings
from storage.repositories.sources import finish_crawl, save_list_captures, start_crawl
from storage.views import Intake


class Crawled(Frozen):
    """How the crawl of one list ended."""

    key: str
    title: str
    crawl: str
    report: CrawlReport
    intake: Intake = Intake()
    failure: str | None = None
    """Why nothing was loaded; yesterday's data stays."""
    warnings: tuple[str, ...] = ()


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
    """Crawl one list and store its rows. A crawl that got nothing, or too little, is a failure."""
    source = source_of(key, config)
    out = folder / f"{key}.jsonl"
    with ctx.db.writing() as tx:
        crawl_id = start_crawl(tx, source, run, ctx.clock())
    ctx.watcher.stage(f"crawl {key}", None)
    taken, held, loaded = Intake(), list[Sighting](), False
    report: CrawlReport | None = None
    async for part in crawl(config, key, out):
        if isinstance(part, CrawlReport):
            report = part
            break
        held += part
        ctx.watcher.step(f"crawl {key}", len(part))
        if loaded or _firms(held) >= max(config.expect.min, 1):
            loaded = True
            taken += await asyncio.to_thread(_store, ctx, source, held, crawl_id)
            held = []
    assert report is not None, "a crawl always ends with a report"
    checked = check_expectation(report, config)
    failure = checked.failure
    if failure is None and held:
        taken += await asyncio.to_thread(_store, ctx, source, held, crawl_id)
    with ctx.db.writing() as tx:
        _archive(ctx, tx, source, out)
        finish_crawl(tx, crawl_id, report)
    return Crawled(
        key=key,
        title=config.title,
        crawl=crawl_id,
        report=report,
        intake=taken,
        failure=failure,
        warnings=checked.warnings,
    )


def _firms(rows: list[Sighting]) -> int:
    return sum(1 for row in rows if row.kind is SightingKind.firm)


def _store(ctx: Context, source: Source, rows: list[Sighting], crawl_id: str) -> Intake:
    with ctx.db.writing() as tx:
        return save_sightings(tx, source, rows, crawl_id)


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
