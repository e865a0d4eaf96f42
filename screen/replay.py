"""Replay and what-if: the same archive and rules give the same verdicts; another policy shows at once who would flip."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from core.policy import Policy
from core.records import Fact, Firm, Frozen, Verdict
from core.words import Outcome, Status
from screen.case import Case
from screen.engine import findings, judge, weigh, zone


class Replayed(Frozen):
    """One stored verdict beside the recomputed one."""

    firm: str
    same: bool
    stored: Verdict
    again: Verdict
    differs: tuple[str, ...] = ()


class Flip(Frozen):
    """A firm whose status another policy would change, and the findings that do it."""

    firm: str
    name: str
    before: Status
    after: Status
    by: tuple[str, ...]
    zh: str
    en: str


def as_of(firm: Firm, at: datetime) -> Firm:
    """The firm as it was known at a moment: only what had been seen, found or captured by then."""
    return firm.model_copy(
        update={
            "sightings": tuple(s for s in firm.sightings if s.seen_at <= at),
            "facts": tuple(_unsigned_after(f, at) for f in firm.facts if f.found_at <= at),
            "activities": tuple(a for a in firm.activities if a.found_at <= at),
            "contacts": tuple(c for c in firm.contacts if c.found_at <= at),
            "searches": tuple(s for s in firm.searches if s.at <= at),
            "captures": tuple(c for c in firm.captures if c.fetched_at <= at),
        }
    )


def _unsigned_after(fact: Fact, at: datetime) -> Fact:
    """The fact without a signature that was put under it later."""
    if fact.verified_at is None or fact.verified_at <= at:
        return fact
    return fact.model_copy(update={"verified_by": None, "verified_at": None})


def replay(firm: Firm, stored: Verdict, policy: Policy, timezone: str = "Asia/Shanghai") -> Replayed:
    """Recompute a stored verdict at its own moment and compare byte for byte."""
    again = judge(as_of(firm, stored.at), policy, stored.at, timezone)
    same = again.model_dump_json() == stored.model_dump_json()
    differs = (
        ()
        if same
        else tuple(
            name
            for name in ("status", "grade", "findings", "missing", "policy", "inputs")
            if getattr(again, name) != getattr(stored, name)
        )
    )
    return Replayed(firm=firm.id, same=same, stored=stored, again=again, differs=differs)


def what_if(
    firms: Iterable[Firm], current: Policy, proposed: Policy, at: datetime, timezone: str = "Asia/Shanghai"
) -> Iterator[Flip]:
    """The firms that another policy would move to another status, with the findings responsible."""
    today = at.astimezone(zone(timezone)).date()
    for firm in firms:
        case = Case(firm, current, today)
        proposal = case.under(proposed)
        before, after = weigh(case), weigh(proposal)
        if before.status is after.status:
            continue
        was, would_be = findings(case, before), findings(proposal, after)
        old, new = {f.rule: f for f in was}, {f.rule for f in would_be}
        changed = [f for f in would_be if f.rule not in old or old[f.rule].outcome is not f.outcome]
        gone = [f for f in was if f.rule not in new]
        told = [f for f in changed if f.outcome is not Outcome.passed] or changed or gone
        yield Flip(
            firm=firm.id,
            name=firm.name,
            before=before.status,
            after=after.status,
            by=tuple(f"{f.code} {f.rule}" for f in changed + gone),
            zh="；".join(f.reason.zh for f in told),
            en="; ".join(f.reason.en for f in told),
        )
