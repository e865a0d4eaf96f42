"""Precision, recall and the mean share by reason of a labelled set of pairs."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

OWN = Path(__file__).resolve().parents[2] / "data" / "names" / "pairs.jsonl"


@dataclass
class Score:
    precision: float
    recall: float
    mean_share: float
    wrong: list[str]

    @property
    def f1(self) -> float:
        return 2 * self.precision * self.recall / (self.precision + self.recall)


def pairs(path: Path = OWN) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def score(rows: list[dict[str, Any]], same: Callable[[str, str], bool]) -> Score:
    right: dict[str, list[bool]] = defaultdict(list)
    hits = false = missed = 0
    wrong = []
    for row in rows:
        said = same(row["a"], row["b"])
        right[row["reason"]].append(said == row["same"])
        hits += said and row["same"]
        false += said and not row["same"]
        missed += row["same"] and not said
        if said and not row["same"]:
            wrong.append(f"{row['a']} | {row['b']}")
    shares = [sum(found) / len(found) for found in right.values()]
    return Score(hits / max(1, hits + false), hits / max(1, hits + missed), sum(shares) / len(shares), wrong)
