"""Pages that scripts build: drawn in Chromium instead of downloaded, with what they fetched by themselves."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from scrapy import Request, signals
from scrapy.exceptions import DownloadFailedError
from scrapy.http import HtmlResponse, Response

from core.listing import Ask
from core.settings import settings
from crawlers.addresses import addresses

if TYPE_CHECKING:
    from core.web.browser import Browser
    from crawlers.drawn import DrawnPage


class DrawingMiddleware:
    """Answers asks that want the browser. robots.txt was asked before; the browser has the same address guard."""

    def __init__(self, crawler: Any) -> None:
        self.crawler = crawler
        self._browser: Browser | None = None
        self._one_at_a_time = asyncio.Lock()
        crawler.signals.connect(self._closed, signal=signals.spider_closed)

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
            page = await self._draw(ask.url)
        request.meta.update(calls=page.calls, earlier=page.earlier)
        headers = {"Content-Type": "text/html; charset=utf-8"}
        return HtmlResponse(page.final_url, page.status, headers, page.html.encode(), request=request)

    async def _draw(self, url: str) -> DrawnPage:
        # Imported here: most crawls need no browser, and Playwright costs every start a tenth of a second.
        from playwright.async_api import Error as PlaywrightError

        from core.web.browser import Browser
        from crawlers.drawn import draw_whole

        if self._browser is None:
            self._browser = Browser(settings(), addresses().guard)
        try:
            return await draw_whole(self._browser, url, self.crawler.spider.limits.pages)
        except PlaywrightError as error:
            raise DownloadFailedError(f"the browser could not draw it: {str(error).splitlines()[0]}") from error

    async def _closed(self) -> None:
        if self._browser is not None:
            await self._browser.close()
