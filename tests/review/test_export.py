"""Export of exactly what is filtered: no void, no formula, logged, and nothing left behind."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable

import pytest

from core.words import Field, Role
from review.desk import Desk
from tests.review.conftest import Person
from tests.review.made import add_firm, add_leader, name_of

People = Callable[..., Person]
FORMULA = '=HYPERLINK("http://evil.example","上海")汽车有限公司'


@pytest.fixture
def base(desk: Desk) -> None:
    add_leader(desk, add_firm(desk, name_of(1)))
    add_firm(desk, FORMULA)
    add_firm(desk, name_of(3), lacking=(Field.products,))
    add_firm(desk, name_of(4), dead=True)


def rows(answer) -> list[list[str]]:  # type: ignore[no-untyped-def]
    assert answer.status_code == 200, answer.text[:300]
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))[1:]


def test_what_leaves_is_counted_before_it_does(base: None, rep: Person) -> None:
    page = rep.get("/export").text
    assert "作废企业不导出" in page
    assert "只含尚未有人审定" in page


def test_the_filter_decides_what_leaves_and_voids_never_do(base: None, rep: Person) -> None:
    every = ["qualified", "review", "incomplete"]
    assert len(rows(rep.post("/export", kind="csv", status=every))) == 3
    assert len(rows(rep.post("/export", kind="csv", queue="status=incomplete"))) == 1
    assert len(rows(rep.post("/export", kind="csv", queue="source=elsewhere", status=every))) == 0
    assert rep.message(rep.post("/export", kind="csv", queue="status=void")) == "作废企业不得导出"
    assert rep.call("/exports", kind="xlsx", statuses=["void"]).status_code == 400
    assert "至少选一种" in rep.message(rep.post("/export", kind="csv"))


def test_judged_firms_leave_only_where_they_are_asked_for(base: None, desk: Desk, rep: Person) -> None:
    firm = add_firm(desk, name_of(1))
    rep.post(f"/firms/{firm}/sign", version=rep.version(firm))
    assert len(rows(rep.post("/export", kind="csv", queue="status=qualified"))) == 1
    assert len(rows(rep.post("/export", kind="csv", queue="status=qualified&done=1"))) == 2


def test_no_cell_runs_as_a_formula(base: None, rep: Person) -> None:
    text = rep.post("/export", kind="csv", queue="status=qualified").content.decode("utf-8-sig")
    assert not any(cell.startswith(("=", "+", "@")) for row in csv.reader(io.StringIO(text)) for cell in row)
    book = zipfile.ZipFile(io.BytesIO(rep.post("/export", kind="xlsx", queue="status=qualified").content))
    parts = {name: book.read(name).decode() for name in book.namelist() if name.endswith(".xml")}
    sheets = [text for name, text in parts.items() if name.startswith("xl/worksheets/")]
    assert not any("<f>" in sheet or "<hyperlink" in sheet for sheet in sheets)
    assert any("HYPERLINK" in text for text in parts.values())


def test_every_export_is_logged_and_its_file_is_not_kept(base: None, desk: Desk, rep: Person) -> None:
    answer = rep.post("/export", kind="xlsx", queue="status=qualified")
    assert answer.headers["content-disposition"].startswith('attachment; filename="showfloor-')
    assert answer.headers["x-content-type-options"] == "nosniff"
    logged = rep.get("/api/v1/exports").json()[0]
    assert (logged["target"], logged["by"], logged["firms"]) == ("xlsx", "rep1", 2)
    assert logged["sha256"]
    assert not list((desk.settings.home / "exports").iterdir())


def test_inspectors_take_nothing_out(base: None, rep: Person, person: People) -> None:
    inspector = person(Role.inspector)
    assert inspector.get("/export").status_code == 403
    assert inspector.post("/export", kind="csv", status=["qualified"]).status_code == 403
    assert rep.browser.post("/export", data={"kind": "csv", "status": "qualified"}).status_code == 403
