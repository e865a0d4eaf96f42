"""Chan Chao: Touch Taiwan, TAIROS. A strip of popular exhibitors repeats on every page; only rows with a booth count."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from core.catalogue import Configured
from core.listing import Answer, Ask, ListConfig, PlatformReading
from core.records import ListRow
from crawlers.platforms import PLATFORMS
from crawlers.platforms.answers import absolute, changed, page, path, row, said, settle
from crawlers.platforms.pages import index_of, numbered, onward

_BOOTH = re.compile(r"(?:booth\s*no\.?|攤位號碼|摊位号码)\s*[:：]?\s*([A-Z]{0,3}\s?[\w-]*\d[\w-]*)", re.I)
_DETAIL = "h4 a[href*='visitorExhibitorDetail.asp?comNo=']"


class Params(Configured):
    """Nothing to choose."""


class ChanChao:
    """Pages by number until one brings nothing new."""

    name = "chanchao"

    def recognise(self, url: str, text: str | None = None) -> dict[str, Any] | None:
        """By the page's own name."""
        return {} if "visitorexhibitor.asp" in path(url).lower() else None

    def start(self, config: ListConfig) -> tuple[Ask, ...]:
        """The first page."""
        settle(self, config, Params)
        return (numbered(self._page(config, 0), 0),)

    def read(self, answer: Answer, config: ListConfig) -> PlatformReading:
        """Exhibitors whose entry states a booth."""
        anchors = page(answer, self.name).css(_DETAIL)
        if not anchors and index_of(answer) == 0:
            raise changed(self.name, "no links to visitorExhibitorDetail.asp")
        found: list[ListRow | None] = []
        for anchor in anchors:
            about = " ".join(anchor.xpath("./ancestor::h4[1]/..//text()").getall())
            booth = _BOOTH.search(about)
            if booth:
                url = absolute(answer, anchor.attrib["href"])
                found.append(row(said(anchor, "a"), booth=booth.group(1).strip(), profile_url=url))
        rows = tuple(r for r in found if r)
        more, pages = onward(answer, config, rows, None, lambda n, _: self._page(config, n))
        return PlatformReading(rows=rows, more=more, pages_known=pages)

    @staticmethod
    def _page(config: ListConfig, index: int) -> Ask:
        parts = urlsplit(config.url)
        asked = dict(parse_qsl(parts.query, keep_blank_values=True)) | {"page": str(index + 1)}
        return Ask(url=parts._replace(query=urlencode(asked)).geturl())


PLATFORMS.add(ChanChao.name)(ChanChao())
