"""`showfloor kpi` and `showfloor report`: the team's numbers and its reports; `inspect` comes from its own file."""

from __future__ import annotations

import getpass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from cli.console import emit, err, escape, out, say, table
from cli.inspection import app
from cli.numbers import AsJson, By, Month, frame, month_named, now
from core.errors import BadInput
from core.identity import made_id
from core.settings import settings
from reports.calendar import WorkCalendar
from reports.kpi import Kpi
from reports.period import Period, local_day, period_of, read_period
from reports.sections import shown, target
from storage.database import Database

__all__ = ["app", "kpi", "report"]


class Kind(StrEnum):
    """Which report."""

    day = "day"
    week = "week"
    month = "month"


def kpi(
    month: Month = None,
    rep: Annotated[str | None, typer.Option(help="one person's numbers; empty = the team's")] = None,
    as_json: AsJson = False,
) -> None:
    """Every KPI of a month: value, counts, targets in both readings, formula. n/a where there is nothing to count."""
    from reports.report import kpis_of, plan
    from reports.scorecard import load_scorecard, score

    db, policy, calendar = frame()
    period = month_named(month)
    card = load_scorecard(settings().config_dir)
    with db.reading() as tx:
        found = kpis_of(tx, period, calendar, policy, now(), rep)
    if as_json:
        by_day, by_week = plan(period, calendar, policy.targets.qualified_month)
        emit({"month": period.key, "rep": rep, "policy": policy.version, "holidays_known": calendar.knows(period.days),
              "kpis": [_plain(k) for k in found], "plan": {"days": by_day, "weeks": by_week},
              "scorecard": score(found, card)})  # fmt: skip
        return
    table(
        f"{period.key} {rep or ''}",
        [
            say("条款", "clause"),
            say("指标", "KPI"),
            say("数值", "value"),
            say("分子/分母", "counts"),
            say("目标", "target"),
        ],
        (
            (
                k.requirement,
                say(k.name.zh, k.name.en),
                shown(k),
                f"{k.numerator}/{k.denominator}" if k.denominator is not None else k.numerator,
                target(k),
            )
            for k in found
        ),
        right=[2, 3],
    )
    total = score(found, card).total
    out.print(say(f"综合得分 {'n/a' if total is None else total}", f"score {'n/a' if total is None else total} of 100"))
    for one in found:
        if one.note:
            out.print(escape(f"{say(one.name.zh, one.name.en)}: {say(one.note.zh, one.note.en)}"))
    if not calendar.knows(period.days):
        err.print(
            say(
                "工作日历缺少该年的节假日", "config/workdays.yml has no holidays for this year: plain weeks are counted"
            )
        )


def _plain(one: Kpi) -> dict[str, object]:
    return {**one.model_dump(mode="json"), "met": one.met, "band": one.band}


def report(
    kind: Annotated[Kind, typer.Argument(help="day, week or month")],
    of: Annotated[
        str | None, typer.Option("--of", help="2026-03-02, 2026-W10 or 2026-03; empty = the current one")
    ] = None,
    to: Annotated[Path | None, typer.Option("--out", help="write it there: .xlsx or .html")] = None,
    submit: Annotated[bool, typer.Option("--submit", help="hand it in: the receipt counts for punctuality")] = False,
    by: By = "",
    as_json: AsJson = False,
) -> None:
    """The daily, weekly or monthly report, from the same records as every page."""
    from reports.report import compile_report

    zone = settings().timezone
    db, policy, calendar = frame()
    moment = now()
    period = read_period(kind.value, of, zone) if of else period_of(kind.value, local_day(moment, zone), zone)
    with db.reading() as tx:
        made = compile_report(tx, period, calendar, policy, moment)
    if to is not None:
        _write(made, to)
    receipt = _submit(db, period, calendar, made.sha256, by or getpass.getuser(), moment) if submit else None
    if as_json:
        emit({"report": made, "sha256": made.sha256, "file": str(to) if to else None, "receipt": receipt})
    elif to is None:
        _show(made)
    else:
        out.print(say(f"已写出 {to}", f"written to {to}"), soft_wrap=True, markup=False)
    if receipt is not None and not as_json:
        _told(receipt)


def _write(made: object, to: Path) -> None:
    from reports.page import as_html
    from reports.report import Report
    from reports.workbook import as_xlsx

    assert isinstance(made, Report)
    writers = {".xlsx": lambda: as_xlsx(made), ".html": lambda: as_html(made).encode()}
    if to.suffix.casefold() not in writers:
        raise BadInput(f"{to}: name a file that ends in .xlsx or .html")
    try:
        to.parent.mkdir(parents=True, exist_ok=True)
        to.write_bytes(writers[to.suffix.casefold()]())
    except OSError as failure:
        raise BadInput(f"{to}: cannot be written ({failure.strerror})") from failure


def _show(made: object) -> None:
    from reports.report import Report
    from reports.sections import KINDS, sections

    assert isinstance(made, Report)
    out.print(f"[bold]{escape(KINDS[made.kind])} {made.period}[/bold]")
    for section in sections(made):
        columns = section.headings[:-1] if section.headings[-1].startswith("公式") else section.headings
        table(section.title, columns, (row[: len(columns)] for row in section.rows))


def _submit(
    db: Database, period: Period, calendar: WorkCalendar, sha256: str, by: str, moment: datetime
) -> dict[str, object]:
    from reports.deadlines import due_at
    from storage.repositories.kpis import save_receipt

    due = due_at(period, calendar)
    if moment < period.start:
        raise BadInput(f"{period.key} has not begun yet: there is nothing to hand in")
    with db.writing() as tx:
        new = save_receipt(
            tx, made_id("h", period.kind, period.key, by), period.kind, period.key, due, sha256, by, moment
        )
    return {
        "period": period.key,
        "by": by,
        "due_at": due.isoformat(),
        "at": moment.isoformat(),
        "on_time": moment <= due,
        "first": new,
    }


def _told(receipt: dict[str, object]) -> None:
    if not receipt["first"]:
        out.print(say("此前已提交；以第一次为准", "it was handed in before; the first time counts"))
    elif receipt["on_time"]:
        out.print(say("已提交，及时", "handed in on time"))
    else:
        out.print(say(f"已提交，但逾期（截止 {receipt['due_at']}）", f"handed in late: it was due {receipt['due_at']}"))
