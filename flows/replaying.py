"""Replay and what-if over the whole base: in this process where it is small, over all cores where it is big.

Memory stays bounded: firms are loaded a part at a time, and only so many parts are under way as there are processes.
Each part sees one state of the base; on a base that others write to, two parts may see two states.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain, islice
from typing import Any, Protocol, TypeVar, cast

from core.cycles import SELDOM, seldom_sought
from core.policy import Policy
from flows.context import Context
from flows.policy import recorded
from screen.replay import Flip, Replayed, what_if
from screen.replay import replay as replay_one
from storage.database import Database
from storage.repositories.firms import load_firms
from storage.repositories.queue import count_firms, every_firm
from storage.views import Filter

PART = 500
"""Firms loaded and judged at a time."""

MANY = 4000
"""From so many firms on it pays to start processes."""

MOST = 16
"""Processes at most; beyond, the one that hands out the parts is the bottleneck."""

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
Ids = tuple[str, ...]


def replayed(ctx: Context, until: datetime | None = None) -> Iterator[Replayed]:
    """Every current verdict beside its recomputation, under the policy version that gave it."""
    again = _Again(ctx.policy, until, ctx.settings.timezone)
    for ids in _parts(ctx.db):
        yield from again.each(ctx.db, ids)


def compared(
    ctx: Context, until: datetime | None = None, workers: int | None = None
) -> Iterator[tuple[int, list[Replayed]]]:
    """The same for big bases, a part at a time: how many verdicts were recomputed, and those that differ."""
    return _spread(ctx, "replay", _Again(ctx.policy, until, ctx.settings.timezone), workers)


def flips(ctx: Context, current: Policy, proposed: Policy, workers: int | None = None) -> Iterator[Flip]:
    """The firms that another policy would move to another status today; `workers` are processes, by default the cores."""
    work = _WhatIf(current, proposed, ctx.clock(), ctx.settings.timezone)
    return chain.from_iterable(_spread(ctx, "what-if", work, workers))


class _Work(Protocol[T_co]):
    """What is done with one part; travels to other processes."""

    def __call__(self, db: Database, ids: Ids) -> T_co: ...


@dataclass
class _WhatIf:
    current: Policy
    proposed: Policy
    at: datetime
    timezone: str

    def __call__(self, db: Database, ids: Ids) -> list[Flip]:
        with db.reading() as tx:
            firms = load_firms(tx, ids, told=False)
        return list(what_if(firms, self.current, self.proposed, self.at, self.timezone))


@dataclass
class _Again:
    current: Policy
    until: datetime | None
    timezone: str
    known: dict[str, Policy] = field(default_factory=dict)

    def __call__(self, db: Database, ids: Ids) -> tuple[int, list[Replayed]]:
        count, differing = 0, []
        for result in self.each(db, ids):
            count += 1
            if not result.same:
                differing.append(result)
        return count, differing

    def each(self, db: Database, ids: Ids) -> Iterator[Replayed]:
        with db.reading() as tx:
            firms = load_firms(tx, ids)
        for firm in firms:
            verdict = firm.verdict
            if verdict is None or (self.until is not None and verdict.at > self.until):
                continue
            if verdict.policy not in self.known:
                now = verdict.policy == self.current.version
                self.known[verdict.policy] = self.current if now else recorded(db, verdict.policy)
            yield replay_one(firm, verdict, self.known[verdict.policy], self.timezone)


def _parts(db: Database) -> Iterator[Ids]:
    with db.reading() as tx:
        yield from every_firm(tx, Filter(), PART)


def _spread(ctx: Context, stage: str, work: _Work[T], workers: int | None) -> Iterator[T]:
    """The results of all parts, in the order of the base; the watcher is told of each."""
    with ctx.db.reading() as tx:
        ctx.watcher.stage(stage, count_firms(tx, bound=10**9).n)
    for ids, result in _results(ctx.db, work, workers):
        ctx.watcher.step(stage, len(ids))
        yield result


def _results(db: Database, work: _Work[T], workers: int | None) -> Iterator[tuple[Ids, T]]:
    parts = _parts(db)
    first = list(islice(parts, MANY // PART))
    count = min(workers or len(os.sched_getaffinity(0)), MOST)
    if count < 2 or len(first) < MANY // PART:
        with seldom_sought():
            yield from ((ids, work(db, ids)) for ids in chain(first, parts))
        return
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(count, fresh, _begin, (work, db.url)) as pool:
        under_way: deque[tuple[Ids, Future[Any]]] = deque()
        for ids in chain(first, parts):
            under_way.append((ids, pool.submit(_do, ids)))
            if len(under_way) >= 3 * count:
                done, future = under_way.popleft()
                yield done, cast(T, future.result())
        for done, future in under_way:
            yield done, cast(T, future.result())


_here: list[tuple[_Work[Any], Database]] = []
"""In a process of the pool: its work, and the base, which it opened itself."""


def _begin(work: _Work[Any], url: str) -> None:
    gc.set_threshold(SELDOM)
    _here[:] = [(work, Database(url))]


def _do(ids: Ids) -> object:
    work, db = _here[0]
    return work(db, ids)
