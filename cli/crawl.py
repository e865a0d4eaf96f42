"""`showfloor crawl` and `showfloor nightly`: lists into the firm base, without or with Prefect."""

from __future__ import annotations

import asyncio
import getpass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from pydantic import ValidationError

from cli.console import emit, err, escape, out, say, table
from cli.progress import Bars
from core.errors import BadInput
from core.listing import ListConfig
from core.settings import settings

if TYPE_CHECKING:
    from flows.stages.crawl import Crawled


def crawl(
    list_key: Annotated[str | None, typer.Argument(help="a list of config/lists")] = None,
    url: Annotated[str | None, typer.Option(help="the address of a new list, or a file")] = None,
    title: Annotated[
        str | None, typer.Option(help="what to write as the acquisition channel: publisher, list, year")
    ] = None,
    save: Annotated[bool, typer.Option(help="keep the new list in config/lists")] = False,
    force: Annotated[bool, typer.Option(help="enrich firms again that were enriched lately")] = False,
    only_list: Annotated[bool, typer.Option("--only-list", help="collect and screen; enrich nothing")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="print JSON")] = False,
) -> None:
    """Crawl one list, enrich its firms, screen and load them."""
    key, config = _wanted(list_key, url, title, save)
    from flows.context import Context
    from flows.local import run_lists

    with Bars(quiet=as_json) as bars:
        ctx = Context.open(settings(), bars)
        report = asyncio.run(
            run_lists(ctx, "targeted", {key: config}, by=getpass.getuser(), force=force, enrich=not only_list)
        )
    _tell(report, as_json)


def nightly(
    force: Annotated[bool, typer.Option(help="enrich firms again that were enriched lately")] = False,
    without_prefect: Annotated[
        bool, typer.Option("--without-prefect", help="run the same chain without Prefect")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="print JSON")] = False,
) -> None:
    """Crawl, enrich, screen and load every list that is due."""
    from flows.context import Context

    with Bars(quiet=as_json) as bars:
        if without_prefect:
            from flows.lists import due_lists
            from flows.local import run_lists

            ctx = Context.open(settings(), bars)
            report = asyncio.run(run_lists(ctx, "nightly", due_lists(ctx), by=getpass.getuser(), force=force))
        else:
            from flows.nightly import run_nightly

            report = run_nightly(bars, force=force)
    _tell(report, as_json)


def _wanted(list_key: str | None, url: str | None, title: str | None, save: bool) -> tuple[str, ListConfig]:
    from crawlers.loader import load_list

    if list_key and url:
        raise BadInput("give the key of a configured list, or --url and --title for a new one, not both")
    if list_key:
        return list_key, load_list(list_key)
    if not url or not title:
        raise BadInput(
            "give the key of a configured list, or --url ADDRESS and --title “publisher, list, year” for a new one"
        )
    from crawlers.preview import as_yaml, suggest_key

    key, config = suggest_key(title), described(url, title)
    if save:
        path = settings().config_dir / "lists" / f"{key}.yml"
        if path.exists():
            raise BadInput(f"{path} exists already; crawl it with: showfloor crawl {key}")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(as_yaml(config), encoding="utf-8")
        err.print(str(path))
    return key, config


def described(url: str, title: str) -> ListConfig:
    """A list that nobody has configured: its address, or a file on this machine, and its title."""
    if "://" not in url:
        if not Path(url).expanduser().is_file():
            raise BadInput(f"{url}: neither an address (https://…) nor a file that exists")
        url = str(Path(url).expanduser().resolve())
    try:
        return ListConfig(title=title, url=url)
    except ValidationError as error:
        raise BadInput("; ".join(str(item["msg"]).removeprefix("Value error, ") for item in error.errors())) from error


def _tell(report: object, as_json: bool) -> None:
    from flows.chain import RunReport

    assert isinstance(report, RunReport)
    only = report.lists[0] if len(report.lists) == 1 else None
    if report.kind == "targeted" and only is not None and only.failure:
        if as_json:
            emit(report)
        raise BadInput(only.failure)
    if as_json:
        emit(report)
    else:
        show(report)
    if report.failed:
        raise typer.Exit(1)


def _changes(crawled: Crawled) -> tuple[str, ...]:
    """What is new against the crawl before, in words."""
    if not (crawled.new or crawled.gone or crawled.moved):
        return ()
    zh = f"新增 {crawled.new}，消失 {crawled.gone}，换展位 {crawled.moved}"
    return (say(zh, f"{crawled.new} new, {crawled.gone} gone, {crawled.moved} moved"),)


def show(report: object, hint: bool = True) -> None:
    """A run's report on the terminal."""
    from flows.chain import RunReport

    assert isinstance(report, RunReport)
    table(
        say("名录", "lists"),
        [
            say("名录", "list"),
            say("行数", "rows"),
            say("声明总数", "declared"),
            say("完整性", "proof"),
            say("结果", "result"),
        ],
        (
            (
                c.title,
                c.report.proof.unique_rows,
                c.report.proof.declared_total or "–",
                c.report.proof.verdict.value,
                c.failure or "; ".join((*_changes(c), *c.warnings)) or "ok",
            )
            for c in report.lists
        ),
        right=(1, 2),
    )
    ledger = report.ledger
    balance = (
        say("读入 = 去向，无遗漏", "rows in = rows out")
        if ledger.conserved
        else say("[red]有行丢失[/red]", "[red]rows are missing[/red]")
    )
    table(
        say("去向", "where the rows went"),
        ["", say("行", "rows")],
        (
            (say("读入", "rows in"), ledger.rows_in),
            (say("合格", "qualified"), ledger.qualified),
            (say("待补", "incomplete"), ledger.incomplete),
            (say("待审", "review"), ledger.review),
            (say("作废", "void"), ledger.void),
            (say("并入其他行", "merged into another row"), ledger.merged),
            (say("隔离", "quarantined"), ledger.quarantined),
            (say("品牌与伙伴", "brands and partners"), ledger.not_firms),
        ),
        right=(1,),
    )
    out.print(balance)
    for source, why in report.stopped_sources.items():
        out.print(f"[yellow]![/yellow] {escape(source)}: {escape(why)}")
    for line in report.problems[:10]:
        out.print(f"[yellow]![/yellow] {escape(line)}", soft_wrap=True)
    if not hint:
        return
    out.print(
        say("下一步：", "next: ")
        + "[bold]showfloor firms --status review[/bold] · [bold]showfloor explain FIRM[/bold] · [bold]showfloor serve[/bold]"
    )
