"""Lists: preview, name and start, configure, run."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, File, Path, UploadFile
from pydantic import Field as Limit
from starlette.exceptions import HTTPException

from core.listing import ListConfig, Preview
from core.records import Frozen
from core.words import SourceKind
from review import newlist
from review.actions import lists as actions
from review.actions.newlist import Naming
from review.lists import run_list
from review.lists_files import every_list, list_text, one_list, stamp
from review.roles import May
from review.session import Visitor, allowed
from review.words import Refusal
from storage.repositories.configured import list_files
from storage.views import ListFile, Run, RunState

router = APIRouter(prefix="/api/v1", tags=["lists"])
Key = Annotated[str, Path(max_length=100)]
Text = Annotated[str, Limit(max_length=300)]


class Target(Frozen):
    """The address of a list."""

    url: Annotated[str, Limit(max_length=4000)]


class Look(Frozen):
    """A preview: going on, or with what it saw."""

    id: str
    state: RunState
    preview: Preview | None = None
    why: str = ""


class NewList(Frozen):
    """A previewed list under the name that a person gives it."""

    title: Text
    title_zh: Text = ""
    publisher: Text = ""
    edition: Annotated[str, Limit(max_length=60)] = ""
    kind: SourceKind = SourceKind.show
    country: Annotated[str, Limit(max_length=40)] = ""
    nightly: bool = False


class ListText(Frozen):
    """A list with its YAML; hand `stamp` back with a changed one."""

    key: str
    config: ListConfig | None
    error: str
    yaml: str
    stamp: str
    versions: tuple[ListFile, ...]


class ListLine(Frozen):
    """One configured list, or why its file cannot be read."""

    key: str
    config: ListConfig | None
    error: str


class Changed(Frozen):
    """A list's new YAML."""

    yaml: Annotated[str, Limit(max_length=300_000)]
    stamp: Annotated[str, Limit(max_length=40)]


class Restored(Frozen):
    """The version that shall hold again."""

    version: Annotated[int, Limit(ge=0, le=2**31 - 1)]
    stamp: Annotated[str, Limit(max_length=40)]


class Saved(Frozen):
    """The number of the version that holds now."""

    version: int


class Again(Frozen):
    """How to run a list."""

    force: bool = False


@router.post("/previews", status_code=202)
def preview(target: Target, visitor: Visitor = Depends(allowed(May.crawl))) -> Look:
    """Begin to look at an address; ask for the result at /previews/{id}."""
    return _look(newlist.begin_preview(visitor, target.url))


@router.post("/previews/file", status_code=202)
def preview_file(
    file: Annotated[UploadFile, File()], address: str = "", visitor: Visitor = Depends(allowed(May.crawl))
) -> Look:
    """Begin to look at a file; `address` is where a saved page came from."""
    return _look(newlist.begin_preview(visitor, "", file, address[:4000]))


@router.get("/previews/{run}")
def previewed(run: Key, visitor: Visitor = Depends(allowed(May.crawl))) -> Look:
    """What the preview saw, once its state is done."""
    return _look(newlist.preview_run(visitor, run))


@router.post("/previews/{run}/start", status_code=202)
def start(run: Key, naming: NewList, visitor: Visitor = Depends(allowed(May.crawl))) -> Run:
    """Keep the previewed list under this name and run it."""
    nightly = naming.nightly and visitor.may(May.edit_lists)
    return newlist.start_new(visitor, run, Naming(**naming.model_dump(exclude={"nightly"}), nightly=nightly))


@router.get("/lists")
def lists(visitor: Visitor = Depends(allowed(May.read))) -> tuple[ListLine, ...]:
    """Every configured list."""
    return tuple(ListLine(key=x.key, config=x.config, error=x.error) for x in every_list(visitor.desk))


@router.get("/lists/{key}")
def one(key: Key, visitor: Visitor = Depends(allowed(May.read))) -> ListText:
    """One list with its YAML and every version of it."""
    try:
        listed, text = one_list(visitor.desk, key), list_text(visitor.desk, key)
    except Refusal as unknown:
        raise HTTPException(404, str(unknown)) from unknown
    with visitor.desk.db.reading() as tx:
        versions = list_files(tx, key)
    return ListText(key=key, config=listed.config, error=listed.error, yaml=text, stamp=stamp(text), versions=versions)


@router.put("/lists/{key}")
def save(key: Key, changed: Changed, visitor: Visitor = Depends(allowed(May.edit_lists))) -> Saved:
    """Save a list's YAML if it is right."""
    with visitor.desk.db.writing() as tx:
        version = actions.save(tx, visitor.desk, visitor.login, key, changed.yaml, changed.stamp)
    return Saved(version=version)


@router.post("/lists/{key}/restore")
def restore(key: Key, restored: Restored, visitor: Visitor = Depends(allowed(May.edit_lists))) -> Saved:
    """Make an earlier version hold again."""
    with visitor.desk.db.writing() as tx:
        version = actions.restore(tx, visitor.desk, visitor.login, key, restored.version, restored.stamp)
    return Saved(version=version)


@router.post("/lists/{key}/run", status_code=202)
def run(key: Key, again: Again, visitor: Visitor = Depends(allowed(May.crawl))) -> Run:
    """Run a list; `joined` where it goes on already."""
    return run_list(visitor, key, again.force)


def _look(found: Run) -> Look:
    told = found.report or {}
    seen = Preview.model_validate(told) if found.state is RunState.done and "proof" in told else None
    return Look(id=found.id, state=found.state, preview=seen, why=str(told.get("why") or ""))
