"""One firm's pages in the browser: drawing, screenshots with boxed quotes, and pages that stay open."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar
from urllib.parse import urlsplit

from playwright.async_api import BrowserContext, CDPSession, Page, Request, Response
from playwright.async_api import Error as PlaywrightError

from core.listing import NetworkCall
from core.settings import Settings
from core.web.boxing import BOX, HEIGHT, SCROLL_END
from core.web.guard import AddressGuard
from core.web.manners import close_popup, dismiss
from core.web.proxy import GuardedProxy

T = TypeVar("T")

_TALLEST = 8_000
WIDTH, HEIGHT_SHOWN = 1280, 900
"""The window; a page that is no taller looks the same on both pictures."""
_QUALITY = 70
_SETTLE_MS = 4_000
_OPENING = 15.0
"""Seconds in which a living browser has opened an empty page, on a busy machine too."""
_DEAD = re.compile(r"crash|closed|disconnected|Target|Connection")
_CALLS = 200
_CALL_BYTES = 5_000_000
_ENDINGS = "png jpg jpeg gif webp avif ico bmp woff woff2 ttf otf eot mp4 webm mp3 m4a m3u8 ts mov avi".split()
_UNNEEDED = [f"*.{end}{tail}" for end in _ENDINGS for tail in ("", "?*")]
"""Blocked on pages that are only read. By the browser itself: asking Python costs more than the download."""
_DATA = re.compile(r"json|xml(?!.*html)|graphql", re.IGNORECASE)
_SCRIPT = re.compile(r"<script\b.*?</script\s*>", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A page as JavaScript left it. `status` is None where it could not be drawn; `failure` says why."""

    html: str
    final_url: str
    status: int | None
    headers: Mapping[str, str]
    calls: tuple[NetworkCall, ...] = ()
    failure: str = ""


@dataclass(frozen=True, slots=True)
class Shots:
    """JPEG screenshots. `boxed` are the quotes that can be seen boxed on the full one."""

    full: bytes | None
    viewport: bytes | None
    boxed: tuple[str, ...] = ()
    failure: str = ""


class Engine(Protocol):
    """What a visit needs of its browser."""

    settings: Settings
    guard: AddressGuard
    proxy: GuardedProxy
    gate: asyncio.Semaphore
    """Whoever opens a page for a moment waits here for its turn."""

    async def open_context(self) -> tuple[BrowserContext, object]:
        """A fresh context."""
        ...

    async def close_context(self, context: BrowserContext | None, token: object) -> None:
        """Give it back."""
        ...

    def retire(self, token: object) -> None:
        """Open no more contexts in the browser of this one: it is dead or hangs."""
        ...


class Session:
    """A page that stays open. What it fetched by itself is in `calls`."""

    def __init__(self, page: Page, network: _Network) -> None:
        self.page = page
        self._network = network

    @property
    def url(self) -> str:
        """Where the page is now."""
        return self.page.url

    @property
    def status(self) -> int | None:
        """HTTP status of the document."""
        return self._network.document.status if self._network.document else None

    async def calls(self) -> tuple[NetworkCall, ...]:
        """JSON and XML answers so far, in order of arrival."""
        return await self._network.calls()

    async def html(self) -> str:
        """The page as it stands."""
        return await self.page.content()

    async def click(self, selector: str) -> bool:
        """Click the first visible match and let the page settle; False where there is none to click."""
        target = self.page.locator(selector).first
        try:
            await target.scroll_into_view_if_needed(timeout=2_000)
            await target.click(timeout=3_000)
        except PlaywrightError:
            return False
        await settle(self.page)
        return True

    async def scroll_to_end(self) -> int:
        """Scroll to the end, let the page settle, and return its height."""
        await self.page.evaluate(SCROLL_END)
        await settle(self.page)
        return int(await self.page.evaluate(HEIGHT))


class _Network:
    """What a page fetched: its document, and the data it asked for by itself."""

    def __init__(self, page: Page) -> None:
        self.document: Response | None = None
        self._page = page
        self._reading: list[asyncio.Task[NetworkCall | None]] = []
        page.on("response", self._heard)

    def _heard(self, response: Response) -> None:
        request = response.request
        with contextlib.suppress(PlaywrightError):
            if request.is_navigation_request() and request.frame == self._page.main_frame:
                self.document = response
                return
        kind = response.headers.get("content-type", "")
        if request.resource_type in ("xhr", "fetch") and _DATA.search(kind) and len(self._reading) < _CALLS:
            self._reading.append(asyncio.create_task(_call(request, response, kind)))

    async def calls(self) -> tuple[NetworkCall, ...]:
        found = await asyncio.gather(*self._reading, return_exceptions=True)
        return tuple(call for call in found if isinstance(call, NetworkCall))

    def stop(self) -> None:
        for task in self._reading:
            task.cancel()


