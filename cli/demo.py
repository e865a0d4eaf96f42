"""`showfloor demo`: the whole nightly job against a demo web whose truth is known, then what came of it."""

from __future__ import annotations

import asyncio
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from cli.console import emit, out, say, table
from cli.progress import Bars
from core.errors import BadInput
from core.settings import settings

if TYPE_CHECKING:
    from demo.measure import Report
    from demo.serve import DemoWeb
    from demo.truth import Truth
    from flows.chain import RunReport


def demo(
    firms: Annotated[int, typer.Option(help="how many firms the demo web has", min=20)] = 120,
    seed: Annotated[int, typer.Option(help="which demo web; the same seed gives the same pages")] = 7,
    keep: Annotated[
        bool, typer.Option("--keep", help="go on with the last demo's data instead of starting anew")
    ] = False,
    without_prefect: Annotated[
        bool, typer.Option("--without-prefect", help="run the same chain without Prefect")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="print JSON")] = False,
) -> None:
    """Start the demo web on loopback, run the nightly flow against it on SQLite, and compare with the truth."""
    from demo.installation import install
    from demo.serve import DemoWeb
    from demo.truth import truth
    from demo.world import make_world

    home = Path(settings().home) / "demo"
    today = datetime.now(ZoneInfo(settings().timezone)).date()
    world = make_world(firms, seed, today)
    began = datetime.now()  # noqa: DTZ005 - only a difference is shown
    with DemoWeb(world) as web, Bars(quiet=as_json) as bars:
        own = install(home.resolve(), world, web.hosts, keep)
        refused = _refusals(web, own.home / "files")
        report = _run(bars, without_prefect)
        measured = _measure(truth(world))
    seconds = (datetime.now() - began).total_seconds()  # noqa: DTZ005
    if as_json:
        emit({"run": report, "measured": measured, "refused": refused, "seconds": seconds, "home": str(home)})
    else:
        _show(report, measured, refused, home, seconds, len(world.firms))
    if report.failed or measured.wrongly_qualified or measured.groundless:
        raise typer.Exit(1)


def _run(bars: Bars, without_prefect: bool) -> RunReport:
    if not without_prefect:
        from flows.nightly import run_nightly

        return run_nightly(bars)
    from flows.context import Context
    from flows.lists import due_lists
    from flows.local import run_lists

    ctx = Context.open(settings(), bars)
    return asyncio.run(run_lists(ctx, "nightly", due_lists(ctx), by="demo"))


def _refusals(web: DemoWeb, folder: Path) -> list[str]:
    """Two files that nobody may trust: what the product says to whoever drops them."""
    from cli.crawl import described

    files = web.write_files(folder)
    lines = []
    for path, title in ((files.vague, "网络"), (files.sourceless, "")):
        try:
            described(str(path), title)
        except BadInput as refusal:
            lines.append(f"{path.name}: {refusal}")
    return lines


def _measure(truth: Truth) -> Report:
    from core.records import Capture
    from core.web.decode import decode
    from demo.measure import compare
    from storage.database import open_database
    from storage.evidence.store import EvidenceStore
    from storage.repositories.census import every_firm_id
    from storage.repositories.firms import load_firms

    store = EvidenceStore(settings().evidence)

    def text_of(capture: Capture) -> str:
        return decode(store.body(capture), capture.content_type)

    with open_database(settings().database).reading() as tx:
        return compare(truth, load_firms(tx, every_firm_id(tx)), text_of)


def _show(report: RunReport, measured: Report, refused: list[str], home: Path, seconds: float, firms: int) -> None:
    from cli.crawl import show
    from demo.measure import tables

    out.rule(say(f"演示：{firms} 家企业", f"demo: {firms} firms"))
    show(report, hint=False)
    for line in refused:
        out.print(f"[yellow]✗[/yellow] {line}", soft_wrap=True)
    for shown in tables(measured):
        out.print(shown)
    for miss in measured.misses[:12]:
        found = ", ".join(miss.found)
        out.print(
            f"  {miss.name}: {say('应为', 'should be')} {miss.expected} ({', '.join(miss.codes)}), {say('判为', 'was')} {miss.got} ({found})"
        )
    table(
        say("接下来", "what to look at"),
        ["", ""],
        [
            (say("企业库", "the firms"), f"SHOWFLOOR_HOME={home} showfloor firms --status qualified"),
            (say("为何如此", "why"), f"SHOWFLOOR_HOME={home} showfloor explain {_example()}"),
            (say("审核页面", "the review pages"), f"SHOWFLOOR_HOME={home} showfloor serve"),
            (say("证据", "the evidence"), f"{home}/evidence   (showfloor evidence verify)"),
        ],
    )
    out.print(
        say(
            f"用时 {seconds:.0f} 秒，判断与真值一致 {measured.agreement:.1%}",
            f"{seconds:.0f} s, {measured.agreement:.1%} of decisions agree with the truth",
        )
    )


def _example() -> str:
    from core.words import Status
    from storage.database import open_database
    from storage.repositories.queue import firms_page
    from storage.views import Filter

    with open_database(settings().database).reading() as tx:
        lines = firms_page(tx, Filter(status=Status.qualified), limit=1).items
    return lines[0].id[:10] if lines else "FIRM"
