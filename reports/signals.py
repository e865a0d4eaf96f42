"""Reads what the anomaly detectors compare from storage."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from core.words import SourceKind, Status
from reports.anomalies import Anomaly, Reading, of_list, of_reps, of_voids
from reports.counts import RepDay
from reports.period import Period
from storage.database import Transaction
from storage.repositories.sources import all_sources, crawls_of
from storage.repositories.trends import verdict_counts
from storage.views import Crawl

_LISTS = (SourceKind.show, SourceKind.association, SourceKind.industry_site, SourceKind.file)


def anomalies(tx: Transaction, period: Period, days: Sequence[RepDay]) -> tuple[Anomaly, ...]:
    """Lists read in the period, verdicts of the period against the four weeks before, reps on its last work day."""
    found: list[Anomaly] = []
    for source in all_sources(tx):
        if source.kind in _LISTS:
            readings = [c for c in reversed(crawls_of(tx, source.key, 12)) if c.started_at < period.end]
            if readings and readings[-1].started_at >= period.start:
                found += of_list(source.key, [_reading(c) for c in readings if c.report is not None])
    now = _voids(verdict_counts(tx, period.start, period.end))
    before = _voids(verdict_counts(tx, period.start - timedelta(days=28), period.start))
    found += of_voids(before, now)
    last = max((row.day for row in days if row.day < period.after), default=None)
    if last is not None and last >= period.first:
        found += of_reps(days, last)
    return tuple(found)


def _reading(crawl: Crawl) -> Reading:
    assert crawl.report is not None
    proof = crawl.report.proof
    return Reading(rows=proof.rows, duplicates=proof.duplicate_rows, filled=proof.filled)


def _voids(counts: dict[Status, int]) -> tuple[int, int]:
    return counts[Status.void], sum(counts.values())