async def _call(request: Request, response: Response, kind: str) -> NetworkCall | None:
    """The answer as it came; None where the page was left before it had come in whole."""
    try:
        async with asyncio.timeout(10):
            body = await response.body()
    except (PlaywrightError, TimeoutError):
        return None
    if len(body) > _CALL_BYTES:
        return None
    sent = request.post_data_buffer
    return NetworkCall(
        url=request.url,
        method=request.method,
        request_headers={k: v for k, v in request.headers.items() if k.casefold() not in ("cookie", "authorization")},
        request_body=sent.decode("utf-8", "replace") if sent else None,
        status=response.status,
        content_type=kind,
        body=body.decode("utf-8", "replace"),
    )


class Visit:
    """The context of one firm. Not for use by two tasks at once on one page, but several pages may be open."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._context: BrowserContext | None = None
        self._token: object = None
        self._lock = asyncio.Lock()

    async def close(self) -> None:
        """Close the context and every page in it."""
        context, self._context = self._context, None
        if context is not None:
            await self._engine.close_context(context, self._token)

    async def draw(self, url: str, *, headers: Mapping[str, str] | None = None) -> Drawn:
        """Load a page without pictures, let JavaScript finish, return its HTML. Raises Refused, nothing else."""
        self._engine.guard.check(url)
        drawn, failure = await self._twice(lambda: self._draw(url, headers))
        return drawn or Drawn("", url, None, {}, failure=self._reason(url, failure))

    async def shoot(self, url: str, quotes: Sequence[str], *, html: str | None = None) -> Shots:
        """Screenshots with the quotes boxed. Raises Refused, nothing else.

        With `html`, that archived page is drawn at its address, so that the picture shows what was read: without its
        scripts, which on a page that was drawn before would draw everything twice; with them only where a quote is
        not to be seen otherwise.
        """
        self._engine.guard.check(url)
        still = None if html is None else _SCRIPT.sub("", html)
        shots, failure = await self._twice(lambda: self._shoot(url, quotes, still, still is not None))
        if html is not None and shots is not None and len(shots.boxed) < len(set(quotes)):
            lively, _ = await self._twice(lambda: self._shoot(url, quotes, html, False))
            shots = lively if lively is not None and len(lively.boxed) > len(shots.boxed) else shots
        return shots or Shots(None, None, failure=self._reason(url, failure))

    async def open(self, url: str, *, images: bool = False) -> Session:
        """A page that stays open until the visit is closed. Raises Refused, or PlaywrightError where it cannot load."""
        self._engine.guard.check(url)
        page, network, _ = await self._page(images=images)
        await page.goto(url, wait_until="domcontentloaded", timeout=self._timeout)
        await settle(page)
        return Session(page, network)

    @property
    def _timeout(self) -> float:
        return self._engine.settings.http_timeout_seconds * 1_500

    async def _twice(self, work: Callable[[], Awaitable[T]]) -> tuple[T | None, str]:
        """Once more in a fresh context where page or browser died; anything else would only fail again."""
        failure = ""
        for _ in range(2):
            try:
                async with self._engine.gate, asyncio.timeout(self._timeout * 2 / 1_000):
                    return await work(), ""
            except TimeoutError:
                failure = "took too long and was given up"
                died = self._lost()
            except PlaywrightError as error:
                failure = str(error).strip().splitlines()[0]
                died = bool(_DEAD.search(failure)) or self._lost()
                if not died:
                    return None, failure
            await self.close()
            if not died:
                return None, failure
        return None, failure

    def _lost(self) -> bool:
        """Is the browser of this visit gone?"""
        browser = self._context.browser if self._context is not None else None
        return browser is not None and not browser.is_connected()

    def _reason(self, url: str, failure: str) -> str:
        return self._engine.proxy.refused.get(urlsplit(url).hostname or "", failure)

    async def _page(self, *, images: bool) -> tuple[Page, _Network, CDPSession]:
        async with self._lock:
            if self._context is None:
                self._context, self._token = await self._engine.open_context()
                self._context.on("page", close_popup)
            context = self._context
        try:
            async with asyncio.timeout(_OPENING):
                return await _open(context, images=images)
        except TimeoutError as error:
            # A browser that dies in this moment never answers, and one that hangs would hold every firm after this one.
            self._engine.retire(self._token)
            raise PlaywrightError("Target: the browser opens no page") from error

    async def _draw(self, url: str, headers: Mapping[str, str] | None) -> Drawn:
        page, network, _ = await self._page(images=False)
        try:
            if headers:
                await page.set_extra_http_headers(dict(headers))
            await page.goto(url, wait_until="domcontentloaded", timeout=self._timeout)
            await settle(page)
            html = await page.content()
            if urlsplit(page.url).scheme not in ("http", "https"):
                return Drawn("", url, None, {}, failure=f"went to {page.url[:80]}")
            document = network.document
            if document is None:
                return Drawn("", url, None, {}, failure="no document came")
            return Drawn(html, page.url, document.status, await document.all_headers(), await network.calls())
        finally:
            network.stop()
            await _drop(page)

    async def _shoot(self, url: str, quotes: Sequence[str], html: str | None, scriptless: bool) -> Shots:
        page, network, cdp = await self._page(images=True)
        try:
            if html is not None:
                await _serve(cdp, url, html)
            await page.goto(url, wait_until="domcontentloaded", timeout=self._timeout)
            await settle(page, quiet=not scriptless)
            wanted = list(dict.fromkeys(q for q in quotes if q.strip()))
            places: list[list[float] | None] = await page.evaluate(BOX, wanted)
            height = int(await page.evaluate(HEIGHT))
            top = _window([p for p in places if p], height)
            seen = tuple(q for q, p in zip(wanted, places, strict=True) if p and p[0] >= top and p[1] <= top + _TALLEST)
            if height <= HEIGHT_SHOWN:
                shown = await _jpeg(page)
                return Shots(shown, shown, seen)
            clip = {"x": 0, "y": top, "width": WIDTH, "height": max(1, min(height - top, _TALLEST))}
            full = await _jpeg(page, full_page=True, clip=clip)
            first = next((p for p in places if p), None)
            await page.evaluate("y => scrollTo(0, y)", max(0.0, first[0] - 300) if first else 0)
            return Shots(full, await _jpeg(page), seen)
        finally:
            network.stop()
            await _drop(page)


async def _open(context: BrowserContext, *, images: bool) -> tuple[Page, _Network, CDPSession]:
    page = await context.new_page()
    page.on("dialog", dismiss)
    network = _Network(page)
    cdp = await context.new_cdp_session(page)
    if not images:
        await cdp.send("Network.enable", {"maxTotalBufferSize": 20_000_000, "maxResourceBufferSize": 8_000_000})
        await cdp.send("Network.setBlockedURLs", {"urls": _UNNEEDED})
    return page, network, cdp


def _window(places: list[list[float]], height: int) -> int:
    """Where the picture begins: at the top, unless the first quote would then fall below the greatest height."""
    if height <= _TALLEST or not places or max(p[1] for p in places) <= _TALLEST:
        return 0
    first = min(p[0] for p in places)
    if max(p[1] for p in places) - first > _TALLEST - 400:
        return max(0, min(int(first) - 200, height - _TALLEST))
    return max(0, min(int(first) - 400, height - _TALLEST))


async def settle(page: Page, *, quiet: bool = True) -> None:
    """Wait until the page is loaded, and quiet too where its scripts may fetch more, or has had its time."""
    with contextlib.suppress(PlaywrightError):
        await page.wait_for_load_state("load", timeout=_SETTLE_MS * 2)
    if not quiet:
        return
    with contextlib.suppress(PlaywrightError):
        await page.wait_for_load_state("networkidle", timeout=_SETTLE_MS)


async def _jpeg(page: Page, **options: Any) -> bytes:
    return await page.screenshot(
        type="jpeg", quality=_QUALITY, animations="disabled", caret="hide", timeout=20_000, **options
    )


async def _serve(cdp: CDPSession, url: str, html: str) -> None:
    """Answer exactly this address with the archived page; only its own request stops in Python."""
    content = base64.b64encode(html.encode("utf-8", "replace")).decode()
    waiting: set[asyncio.Task[Any]] = set()

    def paused(event: dict[str, Any]) -> None:
        answer = {
            "requestId": event["requestId"],
            "responseCode": 200,
            "responseHeaders": [{"name": "Content-Type", "value": "text/html; charset=utf-8"}],
            "body": content,
        }
        task = asyncio.ensure_future(cdp.send("Fetch.fulfillRequest", answer))
        waiting.add(task)
        task.add_done_callback(_done)

    def _done(task: asyncio.Task[Any]) -> None:
        waiting.discard(task)
        if not task.cancelled():
            task.exception()

    cdp.on("Fetch.requestPaused", paused)
    pattern = re.sub(r"([\\*?])", r"\\\1", url.partition("#")[0])
    await cdp.send("Fetch.enable", {"patterns": [{"urlPattern": pattern, "resourceType": "Document"}]})


async def _drop(page: Page) -> None:
    with contextlib.suppress(PlaywrightError, TimeoutError):
        await asyncio.wait_for(page.close(), 3.0)
