"""`showfloor inspect`: the month's random inspection."""

from __future__ import annotations

import getpass
import secrets
from typing import Annotated

import typer

from cli.console import emit, out, say, table
from cli.numbers import AsJson, By, Month, frame, month_named, now
from core.errors import BadInput
from core.words import Field

app = typer.Typer(no_args_is_help=True, help="The month's random inspection: draw and seal, list, record, result.")


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

    db, policy, _ = frame()
    period = month_named(month)
    with db.writing() as tx:
        population = qualified_at(tx, period.start, period.end)
        drawn = seal(period, population, policy.targets.inspection_share, seed or secrets.token_hex(16), now())
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

    db, _, _ = frame()
    with db.reading() as tx:
        rows = [r for r in inspections(tx, month_named(month).key) if not (todo and r.passed is not None)]
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

    db, _, _ = frame()
    key = month_named(month).key
    with db.writing() as tx:
        rows = [r for r in inspections(tx, key) if r.firm.startswith(firm)]
        if len(rows) != 1:
            raise BadInput(
                f"{firm!r} fits {len(rows)} firms of the sample of {key}; see: showfloor inspect list --month {key}"
            )
        done = found(rows[0], passed=passed, wrong=wrong or [], note=note, by=by or getpass.getuser(), at=now())
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

    db, policy, _ = frame()
    with db.reading() as tx:
        results = inspections(tx, month_named(month), policy.targets.inspection_fail)
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
