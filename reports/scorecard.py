"""The scorecard: KPIs with weights, what was reached of each target, and one score (R-125)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pydantic import Field as Setting

from core.catalogue import Configured, load
from core.errors import BadInput
from core.records import Frozen, Reason
from core.settings import ROOT
from reports.formulas import FORMULAS
from reports.kpi import Kpi


class Scorecard(Configured):
    """`config/scorecard.yml`: weights in per cent."""

    weights: dict[str, int]
    cap: float = Setting(default=1.2, gt=0)


class Line(Frozen):
    """One KPI on the card. `reached` and `points` are None where it does not apply."""

    key: str
    name: Reason
    weight: int
    target: float | None
    actual: float | None
    reached: float | None
    points: float | None


class Score(Frozen):
    """The card: its lines, and the points out of 100; None where nothing applies."""

    lines: tuple[Line, ...]
    total: float | None


def load_scorecard(config_dir: Path) -> Scorecard:
    """The installation's weights, else those of the product. BadInput where they do not add up to 100."""
    own = config_dir / "scorecard.yml"
    path = own if own.is_file() else ROOT / "config" / "scorecard.yml"
    card = load(path, Scorecard)
    unknown = sorted(card.weights.keys() - FORMULAS.keys())
    if unknown:
        raise BadInput(f"{path}: no KPI {unknown[0]!r}; there are {', '.join(FORMULAS)}")
    if sum(card.weights.values()) != 100 or min(card.weights.values()) < 0:
        raise BadInput(f"{path}: weights add up to {sum(card.weights.values())}; they must add up to 100")
    return card


def score(kpis: Sequence[Kpi], card: Scorecard) -> Score:
    """Points by headline targets: weight × reached, at most `cap`; weights of n/a go to the others in proportion."""
    by_key = {kpi.key: kpi for kpi in kpis}
    lines = [_line(by_key[key], weight, card.cap) for key, weight in card.weights.items() if key in by_key]
    applying = sum(line.weight for line in lines if line.points is not None)
    points = sum(line.points for line in lines if line.points is not None)
    return Score(lines=tuple(lines), total=round(points * 100 / applying, 2) if applying else None)


def _line(kpi: Kpi, weight: int, cap: float) -> Line:
    target = kpi.targets[0].target if kpi.targets else None
    reached = kpi.value / target if kpi.value is not None and target else None
    return Line(
        key=kpi.key,
        name=kpi.name,
        weight=weight,
        target=target,
        actual=kpi.value,
        reached=reached,
        points=None if reached is None else round(weight * min(reached, cap), 4),
    )
