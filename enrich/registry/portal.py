"""A registry portal as a route: search page, strict pick, the firm's page. Configured in `config/registries.yml`.

Detail pages may lie on another host (provincial registries do); each host is a source of its own, so that a challenge on
one stops that one only. A page about another firm than the one asked for is never written.
"""

from __future__ import annotations

import re
from decimal import Decimal
from urllib.parse import quote

from core.enrichment import Web
from core.records import Capture, Source
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
            url = self._portal.search_url.replace("{name}", quote(name))
            page = await web.get(url, source=host_of(url), browser=self._portal.browser, robots=self._portal.robots)
            captures.append(page.capture)
            if not page.capture.access.says_something:
                return self._answer(
                    asked,
                    Outcome.failed,
                    captures,
                    access=page.capture.access,
                    en="the search page could not be read",
                    zh="检索页面无法读取",
                )
            found = read_hits(page.text, page.capture.final_url, self._link)
            direct = (
                parse_registry(page.text, page.capture.final_url) if self._link.search(page.capture.final_url) else None
            )
            if direct is not None and direct.record is not None:
                return self._judge(asked, direct, captures, hits)
            hits = tuple({hit.url: hit for hit in (*hits, *found)}.values())
            chosen, zh, en = picked(asked, hits)
            if chosen is not None:
                break
        if chosen is None or chosen.url is None:
            return self._answer(asked, Outcome.several if hits else Outcome.none, captures, hits=hits, zh=zh, en=en)
        page = await web.get(
            chosen.url,
            source=host_of(chosen.url),
            browser=self._portal.browser,
            known_labels=known_labels(),
            robots=self._portal.robots,
        )
        captures.append(page.capture)
        if not page.capture.access.says_something:
            return self._answer(
                asked,
                Outcome.failed,
                captures,
                hits=hits,
                access=page.capture.access,
                en="the firm's page could not be read",
                zh="企业页面无法读取",
            )
        return self._judge(asked, parse_registry(page.text, page.capture.final_url), captures, hits)

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
