"""A registry portal as a route: search page, strict pick, the firm's page. Configured in `config/registries.yml`.

Detail pages may lie on another host (provincial registries do); each host is a source of its own, so that a challenge on
one stops that one only. A page about another firm than the one asked for is never written.
"""

from __future__ import annotations

import re
from decimal import Decimal
from urllib.parse import quote

from core.enrichment import Web
from core.records import Capture, Page, Source
from core.web.domains import host_of
from core.words import Access, SourceKind
from enrich.registry.hits import read_hits
from enrich.registry.page import known_labels, parse_registry
from enrich.registry.portals import Portal
from enrich.registry.record import Candidate, RegistryReading
from enrich.registry.routes import Answer, Asked, Outcome, about, picked


class PortalRoute:
    """One portal."""

    def __init__(self, name: str, portal: Portal) -> None:
        self.name, self.per_day, self.price = name, portal.per_day, Decimal(0)
        self.source = Source(
            key=f"registry:{name}", kind=SourceKind.registry, title=portal.title, title_zh=portal.title_zh
        )
        self._portal, self._link = portal, re.compile(portal.detail_link)

    def serves(self, asked: Asked) -> bool:
        """Firms of the portal's countries, and firms whose country is not known."""
        return asked.country is None or asked.country in self._portal.countries

    async def look_up(self, asked: Asked, web: Web) -> Answer:
        """Search by each name until one hit is the firm, then read its page."""
        captures: list[Capture] = []
        hits: tuple[Candidate, ...] = ()
        chosen, zh, en = None, "", ""
        for name in asked.names[:3]:
            page = await self._open(self._portal.search_url.replace("{name}", quote(name)), web, captures)
            if page is None:
                return self._unread(asked, captures, hits)
            if self._link.search(page.capture.final_url):
                # A search with one hit goes to the firm's page at once.
                direct = parse_registry(page.text, page.capture.final_url)
                if direct.record is not None:
                    return self._judge(asked, direct, captures, hits)
            found = read_hits(page.text, page.capture.final_url, self._link)
            hits = tuple({hit.url: hit for hit in (*hits, *found)}.values())
            chosen, zh, en = picked(asked, hits)
            if chosen is not None:
                break
        if chosen is None or chosen.url is None:
            return self._answer(asked, Outcome.several if hits else Outcome.none, captures, hits=hits, zh=zh, en=en)
        page = await self._open(chosen.url, web, captures, known_labels())
        if page is None:
            return self._unread(asked, captures, hits)
        return self._judge(asked, parse_registry(page.text, page.capture.final_url), captures, hits)

    async def _open(self, url: str, web: Web, captures: list[Capture], labels: tuple[str, ...] = ()) -> Page | None:
        """One page of the portal; None where it says nothing about any firm."""
        portal = self._portal
        page = await web.get(
            url, source=host_of(url), browser=portal.browser, robots=portal.robots, known_labels=labels
        )
        captures.append(page.capture)
        return page if page.capture.access.says_something else None

    def _unread(self, asked: Asked, captures: list[Capture], hits: tuple[Candidate, ...]) -> Answer:
        access = captures[-1].access
        en, zh = f"{captures[-1].url} could not be read", "页面无法读取"
        return self._answer(asked, Outcome.failed, captures, hits=hits, access=access, en=en, zh=zh)

    def _judge(
        self, asked: Asked, reading: RegistryReading, captures: list[Capture], hits: tuple[Candidate, ...]
    ) -> Answer:
        record = reading.record
        if record is not None and about(asked, record):
            answer = self._answer(asked, Outcome.found, captures, hits=hits)
            return answer.model_copy(update={"record": record})
        if record is None:
            return self._answer(
                asked,
                Outcome.failed,
                captures,
                hits=hits,
                access=reading.access,
                en="no register entry was recognised on the page",
                zh="页面上没有识别出登记信息",
            )
        return self._answer(
            asked, Outcome.failed, captures, hits=hits,
            en=f"the page is about {record.name!r}, not about the firm asked for", zh=f"页面是“{record.name}”的，不是所查询的企业",
        )  # fmt: skip

    def _answer(
        self, asked: Asked, outcome: Outcome, captures: list[Capture], *, hits: tuple[Candidate, ...] = (),
        access: Access | None = None, en: str = "", zh: str = "",
    ) -> Answer:  # fmt: skip
        state = access or (Access.not_found if outcome is Outcome.none else Access.ok)
        return Answer(
            route=self.name, source=self.source, outcome=outcome, query=asked.names[0], candidates=hits, capture=captures[-1],
            captures=tuple(captures), access=state, calls=len(captures), detail=en, detail_zh=zh,
        )  # fmt: skip
