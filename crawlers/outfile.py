"""The JSON Lines file of a crawl: sightings as they come, the report as the last line."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any, TextIO

from scrapy import signals

from core.listing import CrawlReport
from core.records import Sighting

_LINES, _SECONDS = 50, 0.5
"""A kill costs at most what is not flushed yet, and a flush a row would double the cost of small rows."""


class SightingsFile:
    """Writes one crawl's lines; small batches, so that a reader can follow and a kill loses almost nothing."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file: TextIO = path.open("w", encoding="utf-8")
        self._held: list[str] = []
        self._flushed = monotonic()

    def add(self, sighting: Sighting) -> None:
        """One more row."""
        self._held.append(sighting.model_dump_json(exclude_defaults=True) + "\n")
        if len(self._held) >= _LINES or monotonic() - self._flushed > _SECONDS:
            self.flush()

    def flush(self) -> None:
        """Everything so far is readable afterwards."""
        self._file.write("".join(self._held))
        self._file.flush()
        self._held.clear()
        self._flushed = monotonic()

    def close(self, report: CrawlReport) -> None:
        """The last line."""
        self._held.append(report.model_dump_json() + "\n")
        self.flush()
        self._file.close()


@dataclass(frozen=True, slots=True)
class PageRows:
    """The sightings of one answer, as one Scrapy item: an item a row would double the cost of a crawl."""

    sightings: tuple[Sighting, ...]


class OutFile:
    """The Scrapy pipeline in front of a `SightingsFile`; the spider's `out` names it, none means none is written."""

    def __init__(self, crawler: Any) -> None:
        self.crawler = crawler
        self.file: SightingsFile | None = None
        # Pipelines are closed before anybody knows why the crawl ends; the signal knows.
        crawler.signals.connect(self._closed, signal=signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Any) -> OutFile:
        """As Scrapy makes its pipelines."""
        return cls(crawler)

    def open_spider(self) -> None:
        """Start the file anew: a crawl is one unit, and its rows are upserted by id."""
        out: Path | None = self.crawler.spider.out
        self.file = None if out is None else SightingsFile(out)

    def process_item(self, item: PageRows) -> PageRows:
        """Write the rows of one answer."""
        if self.file is not None:
            for sighting in item.sightings:
                self.file.add(sighting)
        return item

    def _closed(self, spider: Any, reason: str) -> None:
        """Rows that waited for their own page, then the report."""
        rest, report = spider.conclude(reason)
        if self.file is not None:
            for sighting in rest:
                self.file.add(sighting)
            self.file.close(report)
