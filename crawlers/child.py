"""The inside of a crawl's own process: `python -m crawlers KEY --out run.jsonl`."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from scrapy.crawler import AsyncCrawlerProcess, AsyncCrawlerRunner
from scrapy.settings import Settings as ScrapySettings

from core.errors import BadInput
from core.listing import Answer, CrawlReport, ListConfig, Proof
from core.words import Access
from crawlers.frontier import Limits
from crawlers.loader import spider_of
from crawlers.outfile import SightingsFile
from crawlers.platforms import PLATFORMS
from crawlers.recognise import recognise_url
from crawlers.spider import ListSpider
from crawlers.walk import Walk


def scrapy_settings(**changed: Any) -> ScrapySettings:
    """The settings of `crawlers.settings`, with some changed."""
    chosen = ScrapySettings()
    chosen.setmodule("crawlers.settings", priority="project")
    chosen.setdict(changed, priority="cmdline")
    return chosen


def run(key: str, config: ListConfig, out: Path, limits: Limits) -> None:
    """Crawl, write the sightings and the report. Never raises for what the list or the site did: the report says it."""
    local = local_file(config)
    try:
        if local is not None:
            read_file(key, config, local, out, limits)
            return
        process = AsyncCrawlerProcess(scrapy_settings())
        process.crawl(spider_of(key, config), out=out, limits=limits)
        process.start()
    except BadInput as wrong:
        SightingsFile(out).close(refusal(key, str(wrong)))


async def run_here(
    key: str, config: ListConfig, out: Path, limits: Limits | None = None, **changed: Any
) -> CrawlReport:
    """The same crawl inside a running event loop, without a reactor; for tests and small tools, not for hostile sites."""
    runner = AsyncCrawlerRunner(scrapy_settings(TWISTED_REACTOR_ENABLED=False, **changed))
    crawler = runner.create_crawler(spider_of(key, config))
    try:
        await runner.crawl(crawler, out=out, limits=limits)
    except BadInput as wrong:
        return refusal(key, str(wrong))
    spider = crawler.spider
    if not isinstance(spider, ListSpider) or spider.report is None:
        raise RuntimeError(f"the crawl of {key} ended without a report")
    return spider.report


def local_file(config: ListConfig) -> Path | None:
    """The file on disk that a list names instead of an address, or None."""
    if "://" in config.url:
        return None
    path = Path(config.url).expanduser()
    if not path.is_file():
        raise BadInput(f"{config.url}: neither an address (https://…) nor a file that exists")
    return path


def read_file(key: str, config: ListConfig, path: Path, out: Path, limits: Limits) -> CrawlReport:
    """Read a list that lies on disk."""
    config = recognise_url(config) or config
    walk = Walk(key, config, PLATFORMS.get(config.platform), limits)
    ask = walk.start()[0]
    answer = Answer(ask=ask, final_url=config.url, status=200, access=Access.ok, body=path.read_bytes())
    lines = SightingsFile(out)
    for sighting in (*walk.take(answer).sightings, *walk.finish()):
        lines.add(sighting)
    report = walk.report()
    lines.close(report)
    return report


def refusal(key: str, why: str) -> CrawlReport:
    """The report of a crawl that could not begin."""
    now = datetime.now(UTC)
    proof = Proof(stopped="refused", why=why)
    return CrawlReport(list=key, started_at=now, ended_at=now, proof=proof, refused=why, errors=(why,))
