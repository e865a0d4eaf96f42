"""Which lists are due."""

from __future__ import annotations

from datetime import timedelta

from core.listing import ListConfig
from crawlers.loader import load_lists
from flows.context import Context
from storage.repositories.sources import crawls_of


def due_lists(ctx: Context) -> dict[str, ListConfig]:
    """The lists that are enabled and were not read within their `every_days`."""
    due = {}
    for key, config in load_lists().items():
        if not config.enabled:
            continue
        with ctx.db.reading() as tx:
            last = next((c for c in crawls_of(tx, key, 5) if c.ended_at is not None and c.rows), None)
        # An hour of slack, so that a list read at 02:10 yesterday is due again at 02:00 today.
        slack = timedelta(days=config.every_days) - timedelta(hours=1)
        if last is None or last.ended_at is None or ctx.clock() - last.ended_at >= slack:
            due[key] = config
    return due
