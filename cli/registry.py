"""`showfloor registry`: assisted capture, the attempt ledger, exports and saved pages that a person brings."""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.console import emit, out, say, table
from core.errors import BadInput
from core.settings import settings

if TYPE_CHECKING:
    from core.enrichment import Leaf
    from enrich.registry.assist import Pace
    from enrich.registry.routes import Answer, Asked
    from flows.context import Context

app = typer.Typer(no_args_is_help=True, help="Company registries: assisted capture, the attempt ledger, imports.")


@app.command()
def assist(
    queue: Annotated[
        Path | None,
        typer.Argument(help="a text file with one firm a line; without it, firms of the base that need a registry"),
    ] = None,
    portal: Annotated[str | None, typer.Option(help="a portal of config/registries.yml")] = None,
    limit: Annotated[int, typer.Option(help="how many firms at most")] = 100,
    pause: Annotated[float, typer.Option(help="seconds between two firms at least", min=0.0)] = 8.0,
    patience: Annotated[
        float, typer.Option(help="seconds to wait for you before a firm is passed over", min=1.0)
    ] = 600.0,
    headless: Annotated[bool, typer.Option(hidden=True)] = False,
) -> None:
    """Open your own browser window and work through the queue together: you sign in, it reads what you see."""
    from enrich.registry.portals import registries
    from flows.context import Context

    portals = registries().portals
    key = portal or next(iter(portals), None)
    if key is None or key not in portals:
        known = ", ".join(portals) or "none"
        raise BadInput(
            f"{settings().config_dir / 'registries.yml'}: no portal called {key!r}; known: {known}. See docs/registries.md"
        )
    ctx = Context.open(settings())
    waiting = _named(ctx, queue) if queue else _needing(ctx, limit)
    from enrich.registry.assist import Pace

    waiting = waiting[:limit]
    out.print(_greeting(portals[key].title_zh or portals[key].title, portals[key].title, len(waiting)))
    try:
        asyncio.run(_assist(ctx, key, waiting, Pace(between=(pause, 2.5 * pause), patience=patience), headless))
    except KeyboardInterrupt:
        zh = "已停止。已读取的企业都已保存；再次运行同一命令即从下一家继续。"
        out.print(say(zh, "stopped; what was read is stored, and the same command goes on with the next firm"))


def _greeting(title_zh: str, title: str, firms: int) -> str:
    zh = (
        f"{title_zh}：队列中 {firms} 家企业。窗口由您操作；登录和验证由您完成，我们只读取您看到的页面。按 Ctrl-C 停止。"
    )
    en = f"{title}: {firms} firms in the queue. The window is yours: you sign in and pass checks, we read what you see. Ctrl-C stops."
    return say(zh, en)


_OUTCOMES = {
    "found": ("已找到", "found"),
    "none": ("未收录", "not in the register"),
    "several": ("未确定", "not settled"),
    "stopped": ("已中断", "broken off"),
}


async def _assist(ctx: Context, key: str, waiting: list[Asked], pace: Pace, headless: bool) -> None:
    from enrich.ledger import Ledger
    from enrich.registry.assist import Assistant
    from enrich.registry.assist_window import open_window
    from enrich.registry.portals import registries

    profile = settings().home / "registry" / "profiles" / key
    async with open_window(settings(), profile, headless=headless) as window:
        portal, told = registries().portals[key], Counter[str]()
        assistant = Assistant(
            key, portal, window, ctx.store, Ledger(), lambda zh, en: out.print(f"  … {say(zh, en)}", markup=False), pace
        )
        before = len(waiting)
        waiting = assistant.unsettled(waiting)
        if len(waiting) < before:
            done = before - len(waiting)
            out.print(say(f"其中 {done} 家此前已查过，跳过", f"{done} of them were settled before and are passed over"))
        async for answer in assistant.work(waiting):
            firm = next(asked.firm for asked in waiting if answer.query in asked.names)
            _store(ctx, firm, answer)
            told[answer.outcome.value] += 1
            shown = answer.record.name if answer.record else say(answer.detail_zh, answer.detail)
            outcome = say(*_OUTCOMES.get(answer.outcome.value, (answer.outcome.value,) * 2))
            out.print(f"[{told.total()}/{len(waiting)}] {answer.query}: {outcome} {shown or ''}".rstrip(), markup=False)
        left = assistant.ledger.left(assistant.route, portal.per_day)
        zh = f"完成：找到 {told['found']} 家，其余 {told.total() - told['found']} 家；今日预算还剩 {left} 次"
        en = f"done: {told['found']} found, {told.total() - told['found']} not; {left} look-ups left today"
        out.print(say(zh, en))


