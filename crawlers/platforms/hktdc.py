"""HKTDC fairs: electronicAsia, HK Electronics Fair. Ten rows a page in `__NEXT_DATA__`; only `pageNum` turns pages."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from core.catalogue import Configured
from core.listing import Answer, Ask, ListConfig, PlatformReading
from crawlers.platforms import PLATFORMS
from crawlers.platforms.answers import (
    changed,
    dig,
    first,
    listed,
    number,
    objects,
    page,
    parsed,
    path,
    records,
    row,
    settle,
    under,
    words,
)
from crawlers.platforms.pages import numbered, onward

_DATA = "props.pageProps.exhibitorListData"


class Params(Configured):
    """Nothing to choose."""


class Hktdc:
    """The data of the page itself."""

    name = "hktdc"

    def recognise(self, url: str, text: str | None = None) -> dict[str, Any] | None:
        """By host with an exhibitor path, or by the page's data."""
        named = under(url, "hktdc.com") and "exhibitor" in path(url).lower()
        return {} if named or (text and '"exhibitorListData"' in text) else None

    def start(self, config: ListConfig) -> tuple[Ask, ...]:
        """The first page."""
        settle(self, config, Params)
        return (numbered(self._page(config, 0), 0),)

    def read(self, answer: Answer, config: ListConfig) -> PlatformReading:
        """Name, booths, country and latest products."""
        script = page(answer, self.name).css("script#__NEXT_DATA__::text").get()
        data = dig(parsed(script, self.name, "__NEXT_DATA__"), _DATA) if script else None
        if not isinstance(data, dict):
            raise changed(self.name, f"no {_DATA}")
        rows = listed(
            (
                row(
                    first(r, "exhibitorName"),
                    booth=words(r.get("boothNumbers")),
                    country=first(r, "countryDesc"),
                    products=tuple(p for o in objects(r.get("latestProducts")) if (p := first(o, "productName"))),
                )
                for r in records(data, "data", self.name)
            ),
            self.name,
            "records without exhibitorName",
        )
        total = number(data.get("totalSize"))
        more, pages = onward(
            answer, config, rows, total, lambda n, _: self._page(config, n), size=number(data.get("size"))
        )
        return PlatformReading(rows=rows, declared_total=total, more=more, pages_known=pages)

    @staticmethod
    def _page(config: ListConfig, index: int) -> Ask:
        parts = urlsplit(config.url)
        asked = dict(parse_qsl(parts.query, keep_blank_values=True)) | {"pageNum": str(index + 1)}
        return Ask(url=parts._replace(query=urlencode(asked)).geturl())


PLATFORMS.add(Hktdc.name)(Hktdc())
