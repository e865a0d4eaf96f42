"""The one spider: it fetches what a walk asks for and hands the answers back."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any, ClassVar

import scrapy
from scrapy import Request
from scrapy.exceptions import CloseSpider
from scrapy.http import Response

from core.listing import Answer, Ask, CrawlReport, ListConfig
from core.records import Sighting
from core.settings import settings
from crawlers.answering import answer_of, failure_of
from crawlers.frontier import Limits
from crawlers.outfile import PageRows
from crawlers.platforms import PLATFORMS
from crawlers.recognise import recognise_page, recognise_url
from crawlers.walk import Step, Walk

Yielded = Request | PageRows


class ListSpider(scrapy.Spider):
    """Reads one list, whatever its platform. A subclass for each list is made by `crawlers.loader`."""

    config: ClassVar[ListConfig]

    def __init__(
        self, name: str | None = None, *, out: Path | str | None = None, limits: Limits | None = None, **kwargs: Any
    ) -> None:
        super().__init__(name, **kwargs)
        self.out = Path(out) if out else None
        self.limits = limits or Limits(pages=self.config.max_pages)
        self.walk = self._walk(recognise_url(self.config) or self.config)
        self._recognising = self.walk.config is self.config and "platform" not in self.config.model_fields_set
        self.report: CrawlReport | None = None

    @classmethod
    def update_settings(cls, settings_: Any) -> None:
        """The list's own pace and the installation's limits."""
        super().update_settings(settings_)
        own, config = settings(), cls.config
        for name, value in {
            "USER_AGENT": own.user_agent,
            "DOWNLOAD_DELAY": config.pace.delay_seconds,
            "CONCURRENT_REQUESTS": config.pace.concurrency * 2,  # a platform's API host beside the show's own
            "CONCURRENT_REQUESTS_PER_DOMAIN": config.pace.concurrency,
            "AUTOTHROTTLE_TARGET_CONCURRENCY": float(config.pace.concurrency),
            "DOWNLOAD_TIMEOUT": own.http_timeout_seconds,
            "DOWNLOAD_MAXSIZE": own.max_body_bytes,
            "REDIRECT_MAX_TIMES": own.max_redirects,
        }.items():
            settings_.set(name, value, priority="spider")

    async def start(self) -> AsyncIterator[Any]:
        """The platform's first requests."""
        for ask in self.walk.start():
            yield self._request(ask)

    def read(self, response: Response, ask: Ask) -> Iterator[Yielded]:
        """One answer: its rows, then what to ask next."""
        answer = answer_of(ask, response)
        if self._recognising and answer.access.says_something:
            self._recognising = False
            known = recognise_page(self.config, answer)
            if known is not None:
                self.walk = self._walk(known)
                yield from (self._request(first) for first in self.walk.start())
                return
        for number, earlier in enumerate(response.meta.get("earlier", ()), 1):
            # What a page showed before its own next button took it away.
            turned = ask.model_copy(update={"url": f"{ask.url}#turn-{number}", "label": f"turn {number}"})
            self.walk.frontier.open((turned,), ask)
            yield from self._taken(answer.model_copy(update={"ask": turned, "text": earlier, "calls": ()}))
        yield from self._taken(answer)
        if self.walk.stopped is not None and not self.walk.profiles.waiting:
            raise CloseSpider("walk_stopped")  # so that what is scheduled is not fetched any more

    def _taken(self, answer: Answer) -> Iterator[Yielded]:
        try:
            step = self.walk.take(answer)
        except Exception as bug:
            self.logger.exception("reading %s failed", answer.ask.url)
            step = self.walk.broken(answer.ask, bug)
        yield from self._yielded(step)

    def failed(self, failure: Any) -> Iterator[Yielded]:
        """A request without an answer."""
        ask: Ask = failure.request.cb_kwargs["ask"]
        access, detail, refused = failure_of(failure.value, ask)
        if refused and self.walk.refused is None:
            self.walk.refused = detail
        yield from self._yielded(self.walk.fail(ask, access, detail))

    def conclude(self, reason: str) -> tuple[tuple[Sighting, ...], CrawlReport]:
        """The last rows and the report. `reason` is Scrapy's word on why the crawl ended."""
        if reason not in ("finished", "walk_stopped"):
            words = {"shutdown": "interrupted", "memusage_exceeded": "the memory limit is reached"}
            self.walk.stop(words.get(reason, reason), cut=True)
        rest = self.walk.finish()
        self.report = self.walk.report()
        return rest, self.report

    def _walk(self, config: ListConfig) -> Walk:
        return Walk(self.name, config, PLATFORMS.get(config.platform), self.limits)

    def _yielded(self, step: Step) -> Iterator[Yielded]:
        if step.sightings:
            yield PageRows(step.sightings)
        for ask in step.asks:
            yield self._request(ask)

    def _request(self, ask: Ask) -> Request:
        meta: dict[str, Any] = {"dont_obey_robotstxt": True} if self.config.robots_exception else {}
        return Request(
            ask.url,
            method=ask.method,
            headers=dict(ask.headers),
            body=ask.body or "",
            callback=self.read,
            errback=self.failed,
            cb_kwargs={"ask": ask},
            meta=meta,
            priority=-self.walk.frontier.number(ask),  # in the order in which pages were found
            dont_filter=True,  # the frontier has seen to it, and knows bodies and drawn pages
        )
