"""A person's word about a firm: sign, void, send back, take back."""

from __future__ import annotations

from collections.abc import Sequence

from core.identity import decision_id
from core.records import Decision, Firm, Frozen, Reason, Verdict
from core.words import MANDATORY, Outcome, Status
from review.actions.judging import as_signed, facts_to_sign, keep
from review.desk import Desk
from review.roles import May, may
from review.words import Refusal, both
from screen.case import Case
from screen.engine import judge
from screen.mandatory import missing, unillustrated
from storage.database import Transaction
from storage.repositories.audit import trail
from storage.repositories.decisions import decision_history, save_decision, undo_decision
from storage.repositories.evidence import sign_facts
from storage.repositories.firms import load_firm
from storage.repositories.users import user_of
from storage.views import Ruling

CODES = ("E1a", "E1b", "E2", "E3", "E4a", "E4b", "E5a", "E5b", "E6")


class Done(Frozen):
    """What was written."""

    firm: str
    name: str
    version: int
    status: Status


def sign(tx: Transaction, desk: Desk, firm: str, version: int | None, by: str, reason: str = "") -> Done:
    """Put one's name to the firm's fields and qualify it.

    Refused where a mandatory field is missing, where a rule eliminates the firm, and, without a reason, where a rule
    could not decide: then the person must say why they can.
    """
    now = desk.clock()
    whole = load_firm(tx, firm)
    if whole.decision is not None and whole.decision.status is Status.void:
        raise Refusal("decide.appeal_first")
    facts = facts_to_sign(Case(whole, desk.policy, desk.today))
    signed = as_signed(whole, facts, by, now)
    verdict = judge(signed, desk.policy, now, desk.settings.timezone)
    _check(verdict, reason)
    done = _decide(tx, whole, Status.qualified, reason.strip() or "signed", version, by, desk)
    for owner in dict.fromkeys(fact.firm for fact in facts):
        sign_facts(tx, owner, [fact.id for fact in facts if fact.firm == owner], by, now)
    keep(tx, desk, verdict)
    return done


def _check(verdict: Verdict, reason: str) -> None:
    if verdict.missing:
        names = [both(f"field.{field.value}") for field in verdict.missing]
        joined = Reason(zh="、".join(n.zh for n in names), en=", ".join(n.en for n in names))
        raise Refusal("decide.missing", fields=joined)
    against = next((f for f in verdict.findings if f.outcome is Outcome.failed), None)
    if against is not None:
        raise Refusal("decide.eliminated", code=against.code, reason=against.reason)
    doubt = next((f for f in verdict.findings if f.outcome is Outcome.unknown), None)
    if doubt is not None and not reason.strip():
        raise Refusal("decide.needs_reason", code=doubt.code, reason=doubt.reason)


def void(tx: Transaction, desk: Desk, firm: str, version: int | None, by: str, code: str, reason: str) -> Done:
    """Eliminate a firm by one of the rules, with a reason."""
    if code not in CODES:
        raise Refusal("decide.no_code", code=code[:20])
    return _decide(tx, load_firm(tx, firm), Status.void, f"{code}: {_told(reason)}", version, by, desk)


def send_back(tx: Transaction, desk: Desk, firm: str, version: int | None, by: str, reason: str) -> Done:
    """Leave a firm undecided until somebody finds what the reason names."""
    return _decide(tx, load_firm(tx, firm), Status.review, _told(reason), version, by, desk)


def undo(tx: Transaction, decision: str, firm: str, by: str) -> int:
    """Take back one's own decision; leaders may take back anybody's. The firm's new version."""
    made = next((ruling for ruling in decision_history(tx, firm) if ruling.id == decision), None)
    user = user_of(tx, by)
    if made is not None and made.by != by and (user is None or not may(user.role, May.edit_lists)):
        raise Refusal("decide.not_yours", by=made.by)
    return undo_decision(tx, decision, by)


def undo_last(tx: Transaction, by: str) -> str:
    """Take back the last decision of one's own that still holds; the firm it was about."""
    seen: set[str] = set()
    for action in trail(tx, actor=by, limit=60):
        if action.action not in ("decide", "appeal") or action.subject in seen:
            continue
        seen.add(action.subject)
        holds = _holding(decision_history(tx, action.subject))
        if holds is not None and holds.by == by:
            undo_decision(tx, holds.id, by)
            return action.subject
    raise Refusal("decide.nothing_to_undo")


def ready(desk: Desk, firm: Firm) -> bool:
    """May the firm be signed together with others: qualified by the rules, every field on an archived page?"""
    case = Case(firm, desk.policy, desk.today)
    if firm.verdict is None or firm.verdict.status is not Status.qualified or firm.decision is not None:
        return False
    facts = [case.fact(field) for field in MANDATORY]
    proved = all(fact is not None and fact.capture in case.captures for fact in facts)
    return proved and not missing(case) and not unillustrated(case)


def sign_many(tx: Transaction, desk: Desk, chosen: Sequence[tuple[str, int]], by: str) -> list[Done]:
    """Sign several firms of which every field is evidenced; all of them or none."""
    done = []
    for firm, version in chosen:
        whole = load_firm(tx, firm)
        if not ready(desk, whole):
            raise Refusal("decide.not_ready", name=whole.name[:60])
        done.append(sign(tx, desk, firm, version, by))
    return done


def _decide(tx: Transaction, firm: Firm, status: Status, reason: str, version: int | None, by: str, desk: Desk) -> Done:
    now = desk.clock()
    decision = Decision(
        id=decision_id(firm.id, by, now), firm=firm.id, status=status, reason=reason[:600], by=by, at=now
    )
    after = save_decision(tx, decision, version)
    desk.memory.drop("waiting")
    return Done(firm=firm.id, name=firm.name, version=after, status=status)


def _holding(history: Sequence[Ruling]) -> Ruling | None:
    undone = {ruling.undoes for ruling in history}
    return next((r for r in history if r.kind != "undo" and r.id not in undone), None)


def _told(reason: str) -> str:
    if not reason.strip():
        raise Refusal("decide.why")
    return reason.strip()[:500]
