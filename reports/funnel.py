"""The ladder as a funnel: how many firms reached each step, what share went on, and why the others did not (R-144)."""

from __future__ import annotations

from collections.abc import Mapping

from core.records import Frozen, Reason
from core.words import Status

STEPS: tuple[tuple[str, Reason], ...] = (
    ("rows", Reason(zh="名录行", en="rows of lists")),
    ("firms", Reason(zh="候选企业", en="firms")),
    ("screened", Reason(zh="已筛选", en="screened")),
    ("qualified", Reason(zh="合格初步客户", en="qualified")),
    ("signed", Reason(zh="已人工签核", en="signed by a person")),
    ("valid", Reason(zh="有效客户", en="valid customers")),
    ("touched", Reason(zh="已沟通", en="touched")),
    ("lead", Reason(zh="优质线索", en="qualified leads")),
    ("appointment", Reason(zh="预约", en="appointments")),
)


class Step(Frozen):
    """One step: firms that reached it, and their share of the step before (None where that was empty)."""

    key: str
    name: Reason
    n: int
    of_previous: float | None


class Loss(Frozen):
    """Firms that are not qualified, by status and code of the finding; one firm may stand under several codes."""

    status: Status
    code: str
    n: int


class Funnel(Frozen):
    """The funnel of the whole base or of one list."""

    source: str | None = None
    steps: tuple[Step, ...]
    statuses: dict[Status, int]
    losses: tuple[Loss, ...] = ()

    @property
    def reconciles(self) -> bool:
        """Do the statuses add up to the firms?"""
        return sum(self.statuses.values()) == next(step.n for step in self.steps if step.key == "firms")


def funnel(
    counts: Mapping[str, int], losses: Mapping[tuple[Status, str], int] | None = None, source: str | None = None
) -> Funnel:
    """Build it from the counts of `storage.repositories.trends.funnel_counts` and `.losses`."""
    steps: list[Step] = []
    for key, name in STEPS:
        before = steps[-1].n if steps else 0
        steps.append(
            Step(key=key, name=name, n=counts.get(key, 0), of_previous=counts.get(key, 0) / before if before else None)
        )
    ordered = sorted((losses or {}).items(), key=lambda item: (-item[1], item[0]))
    return Funnel(
        source=source,
        steps=tuple(steps),
        statuses={status: counts.get(status.value, 0) for status in Status},
        losses=tuple(Loss(status=status, code=code, n=n) for (status, code), n in ordered),
    )
