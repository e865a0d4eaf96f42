"""What enriching needs in one process: one browser, one guarded reader, the enrichers that are switched on."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

from core.enrichment import Enricher
from core.web.browser import Browser
from core.web.reader import WebReader
from flows.context import Context
from flows.stages.enrich import switched_on


@dataclass(frozen=True)
class Tools:
    """Shared by all chunks of a process, so that a source that wants to be left alone is left alone by all."""

    reader: WebReader
    enrichers: Sequence[Enricher]

    @property
    def stopped(self) -> dict[str, str]:
        """Sources that stopped themselves, with the reason."""
        return {source: f"{access.value}: {why}" for source, (access, why) in self.reader.stopped.items()}


@asynccontextmanager
async def tools(ctx: Context) -> AsyncIterator[Tools]:
    """Start the browser when a page first needs it; close everything at the end, however the block ends."""
    async with (
        Browser(ctx.settings) as browser,
        WebReader(ctx.settings, ctx.store, browser, delay_seconds=ctx.settings.site_delay_seconds) as reader,
    ):
        yield Tools(reader, switched_on(ctx))
