"""Exports: take out what a filter shows, and the log of what left."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from fastapi.responses import FileResponse, Response
from pydantic import Field as Limit

from core.records import Frozen
from core.words import Status
from review.actions.export import Kind, export
from review.export import sent
from review.narrowing import narrowing_of
from review.roles import May
from review.session import Visitor, allowed
from storage.repositories.configured import exports
from storage.views import Export

router = APIRouter(prefix="/api/v1", tags=["exports"])


class Leaving(Frozen):
    """What shall leave: `query` is the query of the queue's page, for example `status=qualified&done=1`."""

    kind: Kind
    query: Annotated[str, Limit(max_length=4000)] = ""
    statuses: Annotated[tuple[Status, ...], Limit(max_length=4)] = ()


@router.get("/exports")
def log(
    limit: Annotated[int, Query(ge=1, le=200)] = 50, visitor: Visitor = Depends(allowed(May.export))
) -> tuple[Export, ...]:
    """Who took out what, newest first."""
    with visitor.desk.db.reading() as tx:
        return exports(tx, limit)


@router.post("/exports", response_class=FileResponse)
def leave(leaving: Leaving, visitor: Visitor = Depends(allowed(May.export))) -> Response:
    """The file."""
    chosen = narrowing_of(leaving.query)
    return sent(export(visitor.desk, visitor.login, leaving.kind, chosen, leaving.statuses))
