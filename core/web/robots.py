"""robots.txt, obeyed by httpx and browser alike: one reading for a host and run.

After RFC 9309: an answer of 4xx means that nothing is forbidden; a server that fails (5xx) or doesn't answer means that
everything is, until it answers. A wait that a host asks for holds for us; one longer than a minute cannot be kept
within a nightly run, so such a host counts as closed to us, and says so.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from urllib.parse import urlsplit

from protego import Protego

from core.errors import BadInput
from core.web.decode import Kind, decode, sniff
from core.web.http import Http
from core.words import Access

_LONGEST_WAIT = 60.0
_LARGEST = 600_000


@dataclass(frozen=True, slots=True)
class Permission:
    """May this address be fetched, how long to wait between two requests, and why not."""

    access: Access
    """`ok`, `blocked` where the rules forbid it, `down` where the host did not answer at all."""
    delay_seconds: float | None = None
    why: str = ""

    @property
    def allowed(self) -> bool:
        """May it be fetched?"""
        return self.access is Access.ok


class Robots:
    """The rules of every host that this run has met."""

    def __init__(self, http: Http, user_agent: str | None = None) -> None:
        self._http = http
        self._agent = (user_agent or http.settings.user_agent).partition("/")[0].strip() or "Showfloor"
        self._rules: dict[str, asyncio.Task[Protego | Permission]] = {}

    async def permission(self, url: str) -> Permission:
        """What the host's robots.txt says of this address. Raises Refused for an address that the guard refuses."""
        self._http.guard.check(url)
        rules = await self._of(url)
        if isinstance(rules, Permission):
            return rules
        if not rules.can_fetch(url, self._agent):
            return Permission(Access.blocked, None, "robots.txt forbids this address")
        delay = rules.crawl_delay(self._agent)
        rate = rules.request_rate(self._agent)
        waits = [float(delay)] if delay else []
        if rate is not None and rate.requests:
            waits.append(rate.seconds / rate.requests)
        wait = max(waits, default=None)
        if wait is not None and wait > _LONGEST_WAIT:
            return Permission(Access.blocked, wait, f"robots.txt asks for {wait:g} seconds between two requests")
        return Permission(Access.ok, wait)

    async def sitemaps(self, url: str) -> tuple[str, ...]:
        """The sitemaps that the host names."""
        rules = await self._of(url)
        return () if isinstance(rules, Permission) else tuple(rules.sitemaps)

    async def _of(self, url: str) -> Protego | Permission:
        parts = urlsplit(url)
        root = f"{parts.scheme}://{parts.netloc}".casefold()
        if root not in self._rules:
            self._rules[root] = asyncio.create_task(self._read(root))
        return await asyncio.shield(self._rules[root])

    async def _read(self, root: str) -> Protego | Permission:
        try:
            reply = await self._http.get(f"{root}/robots.txt", delay_seconds=0.0, max_bytes=_LARGEST)
        except BadInput:
            return Permission(Access.blocked, None, "robots.txt leads to an address that is not fetched")
        if reply.status is None:
            return Permission(Access.down, None, f"robots.txt could not be read ({reply.failure})")
        if reply.status >= 500:
            return Permission(Access.down, None, f"robots.txt could not be read (HTTP {reply.status})")
        if reply.status >= 400 or sniff(reply.body, reply.content_type) is Kind.html:
            return Protego.parse("")
        return Protego.parse(decode(reply.body, reply.content_type))
