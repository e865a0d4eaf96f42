"""A crawl in a process of its own: followed while it runs, stopped, killed, and never believed by its exit code alone."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from core.listing import CrawlReport, ListConfig
from core.records import Sighting
from core.settings import ROOT, settings
from crawlers.frontier import Limits
from crawlers.process import crawl_all, follow, read_run, start
from crawlers.proof import check_expectation
from tests.crawlers.conftest import Crawled
from tests.crawlers.schemes import numbered
from tests.crawlers.sites import Query, Site, chunk, firms, page, served


def described(url: str, **more: object) -> ListConfig:
    return ListConfig.model_validate(
        {"title": "Example Auto Show 2027", "url": url, "browser": False, "pace": {"delay_seconds": 0}, **more}
    )


def slow(count: int, seconds: float) -> Site:
    """A list of pages of ten whose every page after the first takes its time."""
    site, all_firms = Site(), firms(count)

    @site.at("/list")
    def listing(q: Query) -> str:
        n = int(q.get("page", "1"))
        if n > 1:
            time.sleep(seconds)
        nav = f'<a rel="next" href="/list?page={n + 1}">Next</a>' if n * 10 < count else ""
        return page(chunk(all_firms, n, 10), nav, count)

    return site


async def followed(url: str, out: Path, *, kill_after: int = 10**9, stop_after: int = 10**9) -> Crawled:
    running = start("x_2027", described(url), out)
    rows: list[Sighting] = []
    async for part in follow(running):
        if isinstance(part, CrawlReport):
            return rows, part
        rows += part
        if len(rows) >= kill_after:
            running.process.kill()
        if len(rows) >= stop_after:
            running.process.terminate()
            stop_after = 10**9
    raise AssertionError("no report")


def test_a_crawl_is_followed_to_its_report(tmp_path: Path) -> None:
    site, path = numbered(firms(40))
    with served(site) as base:
        rows, report = asyncio.run(crawl_all(described(base + path), "x_2027", tmp_path / "run.jsonl"))
    assert {row.name for row in rows} == {firm.name for firm in firms(40)}
    assert report.proof.verdict == "complete"
    assert read_run(tmp_path / "run.jsonl") == (rows, report)


def test_a_killed_crawl_keeps_what_it_wrote_and_is_a_failure(tmp_path: Path) -> None:
    with served(slow(60, 0.4)) as base:
        rows, report = asyncio.run(followed(f"{base}/list", tmp_path / "run.jsonl", kill_after=10))
    assert 10 <= len(rows) < 60
    assert "killed by signal 9" in report.errors[0]
    assert report.proof.verdict == "incomplete"
    assert list(read_run(tmp_path / "run.jsonl")[0]) == rows


def test_sigterm_ends_a_crawl_cleanly(tmp_path: Path) -> None:
    with served(slow(60, 0.4)) as base:
        rows, report = asyncio.run(followed(f"{base}/list", tmp_path / "run.jsonl", stop_after=10))
    assert 10 <= len(rows) < 60
    assert report.proof.stopped == "interrupted"
    assert report.proof.verdict == "incomplete"
    assert report.proof.unique_rows == len(rows)


def test_nothing_read_is_a_failure_although_the_process_ends_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHOWFLOOR_ALLOWED_PRIVATE_HOSTS", "[]")
    settings.cache_clear()
    config = described("http://127.0.0.1:9/list")
    rows, report = asyncio.run(crawl_all(config, "x_2027", tmp_path / "run.jsonl", limits=Limits(seconds=60)))
    assert rows == ()
    assert "private network" in (check_expectation(report, config).failure or "")


def test_a_file_on_disk_is_a_list_too(tmp_path: Path) -> None:
    table = tmp_path / "exhibitors.csv"
    table.write_text("Company,Hall,Country\n" + "".join(f"{f.name},{f.booth},{f.country}\n" for f in firms(25)))
    rows, report = asyncio.run(crawl_all(described(str(table), kind="file"), "x_2027", tmp_path / "run.jsonl"))
    assert {row.name for row in rows} == {firm.name for firm in firms(25)}
    assert report.platform == "file"


def test_scrapy_itself_knows_the_lists(tmp_path: Path) -> None:
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / "x_2027.yml").write_text("title: Example Auto Show 2027\nurl: http://x.example/\n")
    told = subprocess.run(
        [sys.executable, "-m", "scrapy", "list"],
        cwd=ROOT,
        env={**os.environ, "SHOWFLOOR_CONFIG_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert told.stdout.split() == ["x_2027"]
