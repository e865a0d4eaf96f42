"""Replay and what-if over the whole base, a chunk at a time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from core.policy import Policy
from core.records import Firm
from flows.context import Context
from flows.policy import of_version
from flows.stages.screen import CHUNK
from screen.replay import Flip, Replayed, what_if
from screen.replay import replay as replay_one
from storage.repositories.firms import load_firms
from storage.repositories.queue import every_firm
from storage.views import Filter


def replayed(ctx: Context, until: datetime | None = None) -> Iterator[Replayed]:
    """Every current verdict beside its recomputation, under the policy version that gave it."""
    known: dict[str, Policy] = {ctx.policy.version: ctx.policy}
    for firm in _base(ctx):
        verdict = firm.verdict
        if verdict is None or (until is not None and verdict.at > until):
            continue
        if verdict.policy not in known:
            known[verdict.policy] = of_version(ctx, verdict.policy)
        yield replay_one(firm, verdict, known[verdict.policy], ctx.settings.timezone)


def flips(ctx: Context, current: Policy, proposed: Policy) -> Iterator[Flip]:
    """The firms that another policy would move to another status today."""
    return what_if(_base(ctx), current, proposed, ctx.clock(), ctx.settings.timezone)


def _base(ctx: Context) -> Iterator[Firm]:
    with ctx.db.reading() as tx:
        for ids in every_firm(tx, Filter(), CHUNK):
            yield from load_firms(tx, ids)
