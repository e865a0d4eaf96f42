"""R&D activity within the year, from the news and product pages of the firm's own site (R-048, R-067)."""

from __future__ import annotations

from datetime import date, datetime

from core.enrichment import Gleaned, Leaf, Sought, Web
from core.records import Capture, Firm
from core.words import SourceKind
from enrich import ENRICHERS
from enrich.activity_parse import parse_events, undated
from enrich.page_kinds import Kind, Need, searched
from enrich.site_walk import Walked, choose, fetch, links, site_of, site_source, walk

ARTICLES = 3
"""How many articles are opened where the list of news shows no dates."""


@ENRICHERS.add("activity")
class Activity:
    """Dated product launches and R&D news; where there are none, the record of having looked."""

    name = "activity"
    kind = SourceKind.website
    needs: tuple[str, ...] = ("website",)

    def wants(self, firm: Firm, now: datetime) -> bool:
        """Always, where a site is known: activity ages."""
        return site_of(firm) is not None

    async def glean(self, firm: Firm, web: Web, today: date) -> Gleaned:
        """One leaf for each page with events, and one search record for product launches and R&D news."""
        seen = await walk(firm, web)
        source = site_source(seen.home)
        leaves = [
            Leaf(source=source, capture=page.capture, events=events)
            for page in seen.pages
            if (events := parse_events(page.text, page.capture.final_url, page.capture.fetched_at))
        ]
        if not leaves:
            leaves, seen.captures = await self._articles(seen, web)
        hits = sum(len(leaf.events) for leaf in leaves)
        sought = _weighed(searched(seen, Need.activity, hits), seen)
        leaves.append(Leaf(source=source, capture=None, searches=(sought,)))
        return Gleaned(enricher=self.name, leaves=tuple(leaves), captures=seen.captures, notes=seen.notes)

    async def _articles(self, seen: Walked, web: Web) -> tuple[list[Leaf], tuple[Capture, ...]]:
        """A list of news without dates: open its first articles."""
        leaves: list[Leaf] = []
        captures = list(seen.captures)
        for page, kind in zip(seen.pages, seen.kinds, strict=True):
            if kind is not Kind.news:
                continue
            known = {capture.url for capture in seen.captures}
            below = [(a, w) for a, w in links(page) if len(w) >= 8 and a not in known]
            for address, _ in choose([(a, "news " + w) for a, w in below], ARTICLES, known):
                article = await fetch(web, address)
                captures.append(article.capture)
                if events := parse_events(article.text, article.capture.final_url, article.capture.fetched_at):
                    leaves.append(Leaf(source=site_source(seen.home), capture=article.capture, events=events))
        return leaves, tuple(captures)


def _weighed(sought: Sought, seen: Walked) -> Sought:
    """What the search is worth: a site without a news page, or whose news carry no dates, shows nothing of the last year."""
    if sought.hits:
        return sought
    pages = [page for page, kind in zip(seen.pages, seen.kinds, strict=True) if kind is Kind.news]
    if not pages:
        return _less(sought, 0.5, "no page of news was found / 未找到新闻页面")
    heads = [head for page in pages for head in undated(page.text, page.capture.final_url)]
    if heads:
        return _less(sought, 0.3, f"the news carry no dates, for example: {heads[0][:60]} / 新闻未标日期")
    return sought


def _less(sought: Sought, most: float, blind: str) -> Sought:
    return sought.model_copy(
        update={"coverage": min(sought.coverage, most), "blind_spots": (*sought.blind_spots, blind)}
    )
