"""The Prefect flows: nightly, targeted, re-verify, and a helper flow that other machines of a pool run.

Take the decorators away and the same functions run the same chain (`flows.local` does). Tasks are coarse on purpose:
a crawl, a chunk of 20 firms, one screening and loading; each costs Prefect about 30 ms of CPU (PERF section 2).
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from core.listing import ListConfig
from core.settings import settings
from flows import chain
from flows.context import Context, Watcher
from flows.prefect_home import prepare

prepare(settings())

from prefect import flow, task  # noqa: E402 - Prefect reads its settings when it is imported
from prefect.artifacts import acreate_markdown_artifact  # noqa: E402
from prefect.cache_policies import NO_CACHE  # noqa: E402

from crawlers.loader import load_list  # noqa: E402
from flows.lists import due_lists  # noqa: E402
from flows.report import markdown  # noqa: E402
from flows.stages.crawl import Crawled  # noqa: E402
from flows.telling import Telling  # noqa: E402
from flows.tools import Tools, tools  # noqa: E402
from storage.views import RunState  # noqa: E402

_WATCHERS: dict[str, Watcher] = {}
"""Who wants to know, by run: a watcher cannot pass through Prefect's parameters."""


@task(name="crawl", task_run_name="crawl {key}", retries=1, retry_delay_seconds=10, cache_policy=NO_CACHE)
async def crawl_task(ctx: Context, plan: chain.Plan, key: str) -> Crawled:
    """One list into the base."""
    return await chain.crawl_one(ctx, plan, key)


@task(name="enrich", task_run_name="enrich chunk {number}", cache_policy=NO_CACHE)
async def enrich_task(ctx: Context, plan: chain.Plan, used: Tools, number: int) -> int:
    """One chunk of firms."""
    return await chain.enrich_chunk(ctx, plan, used.reader, used.enrichers, number % 2)


@task(name="screen and load", cache_policy=NO_CACHE)
def settle_task(
    ctx: Context, plan: chain.Plan, crawled: list[Crawled], stopped: dict[str, str], state: RunState
) -> chain.RunReport:
    """One task a run: identities, rules, the base, the ledger of rows."""
    return chain.settle(ctx, plan, crawled, stopped, state)


@flow(name="nightly", log_prints=False, validate_parameters=False)
async def nightly(force: bool = False) -> dict[str, Any]:
    """Every list that is due."""
    ctx = Context.open(settings(), _WATCHERS.get("nightly"))
    report = await chained(ctx, "nightly", due_lists(ctx), by="prefect", force=force)
    return report.model_dump(mode="json")


@flow(name="targeted", log_prints=False, validate_parameters=False)
async def targeted(
    key: str, config: dict[str, Any] | None = None, by: str = "prefect", force: bool = False
) -> dict[str, Any]:
    """One list that a rep asked for: a configured one by its key, or a new one with its config."""
    ctx = Context.open(settings(), _WATCHERS.get("targeted"))
    one = ListConfig.model_validate(config) if config else load_list(key)
    report = await chained(ctx, "targeted", {key: one}, by=by, force=force)
    return report.model_dump(mode="json")


async def chained(
    ctx: Context, kind: str, lists: Mapping[str, ListConfig], by: str, force: bool = False
) -> chain.RunReport:
    """The chain as Prefect tasks; how far it has come stands in the base, where the review pages look."""
    plan = chain.begin(ctx, kind, lists, by, force=force)
    with Telling(ctx.db, plan.run, beside=ctx.watcher) as telling:
        told = replace(ctx, watcher=telling)
        crawled = list(await asyncio.gather(*(crawl_task(told, plan, key) for key in sorted(plan.lists))))
        return await settled(told, plan, crawled, chain.plan_firms(told, plan, crawled))


async def settled(ctx: Context, plan: chain.Plan, crawled: list[Crawled], waiting: int) -> chain.RunReport:
    """Enrich what waits, then screen and load, and keep the report as an artifact."""
    stopped: dict[str, str] = {}
    state = RunState.done
    if waiting:
        ctx.watcher.stage(chain.ENRICH, waiting)
        async with tools(ctx) as used:
            await _enrich_all(ctx, plan, used, waiting)
            stopped = used.stopped
        state = chain.state_after_enriching(ctx, plan)
    report = await asyncio.to_thread(settle_task, ctx, plan, crawled, stopped, state)
    await acreate_markdown_artifact(key=f"run-{plan.kind}", markdown=markdown(report), description=f"Run {report.run}")
    return report


async def _enrich_all(ctx: Context, plan: chain.Plan, used: Tools, waiting: int) -> None:
    """Two chunks at a time until none waits; chunks that another machine claimed are its own."""
    numbers = iter(range(waiting + 2))

    async def worker() -> None:
        while await enrich_task(ctx, plan, used, next(numbers)):
            pass

    await asyncio.gather(worker(), worker())


def run_nightly(watcher: Watcher, force: bool = False) -> chain.RunReport:
    """Run the nightly flow in this process, with a Prefect server of its own unless the operator named one."""
    _WATCHERS["nightly"] = watcher
    return chain.RunReport.model_validate(asyncio.run(nightly(force=force)))
