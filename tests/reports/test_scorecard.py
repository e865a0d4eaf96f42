"""The scorecard: weights add up, n/a takes nothing away, nothing reaches more than its cap."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.errors import BadInput
from core.policy import Targets
from core.settings import ROOT
from reports.counts import Counts
from reports.ledger import month_kpis
from reports.scorecard import Scorecard, load_scorecard, score

CARD = Scorecard(weights={"qualified_month": 60, "leads_month": 30, "inspection_pass": 10})


@pytest.mark.parametrize(
    ("counts", "total"),
    [
        ({"qualified": 1000, "leads": 20, "inspected": 10, "passed": 9}, 100.0),
        ({"qualified": 500, "leads": 20, "inspected": 10, "passed": 9}, 70.0),
        ({"qualified": 9000, "leads": 20, "inspected": 10, "passed": 9}, 112.0),
        ({"qualified": 500, "leads": 20}, 66.67),
        ({}, 0.0),
    ],
)
def test_points(counts: dict[str, int], total: float) -> None:
    kpis = month_kpis(Counts.model_validate({"window": "2026-03", **counts}), Targets())
    assert score(kpis, CARD).total == total


def test_the_products_own_weights_add_up() -> None:
    assert sum(load_scorecard(ROOT / "config").weights.values()) == 100


@pytest.mark.parametrize(
    ("yaml", "says"),
    [
        ("weights: {leads_month: 99}", "must add up to 100"),
        ("weights: {luck: 100}", "no KPI 'luck'"),
        ("wieghts: {}", "unknown key"),
    ],
)
def test_weights_that_cannot_be(tmp_path: Path, yaml: str, says: str) -> None:
    (tmp_path / "scorecard.yml").write_text(yaml)
    with pytest.raises(BadInput, match=says):
        load_scorecard(tmp_path)
