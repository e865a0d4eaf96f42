"""Resolve: rows that are one firm are merged where a registry number proves it; what is weaker becomes a proposal."""

from __future__ import annotations

from collections.abc import Sequence

from core.records import Frozen
from flows.context import Context
from storage.repositories.merges import record_merge, same_number


class Resolved(Frozen):
    """What resolving did."""

    merged: int = 0
    proposed: int = 0
    touched: tuple[str, ...] = ()
    """Firms that must be screened again, because they know more now or were merged into another."""


def resolve(ctx: Context, firms: Sequence[str]) -> Resolved:
    """Merge firms that share a checked registry number; the one that was sighted first speaks for the others."""
    touched: list[str] = []
    merged = 0
    with ctx.db.writing() as tx:
        for start in range(0, len(firms), 500):
            for group in same_number(tx, firms[start : start + 500]):
                first, *others = group
                touched.append(first.id)
                for other in others:
                    record_merge(
                        tx, first.id, other.id, f"the same registry number {first.uscc}", "system", at=ctx.clock()
                    )
                    touched.append(other.id)
                    merged += 1
    return Resolved(merged=merged, touched=tuple(dict.fromkeys(touched)))
