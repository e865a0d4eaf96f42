"""Assisted capture: a browser window that belongs to the rep; we only go to pages and read what the rep sees.

The profile (cookies, sign-in) is the rep's own and stays on the rep's machine. We never type into the page, never solve
a challenge and never sign in: where the portal wants one of these, the rep does it and we wait. Pace is a person's; the day's
budget is counted in the ledger; names that were settled are not asked again.
"""

from __future__ import annotations

import asyncio
import random
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol
from urllib.parse import quote

from core.enrichment import EvidenceSink
from core.records import Capture, Source
from core.web.access import classify
from core.words import Access, SourceKind
from enrich.ledger import Attempt, Ledger
from enrich.registry.hits import read_hits
from enrich.registry.page import parse_registry
from enrich.registry.portals import Portal
from enrich.registry.routes import Answer, Asked, Outcome, about, picked

_WAITING = (Access.login_required, Access.challenged)
"""What a person in front of the window can settle."""
_OVER = (Access.blocked, Access.rate_limited)
"""What ends the day for this portal."""


class Window(Protocol):
    """The rep's browser window, as far as we touch it."""

    async def go(self, url: str) -> None:
        """Open an address in the window."""
        ...

    async def look(self) -> tuple[str, str]:
        """Address and HTML of the page that the rep sees now."""
        ...

    async def picture(self) -> bytes | None:
        """A screenshot of that page."""
        ...


@dataclass(frozen=True)
class Pace:
    """How fast a person works, in seconds."""

    between: tuple[float, float] = (8.0, 20.0)
    poll: float = 2.0
    patience: float = 600.0
    """How long we wait for the rep before the firm is passed over."""


