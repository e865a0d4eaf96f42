"""Are two names one firm? Ours beside a fuzzy ratio and a record-linkage library, on labelled pairs and groups.

    python -m benchmarks.names [--linkage]

`--linkage` needs `pip install recordlinkage` (pandas); it is no dependency of ours. Its classifier is fitted on half of
the pairs and scored on the other half, with Jaro-Winkler and q-gram similarity as features.
"""

from __future__ import annotations

import itertools
import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz
from rapidfuzz.utils import default_process

from screen.names import compare
from screen.resolve import Resolver

ROOT = Path(__file__).resolve().parent.parent
SETS = {"own": ROOT / "tests/data/names/pairs.jsonl", "shared": ROOT.parent / "shared/data/names/pairs.jsonl"}
OWN_GROUPS = {
    "applicants": ROOT / "tests/data/names/applicants.jsonl",
    "organisations": ROOT / "tests/data/names/organisations.jsonl",
}
GROUPS = ROOT.parent / "shared/data/names/groups.jsonl"


def main() -> None:
    """Print precision, recall, F1 and the mean of the shares by reason."""
    print(f"{'set':8}{'method':34}{'precision':>10}{'recall':>8}{'F1':>7}{'mean':>7}")
    for name, path in SETS.items():
        if not path.is_file():
            continue
        rows = _rows(path)
        _line(name, "showfloor, names alone", rows, [compare(r["a"], r["b"]).same for r in rows])
        for cut in (80, 90):
            _line(name, f"rapidfuzz ratio >= {cut}", rows, [_ratio(r) >= cut for r in rows])
        best = max(range(40, 101, 2), key=lambda c: _figures(rows, [_ratio(r) >= c for r in rows])[2])
        _line(name, f"rapidfuzz ratio >= {best} (best cut)", rows, [_ratio(r) >= best for r in rows])
        if "--linkage" in sys.argv:
            _linkage(name, rows)
    for name, path in OWN_GROUPS.items():
        _own_groups(name, _rows(path))
    if GROUPS.is_file():
        _groups(_rows(GROUPS))


def _own_groups(name: str, rows: list[dict[str, Any]]) -> None:
    """European applicants and organisations, names alone; then the share found by how a name differs from the registered one."""
    truth = {row["id"]: row["firm"] for row in rows}
    names = {row["id"]: row["name"] for row in rows}
    resolver = Resolver()
    for row in rows:
        resolver.add({"id": row["id"], "name": row["name"]})
    found = dict(resolver.resolve())
    _group_line(f"resolve, {name}", truth, lambda a, b: found[a] == found[b])
    _group_line("rapidfuzz ratio >= 90", truth, lambda a, b: _alike(names[a], names[b]) >= 90)
    first: dict[str, str] = {}
    shares: dict[str, list[bool]] = {}
    for row in rows:
        if row["id"] != (head := first.setdefault(row["firm"], row["id"])):
            shares.setdefault(row["how"], []).append(found[row["id"]] == found[head])
    print("        " + "  ".join(f"{how} {sum(v)}/{len(v)}" for how, v in sorted(shares.items())))


def _alike(a: str, b: str) -> float:
    return fuzz.ratio(a, b, processor=default_process)


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def _ratio(row: dict[str, Any]) -> float:
    return _alike(row["a"], row["b"])


def _figures(rows: list[dict[str, Any]], said: Iterable[bool]) -> tuple[float, float, float, float]:
    said = list(said)
    hits = sum(s and r["same"] for s, r in zip(said, rows, strict=True))
    claimed, due = sum(said), sum(r["same"] for r in rows)
    precision, recall = hits / max(1, claimed), hits / max(1, due)
    shares: dict[str, list[bool]] = {}
    for s, r in zip(said, rows, strict=True):
        shares.setdefault(r["reason"], []).append(s == r["same"])
    mean = sum(sum(v) / len(v) for v in shares.values()) / len(shares)
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall), mean


def _line(name: str, method: str, rows: list[dict[str, Any]], said: Iterable[bool]) -> None:
    p, r, f, mean = _figures(rows, said)
    print(f"{name:8}{method:34}{p:10.3f}{r:8.3f}{f:7.3f}{mean:7.3f}")


def _linkage(name: str, rows: list[dict[str, Any]]) -> None:
    import pandas
    import recordlinkage

    left = pandas.DataFrame({"name": [r["a"] for r in rows]})
    right = pandas.DataFrame({"name": [r["b"] for r in rows]})
    links = pandas.MultiIndex.from_arrays([left.index, right.index])
    features = recordlinkage.Compare()
    features.string("name", "name", method="jarowinkler", label="jw")
    features.string("name", "name", method="qgram", label="q")
    features.string("name", "name", method="lcs", label="lcs")
    vectors = features.compute(links, left, right)
    half = [i for i in range(len(rows)) if i % 2]
    learnt = recordlinkage.LogisticRegressionClassifier()
    learnt.fit(vectors.iloc[half], links[[i for i in half if rows[i]["same"]]])
    tested = [i for i in range(len(rows)) if i % 2 == 0]
    found = set(learnt.predict(vectors.iloc[tested]))
    part = [rows[i] for i in tested]
    _line(name, "recordlinkage, fitted on half", part, [(i, i) in found for i in tested])


def _groups(rows: list[dict[str, Any]]) -> None:
    truth = {row["id"]: row["firm"] for row in rows}
    for fields in ((), ("place",), ("place", "website"), ("place", "website", "uscc")):
        resolver = Resolver()
        for row in rows:
            resolver.add({key: row[key] for key in ("id", "name", *fields) if key in row})
        found = dict(resolver.resolve())
        _group_line("resolve, name" + "".join(f" + {f}" for f in fields), truth, lambda a, b, f=found: f[a] == f[b])
    names = {row["id"]: row["name"] for row in rows}
    _group_line("rapidfuzz ratio >= 85", truth, lambda a, b: fuzz.ratio(names[a], names[b]) >= 85)


def _group_line(method: str, truth: dict[str, str], together: Callable[[str, str], bool]) -> None:
    hits = false = missed = 0
    for a, b in itertools.combinations(truth, 2):
        said, same = together(a, b), truth[a] == truth[b]
        hits += said and same
        false += said and not same
        missed += same and not said
    p, r = hits / max(1, hits + false), hits / max(1, hits + missed)
    print(f"{'groups':8}{method:34}{p:10.3f}{r:8.3f}{2 * p * r / max(1e-9, p + r):7.3f}")


if __name__ == "__main__":
    main()
