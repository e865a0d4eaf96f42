"""Messe Düsseldorf's VIS: EuroShop, MEDICA and COMPAMED, wire, boot, drupa, interpack, Battery and foundry shows.

The directory is asked letter by letter; `meta` says which letters are filled. One domain may hold two co-located shows.
Trademarks stand in the list as entries of their own: they are brands, not firms. The JSON needs `X-Vis-Domain`; the
same directory is also rendered as HTML under `/vis/v1/<language>/directory/<letter>`.
"""

from __future__ import annotations

import re
from typing import Any

from parsel import Selector

from core.catalogue import Configured
from core.listing import Answer, Ask, ListConfig, PlatformReading
from core.records import ListRow
from core.words import SightingKind
from crawlers.platforms import PLATFORMS, answers

_PATH = re.compile(r"/vis/v\d/([a-z]{2})/")
_LETTER = re.compile(r"/vis/v\d/[a-z]{2}/directory/([\w-]+)")
_TRADEMARK = "#vis__trademark"


class Params(Configured):
    """`rendered` reads the HTML pages instead of the JSON."""

    host: str
    language: str = "en"
    api_host: str | None = None
    rendered: bool = False


class MesseDuesseldorf:
    """Letters first, then one answer a letter."""

    name = "messe_duesseldorf"

    def recognise(self, url: str, text: str | None = None) -> dict[str, Any] | None:
        """By the VIS path, or by the page's own links into it."""
        path = _PATH.search(answers.path(url))
        if path:
            return {"host": answers.host(url), "language": path.group(1)}
        if text and _PATH.search(text) and "/directory/" in text and "exh-table" in text:
            return {"host": answers.host(url)}
        return None

    def start(self, config: ListConfig) -> tuple[Ask, ...]:
        """The overview of letters."""
        params = answers.settle(self, config, Params)
        if params.rendered:
            return (self._letter(params, "a", first_page=True),)
        return (self._json(params, "meta").model_copy(update={"purpose": "session"}),)

    def read(self, answer: Answer, config: ListConfig) -> PlatformReading:
        """Letters from the overview or the page's index, rows from each letter."""
        params = answers.settle(self, config, Params)
        if answers.usable(answer, self.name).lstrip()[:1] == "<":
            return self._page(answer, params)
        data = answers.tree(answer, self.name)
        if answer.ask.purpose == "session":
            links = answers.records(data, "links", self.name)
            letters = [t for t in (answers.first(e, "link") for e in links if e.get("isFilled") is not False) if t]
            return PlatformReading(more=tuple(self._json(params, t) for t in letters), pages_known=len(letters))
        return PlatformReading(rows=self._rows(data, params))

    def _json(self, params: Params, letter: str) -> Ask:
        base = f"https://{params.api_host or params.host}/vis-api/vis/v1/{params.language}/directory/"
        headers = {"X-Vis-Domain": params.host, "Accept": "application/json"}
        return Ask(url=base + letter, headers=headers, label=f"letter {letter}")

    def _letter(self, params: Params, letter: str, *, first_page: bool = False) -> Ask:
        url = f"https://{params.host}/vis/v1/{params.language}/directory/{letter}"
        return Ask(url=url, label=f"letter {letter}", meta={"opens": first_page})

    def _rows(self, data: Any, params: Params) -> tuple[ListRow, ...]:
        found = []
        for record in answers.records(data, "", self.name):
            key = answers.first(record, "exh")
            url = f"https://{params.host}/vis/v1/{params.language}/exhibitors/{key}" if key else None
            own = answers.first(record, "type") in (None, "profile")
            found.append(
                answers.row(
                    answers.first(record, "name", "exhName"),
                    SightingKind.firm if own else SightingKind.brand,
                    booth=answers.first(record, "location"),
                    country=answers.first(record, "country"),
                    city=answers.first(record, "city"),
                    profile_url=url,
                )
            )
        return answers.listed(found, self.name, "entries without a name")

    def _page(self, answer: Answer, params: Params) -> PlatformReading:
        document = answers.page(answer, self.name)
        items = document.css("div.exh-table-item")
        if not items and not document.css("[class*='exh-table']"):
            raise answers.changed(self.name, "no exhibitor table")
        rows = answers.listed((self._item(answer, item) for item in items), self.name, "table rows without a name")
        here = _LETTER.search(answer.final_url)
        seen = (_LETTER.search(href) for href in document.css("a::attr(href)").getall())
        letters = dict.fromkeys(match.group(1) for match in seen if match)
        others = [t for t in letters if not here or t != here.group(1)] if answer.ask.meta.get("opens") else []
        asks = tuple(self._letter(params, letter) for letter in others)
        return PlatformReading(rows=rows, more=asks, pages_known=len(others) + 1 if others else None)

    @staticmethod
    def _item(answer: Answer, item: Selector) -> ListRow | None:
        href = item.css(".exh-table-col--name a::attr(href)").get() or ""
        return answers.row(
            answers.said(item, ".exh-table-item__name"),
            SightingKind.brand if _TRADEMARK in href else SightingKind.firm,
            booth=answers.said(item, ".exh-table-col--location"),
            country=answers.said(item, "[itemprop=addressCountry]"),
            city=answers.said(item, "[itemprop=addressLocality]"),
            profile_url=answers.absolute(answer, href) or answers.link(answer, item, "a[href*='/exhibitors/']"),
        )


PLATFORMS.add(MesseDuesseldorf.name)(MesseDuesseldorf())
