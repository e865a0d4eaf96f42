"""The completeness proof: is every firm of the list there, how do we know, and what changed since the last crawl."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from core.listing import CrawlReport, ListConfig, Proof, ProofVerdict
from core.records import Frozen, ListRow, Sighting
from core.words import SightingKind
from crawlers.verdict import Counts, verdict_of

MEASURED = ("name_alt", "booth", "country", "city", "address", "website", "profile_url", "phone", "email", "category")
"""Fields whose share of filled rows is part of the proof."""


def prove(counts: Counts, filled: dict[str, float]) -> Proof:
    """The proof of one crawl or preview."""
    known = max(counts.pages_stated or 0, counts.pages_linked) or None
    gaps = counts.gaps
    missing = (counts.pages_stated or 0) - counts.pages_reached
    if missing > len(gaps):
        gaps = (*gaps, f"{missing} of the {counts.pages_stated} pages that the list says it has")
    verdict, why = verdict_of(counts, gaps)
    return Proof(
        declared_total=counts.declared_total,
        pages_known=known,
        pages_reached=counts.pages_reached,
        rows=counts.rows,
        unique_rows=counts.unique,
        duplicate_rows=counts.rows - counts.unique,
        gaps=gaps,
        stopped=counts.stopped,
        verdict=verdict,
        why=why.en,
        why_zh=why.zh,
        filled=filled,
    )


def filled_shares(rows: Iterable[ListRow]) -> dict[str, float]:
    """For each measured field, the share of firm rows that state it; empty where there is no row."""
    counted: Counter[str] = Counter()
    total = 0
    for row in rows:
        if row.kind is not SightingKind.firm:
            continue
        total += 1
        counted.update(field for field in MEASURED if getattr(row, field))
    return {field: round(counted[field] / total, 3) for field in MEASURED if counted[field]} if total else {}


class Outlook(Frozen):
    """Does a crawl look as the list's YAML says it should? A failure keeps yesterday's data."""

    failure: str | None = None
    warnings: tuple[str, ...] = ()


def check_expectation(report: CrawlReport, config: ListConfig) -> Outlook:
    """Compare a finished crawl with `expect`. A crawl that got nothing is a failure, whatever its exit code was."""
    expect, proof = config.expect, report.proof
    rows = proof.unique_rows
    if not rows:
        reason = report.refused or "; ".join(report.errors) or "no row was read"
        return Outlook(failure=f"{report.list}: nothing was read: {reason}", warnings=report.warnings)
    if rows < expect.min:
        why = f" ({proof.why})" if proof.why else ""
        failure = f"{report.list}: {rows:,} rows, expected at least {expect.min:,}{why}; the earlier rows are kept"
        return Outlook(failure=failure, warnings=report.warnings)
    warnings = list(report.warnings)
    if expect.max is not None and rows > expect.max:
        warnings.append(f"{rows:,} rows, expected at most {expect.max:,}")
    for field, share in expect.filled.items():
        if proof.filled.get(field, 0.0) < share:
            warnings.append(f"{field} stands in {proof.filled.get(field, 0.0):.0%} of the rows, expected {share:.0%}")
    if proof.verdict is ProofVerdict.incomplete:
        warnings.append(f"the list is not complete: {proof.why}")
    return Outlook(warnings=tuple(warnings))


class Move(Frozen):
    """A firm that stands elsewhere than last time."""

    name: str
    before: tuple[str, ...]
    now: tuple[str, ...]


class Comparison(Frozen):
    """This crawl against the last one of the same list, by name."""

    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    moved: tuple[Move, ...] = ()


def compare(previous: Iterable[Sighting], current: Iterable[Sighting]) -> Comparison:
    """New, gone and moved firms. Brands and partners are left out; a firm at several stands has all of them."""
    before, now = _stands(previous), _stands(current)
    moved = (
        Move(name=name, before=before[name], now=stands)
        for name, stands in now.items()
        if name in before and stands and before[name] and before[name] != stands
    )
    return Comparison(
        new=tuple(name for name in now if name not in before),
        gone=tuple(name for name in before if name not in now),
        moved=tuple(moved),
    )


def _stands(sightings: Iterable[Sighting]) -> dict[str, tuple[str, ...]]:
    stands: dict[str, set[str]] = {}
    for sighting in sightings:
        if sighting.kind is SightingKind.firm:
            booths = stands.setdefault(sighting.name, set())
            if sighting.booth:
                booths.add(sighting.booth)
    return {name: tuple(sorted(booths)) for name, booths in stands.items()}
