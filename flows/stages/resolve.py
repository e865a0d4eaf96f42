"""Resolve: rows that are one firm are merged where a registry number or the policy says so; what is weaker is proposed.

Incremental: the firms of a run are looked up by their keys among all firms of the base, and only those that share one
are compared. A merge that a person took back, or a proposal that was declined, is never made again.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from core.cycles import seldom_sought
from core.identity import fact_id
from core.records import Fact, Firm, Frozen, Reason
from core.values.company_names import branch_marker, head_office_of, strict_key
from core.words import Field
from flows.context import Context
from flows.stages.alike import alike
from flows.stages.owners import suggest_owners
from flows.stages.profiles import profile_of
from screen.names import compare
from screen.resolve import Proposed
from storage.database import Transaction
from storage.repositories.evidence import save_facts
from storage.repositories.firms import firm_line, load_firms, speaks_for
from storage.repositories.head_offices import KIND, link_head_office, mint_head_office
from storage.repositories.identity import (
    proposal_id,
    proposals_of,
    save_keys,
    save_proposals,
    settle_proposal,
)
from storage.repositories.merges import learn_alias, merges_of, older, record_merge, same_number
from storage.views import FirmLine, IdentityClaim, Merge, Proposal, ProposalState

CHUNK = 200
NUMBER = Reason(zh="登记号相同,但登记名称不同", en="the same registry number under two registered names")
BRANCH = Reason(zh="分支机构与总公司", en="a branch and its head office")


class Resolved(Frozen):
    """What resolving did."""

    merged: int = 0
    proposed: int = 0
    touched: tuple[str, ...] = ()
    """Firms that must be screened again, because they know more now or were merged into another."""


@seldom_sought()
def resolve(ctx: Context, firms: Sequence[str]) -> Resolved:
    """Merge, propose and link the firms of a run; the one that was sighted first speaks for the others."""
    work = _Work(ctx)
    for start in range(0, len(firms), CHUNK):
        with ctx.db.writing() as tx:
            chunk = firms[start : start + CHUNK]
            work.equal_numbers(tx, chunk)
            loaded = load_firms(tx, list(dict.fromkeys(speaks_for(tx, firm) for firm in chunk)))
            work.head_offices(tx, loaded)
            work.alike(tx, loaded)
            work.touched += suggest_owners(tx, loaded, ctx.clock())
    return Resolved(merged=work.merged, proposed=work.proposed, touched=tuple(dict.fromkeys(work.touched)))


def accept_proposal(tx: Transaction, proposal: str, by: str, at: datetime | None = None) -> Merge:
    """A person's yes: the two are merged, and the other's name is remembered as an alias. Screen the kept firm again."""
    settled = settle_proposal(tx, proposal, accepted=True, by=by, at=at)
    kept, merged = older(tx, settled.firm, settled.other or settled.firm)
    merge = record_merge(tx, kept, merged, "; ".join(r.en for r in settled.reasons), by, [proposal], at)
    learn_alias(tx, kept, firm_line(tx, merged).name, f"merge {merge.id}", by, at)
    return merge


class _Work:
    """What one run has merged and proposed so far."""

    def __init__(self, ctx: Context) -> None:
        self.ctx = ctx
        self.merged = self.proposed = 0
        self.touched: list[str] = []

    def equal_numbers(self, tx: Transaction, chunk: Sequence[str]) -> None:
        """One registry number is one firm, unless registries call it by two names; then a person looks."""
        for first, *others in same_number(tx, chunk):
            self.touched.append(first.id)
            for other in others:
                if branch_marker(_called(first)) != branch_marker(_called(other)):
                    continue
                if _two_names(tx, first, other):
                    self._propose(tx, first.id, other.id, 0.85, (NUMBER,))
                else:
                    self._merge(tx, first.id, other.id, f"the same registry number {first.uscc}")

    def head_offices(self, tx: Transaction, firms: Sequence[Firm]) -> None:
        """The head office of each branch becomes a candidate that carries the branch's source."""
        for firm in firms:
            stated = firm.value(Field.branch_of)
            name = stated if isinstance(stated, str) and stated else head_office_of(firm.name)
            if not name or strict_key(name) == strict_key(firm.name):
                continue
            head = mint_head_office(tx, firm.id, name, self.ctx.clock())
            if head != firm.id and link_head_office(tx, firm.id, head, self._row(tx, firm.id, head, 1.0, (BRANCH,))):
                save_facts(tx, [self._carried(tx, firm, head, name)])
                self.touched += [firm.id, head]

    def _carried(self, tx: Transaction, branch: Firm, head: str, name: str) -> Fact:
        """The head office is named by the branch's source, in the branch's own name."""
        stated = branch.fact(Field.branch_of)
        row = next(iter(branch.sightings), None)
        listed = next((c.id for c in branch.captures if row is not None and row.url in (c.url, c.final_url)), None)
        source = stated.source if stated is not None else firm_line(tx, branch.id).source
        return Fact(
            id=fact_id(head, Field.legal_name, name, source, None, branch.name),
            firm=head,
            field=Field.legal_name,
            value=name,
            source=source,
            capture=stated.capture if stated is not None else listed,
            quote=stated.quote if stated is not None else branch.name,
            extractor="branch",
            confidence=0.9,
            found_at=self.ctx.clock(),
        )

    def alike(self, tx: Transaction, firms: Sequence[Firm]) -> None:
        """Look up firms with a key of these, compare, and merge or propose."""
        profiles = {firm.id: profile_of(firm) for firm in firms}
        save_keys(tx, [IdentityClaim(kind=c.kind, key=c.key, firm=p.id) for p in profiles.values() for c in p.claims])
        for made in alike(tx, profiles):
            self._settle(tx, made)

    def _settle(self, tx: Transaction, made: Proposed) -> None:
        a, b = speaks_for(tx, made.firm), speaks_for(tx, made.other)
        merging = self.ctx.policy.merging
        accepted = made.accepted_by(merging.accept)
        if a == b or not (accepted or made.score >= merging.propose_from) or _told_apart(tx, a, b):
            return
        if accepted:
            self._merge(tx, a, b, "; ".join(reason.en for reason in made.reasons))
        else:
            self._propose(tx, a, b, made.score, made.reasons)

    def _merge(self, tx: Transaction, a: str, b: str, why: str) -> None:
        if speaks_for(tx, a) == speaks_for(tx, b) or _told_apart(tx, a, b):
            return
        kept, merged = older(tx, a, b)
        record_merge(tx, kept, merged, why, "system", at=self.ctx.clock())
        self.merged += 1
        self.touched += [kept, merged]

    def _propose(self, tx: Transaction, a: str, b: str, score: float, reasons: tuple[Reason, ...]) -> None:
        self.proposed += save_proposals(tx, [self._row(tx, a, b, score, reasons)])

    def _row(self, tx: Transaction, a: str, b: str, score: float, reasons: tuple[Reason, ...]) -> Proposal:
        return Proposal(
            id=proposal_id("merge", a, b),
            kind="merge",
            firm=a,
            other=b,
            score=score,
            reasons=reasons,
            source=firm_line(tx, a).source,
            made_at=self.ctx.clock(),
        )


def _called(line: FirmLine) -> str:
    return line.legal_name or line.name


def _two_names(tx: Transaction, a: FirmLine, b: FirmLine) -> bool:
    """Do registries call the two by names that are neither equal nor one another's former names?"""
    if not a.legal_name or not b.legal_name or compare(a.legal_name, b.legal_name).same:
        return False
    keys = [{strict_key(name) for name in profile_of(firm).names} for firm in load_firms(tx, [a.id, b.id])]
    return not keys[0] & keys[1]


def _told_apart(tx: Transaction, a: str, b: str) -> bool:
    """Did a person say that these two are not one firm: by an undone merge or a declined proposal?"""
    pair = {a, b}
    undone = any({m.kept, m.merged} == pair and m.undoes for m in merges_of(tx, a))
    ruled = (p for p in proposals_of(tx, a) if {p.firm, p.other} == pair)
    return undone or any(p.state is ProposalState.declined or p.kind == KIND for p in ruled)
