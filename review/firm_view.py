"""What the firm page shows, computed from a firm and its verdict: fields beside their evidence, findings, time line."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from core.records import Capture, Fact, Finding, Firm, Fix, Frozen, Moment, Source
from core.words import MANDATORY, Field, Outcome
from screen.case import Case
from screen.mandatory import missing, stale, unillustrated

FURTHER = (
    Field.uscc,
    Field.registry_status,
    Field.company_type,
    Field.headcount,
    Field.insured_count,
    Field.website,
    Field.established_on,
    Field.capital,
    Field.address,
    Field.former_name,
    Field.parent,
    Field.branch_of,
    Field.lei,
    Field.company_number,
    Field.icp,
    Field.scope,
)
"""Fields shown below the mandatory ones, where a fact states them."""


class FieldLine(Frozen):
    """One field of the firm with the fact that holds, and what else was stated."""

    field: Field
    mandatory: bool
    fact: Fact | None
    source: Source | None
    capture: Capture | None
    state: str
    """good, vague, missing, bare (no screenshot) or stale: the words and sign beside it say the same."""
    seen_at: Moment | None
    """When the fact was last read or signed."""
    others: tuple[Fact, ...] = ()
    """Facts that state something else; the newest first."""


class Happening(Frozen):
    """One dated thing of the activity time line."""

    on: date | None
    kind: str
    title: str
    capture: str | None
    quote: str | None
    precision: str | None
    recent: bool


def field_lines(case: Case, confirmed: Mapping[str, datetime]) -> tuple[FieldLine, ...]:
    """The mandatory fields in the brief's order, then further ones that are known."""
    lacking, bare, old = set(missing(case)), set(unillustrated(case)), set(stale(case))
    shown = [*MANDATORY, *(field for field in FURTHER if case.fact(field) is not None)]
    return tuple(_line(case, field, confirmed, lacking, bare, old) for field in shown)


def _line(
    case: Case,
    field: Field,
    confirmed: Mapping[str, datetime],
    lacking: set[Field],
    bare: set[Field],
    old: set[Field],
) -> FieldLine:
    fact = case.fact(field)
    state = "good"
    if field in lacking:
        state = "missing" if fact is None else "vague"
    elif field in bare:
        state = "bare"
    elif field in old:
        state = "stale"
    said = {str(fact.value)} if fact is not None else set()
    others = []
    for other in sorted(case.facts(field), key=lambda f: f.found_at, reverse=True):
        if str(other.value) not in said:
            said.add(str(other.value))
            others.append(other)
    sources = {source.key: source for source in case.firm.sources}
    return FieldLine(
        field=field,
        mandatory=field in MANDATORY,
        fact=fact,
        source=sources.get(fact.source) if fact else None,
        capture=case.captures.get(fact.capture or "") if fact else None,
        state=state,
        seen_at=max(confirmed.get(fact.id, fact.found_at), fact.found_at) if fact else None,
        others=tuple(others[:5]),
    )


def timeline(case: Case) -> tuple[Happening, ...]:
    """R&D events, newest first; `recent` marks those within the window of rule E5b."""
    from screen.rules.is_active_in_rd import span, year_before

    first = year_before(case.today, case.policy.active.years)
    events = sorted(case.firm.activities, key=lambda e: (e.happened_on or date.min, e.id), reverse=True)
    distinct = {(event.kind, event.number or event.title, event.happened_on): event for event in reversed(events)}
    events = [event for event in events if any(event is kept for kept in distinct.values())]
    return tuple(
        Happening(
            on=event.happened_on,
            kind=event.kind.value,
            title=event.title,
            capture=event.capture,
            quote=event.quote,
            precision=event.precision.value if event.precision else None,
            recent=bool((s := span(event)) and s[1] >= first),
        )
        for event in events[:40]
    )


def ordered(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Findings that need somebody first: failed, then unknown, then passed."""
    rank = {Outcome.failed: 0, Outcome.unknown: 1, Outcome.passed: 2}
    return tuple(sorted(findings, key=lambda finding: rank[finding.outcome]))


def pages_of(firm: Firm, finding: Finding) -> tuple[str, ...]:
    """The archived pages that a finding rests on, each once."""
    by_id = {fact.id: fact.capture for fact in firm.facts} | {event.id: event.capture for event in firm.activities}
    known = {capture.id for capture in firm.captures}
    found = [by_id.get(key) or key for key in finding.evidence]
    return tuple(dict.fromkeys(key for key in found if key in known))


def field_to_correct(lines: tuple[FieldLine, ...], steps: tuple[Fix, ...], asked: str) -> str:
    """The field that a correction is most likely about: the one asked for, else what the cheapest step fills."""
    filled = [step.field.value for step in steps if step.field is not None]
    open_ones = [line.field.value for line in lines if line.mandatory and line.state in ("missing", "vague")]
    return next(iter([*([asked] if asked else []), *open_ones, *filled]), Field.legal_name.value)


def chosen_line(lines: tuple[FieldLine, ...], asked: str) -> FieldLine | None:
    """The field whose evidence is shown: the one asked for, else the first that is not good, else the first."""
    wanted = [line for line in lines if line.field == asked]
    doubtful = [line for line in lines if line.mandatory and line.fact is not None and line.state != "good"]
    proved = [line for line in lines if line.capture is not None]
    return next(iter([*wanted, *doubtful, *proved, *lines]), None)
