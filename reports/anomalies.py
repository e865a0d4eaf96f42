"""What has changed so much that somebody should look (R-145). Pure; a quiet week is silent.

Lists are compared with the median of their own earlier readings, shares with a test for two proportions, so that small
numbers raise no alarm.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from math import sqrt
from statistics import median
from typing import Literal

from core.records import Frozen, Reason
from reports.counts import RepDay

Kind = Literal["source_yield", "field_coverage", "duplicates", "void_rate", "stalled_rep"]

YIELD = 0.7
"""Fewer rows than this share of the usual number."""
COVERAGE = 0.2
"""A field filled so much less often than usual, as a difference of shares."""
DUPLICATES = 0.2
"""So much more of a list are repeated rows."""
VOIDS = 0.15
"""The share of voids rose by so much, and not by chance (z ≥ 3)."""
FEWEST = 20
"""Below so many rows or verdicts nothing is compared."""
STALL_AFTER = 3
"""A rep who qualified firms on so many of the last five work days and none today."""


class Anomaly(Frozen):
    """One thing to look at."""

    kind: Kind
    subject: str
    before: float
    now: float
    reason: Reason


class Reading(Frozen):
    """One complete reading of a list."""

    rows: int
    duplicates: int = 0
    filled: dict[str, float] = {}


def of_list(source: str, readings: Sequence[Reading]) -> tuple[Anomaly, ...]:
    """Compare the newest reading (the last one) with those before it."""
    if len(readings) < 2:
        return ()
    *before, last = readings
    usual = float(median(r.rows for r in before))
    if usual < FEWEST:
        return ()
    found = []
    if last.rows < YIELD * usual:
        found.append(_anomaly("source_yield", source, usual, last.rows,
                              f"名录 {source} 只有 {last.rows} 行，平时 {usual:.0f} 行",
                              f"list {source} gave {last.rows} rows, {usual:.0f} as a rule"))  # fmt: skip
    found += [
        a for field in sorted({f for r in before for f in r.filled}) if (a := _coverage(source, field, before, last))
    ]
    past = float(median(r.duplicates / r.rows if r.rows else 0.0 for r in before))
    share = last.duplicates / last.rows if last.rows else 0.0
    if last.rows >= FEWEST and share - past >= DUPLICATES:
        found.append(_anomaly("duplicates", source, past, share,
                              f"名录 {source} 重复行占 {share:.0%}，平时 {past:.0%}",
                              f"{share:.0%} of list {source} are repeated rows, {past:.0%} as a rule"))  # fmt: skip
    return tuple(found)


def of_voids(before: tuple[int, int], now: tuple[int, int]) -> tuple[Anomaly, ...]:
    """Compare (voids, verdicts) of two spans."""
    if min(before[1], now[1]) < FEWEST:
        return ()
    first, second = before[0] / before[1], now[0] / now[1]
    pooled = (before[0] + now[0]) / (before[1] + now[1])
    error = sqrt(pooled * (1 - pooled) * (1 / before[1] + 1 / now[1]))
    if second - first < VOIDS or error == 0 or (second - first) / error < 3:
        return ()
    return (
        _anomaly("void_rate", "screen", first, second, f"作废率升至 {second:.0%}，此前 {first:.0%}",
                 f"{second:.0%} of the verdicts are void, {first:.0%} before"),
    )  # fmt: skip


def of_reps(days: Sequence[RepDay], today: date) -> tuple[Anomaly, ...]:
    """Reps who have stood still today although they have been at work: holidays and sick weeks raise no alarm."""
    by_rep: dict[str, dict[date, int]] = {}
    for row in days:
        by_rep.setdefault(row.rep, {})[row.day] = row.n
    return tuple(a for rep, work in sorted(by_rep.items()) if (a := _stalled(rep, work, today)))


def _stalled(rep: str, work: Mapping[date, int], today: date) -> Anomaly | None:
    last = [n for day, n in sorted(work.items()) if day < today][-5:]
    if work.get(today) != 0 or sum(n > 0 for n in last) < STALL_AFTER:
        return None
    usual = float(median(last))
    return _anomaly("stalled_rep", rep, usual, 0, f"{rep} 今天还没有合格记录，近几日每天约 {usual:.0f} 条",
                    f"{rep} has qualified nothing today, about {usual:.0f} a day lately")  # fmt: skip


def _coverage(source: str, field: str, before: Sequence[Reading], last: Reading) -> Anomaly | None:
    usual = float(median(r.filled.get(field, 0.0) for r in before))
    now = last.filled.get(field, 0.0)
    if last.rows < FEWEST or usual - now < COVERAGE:
        return None
    return _anomaly("field_coverage", f"{source}.{field}", usual, now,
                    f"名录 {source} 的“{field}”只填了 {now:.0%}，平时 {usual:.0%}",
                    f"{field} is filled in {now:.0%} of list {source}, {usual:.0%} as a rule")  # fmt: skip


def _anomaly(kind: Kind, subject: str, before: float, now: float, zh: str, en: str) -> Anomaly:
    return Anomaly(kind=kind, subject=subject, before=before, now=now, reason=Reason(zh=zh, en=en))
