"""The chain crawl → enrich → screen → load, step by step. Flows and the command line only call these in order.

Every step may be called again after a kill: it goes on from what was written, nothing is lost and nothing doubled.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from pydantic import JsonValue

from core.enrichment import Enricher
from core.listing import ListConfig
from core.records import Frozen, Moment
from core.web.reader import WebReader
from crawlers.loader import list_keys, load_list
from crawlers.process import read_run
from crawlers.proof import check_expectation
from flows.context import Context
from flows.policy import hold
from flows.stages.crawl import Crawled, crawl_list
from flows.stages.enrich import enrich_firm, store
from flows.stages.load import load_verdicts
from flows.stages.resolve import resolve
from flows.stages.screen import screen_firms
from flows.worker import died, name
from screen.order import shares
from storage.repositories.claims import claimants, firms_in_stage
from storage.repositories.describe import describe
from storage.repositories.firms import firm_lines, load_firms
from storage.repositories.learning import decided
from storage.repositories.ledger import ledger
from storage.repositories.queue import firms_to_enrich
from storage.repositories.runs import (
    claim_chunk,
    end_run,
    failures,
    finish_firm,
    heartbeat,
    plan_stage,
    progress,
    release_worker,
    start_run,
)
from storage.repositories.sightings import firms_of_crawl
from storage.repositories.sources import crawls_of_run
from storage.repositories.tally import fold_tally
from storage.views import Ledger, Run, RunState

ENRICH, SCREEN = "enrich", "screen"
FIRMS_AT_ONCE = 8
"""Firms of a chunk that are read side by side: most of the time a firm waits for its own site's pace.

