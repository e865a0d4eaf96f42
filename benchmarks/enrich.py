"""What reading five pages of a firm's site costs, with one screenshot, without, and with a browser only.

    python -m benchmarks.enrich [--firms 12]

The demo web runs in another process, whose CPU is not counted; the browser's processes are. All three ways read the
same pages with the same parsers. Targets: at most 0.8 CPU-seconds a firm with one screenshot where a browser-only
pipeline takes 1.4 or more, and 0.1 without a screenshot.
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import os
import tempfile
import time
from datetime import UTC, date, datetime
from multiprocessing.connection import Connection
from pathlib import Path

from benchmarks.browser_way_out import cpu
from core.settings import Settings
from core.web.browser import Browser
from core.web.reader import WebReader
from demo.pages import site
from demo.serve import DemoWeb
from demo.truth import site_up
from demo.world import make_world
from enrich.contacts import parse_contacts
from enrich.published import published_on
from enrich.rd_centre import parse_rd
from storage.evidence.store import EvidenceStore

PAGES = 5
TODAY = date(2026, 11, 21)
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
Site = tuple[str, ...]
"""Addresses of one firm's pages."""


def serve(pipe: Connection, firms: int) -> None:
    """The demo web in a process of its own: tells where it listens and what to read, then waits for the end."""
    world = make_world(firms * 8, 11, TODAY)
    with DemoWeb(world) as web:
        chosen = []
        for firm in world.firms:
            if firm.site and site_up(firm) and not firm.site.javascript:
                paths = list(site.paths(firm, TODAY))[:PAGES]
                if len(paths) == PAGES:
                    chosen.append(tuple(f"http://{firm.site.host}{path}" for path in paths))
        if len(chosen) < firms:
            raise SystemExit(f"only {len(chosen)} sites with {PAGES} pages; ask for fewer firms")
        pipe.send((web.hosts, chosen[:firms]))
        pipe.recv()


def read(text: str, url: str) -> None:
    """The parsers that every page of a firm goes through."""
    parse_rd(text, url)
    parse_contacts(text, url)
    published_on(text, url, NOON)


async def ours(settings: Settings, sites: list[Site], screenshot: bool) -> float:
    """CPU-seconds a firm by HTTP first, with one evidence screenshot or none."""
    store = EvidenceStore(settings.evidence)
    async with Browser(settings) as browser, WebReader(settings, store, browser, delay_seconds=0.0) as reader:
        began = 0.0
        for at, pages in enumerate(sites):
            if at == 1:  # the first firm starts the browser and loads the parsers' tables
                began = cpu(os.getpid())
            async with reader.firm() as web:
                read_pages = [await web.get(url, source=f"website:{at}") for url in pages]
                for page in read_pages:
                    read(page.text, page.capture.final_url)
                if screenshot:
                    await web.shoot(read_pages[1], ["研发"])
        return (cpu(os.getpid()) - began) / (len(sites) - 1)


async def browser_only(settings: Settings, sites: list[Site]) -> float:
    """The same work where every page is opened in the browser and one is photographed."""
    async with Browser(settings) as browser:
        began = 0.0
        for at, pages in enumerate(sites):
            if at == 1:
                began = cpu(os.getpid())
            context, token = await browser.open_context()
            page = await context.new_page()
            for nth, url in enumerate(pages):
                await page.goto(url, wait_until="load")
                read(await page.content(), url)
                if nth == 1:
                    await page.screenshot(full_page=True, type="jpeg", quality=80)
            await browser.close_context(context, token)
        return (cpu(os.getpid()) - began) / (len(sites) - 1)


def main() -> None:
    """Serve, read three ways, print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--firms", type=int, default=12)
    count = parser.parse_args().firms
    fresh = multiprocessing.get_context("spawn")
    here, there = fresh.Pipe()
    server = fresh.Process(target=serve, args=(there, count + 1), daemon=True)
    server.start()
    hosts, sites = here.recv()
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(home=Path(folder), hosts=hosts, site_delay_seconds=0.0)
        ways = {
            "HTTP first, one screenshot": lambda: ours(settings, sites, True),
            "HTTP first, no screenshot": lambda: ours(settings, sites, False),
            "browser only, one screenshot": lambda: browser_only(settings, sites),
        }
        print(f"{len(sites) - 1} firms, {PAGES} pages each; {time.strftime('%F')}")
        print(f"{'way':<32}{'CPU-s a firm':>14}")
        for way, run in ways.items():
            # The server is a child as well: what it used is taken off.
            before = cpu(server.pid or 0)
            spent = asyncio.run(run()) - (cpu(server.pid or 0) - before) / len(sites)
            print(f"{way:<32}{spent:>14.2f}", flush=True)
    here.send(None)
    server.join(timeout=10)


if __name__ == "__main__":
    main()
