"""What the browser does with pages that ask, open windows or want to stay: nothing that a page wants."""

from __future__ import annotations

import asyncio
import contextlib
from typing import Any

from playwright.async_api import Dialog, Page
from playwright.async_api import Error as PlaywrightError


def dismiss(dialog: Dialog) -> None:
    """Close a dialog of the page, whatever it asks."""
    _in_background(dialog.dismiss())


def close_popup(page: Page) -> None:
    """Windows that a page opened are closed; those we opened have no opener."""

    async def close() -> None:
        if await page.opener() is not None:
            await page.close()

    _in_background(close())


_BACKGROUND: set[asyncio.Task[None]] = set()


def _in_background(work: Any) -> None:
    async def run() -> None:
        with contextlib.suppress(PlaywrightError):
            await work

    task = asyncio.create_task(run())
    _BACKGROUND.add(task)
    task.add_done_callback(_BACKGROUND.discard)
