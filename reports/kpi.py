"""One KPI: value, numerator, denominator, and how it stands to each of its targets. Exact at the edges."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Literal

from core.records import Frozen, Reason
from reports.formulas import FORMULAS

Band = Literal["excellent", "good", "short"]


class Judged(Frozen):
    """One target and whether it is met; `met` is None where the KPI does not apply."""

    of: str
    """"zh" or "en" where the brief's two languages differ (C-1), else "both"."""
    target: float
    met: bool | None


class Kpi(Frozen):
    """A number that somebody is measured by. `value` is None where it does not apply: shown as n/a, never as 0 or 100 %."""

    key: str
    requirement: str
    name: Reason
    formula: Reason
    unit: Literal["count", "share"]
    window: str
    value: float | None
    numerator: int
    denominator: int | None = None
    targets: tuple[Judged, ...] = ()
    interval: tuple[float, float] | None = None
    note: Reason | None = None

    @property
    def met(self) -> bool | None:
        """By the headline target, the first one."""
        return self.targets[0].met if self.targets else None

    @property
    def band(self) -> Band | None:
        """R-126: 110 % of the target and more is excellent, 90 % and more good."""
        if self.value is None or not self.targets:
            return None
        reached = _exact(self) / Fraction(str(self.targets[0].target)) if self.targets[0].target else Fraction(1)
        return "excellent" if reached >= Fraction(11, 10) else "good" if reached >= Fraction(9, 10) else "short"


def count(key: str, window: str, n: int | None, targets: Sequence[tuple[str, int]], note: Reason | None = None) -> Kpi:
    """A KPI that counts; None is n/a."""
    judged = tuple(Judged(of=of, target=target, met=None if n is None else n >= target) for of, target in targets)
    return _kpi(key, window, None if n is None else float(n), n or 0, None, judged, None, note)


def share(
    key: str,
    window: str,
    part: int,
    whole: int,
    targets: Sequence[tuple[str, float]],
    note: Reason | None = None,
    interval: tuple[float, float] | None = None,
) -> Kpi:
    """A KPI that is a share; n/a where the whole is 0. 19.99 % is less than 20 %, 20.00 % is not."""
    judged = tuple(Judged(of=of, target=target, met=at_least(part, whole, target)) for of, target in targets)
    return _kpi(key, window, part / whole if whole else None, part, whole, judged, interval, note)


def at_least(part: int, whole: int, target: float) -> bool | None:
    """Is part ÷ whole at least the target? Exact; None where the whole is 0."""
    return None if whole == 0 else Fraction(part, whole) >= Fraction(str(target))


def _kpi(
    key: str,
    window: str,
    value: float | None,
    numerator: int,
    denominator: int | None,
    targets: tuple[Judged, ...],
    interval: tuple[float, float] | None,
    note: Reason | None,
) -> Kpi:
    formula = FORMULAS[key]
    return Kpi(
        key=key,
        requirement=formula.requirement,
        name=formula.name,
        formula=formula.says,
        unit=formula.unit,
        window=window,
        value=value,
        numerator=numerator,
        denominator=denominator,
        targets=targets,
        interval=interval,
        note=note,
    )


def _exact(kpi: Kpi) -> Fraction:
    return Fraction(kpi.numerator, kpi.denominator) if kpi.denominator else Fraction(kpi.numerator)
