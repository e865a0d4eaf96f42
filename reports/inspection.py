"""The month's random inspection (R-119 … R-121): drawn from the month-end snapshot, sealed before anybody looks.

The draw ranks firms by a hash of seed and id: uniform, without replacement, the same on every machine and version,
and nobody can foresee it without the seed, which is made at the moment of the draw and kept with the sample.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime

from core.errors import BadInput, Conflict
from core.identity import made_id
from core.records import Frozen
from core.words import Field
from reports.counts import size_of_sample
from reports.interval import wilson
from reports.kpi import at_least
from reports.period import Period, local_day, read_period
from storage.views import Inspection, KpiEvent


class Result(Frozen):
    """What the inspection of one month found."""

    month: str
    population: int
    sampled: int
    inspected: int
    passed: int
    rate: float | None
    interval: tuple[float, float] | None
    under_floor: bool | None
    """Less than 80 %? None where nothing was inspected."""


class Streak(Frozen):
    """Months in a row under the floor, up to the newest month: 1 is a warning, 2 a missed target."""

    months: tuple[str, ...] = ()

    @property
    def warning(self) -> bool:
        """One month under the floor: the next one decides."""
        return len(self.months) == 1

    @property
    def missed(self) -> bool:
        """R-121: two months in a row, across the turn of the year as well."""
        return len(self.months) >= 2


def draw(firms: Iterable[str], wanted: float, seed: str) -> tuple[str, ...]:
    """ceil(share × N) of the firms, by the seed; their order says nothing."""
    ranked = sorted(set(firms), key=lambda firm: hashlib.sha256(f"{seed}\x1f{firm}".encode()).digest())
    return tuple(sorted(ranked[: size_of_sample(len(ranked), wanted)]))


def seal(
    month: Period, population: Sequence[KpiEvent], wanted: float, seed: str, now: datetime
) -> tuple[Inspection, ...]:
    """The sample of a month, ready to be stored. BadInput before the month is over: the snapshot is its end."""
    if now < month.end:
        raise BadInput(f"{month.key} is not over: its sample is drawn from the month-end snapshot, after {month.after}")
    owner = {event.firm: event.by for event in population}
    return tuple(
        Inspection(
            id=made_id("x", month.key, firm),
            month=month.key,
            firm=firm,
            rep=owner[firm],
            seed=seed,
            population=len(owner),
            sealed_at=now,
        )
        for firm in draw(owner, wanted, seed)
    )


def found(row: Inspection, *, passed: bool, wrong: Sequence[Field], note: str, by: str, at: datetime) -> Inspection:
    """The inspector's word on one firm. Refused for one's own record, and where somebody has inspected it before."""
    if row.passed is not None:
        raise Conflict(f"{row.firm} was inspected by {row.by} at {row.at:%Y-%m-%d %H:%M} UTC; the result stands")
    if by == row.rep:
        raise BadInput(f"{row.firm} is {by}'s own record: somebody else must inspect it")
    if passed and wrong:
        raise BadInput("a firm with wrong fields has not passed; leave out --wrong or say --failed")
    return row.model_copy(
        update={"passed": passed, "wrong_fields": tuple(dict.fromkeys(wrong)), "note": note, "by": by, "at": at}
    )


def result(month: str, rows: Sequence[Inspection], floor: float) -> Result:
    """Count one month."""
    looked = [row for row in rows if row.passed is not None]
    passed = sum(bool(row.passed) for row in looked)
    enough = at_least(passed, len(looked), floor)
    return Result(
        month=month,
        population=rows[0].population if rows else 0,
        sampled=len(rows),
        inspected=len(looked),
        passed=passed,
        rate=passed / len(looked) if looked else None,
        interval=wilson(passed, len(looked)),
        under_floor=None if enough is None else not enough,
    )


def streak(results: Sequence[Result]) -> Streak:
    """Months under the floor in a row that end with the newest one; a month without inspection breaks the row."""
    months: list[str] = []
    for one in sorted(results, key=lambda r: r.month, reverse=True):
        if not one.under_floor or (months and _next(one.month) != months[0]):
            break
        months.insert(0, one.month)
    return Streak(months=tuple(months))


def _next(month: str) -> str:
    period = read_period("month", month, "UTC")
    return f"{local_day(period.end, 'UTC'):%Y-%m}"
