"""Any page: the generic engine of `crawlers.lists` in the shape of a platform.

Rows come from whatever repeats on the page, from data embedded in it, or from what it fetched while it was drawn; the
list goes on along whatever pager the page has. A page without rows that is built by scripts is drawn once.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from core.errors import SourceDown
from core.listing import Answer, Ask, ListConfig, ListReading, PagerReading, PlatformReading
from core.web.access import visible_text
from core.web.decode import Kind, sniff
from core.words import Access
from crawlers import lists
from crawlers.brand_cards import with_brands
from crawlers.onward import after_json, behind, beside, frames, onward
from crawlers.page_turning import has_scripted_turn
from crawlers.platforms import PLATFORMS
from crawlers.proof import MEASURED
from crawlers.recipe import ENOUGH, learned, share_kept, structure
from crawlers.thin_pages import read_thin

_SCRIPTED = re.compile(r"<script\b", re.IGNORECASE)
_SPARSE = 6_000
"""Visible letters of a page whose content scripts still have to bring: menus and footer, and no list."""
_FILES = {Kind.pdf: "a PDF", Kind.xlsx: "an Excel file", Kind.xls: "an Excel file", Kind.docx: "a Word file"}


class Generic:
    """The platform of every page that no named platform knows."""

    name = "generic"

    def recognise(self, url: str, text: str | None = None) -> dict[str, Any] | None:
        """Any web page; asked last."""
        return {} if urlsplit(url).scheme in ("http", "https") else None

    def start(self, config: ListConfig) -> tuple[Ask, ...]:
        """The page that the rep pasted."""
        return (Ask(url=config.url, browser=bool(config.browser)),)

    def read(self, answer: Answer, config: ListConfig) -> PlatformReading:
        """Rows and where the list goes on, or the reason why there are none."""
        if not answer.text:
            return _not_a_page(answer)
        url = answer.final_url or answer.ask.url
        own = _own(answer, url, config)
        fetched = lists.read_calls(answer.calls, url) if answer.calls else ListReading()
        if _fullness(fetched) > _fullness(own):
            rows = with_brands(fetched.records, answer.text)
            return _reading(fetched.model_copy(update={"records": rows}), behind(answer.calls))
        if answer.text.lstrip("\ufeff \t\r\n")[:1] in ("{", "["):
            return _reading(own, after_json(answer, own))
        pager = lists.read_pager(answer.text, url)
        if _may_draw(answer, config) and _needs_drawing(answer, own, pager):
            drawn = answer.ask.model_copy(update={"browser": True, "label": answer.ask.label or "page 1"})
            return PlatformReading(more=(*frames(answer), drawn), refused=own.refused)
        if not own.records:
            return _reading(own, (*frames(answer), *beside(pager, answer, own), *onward(pager, answer, own)))
        more = behind(answer.calls) if answer.calls else ()
        return _reading(own, (*onward(pager, answer, own), *beside(pager, answer, own), *more))


def _own(answer: Answer, url: str, config: ListConfig) -> ListReading:
    """By the learned structure; where that finds nothing any more, anew, and only if the old firms are still there."""
    kind = answer.content_type or None
    reading = lists.read(answer.text, url, content_type=kind, recipe=structure(config.recipe))
    example = answer.ask.meta.get("example")
    if not reading.records and isinstance(example, str):
        reading = read_thin(answer.text, url, example) or reading
    if reading.records:
        reading = reading.model_copy(update={"records": with_brands(reading.records, answer.text)})
    if config.recipe is None or answer.ask.url != config.url or not reading.records:
        return reading
    if lists.fits(structure(config.recipe) or {}, reading):
        return reading
    kept = share_kept(config.recipe, reading.records)
    if kept < ENOUGH:
        detail = f"the page has changed, and only {kept:.0%} of the firms known from it are found: preview it again"
        raise SourceDown(url, Access.layout_changed, detail)
    return reading


def _fullness(reading: ListReading) -> tuple[int, int]:
    """More rows are better; of as many, those with more fields."""
    filled = sum(bool(getattr(row, field)) for row in reading.records for field in MEASURED)
    return len(reading.records), filled


def _reading(reading: ListReading, more: tuple[Ask, ...]) -> PlatformReading:
    return PlatformReading(
        rows=reading.records,
        declared_total=reading.declared_total,
        more=more,
        refused=reading.refused,
        recipe=learned(reading.recipe, reading.records) if reading.recipe else None,
    )


def _scripted(answer: Answer) -> bool:
    return bool(_SCRIPTED.search(answer.text)) and len(visible_text(answer.text)) < _SPARSE


def _needs_drawing(answer: Answer, own: ListReading, pager: PagerReading) -> bool:
    """Nothing is there yet, or what is there is not all and goes on by script only."""
    if not own.records:
        return _scripted(answer)
    if pager.pages or pager.next:
        return False
    short = own.declared_total is not None and len(own.records) < own.declared_total <= 100_000
    return (short and bool(_SCRIPTED.search(answer.text))) or has_scripted_turn(answer.text)


def _may_draw(answer: Answer, config: ListConfig) -> bool:
    return config.browser is not False and not answer.ask.browser and answer.ask.method == "GET"


def _not_a_page(answer: Answer) -> PlatformReading:
    kind = sniff(answer.body[:65_536], answer.content_type)
    if kind is Kind.empty:
        raise SourceDown(answer.ask.url, Access.layout_changed, "the answer is empty")
    what = _FILES.get(kind, f"no web page ({kind.value})")
    return PlatformReading(
        refused=f"{answer.ask.url} is {what}, not a web page with a list; "
        "set `platform: file`, or save it and give the file's path"
    )


PLATFORMS.add(Generic.name)(Generic())
