"""Screen: what follows from the facts is written down, then the rules judge each firm at one moment of the run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from core.cycles import seldom_sought
from core.records import Fact, Firm, Verdict
from flows.context import Context
from screen.case import Case
from screen.derive import derive, enriched
from screen.engine import judge
from storage.repositories.evidence import save_facts
from storage.repositories.firms import load_firms

CHUNK = 500
"""Firms loaded at a time: bounded memory at any size of base."""


def screen_firms(ctx: Context, firms: Sequence[str], at: datetime, out: Path) -> int:
    """Judge firms and write their verdicts to `out` as JSON lines; returns how many. Writes anew when called again."""
    ctx.watcher.stage("screen", len(firms))
    out.parent.mkdir(parents=True, exist_ok=True)
    temporary = out.with_suffix(".part")
    count = 0
    with seldom_sought(), temporary.open("w", encoding="utf-8") as lines:
        for start in range(0, len(firms), CHUNK):
            for verdict in _judge_chunk(ctx, firms[start : start + CHUNK], at):
                lines.write(verdict.model_dump_json() + "\n")
                count += 1
            ctx.watcher.step("screen", len(firms[start : start + CHUNK]))
    temporary.replace(out)
    return count


def _judge_chunk(ctx: Context, ids: Sequence[str], at: datetime) -> Iterator[Verdict]:
    with ctx.db.reading() as tx:
        firms = load_firms(tx, ids)
    learned: list[Fact] = []
    ready: list[Firm] = []
    for firm in firms:
        # What follows for a merged row follows for the firm that speaks for it, which holds its facts too.
        new = derive(Case(firm, ctx.policy, ctx.today), at) if firm.duplicate_of is None else ()
        learned += new
        ready.append(enriched(firm, new))
    if learned:
        with ctx.db.writing() as tx:
            save_facts(tx, learned)
    for firm in ready:
        yield judge(firm, ctx.policy, at, ctx.settings.timezone)


def verdicts_in(out: Path) -> Iterator[list[Verdict]]:
    """The verdicts of a file, in batches of a chunk."""
    batch: list[Verdict] = []
    with out.open(encoding="utf-8") as lines:
        for line in lines:
            batch.append(Verdict.model_validate_json(line))
            if len(batch) == CHUNK:
                yield batch
                batch = []
    if batch:
        yield batch
