"""GrowthZone / ChamberMaster member directories: chambers and associations; by letter or by category.

The directory's front page links to its letters and categories; letters are preferred, since a member stands in
several categories. A `<base>` may name another host than the page's own, so links are taken as they stand.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from parsel import Selector

from core.catalogue import Configured
from core.listing import Answer, Ask, ListConfig, PlatformReading
from core.records import ListRow
from crawlers.platforms import PLATFORMS
from crawlers.platforms.answers import absolute, changed, link, page, row, said, settle

_LETTER = re.compile(r"/(?:list|directory)/(?:searchalpha|alpha)/([^/?#]+)", re.I)
_CATEGORY = re.compile(r"/(?:list|directory)/(?:ql|category)/([^/?#]+)", re.I)
_FRONT = re.compile(r"/(?:list|directory)/?$", re.I)


class Params(Configured):
    """Nothing to choose."""


class GrowthZone:
    """The front page's letters or categories, or the one page that the address names."""

    name = "growthzone"

    def recognise(self, url: str, text: str | None = None) -> dict[str, Any] | None:
        """By the `gz-` classes of the page; the paths alone are too common."""
        return {} if text and ("gz-list-card-wrapper" in text or "gz-directory" in text) else None

    def start(self, config: ListConfig) -> tuple[Ask, ...]:
        """The address itself."""
        settle(self, config, Params)
        opens = bool(_FRONT.search(urlsplit(config.url).path))
        return (Ask(url=config.url, label="directory", meta={"opens": opens}),)

    def read(self, answer: Answer, config: ListConfig) -> PlatformReading:
        """Cards of the page; from a front page also its letters or categories."""
        document = page(answer, self.name)
        if not document.css("[class*='gz-']"):
            raise changed(self.name, "none of the directory's gz- classes")
        cards = document.css(".gz-list-card-wrapper")
        rows = tuple(r for r in (self._row(answer, card) for card in cards) if r)
        if cards and not rows:
            raise changed(self.name, "cards without .gz-card-title")
        asks = self._parts(answer, document) if answer.ask.meta.get("opens") else ()
        if answer.ask.meta.get("opens") and not asks and not rows:
            raise changed(self.name, "a front page without letters, categories or members")
        return PlatformReading(rows=rows, more=asks, pages_known=len(asks) + 1 if asks else None)

    @staticmethod
    def _parts(answer: Answer, document: Selector) -> tuple[Ask, ...]:
        links = [u for h in document.css("a::attr(href)").getall() if (u := absolute(answer, h))]
        for pattern, word in ((_LETTER, "letter"), (_CATEGORY, "category")):
            found = {match.group(1): url for url in links if (match := pattern.search(url))}
            if found:
                return tuple(Ask(url=url, label=f"{word} {part}") for part, url in found.items())
        return ()

    @staticmethod
    def _row(answer: Answer, card: Selector) -> ListRow | None:
        return row(
            said(card, ".gz-card-title"),
            profile_url=link(answer, card, ".gz-card-title a"),
            address=said(card, "[itemprop=streetAddress]"),
            city=said(card, ".gz-address-city"),
            phone=said(card, ".gz-card-phone"),
            website=link(answer, card, ".gz-card-website a"),
            description=said(card, ".gz-member-description, .gz-description"),
        )


PLATFORMS.add(GrowthZone.name)(GrowthZone())
