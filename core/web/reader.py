"""The way from an enricher to a page: HTTP first, the browser where a page needs it, everything archived and classified.

`WebReader` is the `Web` of `core.enrichment`. One reader serves a task; `firm()` gives the view of one firm, with cookies
and pages of its own, while sources that are stopped, pace and robots hold for all firms of the task.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import unescape
from typing import Protocol

import httpx

from core.enrichment import EvidenceSink
from core.errors import BadInput, SourceDown
from core.records import Capture, Page
from core.settings import Settings
from core.web.access import classify, visible_text
from core.web.browser import Drawn, Shots
from core.web.decode import decode, sniff
from core.web.guard import Refused
from core.web.http import Http, Reply
from core.web.keys import without_keys
from core.web.pace import HostPace
from core.web.rendering import drawable
from core.web.robots import Robots
from core.words import Access

_TITLE = re.compile(r"<title[^>]*>(.*?)</title", re.IGNORECASE | re.DOTALL)
_LANG = re.compile(r"<html[^>]*?\blang\s*=\s*[\"']?([A-Za-z]{2,3}(?:-[A-Za-z]{2,4})?)", re.IGNORECASE)
_MOUNT = re.compile(
    r"<div[^>]+id\s*=\s*[\"']?(?:app|root|__next|__nuxt|main-app|react-root|container)[\"'\s>]", re.IGNORECASE
)
_NEEDS_SCRIPT = re.compile(r"<noscript[^>]*>[^<]*(?:<[^>]+>[^<]*)*?(?:javascript|脚本)", re.IGNORECASE)
_SAVED = "https://saved-file.invalid/"
"""Where a page that a person brought as a file is drawn: an address that leads nowhere."""
_BARE = 120
"""Visible letters below which a page with scripts is taken for one that JavaScript fills."""


_Key = tuple[str, str, str | None, bool, tuple[tuple[str, str], ...]]


class Visiting(Protocol):
    """The browser's view of one firm; `core.web.visit.Visit` is the real one."""

    async def draw(self, url: str, *, headers: Mapping[str, str] | None = None) -> Drawn:
        """The page as JavaScript left it."""
        ...

    async def shoot(self, url: str, quotes: Sequence[str], *, html: str | None = None) -> Shots:
        """Screenshots with the quotes boxed."""
        ...

    async def close(self) -> None:
        """No more pages of this firm."""
        ...


class Engine(Protocol):
    """What the reader needs of a browser; `core.web.browser.Browser` is the real one."""

    def visit(self) -> Visiting:
        """A context for one firm."""
        ...


@dataclass(slots=True)
class _Shared:
    """What all firms of a task share."""

    http: Http
    robots: Robots
    pace: HostPace
    sink: EvidenceSink
    engine: Engine | None
    stopped: dict[str, tuple[Access, str]] = field(default_factory=dict)


