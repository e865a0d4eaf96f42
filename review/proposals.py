"""Proposals of identity: two firms side by side, or a firm beside an entry of a registry, with the reasons."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Form, Query
from fastapi.responses import Response

from core.errors import BadInput
from core.records import Firm, Frozen
from core.words import Field
from review.actions import proposals as actions
from review.pages import back, page
from review.roles import May
from review.session import Visitor, allowed
from review.turned_back import turned_back
from screen.case import Case
from storage.database import Transaction
from storage.repositories.firms import firm_lines, load_firms
from storage.repositories.identity import count_open_proposals, open_proposals, settled_proposals
from storage.views import FirmLine, Proposal

router = APIRouter()
_COMPARED = (
    Field.legal_name, Field.uscc, Field.registry_status, Field.hq_city, Field.address, Field.website, Field.phone,
    Field.established_on, Field.legal_person, Field.sub_field,
)  # fmt: skip
_CANDIDATE = {
    Field.legal_name: "name", Field.uscc: "uscc", Field.registry_status: "status_raw", Field.address: "address",
    Field.established_on: "established_on", Field.legal_person: "legal_person",
}  # fmt: skip


class Side(Frozen):
    """One value of one side, and whether both sides say the same."""

    label: str
    """A key of words."""
    field: str
    left: Any
    right: Any
    same: bool | None
    """None where a side says nothing."""


class Pair(Frozen):
    """A proposal with what its two sides say."""

    proposal: Proposal
    left: FirmLine
    right: FirmLine | None
    sides: tuple[Side, ...]


@router.get("/proposals")
def proposals(
    after: Annotated[str | None, Query(max_length=200)] = None,
    kind: Annotated[str, Query(max_length=40)] = "",
    visitor: Visitor = Depends(allowed(May.read)),
) -> Response:
    """Open proposals, the surest first; below, what I settled lately and may take back."""
    with visitor.desk.db.reading() as tx:
        found = open_proposals(tx, known_cursor(after), 10, kind or None)
        pairs = compared(tx, visitor, found.items)
        settled = settled_proposals(tx, visitor.login, 10)
        names = firm_lines(tx, [id for p in settled for id in (p.firm, p.other) if id])
        total = count_open_proposals(tx)
    return page(
        visitor, "proposals.html", pairs=pairs, next=found.next, total=total, kind=kind, settled=settled, names=names
    )


@router.post("/proposals/{proposal}")
def answer(
    proposal: str,
    to: Annotated[Literal["accept", "decline", "undo"], Form(alias="answer")],
    where: Annotated[str, Form(alias="back", max_length=400)] = "/proposals",
    visitor: Visitor = Depends(allowed(May.merge)),
) -> Response:
    """Accept, decline or take back."""
    try:
        settle(visitor, proposal, to)
    except BadInput as refusal:
        return turned_back(visitor, where, refusal)
    return back(visitor, where, f"proposals.did_{to}")


def settle(visitor: Visitor, proposal: str, to: Literal["accept", "decline", "undo"]) -> Proposal:
    """The answer of a person, in one transaction with what follows from it."""
    desk = visitor.desk
    with desk.db.writing() as tx:
        if to == "undo":
            return actions.undo(tx, desk, visitor.login, proposal)
        return actions.settle(tx, desk, visitor.login, proposal, to == "accept")


def compared(tx: Transaction, visitor: Visitor, found: tuple[Proposal, ...]) -> list[Pair]:
    """The proposals with both sides."""
    ids = [firm for proposal in found for firm in (proposal.firm, proposal.other) if firm]
    lines, firms = firm_lines(tx, ids), {firm.id: firm for firm in load_firms(tx, ids)}
    pairs = []
    for proposal in found:
        if proposal.firm not in firms:
            continue
        left = _told(visitor, firms[proposal.firm])
        if proposal.other is not None:
            right = _told(visitor, firms[proposal.other]) if proposal.other in firms else {}
        else:
            told = proposal.candidate if isinstance(proposal.candidate, dict) else {}
            right = {field: told.get(name) for field, name in _CANDIDATE.items()}
        rows = tuple(_side(field, left.get(field), right.get(field)) for field in _COMPARED)
        listed = Side(label="proposals.lists", field="", left=left.get("lists"), right=right.get("lists"), same=None)
        pairs.append(
            Pair(
                proposal=proposal,
                left=lines[proposal.firm],
                right=lines.get(proposal.other or ""),
                sides=tuple(side for side in (*rows, listed) if side.left or side.right),
            )
        )
    return pairs


def _told(visitor: Visitor, firm: Firm) -> dict[str, Any]:
    case = Case(firm, visitor.desk.policy, visitor.desk.today)
    told: dict[str, Any] = {field: fact.value for field in _COMPARED if (fact := case.fact(field)) is not None}
    told.setdefault(Field.legal_name, firm.name)
    titles = {source.key: source.title for source in firm.sources}
    told["lists"] = [titles.get(key, key) for key in dict.fromkeys(s.source for s in firm.sightings)]
    website = next((s.website for s in firm.sightings if s.website), None)
    if website:
        told.setdefault(Field.website, website)
    return told


def _side(field: Field, left: Any, right: Any) -> Side:
    same = None if left in (None, "", []) or right in (None, "", []) else _plain(left) == _plain(right)
    return Side(label=f"field.{field.value}", field=field.value, left=left, right=right, same=same)


def _plain(value: Any) -> str:
    return "".join(str(value).split()).casefold().rstrip("/").removeprefix("https://").removeprefix("http://")


def known_cursor(after: str | None) -> str | None:
    """The place to go on from; a damaged one begins anew."""
    rank, _, last = (after or "").partition(":")
    try:
        float(rank)
    except ValueError:
        return None
    return after if last else None
