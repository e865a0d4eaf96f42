"""The whole chain without Prefect: what `showfloor crawl` runs, and what is left when the decorators are taken away."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager

from core.listing import ListConfig
from flows import chain
from flows.context import Context
from flows.stages.crawl import Crawled
from flows.tools import Tools, tools
from storage.views import RunState

LISTS_AT_ONCE = 2
CHUNKS_AT_ONCE = 2


async def run_lists(
    ctx: Context,
    kind: str,
    lists: Mapping[str, ListConfig],
    by: str,
    key: str | None = None,
    force: bool = False,
    enrich: bool = True,
    opened: Callable[[Context], AbstractAsyncContextManager[Tools]] = tools,
) -> chain.RunReport:
    """Crawl lists, enrich their firms (unless told not to) with the tools that `opened` gives, screen and load them."""
    plan = chain.begin(ctx, kind, lists, by, key, force)
    gate = asyncio.Semaphore(LISTS_AT_ONCE)

    async def one(name: str) -> Crawled:
        async with gate:
            return await chain.crawl_one(ctx, plan, name)

    crawled = await asyncio.gather(*(one(name) for name in sorted(plan.lists)))
    waiting = chain.plan_firms(ctx, plan, crawled)
    stopped: dict[str, str] = {}
    state = RunState.done
    if waiting and enrich:
        ctx.watcher.stage(chain.ENRICH, waiting)
        async with opened(ctx) as used:
            await asyncio.gather(*(work(ctx, plan, used, slot) for slot in range(CHUNKS_AT_ONCE)))
            stopped = used.stopped
        state = chain.state_after_enriching(ctx, plan)
    return chain.settle(ctx, plan, crawled, stopped, state)


async def work(ctx: Context, plan: chain.Plan, used: Tools, slot: int) -> int:
    """Claim and enrich chunks until none waits; how many firms that were."""
    total = 0
    while done := await chain.enrich_chunk(ctx, plan, used.reader, used.enrichers, slot):
        total += done
    return total
