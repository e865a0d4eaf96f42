"""Keeps the pages of a list as they were answered, beside the crawl's file: the proof that a row stood there.

The crawl's process only writes them down; whoever follows it hands them to the evidence store.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from scrapy.http import Response

from core.listing import Ask
from core.records import Frozen, Moment
from core.words import Access
from crawlers.answering import answer_of


class _Noted(Frozen):
    """What is written beside a body."""

    url: str
    final_url: str
    status: int
    headers: Mapping[str, str]
    fetched_at: Moment
    access: Access


class KeptPage(_Noted):
    """One page of a list, as it was answered."""

    body: bytes


class PageArchive:
    """The Scrapy spider middleware that writes each answer to a list's own requests beside the crawl's file."""

    def __init__(self, crawler: Any) -> None:
        self.crawler = crawler
        self.count = 0

    @classmethod
    def from_crawler(cls, crawler: Any) -> PageArchive:
        """As Scrapy makes its middlewares."""
        return cls(crawler)

    def process_spider_input(self, response: Response) -> None:
        """Keep the answer. Profiles of single exhibitors are left out: they are many and prove no row of the list."""
        out: Path | None = self.crawler.spider.out
        ask: Ask | None = (response.cb_kwargs or {}).get("ask")
        if out is None or ask is None or ask.purpose != "list":
            return
        folder = _folder(out)
        if self.count == 0:
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
        self.count += 1
        headers = {k.decode("latin-1"): v[-1].decode("latin-1") for k, v in response.headers.items() if v}
        noted = _Noted(
            url=ask.url,
            final_url=response.url,
            status=response.status,
            headers=headers,
            fetched_at=datetime.now(UTC),
            access=answer_of(ask, response).access,
        )
        (folder / f"{self.count:05}.body").write_bytes(response.body)
        (folder / f"{self.count:05}.json").write_text(noted.model_dump_json(), encoding="utf-8")


def kept_pages(out: Path) -> Iterator[KeptPage]:
    """The pages of the crawl that wrote `out`, in the order in which they were answered."""
    for note in sorted(_folder(out).glob("*.json")):
        noted = _Noted.model_validate_json(note.read_text(encoding="utf-8"))
        yield KeptPage(**dict(noted), body=note.with_suffix(".body").read_bytes())


def _folder(out: Path) -> Path:
    return out.with_suffix(".pages")
