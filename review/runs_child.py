"""The process in which a run or a preview goes on that the review pages started: `python -m review.runs_child RUN`.

A process of its own, so that pages stay quick, a run survives a restart of the pages, and a hostile file harms nobody.
"""

from __future__ import annotations

import asyncio
import sys
from contextlib import suppress
from pathlib import Path

from pydantic import ValidationError

from core.errors import BadInput
from core.listing import ListConfig
from core.settings import Settings, settings
from flows.context import Context
from flows.telling import SoFar, Telling
from storage.database import Database, open_database
from storage.repositories.runs import PREVIEW, end_run, run_of
from storage.views import Run, RunState


def main(run: str) -> None:
    """Do what the run's row says, and write how it ended."""
    own = settings()
    db = open_database(own.database)
    with db.reading() as tx:
        todo = run_of(tx, run)
    try:
        if todo.kind == PREVIEW:
            look(db, todo)
        else:
            go(own, db, todo)
    except (BadInput, ValidationError) as refusal:
        finish(db, todo, RunState.failed, SoFar(why=str(refusal)[:2000]))


def look(db: Database, todo: Run) -> None:
    """Preview an address or a file; the preview is the run's report."""
    from crawlers.preview import preview, preview_file

    target, address = str(todo.params["target"]), str(todo.params.get("address") or "") or None
    with Telling(db, todo.id):
        seen = preview_file(Path(target), address) if todo.params.get("file") else asyncio.run(preview(target))
    with db.writing() as tx:
        end_run(tx, todo.id, RunState.done, seen.model_dump(mode="json"))


def go(own: Settings, db: Database, todo: Run) -> None:
    """The whole chain for one list; a stop cuts a crawl off, firms that are being enriched are finished."""
    config = ListConfig.model_validate(todo.params["config"])
    names = todo.params["lists"]
    assert isinstance(names, list)
    stopped = asyncio.run(_chain(own, db, todo, {str(names[0]): config}))
    if stopped is not None:
        finish(db, todo, RunState.stopped, stopped)


async def _chain(own: Settings, db: Database, todo: Run, lists: dict[str, ListConfig]) -> SoFar | None:
    from flows import chain
    from flows.local import run_lists

    loop = asyncio.get_running_loop()
    working: asyncio.Task[chain.RunReport] | None = None

    def cut_off() -> None:
        if working is not None and all(stage.name.startswith("crawl") for stage in telling.so_far.stages):
            loop.call_soon_threadsafe(working.cancel)

    telling = Telling(db, todo.id, cut_off)
    ctx = Context.open(own, telling)
    force = todo.params.get("force") is True
    with telling:
        working = loop.create_task(run_lists(ctx, todo.kind, lists, by=todo.by, key=todo.key, force=force))
        with suppress(asyncio.CancelledError):
            await working
    return telling.so_far if working.cancelled() else None


def finish(db: Database, todo: Run, state: RunState, so_far: SoFar) -> None:
    """The run is over without a report of the chain."""
    with db.writing() as tx:
        end_run(tx, todo.id, state, so_far.model_dump(mode="json"))


if __name__ == "__main__":
    main(sys.argv[1])
