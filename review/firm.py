"""The firm page: each field beside its evidence, findings, sightings, time line, contacts, relatives, history."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from fastapi.responses import RedirectResponse, Response
from starlette.exceptions import HTTPException

from core.errors import BadInput
from core.records import Finding, Firm
from core.words import Status
from review.evidence import excerpt, has_picture
from review.firm_view import chosen_line, field_lines, field_to_correct, ordered, pages_of, timeline
from review.narrowing import Narrowing, cursor, narrowing
from review.pages import page
from review.roles import May
from review.session import Visitor, allowed
from review.showing import sub_field_labels
from screen.case import Case
from screen.fixes import remedy
from screen.genealogy import turns
from screen.grade import parts
from storage.database import Transaction
from storage.repositories.decisions import decision_history, open_appeals
from storage.repositories.evidence import confirmed
from storage.repositories.firms import firm_line, firm_lines, load_firm, members, speaks_for
from storage.repositories.identity import proposals_of
from storage.repositories.ladder import appointments_of, leads_of, touches_of
from storage.repositories.merges import merges_of
from storage.repositories.queue import firms_page

router = APIRouter()


@router.get("/firms/{firm}")
def show(
    firm: str,
    field: Annotated[str, Query(max_length=40)] = "",
    chosen: Narrowing = Depends(narrowing),
    visitor: Visitor = Depends(allowed(May.read)),
) -> Response:
    """One firm; a firm that was merged leads to the one that speaks for it."""
    desk = visitor.desk
    with desk.db.reading() as tx:
        try:
            top = speaks_for(tx, firm)
            whole = load_firm(tx, top)
        except BadInput as error:
            raise HTTPException(404, str(error)) from error
        if top != firm:
            return RedirectResponse(f"/firms/{top}?{chosen.query}", status_code=303)
        case = Case(whole, desk.policy, desk.today)
        lines = field_lines(case, confirmed(tx, top))
        context = _gathered(tx, visitor, whole) | {"queue": chosen.query, "rest": _rest(tx, visitor, chosen, top)}
    line = chosen_line(lines, field)
    plan = remedy(whole.verdict) if whole.verdict else None
    return page(
        visitor,
        "firm.html",
        firm=whole,
        lines=lines,
        line=line,
        excerpt=excerpt(desk, line.capture, line.fact.quote) if line and line.capture and line.fact else None,
        picture=has_picture(desk, line.capture) if line else False,
        findings=[(finding, pages_of(whole, finding)) for finding in ordered(_findings(whole))],
        plan=plan,
        to_correct=field_to_correct(lines, plan.steps if plan else (), field),
        grade=parts(case),
        turns=turns(whole.sightings, whole.sources),
        timeline=timeline(case),
        sub_fields=sub_field_labels(visitor.language),
        sources={source.key: source for source in whole.sources},
        captures={capture.id: capture for capture in whole.captures},
        **context,
    )


def _gathered(tx: Transaction, visitor: Visitor, firm: Firm) -> dict[str, Any]:
    proposals = [p for p in proposals_of(tx, firm.id) if p.state == "open"]
    others = {p.other if p.firm == firm.id else p.firm for p in proposals if p.other}
    appeals = [a for a in open_appeals(tx, 1000) if a[1] == firm.id]
    return {
        "row": firm_line(tx, firm.id),
        "history": decision_history(tx, firm.id),
        "merges": merges_of(tx, firm.id),
        "proposals": proposals,
        "others": firm_lines(tx, [other for other in others if other]),
        "members": [m for m in members(tx, [firm.id])[firm.id] if m != firm.id],
        "appeals": appeals,
        "touches": touches_of(tx, firm.id),
        "leads": leads_of(tx, firm.id),
        "appointments": appointments_of(tx, firm.id),
        "statuses": tuple(Status),
    }


def _findings(firm: Firm) -> tuple[Finding, ...]:
    return firm.verdict.findings if firm.verdict else ()


def _rest(tx: Transaction, visitor: Visitor, chosen: Narrowing, firm: str) -> str | None:
    """The next firm of the queue after this one."""
    here = firm_line(tx, firm)
    found = firms_page(tx, chosen.filter(visitor.desk), cursor(here), 1).items
    return found[0].id if found else None
