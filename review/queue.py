"""The review queue: firms by expected yield, filtered, walked by keyboard; and the search over the whole base."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from fastapi.responses import RedirectResponse, Response

from core.records import Frozen, Reason
from core.words import MANDATORY, Outcome, Status
from review.desk import Desk
from review.narrowing import Narrowing, narrowing
from review.pages import page
from review.roles import May
from review.session import Visitor, allowed
from review.today import history
from screen.fixes import remedy
from screen.order import Worth, worth
from storage.database import Transaction
from storage.repositories.queue import count_firms, facets, firms_page
from storage.repositories.search import search_firms
from storage.repositories.verdicts import code_counts, current_verdicts
from storage.repositories.yields import list_titles
from storage.views import FirmLine

router = APIRouter()


class Row(Frozen):
    """One firm of the queue, with what it lacks and what that costs."""

    line: FirmLine
    codes: tuple[tuple[str, Outcome], ...] = ()
    fix: Reason | None = None
    fixes: int = 0
    minutes: float = 0.0
    worth: Worth | None = None
    filled: int = 0


@router.get("/queue")
def queue(
    after: Annotated[str | None, Query(max_length=200)] = None,
    chosen: Narrowing = Depends(narrowing),
    visitor: Visitor = Depends(allowed(May.read)),
) -> Response:
    """One page of the queue."""
    desk = visitor.desk
    with desk.db.reading() as tx:
        found = firms_page(tx, chosen.filter(desk), after, 40)
        rows = rows_of(tx, desk, found.items)
        return page(
            visitor,
            "queue.html",
            chosen=chosen,
            rows=rows,
            next=found.next,
            first=after is None,
            total=count_firms(tx, chosen.filter(desk), 1000),
            titles=titles(tx, desk),
            choices=choices(tx, desk),
            statuses=tuple(Status),
        )


@router.get("/search")
def search(q: Annotated[str, Query(max_length=400)] = "", visitor: Visitor = Depends(allowed(May.read))) -> Response:
    """Firms by any part of a name, a registry number or a domain; a single hit opens at once."""
    with visitor.desk.db.reading() as tx:
        lines = search_firms(tx, q, 40)
        if len(lines) == 1:
            return RedirectResponse(f"/firms/{lines[0].merged_into or lines[0].id}", status_code=303)
        rows = rows_of(tx, visitor.desk, lines)
        return page(visitor, "search.html", q=q, rows=rows, titles=titles(tx, visitor.desk))


def rows_of(tx: Transaction, desk: Desk, lines: tuple[FirmLine, ...]) -> list[Row]:
    """The lines with their findings and cheapest steps, in three queries."""
    verdicts = current_verdicts(tx, [line.id for line in lines])
    known = history(tx, desk)
    rows = []
    for line in lines:
        verdict = verdicts.get(line.id)
        if verdict is None:
            rows.append(Row(line=line))
            continue
        open_ones = dict.fromkeys((f.code, f.outcome) for f in verdict.findings if f.outcome is not Outcome.passed)
        plan = remedy(verdict)
        rows.append(
            Row(
                line=line,
                codes=tuple(open_ones),
                fix=plan.steps[0].text if plan.steps else None,
                fixes=len(plan.steps),
                minutes=plan.minutes,
                worth=worth(verdict, known),
                filled=len(MANDATORY) - len(verdict.missing),
            )
        )
    return rows


def titles(tx: Transaction, desk: Desk) -> dict[str, Reason]:
    """The title of every list by its key."""
    return desk.memory.get(tx, "titles", 120, lambda tx: dict(list_titles(tx)))


def choices(tx: Transaction, desk: Desk) -> dict[str, list[tuple[str, str, int]]]:
    """What the filters offer."""
    return desk.memory.get(tx, "choices", 120, _choices)


def _choices(tx: Transaction) -> dict[str, list[tuple[str, str, int]]]:
    codes: dict[str, int] = {}
    for found in code_counts(tx):
        codes[found.code] = codes.get(found.code, 0) + found.n
    return {
        "sub_field": [(value, value, n) for value, n in facets(tx, "sub_field")],
        "province": [(value, value, n) for value, n in facets(tx, "province")],
        "rule": [(code, code, n) for code, n in sorted(codes.items())],
    }
