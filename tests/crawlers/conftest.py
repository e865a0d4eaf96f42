"""Crawls of loopback sites: in this process where the process is not the point."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from core.listing import CrawlReport, ListConfig
from core.records import Sighting
from core.settings import settings
from crawlers.child import run_here
from crawlers.frontier import Limits
from crawlers.process import read_run
from tests.crawlers.sites import Site, served

Crawled = tuple[list[Sighting], CrawlReport]


@pytest.fixture(autouse=True)
def loopback(own_settings: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The operator of these tests permits loopback."""
    monkeypatch.setenv("SHOWFLOOR_ALLOWED_PRIVATE_HOSTS", '["127.0.0.1"]')
    settings.cache_clear()


@pytest.fixture
def crawl_here(tmp_path: Path) -> Callable[..., Crawled]:
    """Crawl a site from a path, in this process and without delays."""

    def crawl(site: Site, path: str, limits: Limits | None = None, **config: object) -> Crawled:
        with served(site) as base:
            return crawl_url(tmp_path, base + path, limits, **config)

    return crawl


def crawl_url(folder: Path, url: str, limits: Limits | None = None, **config: object) -> Crawled:
    """Crawl an address in this process."""
    described = ListConfig.model_validate(
        {"title": "Example Auto Show 2027", "url": url, "pace": {"delay_seconds": 0, "concurrency": 4}, **config}
    )
    out = folder / "run.jsonl"
    report = asyncio.run(run_here("example_2027", described, out, limits, LOG_LEVEL="CRITICAL"))
    rows, written = read_run(out) if out.exists() else ((), report)
    assert written == report
    return list(rows), report
