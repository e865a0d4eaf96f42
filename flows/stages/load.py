"""Load: the verdicts become the current state of the base, the queue is put in order, and no row is missing."""

from __future__ import annotations

from pathlib import Path

from core.records import Verdict
from flows.context import Context
from flows.stages.screen import verdicts_in
from screen.order import Share, worth
from storage.repositories.verdicts import current_verdicts, save_verdicts


def load_verdicts(ctx: Context, out: Path, history: dict[str, Share]) -> int:
    """Store the verdicts of a run; one that says what the current one says is not stored again. How many were new."""
    new = 0
    for batch in verdicts_in(out):
        with ctx.db.writing() as tx:
            current = current_verdicts(tx, [verdict.firm for verdict in batch])
            fresh = [verdict for verdict in batch if not _says_the_same(verdict, current.get(verdict.firm))]
            save_verdicts(tx, fresh, {verdict.firm: worth(verdict, history).per_minute for verdict in fresh})
            new += len(fresh)
        ctx.watcher.step("load", len(batch))
    return new


def _says_the_same(verdict: Verdict, current: Verdict | None) -> bool:
    return current is not None and (
        verdict.status,
        verdict.grade,
        verdict.findings,
        verdict.missing,
        verdict.policy,
    ) == (current.status, current.grade, current.findings, current.missing, current.policy)