A site is asked once a second and a firm needs about ten requests, so two chunks of eight keep one firm a second going.
"""


class Plan(Frozen):
    """One run and what it works on."""

    run: str
    kind: str
    lists: Mapping[str, ListConfig]
    folder: Path
    started_at: Moment
    joined: bool = False
    force: bool = False
    """Enrich firms again that were enriched lately."""


class RunReport(Frozen):
    """What a run did, for people and for scripts."""

    run: str
    kind: str
    state: RunState
    started_at: Moment
    ended_at: Moment
    lists: tuple[Crawled, ...]
    firms: int
    enriched: int
    merged: int = 0
    proposed: int = 0
    verdicts: int = 0
    ledger: Ledger
    problems: tuple[str, ...] = ()
    stopped_sources: Mapping[str, str] = {}

    @property
    def failed(self) -> bool:
        """Did a list fail to load, or is a row missing?"""
        return self.state is RunState.failed or any(c.failure for c in self.lists) or not self.ledger.conserved


def begin(
    ctx: Context, kind: str, lists: Mapping[str, ListConfig], by: str, key: str | None = None, force: bool = False
) -> Plan:
    """Start a run, or go on with the one of the same key that was killed or is going on elsewhere.

    A nightly run that was killed is finished by the next one: its lists are read, so they are no longer due, but their
    firms still wait.
    """
    key = key or (kind if kind == "nightly" else f"{kind}:{'+'.join(sorted(lists))}")
    hold(ctx, by)
    with ctx.db.writing() as tx:
        run = start_run(tx, kind, {"lists": list[JsonValue](sorted(lists))}, key, by, ctx.clock())
        for worker in claimants(tx, run.id):
            if died(worker):
                release_worker(tx, run.id, worker)
    if run.joined:
        lists = {**_lists_of(run), **lists}
    folder = ctx.settings.home / "runs" / run.id
    folder.mkdir(parents=True, exist_ok=True)
    return Plan(
        run=run.id,
        kind=kind,
        lists=dict(lists),
        folder=folder,
        started_at=run.started_at,
        joined=run.joined,
        force=force,
    )


def _lists_of(run: Run) -> dict[str, ListConfig]:
    """The lists that a run was started with and that are still configured."""
    named = run.params.get("lists")
    known = set(list_keys())
    return (
        {key: load_list(key) for key in named if isinstance(key, str) and key in known}
        if isinstance(named, list)
        else {}
    )


async def crawl_one(ctx: Context, plan: Plan, key: str) -> Crawled:
    """Crawl one list of the plan, unless this run has done so before it was interrupted."""
    config = plan.lists[key]
    with ctx.db.reading() as tx:
        done = [crawl for crawl in crawls_of_run(tx, plan.run) if crawl.source == key and crawl.report is not None]
    for crawl in done:
        assert crawl.report is not None
        checked = check_expectation(crawl.report, config)
        if checked.failure is None:
            return Crawled(key=key, title=config.title, crawl=crawl.id, report=crawl.report, warnings=checked.warnings)
    return await crawl_list(ctx, key, config, plan.run, plan.folder)


def plan_firms(ctx: Context, plan: Plan, crawled: Sequence[Crawled]) -> int:
    """Put the firms of the lists that loaded into the stages; those enriched lately are only screened. How many wait."""
    due = ctx.clock() - timedelta(days=ctx.policy.evidence.enrich_every_days)
    with ctx.db.writing() as tx:
        firms = sorted({firm for crawl in crawled if not crawl.failure for firm in firms_of_crawl(tx, crawl.crawl)})
        lines = firm_lines(tx, firms)
        waiting = [f for f in firms if plan.force or _due(lines[f].enriched_at, due)]
        plan_stage(tx, plan.run, SCREEN, firms)
        plan_stage(tx, plan.run, ENRICH, waiting)
        return len(firms_in_stage(tx, plan.run, ENRICH))


def plan_stale(ctx: Context, plan: Plan, limit: int) -> int:
    """Put the firms that were not looked at for as long as the policy allows into the stages. How many wait."""
    before = ctx.clock() - timedelta(days=ctx.policy.evidence.enrich_every_days)
    with ctx.db.writing() as tx:
        firms = firms_to_enrich(tx, before, limit=limit)
        plan_stage(tx, plan.run, SCREEN, firms)
        plan_stage(tx, plan.run, ENRICH, firms)
        return len(firms_in_stage(tx, plan.run, ENRICH))


def _due(enriched_at: datetime | None, due: datetime) -> bool:
    return enriched_at is None or enriched_at < due


async def enrich_chunk(
    ctx: Context, plan: Plan, reader: WebReader, enrichers: Sequence[Enricher], slot: int = 0
) -> int:
    """Claim one chunk of firms and enrich them; returns how many, 0 where none waits or the run is asked to stop."""
    worker = name(slot)
    with ctx.db.writing() as tx:
        if not heartbeat(tx, plan.run, ctx.clock()):
            return 0
        chunk = claim_chunk(tx, plan.run, ENRICH, worker, ctx.settings.chunk_size, at=ctx.clock())
        firms = load_firms(tx, chunk)
    gate = asyncio.Semaphore(FIRMS_AT_ONCE)

    async def one(index: int) -> None:
        async with gate:
            firm = firms[index]
            gathered, problems = await enrich_firm(ctx, firm, reader, enrichers)
            with ctx.db.writing() as tx:
                store(tx, firm.id, gathered, ctx.clock())
                finish_firm(tx, plan.run, ENRICH, firm.id, "; ".join(problems) or None)
            ctx.watcher.step(ENRICH, 1, firm.name)

    await asyncio.gather(*(one(index) for index in range(len(firms))))
    return len(firms)


def state_after_enriching(ctx: Context, plan: Plan) -> RunState:
    """Was the run asked to stop while it enriched?"""
    with ctx.db.writing() as tx:
        return RunState.done if heartbeat(tx, plan.run, ctx.clock()) else RunState.stopped


def settle(
    ctx: Context, plan: Plan, crawled: Sequence[Crawled], stopped: Mapping[str, str], state: RunState
) -> RunReport:
    """Resolve identities, screen, load, and check that no row is missing."""
    with ctx.db.reading() as tx:
        firms = firms_in_stage(tx, plan.run, SCREEN)
        stages = {stage.stage: stage for stage in progress(tx, plan.run)}
    for start in range(0, len(firms), 500):
        with ctx.db.writing() as tx:
            describe(tx, firms[start : start + 500])  # registry numbers found this run are what identities merge by
    resolved = resolve(ctx, firms)
    at = max(ctx.clock(), plan.started_at)
    everyone = tuple(sorted({*firms, *resolved.touched}))
    out = plan.folder / "verdicts.jsonl"
    screen_firms(ctx, everyone, at, out)
    ctx.watcher.stage("load", len(everyone))
    with ctx.db.reading() as tx:
        history = shares(decided(tx))
    new = load_verdicts(ctx, out, history)
    with ctx.db.reading() as tx:
        counted = ledger(tx, plan.run, sum(_delivered(plan, crawl) for crawl in crawled if not crawl.failure))
        problems = tuple(f"{stage}: {firm}: {why}" for stage, firm, why in failures(tx, plan.run))
    if not counted.conserved:
        state = RunState.failed
        problems = (f"rows are missing: {counted.model_dump_json()}", *problems)
    elif all(crawl.failure for crawl in crawled) and crawled:
        state = RunState.failed
    report = RunReport(
        run=plan.run,
        kind=plan.kind,
        state=state,
        started_at=plan.started_at,
        ended_at=ctx.clock(),
        lists=tuple(crawled),
        firms=len(firms),
        enriched=stages[ENRICH].done if ENRICH in stages else 0,
        merged=resolved.merged,
        proposed=resolved.proposed,
        verdicts=new,
        ledger=counted,
        problems=problems,
        stopped_sources=dict(stopped),
    )
    with ctx.db.writing() as tx:
        fold_tally(tx)
        end_run(tx, plan.run, state, report.model_dump(mode="json"), ctx.clock())
    (plan.folder / "report.json").write_text(report.model_dump_json(indent=1), encoding="utf-8")
    return report


def _delivered(plan: Plan, crawl: Crawled) -> int:
    """How many different rows the crawl's process wrote: counted from its file, not from the base that is checked."""
    rows, _ = read_run(plan.folder / f"{crawl.key}.jsonl")
    return len({row.id for row in rows})
