"""What is decided on the firm page: every form of its bottom line. After a decision the next firm opens at once."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, File, Form, Query, UploadFile
from fastapi.responses import RedirectResponse, Response

from core.words import Field, Status
from review.actions import appealing, correcting, deciding, searching
from review.actions.uploads import keep_upload
from review.narrowing import Narrowing, cursor, narrowing, narrowing_of
from review.pages import back, local
from review.roles import May
from review.session import Visitor, allowed
from storage.repositories.firms import firm_line
from storage.repositories.queue import firms_page

router = APIRouter()
Version = Annotated[int, Form(ge=0)]
Text = Annotated[str, Form(max_length=2000)]
_DECIDER = Depends(allowed(May.decide))


@router.get("/queue/next")
def next_firm(
    after: Annotated[str | None, Query(max_length=200)] = None,
    chosen: Narrowing = Depends(narrowing),
    visitor: Visitor = Depends(allowed(May.read)),
) -> Response:
    """The first firm of the queue, or the first after a place; at the end the queue begins anew."""
    where = following(visitor, chosen, after)
    if where is None:
        return back(visitor, f"/queue?{chosen.query}", "queue.end")
    return RedirectResponse(where, status_code=303)


@router.post("/firms/{firm}/sign")
def sign(firm: str, version: Version, queue: Text = "", reason: Text = "", visitor: Visitor = _DECIDER) -> Response:
    """Sign the firm."""
    with visitor.desk.db.writing() as tx:
        done = deciding.sign(tx, visitor.desk, firm, version, visitor.login, reason)
    return _onward(visitor, firm, queue, "decide.signed", done.name)


@router.post("/firms/{firm}/void")
def void(
    firm: str, version: Version, code: Text, reason: Text, queue: Text = "", visitor: Visitor = _DECIDER
) -> Response:
    """Void the firm by a rule."""
    with visitor.desk.db.writing() as tx:
        done = deciding.void(tx, visitor.desk, firm, version, visitor.login, code, reason)
    return _onward(visitor, firm, queue, "decide.voided", done.name)


@router.post("/firms/{firm}/send-back")
def send_back(firm: str, version: Version, reason: Text, queue: Text = "", visitor: Visitor = _DECIDER) -> Response:
    """Send the firm back for want of something."""
    with visitor.desk.db.writing() as tx:
        done = deciding.send_back(tx, visitor.desk, firm, version, visitor.login, reason)
    return _onward(visitor, firm, queue, "decide.sent_back", done.name)


@router.post("/firms/{firm}/undo")
def undo(firm: str, decision: Text, queue: Text = "", visitor: Visitor = _DECIDER) -> Response:
    """Take back the decision that holds."""
    with visitor.desk.db.writing() as tx:
        deciding.undo(tx, decision, firm, visitor.login)
    visitor.desk.memory.drop("waiting")
    return back(visitor, _firm(firm, queue), "decide.undone")


@router.post("/undo")
def undo_last(queue: Text = "", visitor: Visitor = _DECIDER) -> Response:
    """Take back one's own last decision and show its firm."""
    with visitor.desk.db.writing() as tx:
        firm = deciding.undo_last(tx, visitor.login)
    visitor.desk.memory.drop("waiting")
    return back(visitor, _firm(firm, queue), "decide.undone")


@router.post("/firms/{firm}/correct")
def correct(
    firm: str,
    version: Version,
    field: Annotated[Field, Form()],
    value: Text,
    source: Text,
    url: Text = "",
    quote: Text = "",
    queue: Text = "",
    file: Annotated[UploadFile | None, File()] = None,
    visitor: Visitor = _DECIDER,
) -> Response:
    """Correct a field with its source and evidence; the firm stays open."""
    said = correcting.Correction(field=field, value=value, source=source, url=url, quote=quote)
    capture = keep_upload(visitor.desk, file, url, source)
    with visitor.desk.db.writing() as tx:
        correcting.correct(tx, visitor.desk, firm, version, visitor.login, said, capture)
    return back(visitor, _firm(firm, queue, field.value), "decide.corrected")


@router.post("/firms/{firm}/searched")
def searched(
    firm: str,
    version: Version,
    kind: Text,
    where: Text,
    query: Text,
    hits: Annotated[int, Form(ge=0, le=1_000_000)],
    url: Text = "",
    queue: Text = "",
    file: Annotated[UploadFile | None, File()] = None,
    visitor: Visitor = _DECIDER,
) -> Response:
    """Record a search that one has made, with the page of its result."""
    looked = searching.Looked(kind=kind, where=where, query=query, hits=hits, url=url)
    capture = keep_upload(visitor.desk, file, url, where)
    with visitor.desk.db.writing() as tx:
        searching.record_search(tx, visitor.desk, firm, version, visitor.login, looked, capture)
    return back(visitor, _firm(firm, queue), "decide.searched")


@router.post("/firms/{firm}/appeal")
def appeal(
    firm: str,
    reason: Text,
    queue: Text = "",
    file: Annotated[UploadFile | None, File()] = None,
    visitor: Visitor = Depends(allowed(May.appeal)),
) -> Response:
    """Appeal against a void."""
    capture = keep_upload(visitor.desk, file, "", "appeal")
    with visitor.desk.db.writing() as tx:
        appealing.appeal(tx, firm, reason, capture, visitor.login)
    return back(visitor, _firm(firm, queue), "decide.appealed")


@router.post("/appeals/{appeal}")
def settle(
    appeal: str,
    status: Annotated[Status, Form()],
    reason: Text,
    firm: Text,
    queue: Text = "",
    visitor: Visitor = Depends(allowed(May.settle_appeal)),
) -> Response:
    """Settle somebody else's appeal."""
    with visitor.desk.db.writing() as tx:
        appealing.settle(tx, visitor.desk, appeal, status, reason, visitor.login)
    return back(visitor, _firm(firm, queue), "decide.settled")


def following(visitor: Visitor, chosen: Narrowing, after: str | None) -> str | None:
    """The address of the next firm of the queue, or None where nothing waits."""
    desk = visitor.desk
    with desk.db.reading() as tx:
        found = firms_page(tx, chosen.filter(desk), after, 1).items
        if not found and after is not None:
            found = firms_page(tx, chosen.filter(desk), None, 1).items
    return _firm(found[0].id, chosen.query) if found else None


def _onward(visitor: Visitor, firm: str, queue: str, key: str, name: str) -> Response:
    chosen = narrowing_of(queue)
    with visitor.desk.db.reading() as tx:
        place = cursor(firm_line(tx, firm))
    where = following(visitor, chosen, place)
    shown = name if len(name) < 60 else name[:59] + "…"
    return back(visitor, where or f"/queue?{chosen.query}", key, name=shown)


def _firm(firm: str, queue: str, field: str = "") -> str:
    query = narrowing_of(queue).query
    parts = [part for part in (query, f"field={field}" if field else "") if part]
    return local(f"/firms/{firm}" + ("?" + "&".join(parts) if parts else ""))
