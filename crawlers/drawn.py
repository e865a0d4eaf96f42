"""Drives a drawn page until it shows its whole list: load-more buttons and endless scroll."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from core.listing import NetworkCall
from crawlers import lists

_PATIENCE = 2
"""So many turns without anything new end a page: some lists answer a scroll only at the second."""


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """A page after its scripts have run."""

    final_url: str
    status: int
    html: str
    calls: tuple[NetworkCall, ...]


async def draw_whole(url: str, turns: int) -> DrawnPage:
    """Draw a page, and go on as long as it has more to show, at most `turns` times."""
    from core.web import browser

    async with browser.session(url) as page:
        html = await page.html()
        size, idle = _size(html, url), 0
        for _ in range(turns):
            pager = lists.read_pager(html, page.url)
            moved = await _turn(page, pager.kind)
            if not moved:
                break
            html = await page.html()
            now = _size(html, page.url) + len(page.calls)
            idle = 0 if now > size else idle + 1
            size = max(size, now)
            if idle >= _PATIENCE:
                break
        return DrawnPage(page.url, page.status or 200, html, tuple(page.calls))


async def _turn(page: Any, kind: str | None) -> bool:
    """Ask the page for more, as a visitor would; False where it offers nothing."""
    if kind == "load_more":
        return bool(await page.click_more())
    return bool(await page.scroll_to_end())


def _size(html: str, url: str) -> int:
    return len(lists.read(html, url).records)
