"""`showfloor kpi`, `showfloor report`, `showfloor inspect`: the team's numbers, its reports, the month's inspection."""

from __future__ import annotations

import getpass
import secrets
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from cli.console import emit, err, escape, out, say, table
from core.errors import BadInput
from core.identity import made_id
from core.policy import Policy, load_policy
from core.settings import settings
from core.words import Field
from reports.calendar import WorkCalendar, load_calendar
from reports.kpi import Kpi
from reports.period import Period, local_day, month_of, period_of, read_period
from reports.sections import shown, target
from storage.database import Database, open_database

app = typer.Typer(no_args_is_help=True, help="The month's random inspection: draw and seal, list, record, result.")

Month = Annotated[str | None, typer.Option("--month", help="like 2026-03; empty = this month")]
AsJson = Annotated[bool, typer.Option("--json", help="print JSON")]
By = Annotated[str, typer.Option("--by", help="who does it; empty = the account of this computer")]


class Kind(StrEnum):
    """Which report."""

    day = "day"
    week = "week"
    month = "month"


def _now() -> datetime:
    return datetime.now(UTC)


def _frame() -> tuple[Database, Policy, WorkCalendar]:
    return (
        open_database(settings().database),
        load_policy(settings().config_dir),
        load_calendar(settings().config_dir),
    )


def _month(key: str | None) -> Period:
    zone = settings().timezone
    return read_period("month", key, zone) if key else month_of(local_day(_now(), zone), zone)


def kpi(
    month: Month = None,
    rep: Annotated[str | None, typer.Option(help="one person's numbers; empty = the team's")] = None,
    as_json: AsJson = False,
) -> None:
    """Every KPI of a month: value, counts, targets in both readings, formula. n/a where there is nothing to count."""
    from reports.report import kpis_of, plan
    from reports.scorecard import load_scorecard, score

    db, policy, calendar = _frame()
    period = _month(month)
    card = load_scorecard(settings().config_dir)
    with db.reading() as tx:
        found = kpis_of(tx, period, calendar, policy, _now(), rep)
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
    db, policy, calendar = _frame()
    now = _now()
    period = read_period(kind.value, of, zone) if of else period_of(kind.value, local_day(now, zone), zone)
    with db.reading() as tx:
        made = compile_report(tx, period, calendar, policy, now)
    if to is not None:
        _write(made, to)
    receipt = _submit(db, period, calendar, made.sha256, by or getpass.getuser(), now) if submit else None
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
    db: Database, period: Period, calendar: WorkCalendar, sha256: str, by: str, now: datetime
) -> dict[str, object]:
    from reports.deadlines import due_at
    from storage.repositories.kpis import save_receipt

    due = due_at(period, calendar)
    if now < period.start:
        raise BadInput(f"{period.key} has not begun yet: there is nothing to hand in")
    with db.writing() as tx:
        new = save_receipt(tx, made_id("h", period.kind, period.key, by), period.kind, period.key, due, sha256, by, now)
    return {
        "period": period.key,
        "by": by,
        "due_at": due.isoformat(),
        "at": now.isoformat(),
        "on_time": now <= due,
        "first": new,
    }


def _told(receipt: dict[str, object]) -> None:
    if not receipt["first"]:
        out.print(say("此前已提交；以第一次为准", "it was handed in before; the first time counts"))
    elif receipt["on_time"]:
        out.print(say("已提交，及时", "handed in on time"))
    else:
        out.print(say(f"已提交，但逾期（截止 {receipt['due_at']}）", f"handed in late: it was due {receipt['due_at']}"))


@app.command()
def sample(
    month: Month = None,
    seed: Annotated[str | None, typer.Option(help="draw by this seed; empty = one made now and kept")] = None,
    as_json: AsJson = False,
) -> None:
    """Draw and seal the sample of a month that is over; drawing again changes nothing."""
    from reports.inspection import seal
    from storage.repositories.kpis import inspections, seal_sample
    from storage.repositories.trends import qualified_at

    db, policy, _ = _frame()
    period = _month(month)
    with db.writing() as tx:
        population = qualified_at(tx, period.start, period.end)
        drawn = seal(period, population, policy.targets.inspection_share, seed or secrets.token_hex(16), _now())
        new = seal_sample(tx, drawn)
        rows = inspections(tx, period.key)
    if as_json:
        emit(
            {
                "month": period.key,
                "population": rows[0].population if rows else len(population),
                "sample": rows,
                "new": bool(new),
            }
        )
        return
    if not rows:
        out.print(
            say(f"{period.key} 没有合格企业，无需抽检", f"{period.key} has no qualified firms: nothing to inspect")
        )
        return
    state = say("已封存", "sealed") if new else say("此前已封存", "was sealed before")
    out.print(f"{period.key}: {len(rows)} / {rows[0].population} {state} · seed {rows[0].seed}")