class WebReader:
    """Fetches, archives and classifies pages; implements `core.enrichment.Web`."""

    def __init__(
        self,
        settings: Settings,
        sink: EvidenceSink,
        engine: Engine | None = None,
        *,
        http: Http | None = None,
        delay_seconds: float = 1.0,
    ) -> None:
        pace = http.pace if http else HostPace(delay_seconds)
        client = http or Http(settings, pace=pace)
        self._shared = _Shared(client, Robots(client), pace, sink, engine)
        self._open()

    def _open(self) -> None:
        self._cookies = httpx.Cookies()
        self._visit = self._shared.engine.visit() if self._shared.engine else None
        self._whole = True
        self._pages: dict[_Key, asyncio.Future[Page]] = {}

    def firm(self) -> WebReader:
        """The view of one firm: fresh cookies, no pages yet, everything else shared. Close it, or use `async with`."""
        view = object.__new__(type(self))
        view._shared = self._shared
        view._open()
        view._whole = False
        return view

    async def __aenter__(self) -> WebReader:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Close the browser's context of this firm, and for the whole reader the connections too.

        The browser itself belongs to whoever started it.
        """
        if self._visit is not None:
            await self._visit.close()
        if self._whole:
            await self._shared.http.close()

    @property
    def stopped(self) -> dict[str, tuple[Access, str]]:
        """Sources that are left alone for the rest of the run, and why."""
        return dict(self._shared.stopped)

    async def get(
        self,
        url: str,
        *,
        source: str,
        browser: bool = False,
        headers: Mapping[str, str] | None = None,
        method: str = "GET",
        body: str | None = None,
        known_labels: Sequence[str] = (),
        robots: bool = True,
    ) -> Page:
        """See `core.enrichment.Web.get`. An address asked for twice by one firm is fetched once.

        What robots.txt forbids comes back as `blocked` without stopping the source: other pages of it may be read. An
        address that the guard refuses comes back as `down`.
        """
        self._check(source)
        key = (method, url.partition("#")[0], body, browser, tuple(sorted((headers or {}).items())))
        known = self._pages.get(key)
        if known is not None:
            return await asyncio.shield(known)
        pending: asyncio.Future[Page] = asyncio.get_running_loop().create_future()
        self._pages[key] = pending
        try:
            page = await self._fetch(key[1], source, browser, headers, method, body, known_labels, robots)
        except BaseException as error:
            del self._pages[key]
            pending.set_exception(error)
            pending.exception()
            raise
        pending.set_result(page)
        return page

    async def shoot(self, page: Page, quotes: Sequence[str]) -> Capture:
        """See `core.enrichment.Web.shoot`. What is drawn is the archived page at its address, not whatever stands there now.

        Without a browser the capture comes back as it is; one that fails twice is a BadInput that says why.
        """
        if self._visit is None:
            return page.capture
        drawn, at = drawable(page), page.capture.final_url
        if not at.startswith(("http://", "https://")):
            at = _SAVED
        shots = await self._visit.shoot(at, quotes, html=drawn)
        if shots.full is None:  # on a busy machine the second try has the time that the first one had not
            shots = await self._visit.shoot(at, quotes, html=drawn)
        if shots.full is None:
            raise BadInput(f"no picture could be taken ({shots.failure or 'the browser gave none'})")
        return await asyncio.to_thread(self._shared.sink.illustrate, page.capture, shots.full, shots.viewport)

    def _check(self, source: str) -> None:
        if source in self._shared.stopped:
            access, detail = self._shared.stopped[source]
            raise SourceDown(source, access, detail)

    async def _fetch(
        self,
        url: str,
        source: str,
        browser: bool,
        headers: Mapping[str, str] | None,
        method: str,
        body: str | None,
        known_labels: Sequence[str],
        robots: bool,
    ) -> Page:
        try:
            delay = None
            if robots:
                permission = await self._shared.robots.permission(url)
                if not permission.allowed:
                    return await self._nothing(url, permission.access, permission.why)
                delay = permission.delay_seconds
            host, port = self._shared.http.guard.check(url)
            if self._shared.http.guard.mapped(host, port) is not None:
                delay = delay or 0.0
            if browser and self._visit is not None:
                return await self._draw(url, source, headers, known_labels, delay)
            reply = await self._shared.http.get(
                url, method=method, headers=headers, body=body, cookies=self._cookies, delay_seconds=delay
            )
        except (Refused, BadInput) as error:
            return await self._nothing(url, Access.down, str(error))
        page = await self._archive(reply, source, known_labels)
        if method == "GET" and self._visit is not None and needs_drawing(page):
            return await self._draw_instead(page, source, headers, known_labels, delay)
        if page.capture.access.stops_source:
            self._stop(source, page)
        return page

    async def _draw_instead(
        self,
        page: Page,
        source: str,
        headers: Mapping[str, str] | None,
        known_labels: Sequence[str],
        delay: float | None,
    ) -> Page:
        """The page drawn, or as it came where the browser cannot draw it."""
        try:
            drawn = await self._draw(page.capture.url, source, headers, known_labels, delay)
        except BadInput:
            return page
        return page if drawn.capture.access is Access.down else drawn

    async def _draw(
        self,
        url: str,
        source: str,
        headers: Mapping[str, str] | None,
        known_labels: Sequence[str],
        delay: float | None,
    ) -> Page:
        """A page drawn in the browser. Pace holds here too."""
        assert self._visit is not None
        host, _ = self._shared.http.guard.check(url)
        await self._shared.pace.wait(host, delay)
        drawn = await self._visit.draw(url, headers=headers)
        headers = {**drawn.headers, "content-type": "text/html; charset=utf-8"}
        body = drawn.html.encode("utf-8", "replace")
        reply = Reply(url, drawn.final_url, drawn.status, headers, body, failure=drawn.failure)
        page = await self._archive(reply, source, known_labels)
        if page.capture.access.stops_source:
            self._stop(source, page)
        return page

    async def _archive(self, reply: Reply, source: str, known_labels: Sequence[str]) -> Page:
        """Decode, classify and keep one reply."""
        kind = sniff(reply.body, reply.content_type)
        text = decode(reply.body, reply.content_type) if kind.readable else ""
        access = classify(reply.status, reply.headers, text, reply.final_url, known_labels if kind.readable else ())
        title = _TITLE.search(text[:200_000])
        language = _LANG.search(text[:4_000])
        capture = await asyncio.to_thread(
            self._shared.sink.keep,
            url=without_keys(reply.url),
            final_url=without_keys(reply.final_url),
            status=reply.status,
            headers=reply.headers,
            body=reply.body,
            access=access,
            fetched_at=datetime.now(UTC),
            title=" ".join(unescape(title.group(1)).split())[:300] or None if title else reply.failure or None,
            language=language.group(1) if language else None,
        )
        return Page(capture=capture, text=text, signals=_signals(reply.headers))

    async def _nothing(self, url: str, access: Access, why: str) -> Page:
        """A page that was not fetched; why not stands where its title would."""
        capture = await asyncio.to_thread(
            self._shared.sink.keep,
            url=url,
            final_url=url,
            status=None,
            headers={},
            body=b"",
            access=access,
            fetched_at=datetime.now(UTC),
            title=why[:300],
        )
        return Page(capture=capture, text="")

    def _stop(self, source: str, page: Page) -> None:
        """Leave the source alone from now on, and say once what it said."""
        said = page.capture.title or visible_text(page.text[:4_000])[:120] or f"HTTP {page.capture.http_status}"
        why = page.signals.get("x-rejection-reason")
        detail = f"{page.capture.final_url} ({f'{why}: ' if why else ''}{said})"
        self._shared.stopped.setdefault(source, (page.capture.access, detail))
        raise SourceDown(source, page.capture.access, detail)


def _signals(headers: Mapping[str, str]) -> dict[str, str]:
    found = {name.casefold(): value[:500] for name, value in headers.items()}
    return {name: value for name, value in found.items() if name.startswith("x-") or name == "retry-after"}


def needs_drawing(page: Page) -> bool:
    """Is this HTML a shell that JavaScript fills: scripts, a mount point or a plea for JavaScript, and hardly any text?"""
    if page.capture.access not in (Access.ok, Access.layout_changed) or "<script" not in page.text.casefold():
        return False
    read = len(visible_text(re.sub(r"<noscript\b.*?</noscript>", " ", page.text, flags=re.IGNORECASE | re.DOTALL)))
    if read < _BARE:
        return "<frame" not in page.text.casefold()
    return read < 4 * _BARE and bool(_MOUNT.search(page.text) and _NEEDS_SCRIPT.search(page.text))
