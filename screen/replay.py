"""Replay and what-if: the same archive and rules give the same verdicts; another policy shows at once who would flip."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from core.policy import Policy
from core.records import Fact, Firm, Frozen, Verdict
from core.words import Outcome, Status
from screen.case import Case
from screen.engine import findings, judge, rules, weigh, zone
from screen.mandatory import SCREENSHOTS, unillustrated
from screen.rule import Rule


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
    kept = {
        "sightings": tuple([s for s in firm.sightings if s.seen_at <= at]),
        "facts": tuple([_unsigned_after(f, at) for f in firm.facts if f.found_at <= at]),
        "activities": tuple([a for a in firm.activities if a.found_at <= at]),
        "contacts": tuple([c for c in firm.contacts if c.found_at <= at]),
        "searches": tuple([s for s in firm.searches if s.at <= at]),
        "captures": tuple([c for c in firm.captures if c.fetched_at <= at]),
    }
    return firm.model_copy(update=kept)


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
    """The firms that another policy would move to another status, with the findings responsible.

    Where no rule that reads what differs answers otherwise, the status stays; most firms need no more than that.
    """
    today = at.astimezone(zone(timezone)).date()
    differing = {name for name in Policy.model_fields if getattr(current, name) != getattr(proposed, name)}
    asked = [rule for rule in rules() if rule.reads is None or rule.reads & differing]
    for firm in firms:
        case = Case(firm, current, today)
        proposal = case.under(proposed)
        if not _may_flip(case, proposal, asked, SCREENSHOTS in differing):
            continue
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


def _may_flip(case: Case, proposal: Case, asked: Iterable[Rule], shots: bool) -> bool:
    """Does one of these rules, or with `shots` the gate of screenshots, answer otherwise under the other policy?

    Every other rule says the same under both, and a status is made of nothing but the outcomes and that gate.
    """
    if any(rule.judge(case).outcome is not rule.judge(proposal).outcome for rule in asked):
        return True
    return shots and bool(unillustrated(case)) is not bool(unillustrated(proposal))
