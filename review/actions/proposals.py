"""Settle proposals of identity: two firms are one, or a firm is this entry of a registry; and take an answer back."""

from __future__ import annotations

import json
from collections.abc import Mapping

from pydantic import JsonValue

from core.identity import fact_id
from core.records import Fact
from core.words import Field
from review.actions.judging import judge_again
from review.desk import Desk
from review.words import Refusal
from storage.database import Transaction
from storage.repositories.evidence import capture_of, save_facts
from storage.repositories.firms import speaks_for
from storage.repositories.identity import proposal_of, reopen_proposal, settle_proposal
from storage.repositories.merges import merges_of, older, record_merge, undo_merge
from storage.views import Merge, Proposal, ProposalState

_STATED: Mapping[str, Field] = {
    "name": Field.legal_name,
    "uscc": Field.uscc,
    "lei": Field.lei,
    "company_number": Field.company_number,
    "legal_person": Field.legal_person,
    "established_on": Field.established_on,
    "address": Field.address,
}
"""Which keys of a registry candidate become which fields."""


def settle(tx: Transaction, desk: Desk, by: str, proposal: str, accepted: bool) -> Proposal:
    """Write a person's answer and what follows from it. Conflict where somebody settled it first."""
    found = proposal_of(tx, proposal)
    if found is None:
        raise Refusal("proposals.unknown", id=proposal[:40])
    settled = settle_proposal(tx, proposal, accepted=accepted, by=by, at=desk.clock())
    if accepted and found.other is not None:
        _merge(tx, desk, by, found)
    elif accepted:
        _take_over(tx, desk, by, found)
    return settled


def undo(tx: Transaction, desk: Desk, by: str, proposal: str) -> Proposal:
    """Take an answer back: a merge is undone, the proposal is open again. Facts that were taken over stay as history."""
    found = proposal_of(tx, proposal)
    if found is None or found.state is ProposalState.open:
        raise Refusal("proposals.unknown", id=proposal[:40])
    if found.state is ProposalState.accepted:
        if found.other is None:
            raise Refusal("proposals.final")
        merge = _merge_of(tx, found)
        if merge is not None:
            undo_merge(tx, merge.id, by, "undo", desk.clock())
            for firm in (merge.kept, merge.merged):
                judge_again(tx, desk, firm)
    reopen_proposal(tx, proposal, by, desk.clock())
    return found.model_copy(update={"state": ProposalState.open})


def _merge(tx: Transaction, desk: Desk, by: str, found: Proposal) -> None:
    assert found.other is not None
    top, other = speaks_for(tx, found.firm), speaks_for(tx, found.other)
    if top == other:
        return
    kept, merged = older(tx, top, other)
    why = "; ".join(reason.en for reason in found.reasons) or "proposal accepted"
    record_merge(tx, kept, merged, why[:1000], by, [found.id], desk.clock())
    judge_again(tx, desk, kept)


def _merge_of(tx: Transaction, found: Proposal) -> Merge | None:
    """The merge that followed from this proposal and still holds."""
    rows = merges_of(tx, found.firm) + (merges_of(tx, found.other) if found.other else ())
    undone = {row.undoes for row in rows}
    return next((row for row in rows if found.id in row.evidence and row.id not in undone and not row.undoes), None)


def _take_over(tx: Transaction, desk: Desk, by: str, found: Proposal) -> None:
    """What the registry states of the chosen entry, as facts that this person has verified."""
    told = found.candidate if isinstance(found.candidate, dict) else {}
    page = str(told.get("capture") or "") or None
    if page is not None and capture_of(tx, page) is None:
        page = None
    facts = [_fact(desk, by, found, field, told[name], page) for name, field in _STATED.items() if told.get(name)]
    if not facts:
        raise Refusal("proposals.empty")
    save_facts(tx, facts)
    judge_again(tx, desk, speaks_for(tx, found.firm))


def _fact(desk: Desk, by: str, found: Proposal, field: Field, value: JsonValue, page: str | None) -> Fact:
    now = desk.clock()
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return Fact(
        id=fact_id(found.firm, field, text, found.source, page, None),
        firm=found.firm,
        field=field,
        value=value,
        source=found.source,
        capture=page,
        quote=value if isinstance(value, str) else None,
        extractor="registry candidate",
        confidence=found.score,
        found_at=now,
        verified_by=by,
        verified_at=now,
    )
