"""Any page: the generic engine of `crawlers.lists` in the shape of a platform.

Rows come from whatever repeats on the page, from data embedded in it, or from what it fetched while it was drawn; the
list goes on along whatever pager the page has. A page without rows that is built by scripts is drawn once.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from core.errors import SourceDown
from core.listing import Answer, Ask, ListConfig, ListReading, PagerReading, PlatformReading
from core.web.access import visible_text
from core.web.decode import Kind, sniff
from core.words import Access
from crawlers import lists
from crawlers.frontier import INDEXES
from crawlers.platforms import PLATFORMS
from crawlers.recipe import ENOUGH, learned, share_kept, structure
from crawlers.siblings import siblings

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
        reading, endpoint = _best(answer, url, config)
        if endpoint:
            return _reading(reading, tuple(endpoint))
        pager = lists.read_pager(answer.text, url)
        if not reading.records and _wants_drawing(answer, config):
            return PlatformReading(more=(answer.ask.model_copy(update={"browser": True}),), refused=reading.refused)
        if pager.kind in ("load_more", "scroll") and not pager.pages and _may_draw(answer, config):
            return PlatformReading(more=(answer.ask.model_copy(update={"browser": True}),))
        return _reading(reading, (*_onward(pager, answer, reading), *_beside(reading, pager, answer)))


def _best(answer: Answer, url: str, config: ListConfig) -> tuple[ListReading, list[Ask]]:
    """The page itself, or what it fetched while it was drawn: whichever holds more firms."""
    own = _read_with_recipe(answer, url, config)
    if not answer.calls:
        return own, []
    fetched = lists.read_calls(answer.calls)
    if len(fetched.records) < max(len(own.records), 1):
        return own, []
    return fetched, list(lists.infer_endpoint(answer.calls) or ())


def _read_with_recipe(answer: Answer, url: str, config: ListConfig) -> ListReading:
    """By the learned structure; where that finds nothing any more, anew, and only if the old firms are still there."""
    kind = answer.content_type or None
    if config.recipe is None:
        reading = lists.read(answer.text, url, content_type=kind)
        # A last page may hold one firm, in which nothing repeats: there the structure of the page before it holds.
        earlier = answer.ask.meta.get("structure")
        if reading.records or not isinstance(earlier, dict):
            return reading
        return lists.read(answer.text, url, content_type=kind, recipe=earlier)
    reading = lists.read(answer.text, url, content_type=kind, recipe=structure(config.recipe))
    if reading.records and share_kept(config.recipe, reading.records) >= ENOUGH:
        return reading
    anew = lists.read(answer.text, url, content_type=kind)
    if answer.ask.meta.get("pager") or answer.ask.url != config.url or not anew.records:
        return reading if reading.records else anew
    kept = share_kept(config.recipe, anew.records)
    if kept < ENOUGH:
        detail = f"the page has changed, and only {kept:.0%} of the firms known from it are found: preview it again"
        raise SourceDown(url, Access.layout_changed, detail)
    return anew


def _reading(reading: ListReading, more: tuple[Ask, ...]) -> PlatformReading:
    return PlatformReading(
        rows=reading.records,
        declared_total=reading.declared_total,
        more=more,
        refused=reading.refused,
        recipe=learned(reading.recipe, reading.records) if reading.recipe else None,
    )


def _beside(reading: ListReading, pager: PagerReading, answer: Answer) -> tuple[Ask, ...]:
    """Letters and categories that the list is cut into, where the pager names only the pages of this one."""
    url = answer.final_url or answer.ask.url
    firms = {row.profile_url for row in reading.records if row.profile_url}
    parts = siblings(answer.text, url, firms)
    asks = (PagerReading(pages=tuple(urls), kind=kind) for kind, urls in parts.items() if kind != pager.kind)
    return tuple(ask for one in asks for ask in _onward(one, answer, reading))


def _onward(pager: PagerReading, answer: Answer, reading: ListReading) -> tuple[Ask, ...]:
    """The next page first, so that a chain is read in its order."""
    urls = list(dict.fromkeys(filter(None, (pager.next, *pager.pages))))
    kind = pager.kind or "next"
    urls = urls[:1] if kind == "page_size" else urls  # the largest page holds what the others hold
    return tuple(
        Ask(
            url=url,
            label=_label(url, answer.final_url or answer.ask.url, kind),
            browser=answer.ask.browser,
            headers={"Referer": answer.final_url or answer.ask.url},
            meta={"pager": kind, "structure": reading.recipe or answer.ask.meta.get("structure")},
        )
        for url in urls
    )


def _label(url: str, origin: str, kind: str) -> str:
    """The page as a person would call it: what of its address differs from the page that links to it."""
    new, old = urlsplit(url), urlsplit(origin)
    before = dict(parse_qsl(old.query))
    changed = [v for k, v in parse_qsl(new.query) if before.get(k) != v]
    said = changed[-1] if changed else unquote(new.path.rstrip("/").rpartition("/")[2])
    said = re.sub(r"\.\w{2,5}\Z", "", said) or url
    if kind in INDEXES:
        singular = {"letters": "letter", "countries": "country", "categories": "category"}[kind]
        return f"{singular} {said.upper() if len(said) == 1 else said}"
    number = re.search(r"\d+", said)
    return f"page {number.group()}" if number else said


def _wants_drawing(answer: Answer, config: ListConfig) -> bool:
    return (
        _may_draw(answer, config) and bool(_SCRIPTED.search(answer.text)) and len(visible_text(answer.text)) < _SPARSE
    )


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