def _named(ctx: Context, queue: Path) -> list[Asked]:
    """The firms of a text file; those that the base knows get their id, so that what is read is stored with them."""
    from enrich.registry.routes import Asked
    from storage.repositories.firms import find_firm

    if not queue.is_file():
        raise BadInput(f"{queue}: no such file; give a text file with one firm a line")
    names = dict.fromkeys(line.strip() for line in queue.read_text(encoding="utf-8-sig").splitlines() if line.strip())
    with ctx.db.reading() as tx:
        found = {name: [line for line in find_firm(tx, name, 2) if line.name == name] for name in names}
    return [
        Asked(firm=lines[0].id if len(lines) == 1 else f"name:{name}", names=(name,)) for name, lines in found.items()
    ]


def _needing(ctx: Context, limit: int) -> list[Asked]:
    from core.words import Field, Status
    from enrich.registry.waterfall import asked_of
    from storage.repositories.firms import load_firms
    from storage.repositories.queue import firms_page
    from storage.views import Filter

    with ctx.db.reading() as tx:
        lines = [
            line
            for status in (Status.incomplete, Status.review)
            for line in firms_page(tx, Filter(status=status), limit=limit).items
        ]
        firms = load_firms(tx, [line.id for line in lines])
    return [asked_of(firm) for firm in firms if firm.fact(Field.registry_status) is None]


def _store(ctx: Context, firm: str, answer: Answer) -> None:
    from enrich.registry.waterfall import leaf_of

    _keep(ctx, firm, leaf_of(answer))


def _keep(ctx: Context, firm: str, leaf: Leaf) -> bool:
    """Store what was read with a firm of the base; False where the base does not know the firm."""
    from core.enrichment import Gleaned
    from flows.gathered import gather
    from flows.stages.enrich import store

    if firm.startswith("name:"):
        return False
    captures = (leaf.capture,) if leaf.capture else ()
    with ctx.db.writing() as tx:
        store(
            tx,
            firm,
            gather(firm, Gleaned(enricher="registry", leaves=(leaf,), captures=captures), ctx.clock()),
            ctx.clock(),
        )
    return True


@app.command()
def ledger(
    day: Annotated[str | None, typer.Option(help="one day, YYYY-MM-DD; without it, every day")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="print JSON")] = False,
) -> None:
    """What was asked of which source, what came back, what it cost."""
    from zoneinfo import ZoneInfo

    from enrich.ledger import Ledger

    if day is not None:
        try:
            date.fromisoformat(day)
        except ValueError as error:
            raise BadInput(f"--day {day}: expected YYYY-MM-DD") from error
    sums: dict[tuple[str, str, str], list[Decimal]] = defaultdict(lambda: [Decimal(0), Decimal(0), Decimal(0)])
    for attempt in Ledger():
        on = attempt.at.astimezone(ZoneInfo(settings().timezone)).date().isoformat()
        if day in (None, on):
            row = sums[on, attempt.route, attempt.outcome]
            row[0], row[1], row[2] = row[0] + 1, row[1] + attempt.calls, row[2] + attempt.cost
    rows = [(*key, int(v[0]), int(v[1]), f"{v[2]:.2f}") for key, v in sorted(sums.items())]
    if as_json:
        names = ("day", "route", "outcome", "firms", "calls", "cost_cny")
        emit([dict(zip(names, row, strict=True)) for row in rows])
        return
    columns = [
        say(*pair)
        for pair in (
            ("日期", "day"),
            ("来源", "route"),
            ("结果", "outcome"),
            ("企业", "firms"),
            ("调用", "calls"),
            ("费用 CNY", "cost CNY"),
        )
    ]
    table("", columns, rows, right=(3, 4, 5))


@app.command("import")
def import_file(
    file: Annotated[
        Path, typer.Argument(help="a portal's export (XLSX, CSV), a patent search export, or a saved page")
    ],
    title: Annotated[str, typer.Option(help="what is written as the source of the facts")] = "",
    url: Annotated[str, typer.Option(help="where a saved page stood")] = "",
    firm: Annotated[str | None, typer.Option(help="the firm that a patent export is about")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="print JSON")] = False,
) -> None:
    """Read an export or a saved page and store it with the firms of the base that bear exactly these names."""
    from cli.registry_import import read_file
    from flows.context import Context

    if not file.is_file():
        raise BadInput(f"{file}: no such file")
    ctx = Context.open(settings())
    stored, unknown = 0, []
    for name, key, leaf in read_file(ctx, file, title or file.name, url, firm):
        if key is not None and _keep(ctx, key, leaf):
            stored += 1
        else:
            unknown.append(name)
    if as_json:
        emit({"stored": stored, "not_in_base": unknown})
        return
    out.print(
        say(
            f"已写入 {stored} 家；库中没有 {len(unknown)} 家",
            f"{stored} firms stored; {len(unknown)} are not in the base",
        )
    )
    for name in unknown[:20]:
        out.print(f"  {name}", markup=False)
