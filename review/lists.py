"""Lists: what is configured, how each was last read, its trend, and its YAML."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Form
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from core.errors import BadInput, Conflict
from core.listing import ListConfig
from core.records import Frozen, Moment, Reason
from crawlers.proof_words import proof_in_words
from review.actions import lists as actions
from review.desk import Desk
from review.lists_files import Listed, every_list, list_text, one_list, stamp
from review.lists_trend import Trend, trend
from review.pages import back, page
from review.refusals import sentence
from review.roles import May
from review.runs_launch import launch
from review.session import Visitor, allowed
from review.turned_back import turned_back
from review.words import Refusal
from storage.database import Transaction
from storage.repositories.configured import list_files
from storage.repositories.sightings import sightings_gone, sightings_moved, sightings_new
from storage.repositories.sources import crawls_of
from storage.views import Crawl, Move, Run

router = APIRouter()
_SHOWN = 40


class Row(Frozen):
    """One list on the page of all lists."""

    listed: Listed
    last: Crawl | None = None
    trend: Trend | None = None
    due_at: Moment | None = None
    """From when the nightly run reads it again; None where it is off or was never read."""


class Changes(Frozen):
    """The last crawl against the ones before."""

    new: tuple[tuple[str, str], ...] = ()
    gone: tuple[tuple[str, str], ...] = ()
    moved: tuple[Move, ...] = ()
    counts: tuple[int, int, int] = (0, 0, 0)


@router.get("/lists")
def lists(visitor: Visitor = Depends(allowed(May.read))) -> Response:
    """Every configured list; one whose file is broken says so and hides no other."""
    with visitor.desk.db.reading() as tx:
        rows = [row_of(tx, listed) for listed in every_list(visitor.desk)]
    return page(visitor, "lists.html", rows=rows, now=visitor.desk.clock())


@router.get("/lists/{key}")
def one(key: str, visitor: Visitor = Depends(allowed(May.read))) -> Response:
    """One list: its crawls, what changed, its YAML with every version."""
    return _shown(visitor, key)


@router.post("/lists/{key}")
def save(
    key: str,
    yaml: Annotated[str, Form(max_length=300_000)] = "",
    seen: Annotated[str, Form(max_length=40)] = "",
    visitor: Visitor = Depends(allowed(May.edit_lists)),
) -> Response:
    """Save the YAML, if it is right; otherwise show it again with the line of the mistake."""
    try:
        with visitor.desk.db.writing() as tx:
            version = actions.save(tx, visitor.desk, visitor.login, key, yaml, seen)
    except (BadInput, Conflict) as refusal:
        status = 409 if isinstance(refusal, Conflict) else 400
        return _shown(visitor, key, yaml, sentence(visitor, refusal), status)
    return back(visitor, f"/lists/{key}", "lists.saved", version=version)


@router.post("/lists/{key}/restore")
def restore(
    key: str,
    version: Annotated[int, Form()],
    seen: Annotated[str, Form(max_length=40)] = "",
    visitor: Visitor = Depends(allowed(May.edit_lists)),
) -> Response:
    """Go back to an earlier version."""
    try:
        with visitor.desk.db.writing() as tx:
            made = actions.restore(tx, visitor.desk, visitor.login, key, version, seen)
    except BadInput as refusal:
        return turned_back(visitor, f"/lists/{key}", refusal)
    return back(visitor, f"/lists/{key}", "lists.restored", version=version, made=made)


@router.post("/lists/{key}/run")
def run(
    key: str,
    force: Annotated[str, Form(max_length=1)] = "",
    visitor: Visitor = Depends(allowed(May.crawl)),
) -> Response:
    """Read this list now."""
    try:
        started = run_list(visitor, key, bool(force))
    except BadInput as refusal:
        return turned_back(visitor, "/lists", refusal)
    return back(visitor, f"/runs/{started.id}", "newlist.joined" if started.joined else "newlist.started")


def run_list(visitor: Visitor, key: str, force: bool = False) -> Run:
    """The run of a configured list, launched unless it goes on already."""
    with visitor.desk.db.writing() as tx:
        started = actions.run(tx, visitor.desk, visitor.login, key, force)
    if not started.joined:
        launch(visitor.desk, started)
    return started


def row_of(tx: Transaction, listed: Listed) -> Row:
    """A list with its last crawls."""
    crawls = crawls_of(tx, listed.key, 20)
    ended = [crawl for crawl in crawls if crawl.ended_at is not None]
    config, good = listed.config, next((c for c in ended if c.rows), None)
    due = None
    if config is not None and config.enabled and good is not None and good.ended_at is not None:
        due = good.ended_at + timedelta(days=config.every_days) - timedelta(hours=1)
    return Row(listed=listed, last=ended[0] if ended else None, trend=trend(crawls), due_at=due)


def changes(tx: Transaction, crawls: tuple[Crawl, ...]) -> Changes | None:
    """New, gone and moved firms of the last crawl; None before there are two to compare."""
    ended = [crawl for crawl in crawls if crawl.ended_at is not None and crawl.rows]
    if len(ended) < 2:
        return None
    last = ended[0].id
    moved = sightings_moved(tx, last)
    elsewhere = {move.name for move in moved}
    new = [row for row in sightings_new(tx, last) if row.name not in elsewhere]
    gone = [row for row in sightings_gone(tx, last) if row.name not in elsewhere]
    return Changes(
        new=tuple((row.name, row.booth or "") for row in new[:_SHOWN]),
        gone=tuple((row.name, row.booth or "") for row in gone[:_SHOWN]),
        moved=moved[:_SHOWN],
        counts=(len(new), len(gone), len(moved)),
    )


def _shown(
    visitor: Visitor, key: str, typed: str | None = None, error: str | None = None, status: int = 200
) -> Response:
    listed, text = _found(visitor.desk, key)
    with visitor.desk.db.reading() as tx:
        crawls = crawls_of(tx, key, 20)
        return page(
            visitor,
            "list.html",
            status,
            row=row_of(tx, listed),
            config=listed.config,
            title=_title(listed.config, visitor) or key,
            key=key,
            crawls=[(crawl, _proof(crawl)) for crawl in crawls],
            changes=changes(tx, crawls),
            versions=list_files(tx, key),
            yaml=text if typed is None else typed,
            seen=stamp(text),
            current=text,
            error=error,
            lines=max(12, min(36, len((typed or text).splitlines()) + 2)),
            now=visitor.desk.clock(),
        )


def _found(desk: Desk, key: str) -> tuple[Listed, str]:
    try:
        return one_list(desk, key), list_text(desk, key)
    except Refusal as unknown:
        raise HTTPException(404, str(unknown)) from unknown


def _title(config: ListConfig | None, visitor: Visitor) -> str | None:
    if config is None:
        return None
    return (config.title_zh if visitor.language == "zh" else None) or config.title


def _proof(crawl: Crawl) -> Reason | None:
    return proof_in_words(crawl.report.proof) if crawl.report is not None else None
