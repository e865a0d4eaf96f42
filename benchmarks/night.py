"""A whole night on the demo web: firms a minute, CPU by kind of process, memory, disk; beside it with a browser only.

    python -m benchmarks.night --firms 1700                  # what a night of the team is
    python -m benchmarks.night --firms 100 --browser-firms 100

The night is `showfloor nightly` with Prefect on SQLite, in a process of its own; the demo web is served by another one
that is not counted. The browser-only night is the same chain, without Prefect, whose reader opens every page of every
firm, registry and patent search in the browser; the lists are read alike. It is run on a demo web of `--browser-firms`
firms, and compared by the firm. Targets: 1,700 firms in 30 minutes on two cores, at most 1.1 GB for the browser.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import multiprocessing
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks.process_watch import Watch
from core.records import Page
from core.settings import settings
from core.web.browser import Browser
from core.web.reader import WebReader
from demo.installation import install
from demo.serve import DemoWeb
from demo.world import make_world
from flows.context import Context, Silence
from flows.tools import Tools, tools

_KINDS = ("main", "browser", "browser driver", "list crawls and other", "Prefect server")
WITH_PREFECT, WITHOUT_PREFECT, BROWSER_ONLY = "the night", "without Prefect", "browser only"
_SPAWN = multiprocessing.get_context("spawn")


class BrowserOnly(WebReader):
    """Opens in the browser whatever is no data of an interface."""

    async def get(self, url: str, **how: Any) -> Page:
        """As the reader's, but drawn."""
        plain = how.get("method", "GET") == "GET" and not how.get("body")
        return await super().get(url, **{**how, "browser": plain})


@asynccontextmanager
async def browser_tools(ctx: Context) -> AsyncIterator[Tools]:
    """Like `flows.tools.tools`, with the browser for every page."""
    from flows.stages.enrich import switched_on

    async with (
        Browser(ctx.settings) as browser,
        BrowserOnly(ctx.settings, ctx.store, browser, delay_seconds=ctx.settings.site_delay_seconds) as reader,
    ):
        yield Tools(reader, switched_on(ctx))


def serve(pipe: Connection, firms: int, seed: int, today: date) -> None:
    """The demo web in a process of its own."""
    with DemoWeb(make_world(firms, seed, today)) as web:
        pipe.send(web.hosts)
        pipe.recv()


def night(pipe: Connection, home: Path, hosts: dict[str, str], firms: int, seed: int, today: date, way: str) -> None:
    """One night in a process of its own; sends how it ended."""
    own = install(home, make_world(firms, seed, today), hosts, keep=False)
    pipe.recv()
    began = time.monotonic()
    if way == WITH_PREFECT:
        from flows.nightly import run_nightly

        report = run_nightly(Silence())
    else:
        from flows.lists import due_lists
        from flows.local import run_lists

        ctx = Context.open(settings())
        opened = browser_tools if way == BROWSER_ONLY else tools
        report = asyncio.run(run_lists(ctx, "nightly", due_lists(ctx), by="benchmark", opened=opened))
    pipe.send((time.monotonic() - began, report.firms, report.failed, len(report.problems), str(own.evidence)))
    pipe.recv()


def measured(way: str, firms: int, seed: int) -> dict[str, Any]:
    """Run one night one way."""
    today = date.today()  # noqa: DTZ011 - the demo's dates are relative to any day
    web_here, web_there = _SPAWN.Pipe()
    server = _SPAWN.Process(target=serve, args=(web_there, firms, seed, today), daemon=True)
    server.start()
    hosts = web_here.recv()
    with tempfile.TemporaryDirectory() as folder:
        here, there = _SPAWN.Pipe()
        home = Path(folder) / "home"
        child = _SPAWN.Process(target=night, args=(there, home, hosts, firms, seed, today, way))
        child.start()
        there.close()  # so that a night that dies is noticed at once
        with Watch(child.pid or 0) as watch:
            here.send(None)
            seconds, done, failed, problems, evidence = here.recv()
            watch.look()
        here.send(None)
        child.join(timeout=60)
        disk = {"evidence": _size(Path(evidence)), "database": sum(_size(p) for p in home.glob("*.db*"))}
    web_here.send(None)
    server.join(timeout=10)
    return {
        "way": way, "firms": done, "seconds": seconds, "failed": failed, "problems": problems, "cpu": watch.cpu(),
        "browser_bytes": watch.browser_peak, "main_bytes": watch.main_peak, "disk": disk,
    }  # fmt: skip


def _size(path: Path) -> int:
    """Bytes on disk, whole blocks counted."""
    files = [path] if path.is_file() else [p for p in path.rglob("*") if p.is_file()]
    return sum(file.stat().st_blocks * 512 for file in files)


def table(runs: list[dict[str, Any]]) -> Table:
    """The nights side by side."""
    shown = Table(title=f"a night on the demo web, {time.strftime('%F')}")
    shown.add_column("")
    for run in runs:
        shown.add_column(str(run["way"]), justify="right")

    def row(label: str, *cells: str) -> None:
        shown.add_row(label, *cells)

    row("firms", *(f"{run['firms']:,}" for run in runs))
    row("failed / problems of firms", *(f"{run['failed']} / {run['problems']}" for run in runs))
    row("seconds", *(f"{run['seconds']:,.0f}" for run in runs))
    row("firms a minute", *(f"{run['firms'] / run['seconds'] * 60:,.1f}" for run in runs))
    row("minutes for 1,700 firms at this pace", *(f"{1700 * run['seconds'] / run['firms'] / 60:,.1f}" for run in runs))
    for kind in _KINDS:
        row(f"CPU-s a firm: {kind}", *(f"{run['cpu'].get(kind, 0) / run['firms']:.3f}" for run in runs))
    row("CPU-s a firm: all", *(f"{sum(run['cpu'].values()) / run['firms']:.3f}" for run in runs))
    row("browser memory at its peak, MB (PSS)", *(f"{run['browser_bytes'] / 1e6:,.0f}" for run in runs))
    row("main process at its peak, MB", *(f"{run['main_bytes'] / 1e6:,.0f}" for run in runs))
    for part in ("evidence", "database"):
        row(f"disk a firm, kB: {part}", *(f"{run['disk'][part] / run['firms'] / 1e3:,.0f}" for run in runs))
    return shown


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--firms", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1700)
    parser.add_argument("--browser-firms", type=int, default=0, help="firms of the browser-only night; 0 = none")
    parser.add_argument("--without-prefect", action="store_true", help="the same chain without Prefect")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    runs = [measured(WITHOUT_PREFECT if asked.without_prefect else WITH_PREFECT, asked.firms, asked.seed)]
    if asked.browser_firms:
        runs.append(measured(BROWSER_ONLY, asked.browser_firms, asked.seed))
    if asked.json:
        print(json.dumps(runs))
    else:
        Console(width=110).print(table(runs))


if __name__ == "__main__":
    main()
