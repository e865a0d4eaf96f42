"""The browser engine: one browser a task, one context a firm, every connection through the guarded proxy.

    async with Browser(settings) as browser:
        visit = browser.visit()                       # one firm
        drawn = await visit.draw("https://…")         # HTML as JavaScript left it
        shots = await visit.shoot("https://…", ["quoted sentence"])
        await visit.close()

A page that crashes is tried once in a new page, a browser that dies is started again and the page tried once more; what
fails then comes back as `failure`, never as an exception. Why a proxy: docs/decisions/0002-one-way-out.md.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field

from playwright.async_api import Browser as Chromium
from playwright.async_api import BrowserContext, Playwright, async_playwright
from playwright.async_api import Error as PlaywrightError

from core.errors import BadInput
from core.listing import NetworkCall
from core.settings import Settings
from core.web.chromium import launch_options
from core.web.guard import AddressGuard
from core.web.proxy import GuardedProxy
from core.web.visit import HEIGHT_SHOWN, WIDTH, Drawn, Session, Shots, Visit

__all__ = ["Browser", "Drawn", "NetworkCall", "Session", "Shots", "Visit"]

_FIRMS_A_PROCESS = 200
"""Then a fresh browser takes over: memory that a long-lived Chromium keeps is given back."""
_CLOSING = 5.0
_OPENING = 30.0
"""Seconds for a context; a browser that dies in this moment never answers."""


@dataclass(slots=True, eq=False)
class _Process:
    """One running Chromium, and how many visits it serves."""

    chromium: Chromium
    active: int = 0
    served: int = 0
    retired: bool = False
    agent: str = ""


@dataclass(slots=True)
class _State:
    playwright: Playwright | None = None
    process: _Process | None = None
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


class Browser:
    """Chromium for one task. Started at first use; use as an async context manager or call `close`."""

    def __init__(self, settings: Settings, guard: AddressGuard | None = None) -> None:
        self.settings = settings
        self.guard = guard or AddressGuard.from_settings(settings)
        self.proxy = GuardedProxy(self.guard, max_bytes=2 * settings.max_body_bytes)
        self.gate = asyncio.Semaphore(max(1, settings.browser_pages))
        self._state = _State()

    async def __aenter__(self) -> Browser:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        """End the browser and the proxy."""
        state, self._state = self._state, _State()
        if state.process is not None:
            await _quietly(state.process.chromium.close())
        if state.playwright is not None:
            await _quietly(state.playwright.stop())
        await self.proxy.close()

    def visit(self) -> Visit:
        """The pages of one firm: one context, opened at first use, closed by `Visit.close`."""
        return Visit(self)

    async def draw(self, url: str, *, headers: Mapping[str, str] | None = None) -> Drawn:
        """One page in a context of its own; see `Visit.draw`."""
        visit = self.visit()
        try:
            return await visit.draw(url, headers=headers)
        finally:
            await visit.close()

    async def shoot(self, url: str, quotes: Sequence[str], *, html: str | None = None) -> Shots:
        """Screenshots in a context of their own; see `Visit.shoot`."""
        visit = self.visit()
        try:
            return await visit.shoot(url, quotes, html=html)
        finally:
            await visit.close()

    @contextlib.asynccontextmanager
    async def session(self, url: str, *, images: bool = False) -> AsyncIterator[Session]:
        """A page that stays open, to click and scroll through a list.

        Raises Refused for an address that is not fetched, and Playwright's own error where the page cannot be loaded or
        crashes: what was clicked so far cannot be repeated here, so the caller decides.
        """
        visit = self.visit()
        try:
            yield await visit.open(url, images=images)
        finally:
            await visit.close()

    async def open_context(self) -> tuple[BrowserContext, object]:
        """A fresh context and the token that `close_context` wants. For `Visit`.

        A browser that cannot give one is dead, whatever it says of itself, and another one is asked.
        """
        try:
            return await self._context_of_now()
        except PlaywrightError:
            return await self._context_of_now()  # of another browser, as this one is retired

    async def _context_of_now(self) -> tuple[BrowserContext, _Process]:
        async with self._state.lock:
            process = await self._running()
            process.active += 1
            process.served += 1
        try:
            opening = process.chromium.new_context(
                accept_downloads=False,
                service_workers="block",
                permissions=[],
                viewport={"width": WIDTH, "height": HEIGHT_SHOWN},
                locale="zh-CN",
                timezone_id=self.settings.timezone,
                user_agent=process.agent,
                reduced_motion="reduce",
            )
            context = await asyncio.wait_for(opening, _OPENING)
        except (PlaywrightError, TimeoutError) as error:
            self.retire(process)
            await self.close_context(None, process)
            raise PlaywrightError(f"Target: the browser gives no context ({error})") from error
        return context, process

    async def close_context(self, context: BrowserContext | None, token: object) -> None:
        """Give a context back; the last one of a retired browser ends it."""
        assert isinstance(token, _Process)
        if context is not None:
            await _quietly(context.close())
        token.active -= 1
        if token.retired and token.active <= 0:
            await _quietly(token.chromium.close())

    def retire(self, token: object) -> None:
        """Open no more contexts in this browser: the next one starts another. For `Visit`."""
        assert isinstance(token, _Process)
        token.retired = True

    async def _running(self) -> _Process:
        """The browser that serves now: started, replaced where it died, retired after its share of firms."""
        state = self._state
        process = state.process
        if process is not None and _serves(process):
            return process
        if process is not None:
            process.retired = True
            if process.active <= 0:
                await _quietly(process.chromium.close())
        chromium = await self._launched()
        state.process = _Process(chromium, agent=_agent(chromium, self.settings))
        return state.process

    async def _launched(self) -> Chromium:
        """A new browser; once more with a new driver where the first try fails, for both may have been killed."""
        state = self._state
        if self.proxy.port == 0:
            await self.proxy.start()
        options = launch_options(self.settings, self.proxy.port)
        failure = ""
        for _ in range(2):
            try:
                if state.playwright is None:
                    state.playwright = await async_playwright().start()
                return await state.playwright.chromium.launch(**options)
            except Exception as error:  # a driver that was killed raises no type of its own
                failure = (str(error).strip().splitlines() or [type(error).__name__])[0]
                driver, state.playwright = state.playwright, None
                if driver is not None:
                    await _quietly(driver.stop())
        raise BadInput(f"the browser does not start ({failure}); `showfloor check` tells which one is used")


def _serves(process: _Process) -> bool:
    return not process.retired and process.chromium.is_connected() and process.served < _FIRMS_A_PROCESS


def _agent(chromium: Chromium, settings: Settings) -> str:
    """A browser's user agent, so that pages are laid out as usual, with our own name at its end."""
    version = chromium.version.partition(".")[0]
    return f"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/{version}.0.0.0 Safari/537.36 {settings.user_agent}"


async def _quietly(closing: object) -> None:
    """Close something that may be dead already."""
    with contextlib.suppress(Exception):  # what is dead already fails in every way there is
        await asyncio.wait_for(closing, _CLOSING)  # type: ignore[arg-type]
