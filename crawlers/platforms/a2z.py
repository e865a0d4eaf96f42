"""a2z / Personify (a2zinc, jspargo): SEMICON, Sensors Converge, CEDIA, FABTECH. One static page holds every row."""

from __future__ import annotations

from typing import Any

from core.catalogue import Configured
from core.listing import Answer, Ask, ListConfig, PlatformReading
from crawlers.platforms import PLATFORMS
from crawlers.platforms.answers import changed, link, page, path, row, said, settle, under, words


class Params(Configured):
    """Nothing to choose."""


class A2z:
    """One page, read by its documented cells."""

    name = "a2z"

    def recognise(self, url: str, text: str | None = None) -> dict[str, Any] | None:
        """By host, or by the public pages' names."""
        where = path(url).lower()
        named = where.endswith(("/public/exhibitors.aspx", "/public/eventmap.aspx"))
        return {} if under(url, "a2zinc.net") or named else None

    def start(self, config: ListConfig) -> tuple[Ask, ...]:
        """The page with all rows."""
        settle(self, config, Params)
        url = config.url
        if url.lower().split("?")[0].endswith("/public/exhibitors.aspx") and "index=" not in url.lower():
            url += ("&" if "?" in url else "?") + "Index=All"
        return (Ask(url=url, label="all exhibitors"),)

    def read(self, answer: Answer, config: ListConfig) -> PlatformReading:
        """Name, booths and profile of every row."""
        document = page(answer, self.name)
        found = []
        for cell in document.css("td.companyName"):
            line = cell.xpath("./ancestor::tr[1]")
            booths = [t.strip() for t in line.css(".boothLabel a.boothLabel::text, a.boothLabel::text").getall()]
            name = said(cell, "a.exhibitorName") or said(cell, "td")
            found.append(row(name, booth=words(list(booths)), profile_url=link(answer, cell, "a.exhibitorName")))
        rows = tuple(r for r in found if r)
        if not rows:
            raise changed(self.name, "no td.companyName with a name")
        return PlatformReading(rows=rows, pages_known=1)


PLATFORMS.add(A2z.name)(A2z())
