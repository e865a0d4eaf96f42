"""KOAA SHOW, the Korean auto parts show: an HTML table, ten rows a page, paged by offset."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from core.catalogue import Configured
from core.listing import Answer, Ask, ListConfig, PlatformReading
from crawlers.platforms import PLATFORMS
from crawlers.platforms.answers import changed, link, page, row, said, settle, under
from crawlers.platforms.pages import index_of, numbered, onward


class Params(Configured):
    """`step` is what the offset grows by."""

    step: int = 10


class Koaa:
    """One table a page until one is empty or repeats."""

    name = "koaa"

    def recognise(self, url: str, text: str | None = None) -> dict[str, Any] | None:
        """By host and page."""
        return {} if under(url, "koaashow.com") and "company-list" in url else None

    def start(self, config: ListConfig) -> tuple[Ask, ...]:
        """The first page."""
        return (numbered(self._page(config, settle(self, config, Params), 0), 0),)

    def read(self, answer: Answer, config: ListConfig) -> PlatformReading:
        """Name, booth and items of each table row."""
        params = settle(self, config, Params)
        document = page(answer, self.name)
        lines = document.css("table tr")
        if not lines:
            raise changed(self.name, "no table")
        found = (
            row(
                said(line, "td:nth-child(1)"),
                booth=said(line, "td:nth-child(2)"),
                category=said(line, "td:nth-child(3)"),
                profile_url=link(answer, line, "td a"),
            )
            for line in lines
            if len(line.css("td")) >= 2
        )
        rows = tuple(r for r in found if r)
        if not rows and index_of(answer) == 0:
            raise changed(self.name, "a table without rows")
        more, pages = onward(answer, config, rows, None, lambda n, _: self._page(config, params, n))
        return PlatformReading(rows=rows, more=more, pages_known=pages)

    @staticmethod
    def _page(config: ListConfig, params: Params, index: int) -> Ask:
        parts = urlsplit(config.url)
        asked = dict(parse_qsl(parts.query, keep_blank_values=True)) | {"offset": str(index * params.step)}
        return Ask(url=parts._replace(query=urlencode(asked)).geturl())


PLATFORMS.add(Koaa.name)(Koaa())
