"""Pages that scripts build: drawn in Chromium instead of downloaded, with what they fetched by themselves."""

from __future__ import annotations

import asyncio
from typing import Any

from scrapy import Request
from scrapy.http import HtmlResponse, Response

from core.listing import Ask
from crawlers.drawn import draw_whole


class DrawingMiddleware:
    """Answers asks that want the browser. robots.txt was asked before; the browser has the same address guard."""

    def __init__(self, crawler: Any) -> None:
        self.crawler = crawler
        self._one_at_a_time = asyncio.Lock()

    @classmethod
    def from_crawler(cls, crawler: Any) -> DrawingMiddleware:
        """As Scrapy makes its middlewares."""
        return cls(crawler)

    async def process_request(self, request: Request) -> Response | None:
        """The drawn page, or None for an ordinary download."""
        ask: Ask | None = request.cb_kwargs.get("ask")
        if ask is None or not ask.browser:
            return None
        async with self._one_at_a_time:
            # Drawings pass by Scrapy's download slots, so the list's pace is kept here.
            await asyncio.sleep(self.crawler.settings.getfloat("DOWNLOAD_DELAY"))
            page = await draw_whole(ask.url, self.crawler.spider.limits.pages)
        request.meta["calls"] = page.calls
        return HtmlResponse(
            page.final_url, status=page.status, body=page.html.encode(), encoding="utf-8", request=request
        )
