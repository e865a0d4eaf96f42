"""Reading: who I am, today, the queue, a firm, the search."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query
from starlette.exceptions import HTTPException

from core.errors import BadInput
from core.records import Firm, Frozen
from core.words import Role
from review.narrowing import Narrowing, narrowing
from review.roles import TABLE, May
from review.session import Visitor, allowed
from review.today import Today, today
from screen.fixes import Remedy, remedy
from storage.repositories.decisions import decision_history
from storage.repositories.firms import firm_line, load_firm
from storage.repositories.queue import firms_page
from storage.repositories.search import search_firms
from storage.views import FirmLine, Ruling

router = APIRouter(prefix="/api/v1", tags=["firms"])
Key = Annotated[str, Path(max_length=100)]
_READER = Depends(allowed(May.read))


class Me(Frozen):
    """Who is signed in, what they may do, and the token for requests that change something."""

    login: str
    name: str
    role: Role
    may: tuple[May, ...]
    csrf: str


class Firms(Frozen):
    """A page of the queue; `next` continues."""

    items: tuple[FirmLine, ...]
    next: str | None = None


class Record(Frozen):
    """One firm with its row (whose `version` goes with every decision), cheapest fix and history."""

    row: FirmLine
    firm: Firm
    remedy: Remedy | None
    history: tuple[Ruling, ...]


@router.get("/me")
def me(visitor: Visitor = _READER) -> Me:
    """Who is signed in."""
    assert visitor.user is not None
    assert visitor.session is not None
    permissions = tuple(what for what, roles in TABLE.items() if visitor.role in roles)
    return Me(
        login=visitor.login, name=visitor.user.name, role=visitor.role, may=permissions, csrf=visitor.session.csrf
    )


@router.get("/today")
def day(visitor: Visitor = _READER) -> Today:
    """Today's fifty."""
    with visitor.desk.db.reading() as tx:
        return today(tx, visitor.desk, visitor.login)


@router.get("/firms")
def queue(
    after: Annotated[str | None, Query(max_length=200)] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    chosen: Narrowing = Depends(narrowing),
    visitor: Visitor = _READER,
) -> Firms:
    """The queue, most promising first."""
    with visitor.desk.db.reading() as tx:
        found = firms_page(tx, chosen.filter(visitor.desk), after, limit)
    return Firms(items=found.items, next=found.next)


@router.get("/search")
def search(
    q: Annotated[str, Query(max_length=400)],
    limit: Annotated[int, Query(ge=1, le=100)] = 30,
    visitor: Visitor = _READER,
) -> Firms:
    """Firms by any part of a name, a registry number or a domain."""
    with visitor.desk.db.reading() as tx:
        return Firms(items=search_firms(tx, q, limit))


@router.get("/firms/{firm}")
def show(firm: Key, visitor: Visitor = _READER) -> Record:
    """One firm with everything that is known of it."""
    with visitor.desk.db.reading() as tx:
        try:
            whole = load_firm(tx, firm)
        except BadInput as error:
            raise HTTPException(404, str(error)) from error
        return Record(
            row=firm_line(tx, firm),
            firm=whole,
            remedy=remedy(whole.verdict) if whole.verdict else None,
            history=decision_history(tx, firm),
        )
