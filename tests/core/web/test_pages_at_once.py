"""However many firms are read side by side, the browser has only so many pages open."""

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest

from core.settings import Settings
from core.web.browser import Browser
from core.web.visit import Drawn, Visit


@pytest.mark.parametrize("pages", [1, 2, 3])
def test_pages_wait_for_their_turn(pages: int, monkeypatch: pytest.MonkeyPatch) -> None:
    now, most = 0, 0

    async def draw(self: Visit, url: str, headers: Any) -> Drawn:
        nonlocal now, most
        now += 1
        most = max(most, now)
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        now -= 1
        return Drawn("<p>x</p>", url, 200, {})

    async def go() -> list[Drawn]:
        browser = Browser(Settings(browser_pages=pages))
        browser.guard = SimpleNamespace(check=lambda url: ("a.example", 80))  # type: ignore[assignment]
        return list(await asyncio.gather(*(browser.draw(f"http://a.example/{n}") for n in range(8))))

    monkeypatch.setattr(Visit, "_draw", draw)
    assert all(drawn.status == 200 for drawn in asyncio.run(go()))
    assert most == pages
