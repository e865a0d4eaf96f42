"""The rows of a list's last crawls as a small line, drawn by templates."""

from __future__ import annotations

from collections.abc import Sequence

from core.records import Frozen
from storage.views import Crawl

WIDTH, HEIGHT = 120, 28
MOST = 20


class Trend(Frozen):
    """A line through the last crawls, oldest first; empty where there were fewer than two."""

    points: str
    last: tuple[float, float]
    rows: tuple[int, ...]

    @property
    def words(self) -> str:
        """The figures for those who do not see the line."""
        return " → ".join(f"{n:,}" for n in self.rows)


def trend(crawls: Sequence[Crawl]) -> Trend | None:
    """The trend of crawls that are given newest first; those that go on are left out."""
    rows = tuple(crawl.rows for crawl in reversed(crawls[:MOST]) if crawl.ended_at is not None)
    if len(rows) < 2:
        return None
    most = max(rows) or 1
    step = (WIDTH - 6) / (len(rows) - 1)
    # From zero, so that a tenth less looks like a tenth less.
    places = [(round(3 + i * step, 1), round(HEIGHT - 3 - (HEIGHT - 6) * n / most, 1)) for i, n in enumerate(rows)]
    return Trend(points=" ".join(f"{x},{y}" for x, y in places), last=places[-1], rows=rows)
