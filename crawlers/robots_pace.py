"""Crawl-delay and Request-rate of robots.txt: Scrapy reads them and does not slow down for them."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from scrapy import Request, signals
from scrapy.http import Response

_LONGEST = 60.0
"""A longer delay would stretch a crawl over days; the list's owner is asked instead of the site being hurried."""


class RobotsPace:
    """Holds each host to the pace that its robots.txt asks for, whatever AutoThrottle thinks."""

    def __init__(self, crawler: Any) -> None:
        self.crawler = crawler
        self.floor: dict[str, float] = {}
        crawler.signals.connect(self._parsed, signal=signals.robots_parsed)
        crawler.signals.connect(self._downloaded, signal=signals.response_downloaded)

    @classmethod
    def from_crawler(cls, crawler: Any) -> RobotsPace:
        """As Scrapy makes its extensions."""
        return cls(crawler)

    def _parsed(self, robotparser: Any, request: Request) -> None:
        delay = asked_delay(robotparser.rp, self.crawler.settings["USER_AGENT"])
        host = urlsplit(request.url).hostname or ""
        if delay > self.crawler.settings.getfloat("DOWNLOAD_DELAY"):
            self.floor[host] = min(delay, _LONGEST)
            self._hold(host)

    def _downloaded(self, response: Response, request: Request, spider: Any) -> None:
        self._hold(request.meta.get("download_slot") or urlsplit(request.url).hostname or "")

    def _hold(self, host: str) -> None:
        delay = self.floor.get(host)
        if delay is None:
            return
        downloader = self.crawler.engine.downloader
        downloader.per_slot_settings.setdefault(host, {}).update(delay=delay, concurrency=1, jitter=0.0)
        slot = downloader.slots.get(host)
        if slot is not None:
            slot.delay, slot.concurrency, slot.jitter = max(slot.delay, delay), 1, 0.0


def asked_delay(rules: Any, user_agent: str) -> float:
    """Seconds between two requests that these rules (protego) ask of this user agent; 0 where they ask for none."""
    delay = rules.crawl_delay(user_agent) or 0.0
    rate = rules.request_rate(user_agent)
    per_request = rate.seconds / rate.requests if rate and rate.requests else 0.0
    return float(max(delay, per_request))