@dataclass
class Assistant:
    """Works through a queue with the rep. `say` speaks to the rep (Chinese, English)."""

    key: str
    portal: Portal
    window: Window
    sink: EvidenceSink
    ledger: Ledger
    say: Callable[[str, str], None]
    pace: Pace = field(default_factory=Pace)
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep

    @property
    def route(self) -> str:
        """The name under which attempts stand in the ledger."""
        return f"assist:{self.key}"

    @property
    def source(self) -> Source:
        """The source of what is read."""
        return Source(
            key=f"registry:{self.key}", kind=SourceKind.registry, title=self.portal.title, title_zh=self.portal.title_zh
        )

    def unsettled(self, queue: Iterable[Asked]) -> list[Asked]:
        """The firms of a queue that this portal has not settled before."""
        settled = {a.firm for a in self.ledger if a.route == self.route and a.outcome in ("found", "none")}
        return [asked for asked in queue if asked.firm not in settled]

    async def work(self, queue: Iterable[Asked]) -> AsyncIterator[Answer]:
        """One answer a firm, until the queue, the budget or the portal's patience ends."""
        for number, asked in enumerate(self.unsettled(queue)):
            if self.ledger.left(self.route, self.portal.per_day) <= 0:
                self.say("今日预算已用完，明天继续", "the day's budget is used up; go on tomorrow")
                return
            if number:
                await self.sleep(random.uniform(*self.pace.between))  # noqa: S311 - pace, not a secret
            answer = await self._one(asked)
            self.ledger.add(
                Attempt(
                    at=datetime.now(UTC), route=self.route, firm=asked.firm, asked=answer.query, calls=max(1, answer.calls),
                    outcome=answer.outcome.value, access=answer.access, detail=answer.detail,
                )
            )  # fmt: skip
            yield answer
            if answer.access in _OVER:
                self.say(
                    f"平台已限制访问（{answer.access.value}），今日到此为止",
                    f"the portal says {answer.access.value}: that is all for today",
                )
                return
            if answer.access in _WAITING:
                self.say(
                    "等待超时，没有人登录或完成验证；再次运行同一命令即可继续",
                    "nobody signed in or passed the check in time; the same command goes on where this one stopped",
                )
                return

    async def _one(self, asked: Asked) -> Answer:
        """Search, wait for the rep where needed, then the firm's page."""
        await self.window.go(self.portal.search_url.replace("{name}", quote(asked.names[0])))
        url, html, access = await self._readable()
        if not access.says_something:
            return self._answer(
                asked,
                Outcome.stopped,
                access=access,
                en=f"the portal answered {access.value}",
                zh=f"平台返回 {access.value}",
            )
        hits = read_hits(html, url, re.compile(self.portal.detail_link))
        chosen, zh, en = picked(asked, hits)
        if chosen is not None and chosen.url is not None:
            await self.sleep(min(self.pace.between) / 2)
            await self.window.go(chosen.url)
        elif not hits and parse_registry(html, url).access is Access.not_found:
            return self._answer(asked, Outcome.none, access=Access.not_found, en="no hit", zh="没有查询到企业")
        else:
            zh, en = (zh, en) if hits else ("读不出查询结果。", "The result cannot be read.")
            self.say(
                f"{zh} 请在窗口中打开“{asked.names[0]}”的页面",
                f"{en} Open the page of {asked.names[0]!r} in the window",
            )
        return await self._detail(asked)

    async def _readable(self) -> tuple[str, str, Access]:
        """The page once the rep has signed in or passed the challenge, or the state that it stayed in."""
        told, waited = False, 0.0
        while True:
            url, html = await self.window.look()
            # Between two pages there is nothing to see, which says nothing of the firm.
            access = classify(200, {}, html, url) if html.strip() else Access.down
            if (access not in _WAITING and html.strip()) or waited >= self.pace.patience:
                return url, html, access
            if not told and html.strip():
                self.say(
                    "请在窗口中登录或完成验证，完成后自动继续",
                    "please sign in or pass the check in the window; we go on by ourselves",
                )
                told = True
            await self.sleep(self.pace.poll)
            waited += self.pace.poll

    async def _detail(self, asked: Asked) -> Answer:
        """The firm's page that the rep sees, kept with a picture; a page about somebody else is not taken."""
        waited, other = 0.0, None
        while waited <= self.pace.patience:
            url, html, access = await self._readable()
            if access in (*_OVER, *_WAITING):
                return self._answer(
                    asked,
                    Outcome.stopped,
                    access=access,
                    en=f"the portal answered {access.value}",
                    zh=f"平台返回 {access.value}",
                )
            reading = parse_registry(html, url)
            if reading.record is not None and about(asked, reading.record):
                capture = await self._keep(url, html)
                return self._answer(asked, Outcome.found, capture=capture).model_copy(update={"record": reading.record})
            if reading.record is not None and reading.record.name != other:
                other = reading.record.name
                self.say(
                    f"当前页面是“{other}”，不是“{asked.names[0]}”",
                    f"this page is about {other!r}, not {asked.names[0]!r}",
                )
            await self.sleep(self.pace.poll)
            waited += self.pace.poll
        return self._answer(
            asked, Outcome.several, en="nobody opened the firm's page in time", zh="等待超时，未打开该企业页面"
        )

    async def _keep(self, url: str, html: str) -> Capture:
        title = re.search(r"<title[^>]*>(.*?)</title", html, re.S | re.I)
        return self.sink.keep(
            url=url, final_url=url, status=200, headers={"content-type": "text/html; charset=utf-8"}, body=html.encode(),
            access=Access.ok, fetched_at=datetime.now(UTC), title=title[1].strip() if title else None, language="zh",
            screenshot=await self.window.picture(),
        )  # fmt: skip

    def _answer(
        self, asked: Asked, outcome: Outcome, *, capture: Capture | None = None, access: Access = Access.ok, en: str = "", zh: str = "",
    ) -> Answer:  # fmt: skip
        return Answer(
            route=self.route, source=self.source, outcome=outcome, query=asked.names[0], capture=capture,
            captures=(capture,) if capture else (), access=access, calls=1, detail=en, detail_zh=zh,
        )  # fmt: skip
