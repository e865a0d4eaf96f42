"""The rep's browser window for assisted capture: a persistent profile, headed, through the guarded proxy."""

from __future__ import annotations

import contextlib
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from playwright.async_api import BrowserContext, Page, async_playwright
from playwright.async_api import Error as PlaywrightError

from core.errors import BadInput
from core.settings import Settings
from core.web.chromium import launch_options, window_browser
from core.web.guard import AddressGuard
from core.web.proxy import GuardedProxy


class BrowserWindow:
    """One window; the page in front is the one that was opened last, for portals open firms in new tabs."""

    def __init__(self, context: BrowserContext) -> None:
        self._context = context

    def _front(self) -> Page:
        pages = [page for page in self._context.pages if not page.is_closed()]
        if not pages:
            raise BadInput(
                "the window was closed; start `showfloor registry assist` again, it goes on where it stopped"
            )
        return pages[-1]

    async def go(self, url: str) -> None:
        """Open an address. A page that does not answer is looked at all the same: it may say why."""
        with contextlib.suppress(PlaywrightError):
            await self._front().goto(url, wait_until="domcontentloaded", timeout=30_000)

    async def look(self) -> tuple[str, str]:
        """Address and HTML of the front page; empty while it is between two pages."""
        page = self._front()
        try:
            with contextlib.suppress(PlaywrightError):
                await page.wait_for_load_state("load", timeout=5_000)
            return page.url, await page.content()
        except PlaywrightError:
            return page.url, ""

    async def picture(self) -> bytes | None:
        """The whole page as PNG; None where it cannot be drawn."""
        try:
            return await self._front().screenshot(full_page=True, timeout=15_000)
        except PlaywrightError:
            return None


@contextlib.asynccontextmanager
async def open_window(settings: Settings, profile: Path, *, headless: bool = False) -> AsyncIterator[BrowserWindow]:
    """The rep's window with the rep's profile. `headless` is for tests against a portal of our own."""
    profile.mkdir(parents=True, exist_ok=True, mode=0o700)
    proxy = GuardedProxy(AddressGuard.from_settings(settings))
    await proxy.start()
    try:
        async with async_playwright() as playwright:
            options: dict[str, Any] = {**launch_options(settings, proxy.port), "headless": headless}
            if not headless:
                options["executable_path"] = str(window_browser(settings))
                options["no_viewport"] = True  # the page fills the window, however the rep sizes it
            try:
                context = await playwright.chromium.launch_persistent_context(
                    str(profile), locale="zh-CN", timezone_id=settings.timezone, accept_downloads=False, **options
                )
            except PlaywrightError as error:
                raise BadInput(_why_not(str(error), profile)) from error
            if not context.pages:
                await context.new_page()
            try:
                yield BrowserWindow(context)
            finally:
                with contextlib.suppress(PlaywrightError):
                    await context.close()
    finally:
        await proxy.close()


def _why_not(said: str, profile: Path) -> str:
    """One line for the rep: no screen, a profile that another window holds, or what the browser said."""
    if re.search(r"missing x server|\$display|ozone_platform|cannot open display", said, re.IGNORECASE):
        return "no window could be opened: this machine has no screen; run it at a desktop, or save pages and use `showfloor registry import`"
    if re.search(r"processsingleton|profile.{0,40}in use|singletonlock", said, re.IGNORECASE):
        return f"no window could be opened: another window uses the profile {profile}; close it first"
    return f"no window could be opened ({said.strip().splitlines()[0]})"
