"""Every download of a crawl goes through here: first requests, redirects and robots.txt alike."""

from __future__ import annotations

from typing import Any

from scrapy import Request
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.http import Response
from scrapy.utils.misc import build_from_crawler, load_object

from core.web.guard import Refused, host_name, is_public
from crawlers.addresses import addresses

_WITH_REACTOR = "scrapy.core.downloader.handlers.http11.HTTP11DownloadHandler"
_WITHOUT = "scrapy.core.downloader.handlers._aiohttp.AiohttpDownloadHandler"


class GuardedHandler(BaseDownloadHandler):
    """Scrapy's own HTTP handler behind the address guard and the operator's hosts map.

    The request keeps its logical URL and Host header; only the connection goes to the mapped address.
    """

    def __init__(self, crawler: Any) -> None:
        super().__init__(crawler)
        self._reactor = crawler.settings.getbool("TWISTED_REACTOR_ENABLED")
        self._inner = build_from_crawler(load_object(_WITH_REACTOR if self._reactor else _WITHOUT), crawler)

    async def download_request(self, request: Request) -> Response:
        """Download, or raise Refused or Unresolved."""
        target = await addresses().admit(request.url)
        sent = request if target == request.url else _sent_to(request, target)
        response: Response = await self._inner.download_request(sent)
        self._check_peer(request, response, mapped=sent is not request)
        return response if sent is request else response.replace(url=request.url)

    async def close(self) -> None:
        """Close the connections."""
        await self._inner.close()

    def _check_peer(self, request: Request, response: Response, *, mapped: bool) -> None:
        """Without the reactor the name is resolved a second time, so the peer is checked as well."""
        peer = None if response.ip_address is None else str(response.ip_address)
        if self._reactor or mapped or peer is None or is_public(peer):
            return
        guard = addresses().guard
        host, port = guard.check(request.url)
        if not guard.permitted(host_name(host), port):
            raise Refused(f"{host} ({peer}): lies inside a private network and is not fetched")


def _sent_to(request: Request, target: str) -> Request:
    sent = request.replace(url=target)
    sent.headers.setdefault("Host", request.url.split("//", 1)[1].split("/", 1)[0].split("?", 1)[0])
    return sent
