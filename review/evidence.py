"""Archived pages: the screenshot as a picture, the page as text. A crawled page is never sent as a page."""

from __future__ import annotations

from pathlib import Path

from fastapi import APIRouter, Depends
from fastapi.responses import FileResponse, Response
from starlette.exceptions import HTTPException

from core.errors import BadInput
from core.records import Capture, Frozen
from core.values.fold import fold
from core.web.decode import Kind, decode, sniff
from enrich.page_text import read_page
from review.desk import Desk
from review.pages import page
from review.roles import May
from review.session import Visitor, allowed
from storage.evidence.retention import tombstone
from storage.repositories.evidence import capture_of

router = APIRouter()
_AROUND = 500
"""Characters shown before and after a quote."""
_WHOLE = 400_000
_PICTURES = {".jpg": "image/jpeg", ".png": "image/png"}


class Excerpt(Frozen):
    """Archived text with the quoted words apart, or why it cannot be shown."""

    before: str = ""
    quote: str = ""
    after: str = ""
    cut: bool = False
    problem: str | None = None
    """A key of words."""


@router.get("/evidence/{capture}/shot")
def shot(capture: str, viewport: bool = False, visitor: Visitor = Depends(allowed(May.read))) -> Response:
    """The screenshot with the quoted text boxed; `viewport` gives what stood in the window."""
    found = _capture(visitor.desk, capture)
    reference = (found.viewport if viewport else found.screenshot) or found.screenshot or found.viewport
    path = _picture(visitor.desk, reference)
    if path is None:
        raise HTTPException(404, "no screenshot")
    headers = {"Cache-Control": "private, max-age=86400", "Content-Disposition": "inline"}
    return FileResponse(path, media_type=_PICTURES[path.suffix], headers=headers)


@router.get("/evidence/{capture}")
def text(capture: str, quote: str = "", visitor: Visitor = Depends(allowed(May.read))) -> Response:
    """The archived page as text, with the quote marked."""
    found = _capture(visitor.desk, capture)
    return page(
        visitor,
        "evidence.html",
        capture=found,
        excerpt=excerpt(visitor.desk, found, quote, _WHOLE),
        shot=_picture(visitor.desk, found.screenshot or found.viewport) is not None,
    )


def excerpt(desk: Desk, capture: Capture, quote: str | None, around: int = _AROUND) -> Excerpt:
    """The archived text around a quote, or its beginning where the quote is not found word for word."""
    if capture.warc is None:
        return Excerpt(problem="evidence.no_page")
    try:
        body = desk.store.body(capture)
    except BadInput:
        removed = tombstone(desk.store, capture) is not None
        return Excerpt(problem="evidence.removed" if removed else "evidence.damaged")
    kind = sniff(body, capture.content_type)
    if not kind.readable:
        return Excerpt(problem="evidence.no_text")
    whole = decode(body, capture.content_type)
    if kind is Kind.html:
        whole = read_page(whole, capture.final_url).text()
    return _cut(whole, quote or "", around)


def _cut(whole: str, quote: str, around: int) -> Excerpt:
    at, end = _find(whole, quote)
    if at < 0:
        return Excerpt(before=whole[: 2 * around], cut=len(whole) > 2 * around)
    begin, stop = max(0, at - around), min(len(whole), end + around)
    return Excerpt(
        before=whole[begin:at],
        quote=whole[at:end],
        after=whole[end:stop],
        cut=begin > 0 or stop < len(whole),
    )


def _find(whole: str, quote: str) -> tuple[int, int]:
    """Where the quote stands: word for word, else without regard to blanks and widths."""
    if not quote.strip():
        return -1, -1
    if (at := whole.find(quote)) >= 0:
        return at, at + len(quote)
    wanted = "".join(fold(quote).split())
    places, bare = [], []
    for place, char in enumerate(whole):
        for piece in fold(char):
            if not piece.isspace():
                places.append(place)
                bare.append(piece)
    at = "".join(bare).find(wanted)
    return (places[at], places[at + len(wanted) - 1] + 1) if at >= 0 and wanted else (-1, -1)


def _picture(desk: Desk, reference: str | None) -> Path | None:
    """The file of a screenshot, or None where it is missing."""
    if reference is None:
        return None
    try:
        path = desk.store.path(reference)
    except BadInput:
        return None
    return path if path.is_file() and path.suffix in _PICTURES else None


def has_picture(desk: Desk, capture: Capture | None) -> bool:
    """Is there a screenshot on disk?"""
    return capture is not None and _picture(desk, capture.screenshot or capture.viewport) is not None


def _capture(desk: Desk, key: str) -> Capture:
    with desk.db.reading() as tx:
        found = capture_of(tx, key)
    if found is None:
        raise HTTPException(404, "no such capture")
    return found
