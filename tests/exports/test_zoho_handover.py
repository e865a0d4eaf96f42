"""The command against a CRM on loopback and a real base: what is sent, remembered, logged; and files for the bulk import."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
import stamina
from pytest_httpserver import HTTPServer
from typer.testing import CliRunner
from werkzeug import Request, Response

from cli.main import build
from core.errors import BadInput
from core.settings import settings
from core.words import Status
from exports.zoho import handover
from storage.database import Database, open_database
from storage.repositories import decisions, evidence, privacy, sightings, sources
from storage.repositories.configured import exports
from storage.views import Filter
from tests.exports.zoho_fake import FakeZoho
from tests.storage import made

NAMES = [f"第{n}汽车技术有限公司" for n in range(120)]


@pytest.fixture
def zoho(httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeZoho]:
    """A CRM that this installation may write to."""
    fake = FakeZoho()

    def answer(request: Request) -> Response:
        asked = httpx.Request(request.method, request.url, headers=dict(request.headers), content=request.get_data())
        told = fake.http()._transport.handle_request(asked)
        return Response(told.read(), status=told.status_code, content_type="application/json")

    httpserver.expect_request(re.compile(".*")).respond_with_handler(answer)
    base = httpserver.url_for("").rstrip("/")
    for name, value in {
        "ACCOUNTS_URL": base,
        "API_URL": base,
        "CLIENT_ID": "i",
        "CLIENT_SECRET": "s",
        "REFRESH_TOKEN": "r",
    }.items():
        monkeypatch.setenv(f"SHOWFLOOR_ZOHO_{name}", value)
    settings.cache_clear()
    with stamina.set_testing(True, attempts=3):
        yield fake


@pytest.fixture
def base() -> Database:
    """120 qualified firms, a void one, and leaders at two of the firms, one of whom asked to be left alone."""
    db = open_database(settings().database)
    with db.writing() as tx:
        sightings.save_sightings(tx, made.SHOW, [made.sighting(n, booth=n) for n in [*NAMES, "作废公司"]])
        sources.save_sources(tx, [made.REGISTRY])
        people = [made.contact(made.firm(NAMES[n]), f"工{n}", f"w{n}@firm.example") for n in (0, 1)]
        evidence.save_contacts(tx, people)
        privacy.refuse_contact(tx, "email", "w1@firm.example", "asked us to", "rep1")
        for n, name in enumerate(NAMES):
            decisions.save_decision(tx, made.decision(made.firm(name), at=made.NOW + timedelta(seconds=n)), None)
        decisions.save_decision(tx, made.decision(made.firm("作废公司"), Status.void), None)
    return db


def run(*words: str) -> tuple[int, dict[str, object]]:
    answer = CliRunner().invoke(build("export"), ["export", *words, "--json"])
    if isinstance(answer.exception, BadInput):
        raise answer.exception
    return answer.exit_code, json.loads(answer.stdout)


def test_a_hand_over_and_its_repetition(zoho: FakeZoho, base: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHOWFLOOR_ZOHO_PEOPLE_ABROAD", "true")
    settings.cache_clear()
    code, first = run("zoho", "--by", "rep1")
    assert (code, len(first["inserted"]), first["people"]) == (0, 120, 1)  # type: ignore[arg-type]
    assert "作废公司" not in str(zoho.records)
    assert "w1@firm.example" not in str(zoho.records)
    code, again = run("zoho", "--by", "rep1")
    assert (code, again["inserted"], again["updated"], again["unchanged"]) == (0, [], [], 120)
    assert zoho.calls["write"] == 3
    with base.reading() as tx:
        assert [(e.target, e.firms, e.contacts, e.by) for e in exports(tx)] == [
            ("zoho", 0, 0, "rep1"),
            ("zoho", 120, 1, "rep1"),
        ]


def test_a_killed_run_goes_on_where_it_was(zoho: FakeZoho, base: Database) -> None:
    zoho.faults = [(200, {"data": []})]
    code, broken = run("zoho")
    assert (code, len(broken["failed"]), len(broken["inserted"])) == (1, 100, 20)  # type: ignore[arg-type]
    code, done = run("zoho")
    assert (code, len(done["inserted"]), done["unchanged"]) == (0, 100, 20)  # type: ignore[arg-type]
    assert len(zoho.records["Accounts"]) == 120


def test_people_in_china_stay_where_the_data_centre_is_not(zoho: FakeZoho, base: Database) -> None:
    _, done = run("zoho")
    assert (done["people"], done["people_kept_home"], zoho.records["Contacts"]) == (0, 1, {})


def test_files_for_the_bulk_import_need_no_network(
    base: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handover, "BULK_ROWS", 50)
    made_export, files = handover.bulk_files(base, settings(), Filter(), [], tmp_path / "bulk", "rep1")
    assert (made_export.firms, [f.name for f in files]) == (120, [f"Accounts-00{n}.zip" for n in (1, 2, 3)])
    counts = []
    for path in files:
        with zipfile.ZipFile(path) as archive:
            head, *rows = csv.reader(io.StringIO(archive.read("Accounts.csv").decode()))
        assert head[0] == "Account_Name"
        counts.append(len(rows))
    assert counts == [50, 50, 20]