@app.command("list")
def list_sample(
    month: Month = None,
    todo: Annotated[bool, typer.Option("--open", help="only firms that are not inspected yet")] = False,
    as_json: AsJson = False,
) -> None:
    """The firms of a month's sample, with what was found; firms voided since are marked."""
    from storage.repositories.firms import firm_lines
    from storage.repositories.kpis import inspections

    db, _, _ = _frame()
    with db.reading() as tx:
        rows = [r for r in inspections(tx, _month(month).key) if not (todo and r.passed is not None)]
        lines = firm_lines(tx, [r.firm for r in rows])
    if as_json:
        emit(
            [
                {**r.model_dump(mode="json"), "name": lines[r.firm].name, "status_now": lines[r.firm].status.value}
                for r in rows
            ]
        )
        return
    words = {True: say("合格", "passed"), False: say("不合格", "failed"), None: say("待检", "open")}
    table(
        "",
        [
            say("编号", "id"),
            say("企业", "firm"),
            say("业务员", "rep"),
            say("结果", "result"),
            say("错误字段", "wrong"),
            say("现状", "now"),
        ],
        (
            (r.firm, lines[r.firm].name, r.rep, words[r.passed], " ".join(r.wrong_fields), lines[r.firm].status.value)
            for r in rows
        ),
    )


@app.command()
def record(
    firm: Annotated[str, typer.Argument(help="id of a firm of the sample, or its beginning")],
    passed: Annotated[bool, typer.Option("--passed/--failed", help="what the inspection found")],
    month: Month = None,
    wrong: Annotated[list[Field] | None, typer.Option(help="a field that is wrong; may be repeated")] = None,
    note: Annotated[str, typer.Option(help="free words")] = "",
    by: By = "",
    as_json: AsJson = False,
) -> None:
    """Record what the inspector found on one firm; it cannot be changed afterwards, and nobody inspects own records."""
    from reports.inspection import found
    from storage.repositories.kpis import inspections, save_inspection

    db, _, _ = _frame()
    key = _month(month).key
    with db.writing() as tx:
        rows = [r for r in inspections(tx, key) if r.firm.startswith(firm)]
        if len(rows) != 1:
            raise BadInput(
                f"{firm!r} fits {len(rows)} firms of the sample of {key}; see: showfloor inspect list --month {key}"
            )
        done = found(rows[0], passed=passed, wrong=wrong or [], note=note, by=by or getpass.getuser(), at=_now())
        save_inspection(tx, done)
    if as_json:
        emit(done)
        return
    out.print(say("已记录", "recorded"))


@app.command("result")
def show_result(month: Month = None, as_json: AsJson = False) -> None:
    """Pass rate of a month with its interval, and whether two months in a row were under 80 %."""
    from reports.inspection import streak
    from reports.report import inspections

    db, policy, _ = _frame()
    with db.reading() as tx:
        results = inspections(tx, _month(month), policy.targets.inspection_fail)
    row = streak(results)
    if as_json:
        emit({"results": results, "streak": row.months, "warning": row.warning, "missed": row.missed})
        return
    table(
        "",
        [say("月份", "month"), say("总体", "population"), say("样本", "sample"), say("已检", "inspected"), say("合格率", "rate"), "95 %"],
        (
            (r.month, r.population, r.sampled, r.inspected, "n/a" if r.rate is None else f"{r.rate:.1%}",
             f"{r.interval[0]:.1%}–{r.interval[1]:.1%}" if r.interval else "")
            for r in results
        ),
        right=[1, 2, 3, 4],
    )  # fmt: skip
    if row.missed:
        out.print(say(f"连续低于80%：{'、'.join(row.months)}", f"under 80 % in a row: {', '.join(row.months)}"))
    elif row.warning:
        out.print(
            say(
                "预警：本月低于80%，再有一个月即不达标",
                "warning: under 80 % this month; a second month misses the target",
            )
        )
