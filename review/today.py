"""A rep's day in figures: signed, waiting, pace, and when fifty will be reached."""

from __future__ import annotations

from datetime import datetime, timedelta

from core.records import Frozen, Moment
from core.words import Status
from review.desk import Desk
from screen.order import Share, forecast, shares, worth
from storage.database import Transaction
from storage.repositories.kpis import first_qualifications
from storage.repositories.learning import decided
from storage.repositories.queue import count_firms, firms_page
from storage.repositories.verdicts import current_verdicts
from storage.views import Count, Filter

_LOOKED_AT = 150
"""Firms at the top of the queue from which the day's end is forecast: three times the day's fifty."""


class Today(Frozen):
    """How the day stands."""

    signed: int
    team: int
    target: int
    ready: Count
    """Firms that are complete and wait for a signature."""
    waiting: Count
    """All firms on which no person has spoken and that could still qualify."""
    per_hour: float | None
    reached_at: Moment | None
    """When the target is reached if the queue is worked from the top; None where it does not suffice."""
    by_hour: tuple[tuple[int, int], ...] = ()
    """(hour of the team's clock, signed in it), from the day's first signature to now."""

    @property
    def busiest(self) -> int:
        """The most in one hour."""
        return max((n for _, n in self.by_hour), default=0) or 1

    @property
    def share(self) -> float:
        """Of the target, 0..1."""
        return min(1.0, self.signed / self.target) if self.target else 1.0


def today(tx: Transaction, desk: Desk, login: str) -> Today:
    """The day of one rep."""
    now = desk.clock()
    begin = desk.midnight(desk.today)
    signed = first_qualifications(tx, begin, now + timedelta(seconds=1))
    mine = [event.at for event in signed if event.by == login]
    target = desk.policy.targets.qualified_day
    ready = Filter(status=Status.qualified, undecided=True)
    open_work = [Filter(status=s, undecided=True) for s in (Status.review, Status.incomplete)]
    counts = desk.memory.get(tx, "waiting", 20, lambda tx: [count_firms(tx, f, 5000) for f in (ready, *open_work)])
    return Today(
        signed=len(mine),
        team=len(signed),
        target=target,
        ready=counts[0],
        waiting=Count(n=sum(c.n for c in counts), exact=all(c.exact for c in counts)),
        per_hour=_per_hour(mine, now),
        by_hour=_by_hour([at.astimezone(desk.zone) for at in mine], now.astimezone(desk.zone)),
        reached_at=_forecast(tx, desk, len(mine), target, now),
    )


def history(tx: Transaction, desk: Desk) -> dict[str, Share]:
    """How firms of each class ended: what the order of the queue has learned."""
    return desk.memory.get(tx, "history", 600, lambda tx: shares(decided(tx, 1000)))


def _forecast(tx: Transaction, desk: Desk, done: int, target: int, now: datetime) -> datetime | None:
    lines = firms_page(tx, Filter(undecided=True), limit=_LOOKED_AT).items
    verdicts = current_verdicts(tx, [line.id for line in lines])
    known = history(tx, desk)
    queue = [worth(verdicts[line.id], known) for line in lines if line.id in verdicts]
    return forecast(queue, done, target, now)


def _per_hour(mine: list[datetime], now: datetime) -> float | None:
    """Signatures an hour since the day's first one; unknown before there are three."""
    if len(mine) < 3:
        return None
    hours = (now - mine[0]).total_seconds() / 3600
    return round(len(mine) / max(hours, 0.1), 1)


def _by_hour(mine: list[datetime], now: datetime) -> tuple[tuple[int, int], ...]:
    if not mine:
        return ()
    hours = [at.hour for at in mine]
    return tuple((hour, hours.count(hour)) for hour in range(min(hours), max(now.hour + 1, min(24, min(hours) + 9))))
