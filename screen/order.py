"""The order of work: expected qualified firms per minute, learned from what was decided before.

Firms with the same open steps form a class. For each class the share that ended qualified is estimated from past
decisions by a Beta posterior (prior: one success in three, worth three decisions), so that a class never tried ranks
by its prior and a class that always fails sinks. The interval is the posterior's, by a normal approximation.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from math import sqrt

from core.records import Frozen, Verdict
from core.words import Status
from screen.fixes import remedy

PRIOR_YES, PRIOR_NO = 1.0, 2.0
SIGN_MINUTES = 0.4
"""Looking at a firm that is already complete and signing it."""


class Share(Frozen):
    """How often firms of one class ended qualified."""

    yes: int = 0
    no: int = 0

    @property
    def mean(self) -> float:
        """The expected share."""
        return (PRIOR_YES + self.yes) / (PRIOR_YES + PRIOR_NO + self.yes + self.no)

    @property
    def interval(self) -> tuple[float, float]:
        """The middle 90 per cent of the estimate."""
        total = PRIOR_YES + PRIOR_NO + self.yes + self.no
        half = 1.645 * sqrt(self.mean * (1 - self.mean) / (total + 1))
        return max(0.0, self.mean - half), min(1.0, self.mean + half)


def kind_of_work(verdict: Verdict) -> str:
    """The class of a firm: its open steps, or "sign" where nothing is open, or "void"."""
    if verdict.status is Status.qualified:
        return "sign"
    plan = remedy(verdict)
    return "+".join(sorted(step.action for step in plan.steps)) if plan.possible else "void"


def shares(decided: Iterable[tuple[Verdict, Status]]) -> dict[str, Share]:
    """How firms of each class ended, from the verdicts that people had before them and what they decided."""
    counts: dict[str, list[int]] = {}
    for verdict, status in decided:
        counts.setdefault(kind_of_work(verdict), [0, 0])[status is not Status.qualified] += 1
    return {kind: Share(yes=yes, no=no) for kind, (yes, no) in counts.items()}


class Worth(Frozen):
    """What a firm is worth in the queue: expected qualified firms per minute of a person's time, with its interval."""

    per_minute: float
    low: float
    high: float
    minutes: float
    kind: str


def worth(verdict: Verdict, history: Mapping[str, Share]) -> Worth:
    """Where a firm stands in the queue; higher comes first. A void firm is worth nothing."""
    kind = kind_of_work(verdict)
    if kind == "void":
        return Worth(per_minute=0.0, low=0.0, high=0.0, minutes=0.0, kind=kind)
    share = history.get(kind, Share(yes=9, no=1) if kind == "sign" else Share())
    minutes = SIGN_MINUTES + remedy(verdict).minutes
    low, high = share.interval
    return Worth(per_minute=share.mean / minutes, low=low / minutes, high=high / minutes, minutes=minutes, kind=kind)


def forecast(queue: Sequence[Worth], done: int, target: int, now: datetime) -> datetime | None:
    """When the day's target is reached if the queue is worked from the top, or None where it does not suffice."""
    if done >= target:
        return now
    expected, minutes = float(done), 0.0
    for firm in queue:
        expected += firm.per_minute * firm.minutes
        minutes += firm.minutes
        if expected >= target:
            return now + timedelta(minutes=minutes)
    return None
