"""Where a list goes on, as asks: the page's own pager, other parts beside it, and the endpoint behind a drawn page."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qsl, unquote, urljoin, urlsplit

from parsel import Selector

from core.listing import Answer, Ask, ListReading, NetworkCall, PagerReading
from crawlers import lists
from crawlers.frontier import INDEXES
from crawlers.lists import EndpointTemplate
from crawlers.lists.pagerwords import COUNT_KEY, PAGE_KEY
from crawlers.siblings import siblings
from crawlers.thin_pages import example_of

_FRAMES = 3
_ONE = {"letters": "letter", "countries": "country", "categories": "category"}


def onward(pager: PagerReading, answer: Answer, reading: ListReading) -> tuple[Ask, ...]:
    """The pages that this one links to, the next one first, so that a chain is read in its order."""
    here = answer.final_url or answer.ask.url
    urls = list(dict.fromkeys(filter(None, (pager.next, *pager.pages))))
    kind = pager.kind or "next"
    if kind == "page_size":
        urls = urls[:1]  # the largest page holds what the others hold
    if not urls:
        return ()
    example = answer.ask.meta.get("example") or example_of(answer.text, reading)
    return tuple(
        Ask(
            url=url,
            label=label_of(url, here, kind),
            browser=answer.ask.browser,
            headers={"Referer": here},
            meta={"pager": kind, "example": example},
        )
        for url in urls
    )


def beside(pager: PagerReading, answer: Answer, reading: ListReading) -> tuple[Ask, ...]:
    """Letters and categories that the list is cut into, where the pager names only the pages of this one."""
    firms = {row.profile_url for row in reading.records if row.profile_url}
    parts = siblings(answer.text, answer.final_url or answer.ask.url, firms)
    others = (PagerReading(pages=tuple(urls), kind=kind) for kind, urls in parts.items() if kind != pager.kind)
    asks = (ask for other in others for ask in onward(other, answer, reading))
    # Often they only cut the same list once more; the walk asks for them last, and not at all once the list is whole.
    cut_again = bool(pager.next or pager.pages)
    return tuple(ask.model_copy(update={"meta": {**ask.meta, "beside": cut_again}}) for ask in asks)


def behind(calls: tuple[NetworkCall, ...]) -> tuple[Ask, ...]:
    """The next request to the endpoint that a drawn page asked twice."""
    template = lists.infer_endpoint(calls)
    if template is None:
        return ()
    last = [c for c in calls if c.url == template.url and (c.request_body or None) == (template.body or None)]
    return _asked(template, last[-1].body) if last else ()


def after_json(answer: Answer, reading: ListReading) -> tuple[Ask, ...]:
    """The next part of an endpoint that answers JSON: by its template, or by the page number in its own address."""
    told = answer.ask.meta.get("endpoint")
    if isinstance(told, dict):
        return _asked(EndpointTemplate.model_validate(told).moved(answer.ask), answer.text)
    template = _template_of_address(answer, len(reading.records))
    return _asked(template, answer.text) if template and reading.records else ()


def frames(answer: Answer) -> tuple[Ask, ...]:
    """Pages that this one shows inside itself: shows embed the list of another company. Only from the first page."""
    if answer.ask.meta:
        return ()
    here = answer.final_url or answer.ask.url
    shown = Selector(text=answer.text, type="html").css("iframe[src]:not(noscript iframe)")
    urls = [urljoin(here, frame.attrib["src"].strip()) for frame in shown if not _hidden(frame)]
    usable = [url for url in dict.fromkeys(urls) if urlsplit(url).scheme in ("http", "https")]
    meta: dict[str, Any] = {"pager": "frame"}
    return tuple(Ask(url=url, label="embedded page", headers={"Referer": here}, meta=meta) for url in usable[:_FRAMES])


def _hidden(frame: Selector) -> bool:
    """Counters and consent frames are a point in size or not shown; a list needs room."""
    style = frame.attrib.get("style", "").replace(" ", "").lower()
    sizes = (frame.attrib.get("width", ""), frame.attrib.get("height", ""))
    return (
        "display:none" in style
        or "visibility:hidden" in style
        or any(size in ("0", "1", "0px", "1px") for size in sizes)
    )


def label_of(url: str, origin: str, kind: str) -> str:
    """The page as a person would call it: what of its address differs from the page that links to it."""
    new, old = urlsplit(url), urlsplit(origin)
    before = dict(parse_qsl(old.query))
    changed = [v for k, v in parse_qsl(new.query) if before.get(k) != v]
    said = changed[-1] if changed else unquote(new.path.rstrip("/").rpartition("/")[2])
    said = re.sub(r"\.\w{2,5}\Z", "", said) or url
    if kind in INDEXES:
        return f"{_ONE[kind]} {said.upper() if len(said) == 1 else said}"
    number = re.search(r"\d+", said)
    return f"page {number.group()}" if number else said


def _asked(template: EndpointTemplate, last_answer: str) -> tuple[Ask, ...]:
    following = template.next_ask(last_answer)
    if following is None:
        return ()
    meta: dict[str, Any] = {**following.meta, "pager": "endpoint", "endpoint": template.model_dump(mode="json")}
    return (following.model_copy(update={"meta": meta}),)


def _template_of_address(answer: Answer, rows: int) -> EndpointTemplate | None:
    """An address such as ?page=1&pageSize=50 that a person pasted tells by itself how it goes on."""
    if answer.ask.method != "GET":
        return None
    for key, value in parse_qsl(urlsplit(answer.ask.url).query):
        if not value.isdigit() or len(value) > 6:
            continue
        common: dict[str, Any] = {"url": answer.ask.url, "where": "query", "key": key, "last": int(value), "rows": rows}
        if COUNT_KEY.search(key):
            return EndpointTemplate(**common, kind="offset", step=rows)
        if PAGE_KEY.search(key):
            return EndpointTemplate(**common, kind="page", step=1)
    return None
