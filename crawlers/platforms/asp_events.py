"""ASP.events (Clarion and many British organisers): Spring Fair, DSEI and others; server-rendered, next link."""

from __future__ import annotations

from typing import Any

from core.catalogue import Configured
from core.listing import Answer, Ask, ListConfig, PlatformReading
from crawlers.platforms import PLATFORMS
from crawlers.platforms.answers import changed, link, number, page, row, said, settle
from crawlers.platforms.pages import index_of, numbered

_ITEM = ".m-exhibitors-list__items__item"


class Params(Configured):
    """Nothing to choose."""


class AspEvents:
    """One page after the other by the page's own next link."""

    name = "asp_events"

    def recognise(self, url: str, text: str | None = None) -> dict[str, Any] | None:
        """By the class of the list, since every show has a host of its own."""
        return {} if text and _ITEM[1:] in text else None

    def start(self, config: ListConfig) -> tuple[Ask, ...]:
        """The list's first page."""
        settle(self, config, Params)
        return (numbered(Ask(url=config.url), 0),)

    def read(self, answer: Answer, config: ListConfig) -> PlatformReading:
        """Rows of the page, and the next one."""
        document = page(answer, self.name)
        items = document.css(f"li{_ITEM}, div{_ITEM}, article{_ITEM}")
        if not items:
            raise changed(self.name, f"no {_ITEM}")
        title = f"{_ITEM}__header__title__link"
        found = (
            row(
                said(item, title) or said(item, f"{_ITEM}__header__title"),
                booth=said(item, f"{_ITEM}__header__meta__stand", drop="stands?|booth"),
                profile_url=link(answer, item, title) or link(answer, item, "a.js-librarylink-entry"),
                description=said(item, f"{_ITEM}__body__description"),
            )
            for item in items
        )
        rows = tuple(r for r in found if r)
        numbers = [number(t) for t in document.css("a.pagination__list__item__link::attr(data-page)").getall()]
        following = link(answer, document, "a.pagination__list__item__link--next")
        index = index_of(answer)
        on = following and following != answer.final_url and index + 1 < config.max_pages
        more = (numbered(Ask(url=following), index + 1),) if on and following else ()
        pages = max((n for n in numbers if n), default=1)
        return PlatformReading(rows=rows, more=more, pages_known=pages)


PLATFORMS.add(AspEvents.name)(AspEvents())
