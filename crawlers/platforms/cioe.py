"""CIOE 光博会: rows as HTML inside a POST answer, the page bar behind the separator `!@#$%^&*`, `Total:N` in it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from parsel import Selector

from core.catalogue import Configured
from core.listing import Answer, Ask, ListConfig, PlatformReading
from core.records import ListRow
from core.values.fold import visible
from crawlers.platforms import PLATFORMS
from crawlers.platforms.answers import changed, link, mentioned, number, row, said, settle, under, usable
from crawlers.platforms.pages import numbered, onward

_SEPARATOR = "!@#$%^&*"
_PLACE = r"(?i)hall\s*[:：]\s*([\w.-]+)"
_BOOTH = r"(?i)booth\s*no\.?\s*[:：]\s*([\w.-]+)"


class Params(Configured):
    """`size` is what the service gives at most."""

    size: int = 200
    service: str = "https://exhibitors.cioe.cn/gwen/data/zslist.ashx?method=dg_zhanshang"


class Cioe:
    """POST a page."""

    name = "cioe"

    def recognise(self, url: str, text: str | None = None) -> dict[str, Any] | None:
        """By host."""
        return {} if under(url, "exhibitors.cioe.cn") else None

    def start(self, config: ListConfig) -> tuple[Ask, ...]:
        """The first page."""
        params = settle(self, config, Params)
        return (numbered(self._page(params, 0, params.size), 0),)

    def read(self, answer: Answer, config: ListConfig) -> PlatformReading:
        """Rows before the separator, the total behind it."""
        params = settle(self, config, Params)
        markup, separator, bar = usable(answer, self.name).partition(_SEPARATOR)
        if not separator:
            raise changed(self.name, "no page bar in the answer")
        rows = tuple(
            r for r in (self._row(answer, n) for n in Selector(text=markup or "<p/>", type="html").css("li")) if r
        )
        total = number(mentioned(r"(?i)total\s*[:：]\s*(\d+)", bar))
        more, pages = onward(answer, config, rows, total, lambda n, _: self._page(params, n, params.size))
        return PlatformReading(rows=rows, declared_total=total, more=more, pages_known=pages)

    @staticmethod
    def _row(answer: Answer, node: Selector) -> ListRow | None:
        text = visible(" ".join(node.css("::text").getall()))
        place = [t for t in (mentioned(_PLACE, text), mentioned(_BOOTH, text)) if t]
        return row(said(node, "h3"), booth=" ".join(place), profile_url=link(answer, node, "a"))

    @staticmethod
    def _page(params: Params, index: int, size: int) -> Ask:
        body = urlencode({"pageindex": index + 1, "pagesize": size})
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        return Ask(url=params.service, method="POST", headers=headers, body=body)


PLATFORMS.add(Cioe.name)(Cioe())
