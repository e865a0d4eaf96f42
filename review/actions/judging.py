"""The rules' word after a person has changed what they look at."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from core.records import Fact, Firm, Verdict
from core.words import MANDATORY, Field
from review.desk import Desk
from review.today import history
from screen.case import Case
from screen.derive import derive, enriched
from screen.engine import judge
from screen.order import worth
from storage.database import Transaction
from storage.repositories.evidence import save_facts
from storage.repositories.firms import load_firm
from storage.repositories.verdicts import save_verdicts

SIGNED = (*MANDATORY, Field.uscc, Field.registry_status)
"""Fields whose facts a person signs by signing the firm."""


def judge_again(tx: Transaction, desk: Desk, firm: str) -> Verdict:
    """Judge a firm anew from the base as this transaction sees it, and put it in its place in the queue."""
    now = desk.clock()
    whole = load_firm(tx, firm)
    learned = derive(Case(whole, desk.policy, desk.today), now)
    save_facts(tx, learned)
    verdict = judge(enriched(whole, learned), desk.policy, now, desk.settings.timezone)
    keep(tx, desk, verdict)
    return verdict


def keep(tx: Transaction, desk: Desk, verdict: Verdict) -> None:
    """Store a verdict and the firm's place in the queue."""
    save_verdicts(tx, [verdict], {verdict.firm: worth(verdict, history(tx, desk)).per_minute})


def facts_to_sign(case: Case) -> tuple[Fact, ...]:
    """The facts that hold for the fields that a signature is about."""
    return tuple(fact for field in SIGNED if (fact := case.fact(field)) is not None)


def as_signed(firm: Firm, facts: Iterable[Fact], by: str, at: datetime) -> Firm:
    """The firm as it will be once these facts are signed."""
    ids = {fact.id for fact in facts}
    signed = tuple(
        fact.model_copy(update={"verified_by": by, "verified_at": at}) if fact.id in ids else fact
        for fact in firm.facts
    )
    return firm.model_copy(update={"facts": signed})
