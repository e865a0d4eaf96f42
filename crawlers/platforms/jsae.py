"""JSAE 人とくるまのテクノロジー展 (Yokohama, Nagoya): one rendered page; each firm carries its names as data.

`data-exbname` holds "日本語|English|カナ" and is what the page's own search uses.
"""

from __future__ import annotations

from typing import Any

from parsel import Selector

from core.catalogue import Configured
from core.listing import Answer, Ask, ListConfig, PlatformReading
from core.records import ListRow
from core.values.fold import visible
from crawlers.platforms import PLATFORMS
from crawlers.platforms.answers import changed, link, page, row, said, settle, under, words


class Params(Configured):
    """Nothing to choose."""


class Jsae:
    """One page."""

    name = "jsae"

    def recognise(self, url: str, text: str | None = None) -> dict[str, Any] | None:
        """By host and path."""
        return {} if under(url, "expo-info.jsae.or.jp") and "/exb_list" in url else None

    def start(self, config: ListConfig) -> tuple[Ask, ...]:
        """The page."""
        settle(self, config, Params)
        return (Ask(url=config.url, label="all exhibitors"),)

    def read(self, answer: Answer, config: ListConfig) -> PlatformReading:
        """Every `.exb_wrap` with a name."""
        nodes = page(answer, self.name).css("div.exb_wrap")
        rows = tuple(r for r in (self._row(answer, node) for node in nodes) if r)
        if not rows:
            raise changed(self.name, "no div.exb_wrap with data-exbname")
        return PlatformReading(rows=rows, pages_known=1)

    @staticmethod
    def _row(answer: Answer, node: Selector) -> ListRow | None:
        held = node.css("[data-exbname]::attr(data-exbname)").get() or node.attrib.get("data-exbname", "")
        names = [visible(part) for part in held.split("|")]
        japanese, english = names[0], names[1] if len(names) > 1 else ""
        booths = [said(span, "span") or "" for span in node.css("[class*='exb_no'] span")]
        return row(
            japanese or english,
            name_alt=english or None,
            booth=words([b for b in booths if b]),
            category=words(node.attrib.get("data-cat")),
            profile_url=link(answer, node, "a"),
        )


PLATFORMS.add(Jsae.name)(Jsae())
