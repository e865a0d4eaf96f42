"""Export: what the filter shows, counted before it leaves, as XLSX or CSV; and the log of what left."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form
from fastapi.responses import FileResponse, Response
from starlette.background import BackgroundTask

from core.errors import BadInput
from core.words import Status
from review.actions.export import LEAVING, Kind, Taken
from review.actions.export import export as take
from review.narrowing import Narrowing, narrowing, narrowing_of
from review.pages import page
from review.roles import May
from review.session import Visitor, allowed
from review.turned_back import turned_back
from storage.repositories.configured import exports
from storage.repositories.queue import count_firms
from storage.views import Count

router = APIRouter()
_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
_BOUND = 20_000


@router.get("/export")
def form(chosen: Narrowing = Depends(narrowing), visitor: Visitor = Depends(allowed(May.export))) -> Response:
    """What would leave, by status, before it does."""
    desk = visitor.desk
    wanted = (Status(chosen.status),) if chosen.status else tuple(Status)
    counts: dict[Status, Count] = {}
    with desk.db.reading() as tx:
        for status in wanted:
            counts[status] = count_firms(tx, chosen.filter(desk).model_copy(update={"status": status}), _BOUND)
        log = exports(tx, 30)
    told = {name: value for name, value in chosen.model_dump(mode="json").items() if value}
    return page(visitor, "export.html", chosen=chosen, counts=counts, leaving=LEAVING, log=log, told=told)


@router.post("/export")
def leave(
    kind: Annotated[Kind, Form()],
    status: Annotated[list[Status] | None, Form()] = None,
    queue: Annotated[str, Form(max_length=4000)] = "",
    visitor: Visitor = Depends(allowed(May.export)),
) -> Response:
    """Make the file, log it and send it."""
    chosen = narrowing_of(queue)
    try:
        return sent(take(visitor.desk, visitor.login, kind, chosen, status or ()))
    except BadInput as refusal:
        return turned_back(visitor, f"/export?{chosen.query}" if chosen.query else "/export", refusal)


def sent(taken: Taken) -> Response:
    """The file as a download; it is deleted here once it was sent."""
    return FileResponse(
        taken.path,
        media_type=_TYPES[taken.path.suffix.removeprefix(".")],
        filename=taken.name,
        headers={"X-Showfloor-Firms": str(taken.export.firms)},
        background=BackgroundTask(taken.path.unlink, missing_ok=True),
    )
