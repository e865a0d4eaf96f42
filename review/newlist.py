"""A new list: paste an address or drop a file, see what a crawl would read, name the source, run."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, File, Form, Query, UploadFile
from fastapi.responses import RedirectResponse, Response
from starlette.exceptions import HTTPException

from core.errors import BadInput
from core.listing import Preview
from core.records import Frozen, ListRow
from core.values.countries import read_country
from core.words import SourceKind
from crawlers.proof_words import proof_in_words
from review.actions.newlist import Naming, accept, look, unclear
from review.newlist_known import Known, known_already
from review.newlist_uploads import keep
from review.pages import back, page
from review.refusals import sentence
from review.roles import May
from review.runs_launch import launch, silent
from review.session import Visitor, allowed
from storage.repositories.runs import PREVIEW, run_of
from storage.views import Run, RunState

router = APIRouter()
_SHOWN = 25
KINDS = (SourceKind.show, SourceKind.association, SourceKind.industry_site, SourceKind.file)


class Share(Frozen):
    """How many rows state a field, as a bar."""

    field: str
    share: float


@router.get("/new-list")
def form(visitor: Visitor = Depends(allowed(May.crawl))) -> Response:
    """Where to paste the address or drop the file."""
    return _form(visitor)


@router.post("/new-list")
def begin(
    url: Annotated[str, Form(max_length=8000)] = "",
    address: Annotated[str, Form(max_length=8000)] = "",
    file: Annotated[UploadFile | None, File()] = None,
    visitor: Visitor = Depends(allowed(May.crawl)),
) -> Response:
    """Look at what was pasted or dropped."""
    try:
        run = begin_preview(visitor, url, file, address)
    except BadInput as refusal:
        return _form(visitor, url, address, refusal)
    return RedirectResponse(f"/new-list/{run.id}", status_code=303)


def begin_preview(visitor: Visitor, url: str, file: UploadFile | None = None, address: str = "") -> Run:
    """The preview of an address or a dropped file, going on in its own process."""
    desk = visitor.desk
    upload = keep(desk.settings, file.filename, file.file) if file is not None and file.filename else None
    with desk.db.writing() as tx:
        run = look(tx, desk, visitor.login, url, upload, address.strip())
    if not run.joined:
        launch(desk, run)
    return run


@router.get("/new-list/vague")
def check_name(
    title: Annotated[str, Query(max_length=400)] = "",
    edition: Annotated[str, Query(max_length=100)] = "",
    kind: Annotated[str, Query(max_length=40)] = "",
    visitor: Visitor = Depends(allowed(May.crawl)),
) -> Response:
    """Is this a name by which the source can be found again? Asked while somebody types."""
    naming = _naming(title, edition, kind)
    return page(visitor, "_newlist_vague.html", reason=unclear(naming) if naming.title else None)


@router.get("/new-list/{run}")
def look_at(run: str, visitor: Visitor = Depends(allowed(May.crawl))) -> Response:
    """The preview: still being read, refused, or its first rows with the proof and the form that names it."""
    found = preview_run(visitor, run)
    if found.ended_at is None:
        return page(
            visitor, "newlist_reading.html", run=found, silent=silent(visitor.desk, found), now=visitor.desk.clock()
        )
    return _result(visitor, found, {}, None)


@router.get("/new-list/{run}/going")
def going(run: str, visitor: Visitor = Depends(allowed(May.crawl))) -> Response:
    """The part of the page that changes while the list is read."""
    found = preview_run(visitor, run)
    response = page(
        visitor, "_newlist_going.html", run=found, silent=silent(visitor.desk, found), now=visitor.desk.clock()
    )
    if found.ended_at is not None:
        response.headers["HX-Refresh"] = "true"
    return response


@router.post("/new-list/{run}")
def start(
    run: str,
    title: Annotated[str, Form(max_length=300)] = "",
    title_zh: Annotated[str, Form(max_length=300)] = "",
    publisher: Annotated[str, Form(max_length=200)] = "",
    edition: Annotated[str, Form(max_length=60)] = "",
    kind: Annotated[SourceKind, Form()] = SourceKind.show,
    country: Annotated[str, Form(max_length=40)] = "",
    nightly: Annotated[str, Form(max_length=1)] = "",
    visitor: Visitor = Depends(allowed(May.crawl)),
) -> Response:
    """Keep the list under its name and run it."""
    naming = Naming(
        title=title.strip(), title_zh=title_zh.strip(), publisher=publisher, edition=edition, kind=kind,
        country=country, nightly=bool(nightly) and visitor.may(May.edit_lists),
    )  # fmt: skip
    try:
        started = start_new(visitor, run, naming)
    except BadInput as refusal:
        return _result(visitor, preview_run(visitor, run), naming.model_dump(mode="json"), refusal)
    return back(visitor, f"/runs/{started.id}", "newlist.joined" if started.joined else "newlist.started")


def start_new(visitor: Visitor, run: str, naming: Naming) -> Run:
    """The run of a previewed list under its name, launched unless it goes on already."""
    desk = visitor.desk
    looked = preview_run(visitor, run)
    with desk.db.writing() as tx:
        started = accept(tx, desk, visitor.login, looked, naming)
    if not started.joined:
        launch(desk, started)
    return started


def preview_run(visitor: Visitor, run: str) -> Run:
    """The preview with this id; 404 where there is none."""
    with visitor.desk.db.reading() as tx:
        try:
            found = run_of(tx, run)
        except BadInput as unknown:
            raise HTTPException(404, str(unknown)) from unknown
    if found.kind != PREVIEW:
        raise HTTPException(404, f"no preview {run!r}")
    return found


def _form(visitor: Visitor, url: str = "", address: str = "", refusal: BadInput | None = None) -> Response:
    return page(
        visitor,
        "newlist.html",
        400 if refusal else 200,
        most=visitor.desk.settings.max_body_bytes // 1_000_000,
        url=url,
        address=address,
        error=sentence(visitor, refusal) if refusal else None,
    )


def _result(visitor: Visitor, run: Run, typed: dict[str, object], refusal: BadInput | None) -> Response:
    told = run.report or {}
    if run.state is not RunState.done or "proof" not in told:
        return page(visitor, "newlist_refused.html", run=run, why=told.get("why") or "")
    seen = Preview.model_validate(told)
    if not seen.rows:
        return page(visitor, "newlist_refused.html", run=run, why=seen.refused or "")
    with visitor.desk.db.reading() as tx:
        known: Known = known_already(tx, seen.rows)
    return page(
        visitor,
        "newlist_seen.html",
        400 if refusal else 200,
        run=run,
        seen=seen,
        rows=seen.rows[:_SHOWN],
        columns=_columns(seen.rows),
        shares=[Share(field=field, share=share) for field, share in seen.proof.filled.items()],
        proof=proof_in_words(seen.proof),
        known=known,
        kinds=KINDS,
        typed=_first(run, seen) | {k: v for k, v in typed.items() if v},
        error=sentence(visitor, refusal) if refusal else None,
    )


def _first(run: Run, seen: Preview) -> dict[str, object]:
    countries = {read_country(row.country) for row in seen.rows if row.country}
    country = next(iter(countries)) if len(countries) == 1 else None
    return {
        "title": "", "title_zh": "", "publisher": "", "edition": "", "country": (country or "").lower(),
        "kind": "file" if run.params.get("file") else "show", "nightly": False,
    }  # fmt: skip


def _columns(rows: tuple[ListRow, ...]) -> tuple[str, ...]:
    wanted = ("booth", "country", "city", "website", "category")
    return tuple(column for column in wanted if any(getattr(row, column) for row in rows[:_SHOWN]))


def _naming(title: str, edition: str, kind: str) -> Naming:
    known = {k.value for k in SourceKind}
    return Naming(title=title[:300], edition=edition[:60], kind=SourceKind(kind) if kind in known else SourceKind.show)
