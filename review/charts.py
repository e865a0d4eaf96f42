"""Charts as figures for inline SVG: templates draw, nothing is computed there."""

from __future__ import annotations

from collections.abc import Sequence

from core.records import Frozen, Reason
from core.words import Status


class Bar(Frozen):
    """One horizontal bar; `x` and `width` in per cent of the chart."""

    label: str
    n: int
    width: float
    y: int


class Stack(Frozen):
    """One bar of several parts."""

    label: Reason
    n: int
    y: int
    qualified: int
    parts: tuple[tuple[str, float, float], ...]
    """(status, x, width) in per cent."""


ROW = 26


def funnel(steps: Sequence[tuple[str, int]]) -> tuple[Bar, ...]:
    """A funnel of counted steps, widest first."""
    most = max((n for _, n in steps), default=0) or 1
    return tuple(
        Bar(label=label, n=n, width=round(max(100 * n / most, 0.6 if n else 0), 2), y=i * ROW)
        for i, (label, n) in enumerate(steps)
    )


def stacks(rows: Sequence[tuple[Reason, dict[str, int]]]) -> tuple[Stack, ...]:
    """Firms of each list by status, as shares of that list."""
    found = []
    for i, (label, counts) in enumerate(rows):
        total, x, parts = sum(counts.values()) or 1, 0.0, []
        for status in (Status.qualified, Status.review, Status.incomplete, Status.void):
            width = 100 * counts.get(status.value, 0) / total
            parts.append((status.value, round(x, 2), round(width, 2)))
            x += width
        found.append(Stack(label=label, n=total, y=i * ROW, qualified=counts.get("qualified", 0), parts=tuple(parts)))
    return tuple(found)
