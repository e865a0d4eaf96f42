"""On which day was a page published? From what it states for machines, from its byline, from its address; else unknown.

A wrong date is worse than none, because dates decide whether a firm was active within the year. So a footer, a
copyright line, a side column, another article's teaser or a list of news never gives the page its date, and a time of
last change is taken only where the page shows nothing else.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import lru_cache

from core.values.date_forms import Order
from core.values.dates import Dated
from enrich.bylines import THRESHOLD, Byline, bylines
from enrich.last_dates import dated, from_change, from_last_change, from_unseen, from_yearless
from enrich.page_meta import json_ld, meta, meta_names, stamp_day, stamp_time, types, url_day
from enrich.page_scripts import from_scripts
from enrich.page_text import PageText, read_page

_ARTICLE = re.compile(r"article|posting|report|review$|recipe|newsevent|pressrelease|techarticle|story")
_ELSEWHERE = "datePublished of another headline"
_SHOWN_ONCE = {"videoobject", "question", "discussionforumposting", "podcastepisode"}
_TELLS = re.compile(
    r"^(?!.*(?:modif|expir|updat|valid|revis|event|end|start|next|last)).*(?:publi|posted|issue|releas|pub[-_.]?date|creat).*(?:date|time)"
    r"|^(?!.*(?:modif|expir|updat|valid|event)).*(?:date|time)[-_.:]?(?:publi|posted|issue|releas|creat)",
    re.I,
)
"""Names of meta tags that no list has and that still say it."""
_EARLIEST = date(1995, 1, 1)
"""Pages before the web, and the zero of a clock, are slips of a system."""
_MDY_HOSTS = re.compile(r"\.(?:us|gov|mil|edu)(?:[:/]|$)")
_DMY_HOSTS = re.compile(r"\.(?:uk|au|nz|ie|in|za|sg|de|fr|it|es|eu|at|ch|nl|be|br|mx|my|hk)(?:[:/]|$)")


def published_on(text: str, url: str, fetched_at: datetime, *, changes: bool = True) -> Dated | None:
    """The day a page was published, with the words it was read from, or None.

    `text` is the decoded page, `url` its address, `fetched_at` when it was fetched: nothing after it is believed.
    `changes=False` takes no time of last change outside the month of the address: it dates a page, but no event.
    """
    page = read_page(text, url)
    limit = fetched_at.date() + timedelta(days=1)
    order = day_order(page)
    stated = [(day, quote) for day, quote in _stated(page, order) if _EARLIEST <= day <= limit]
    in_url, month = url_day(url)
    lines = [b for line in bylines(page, order) if (b := _settled(line, month, limit)).day <= limit]
    in_url = in_url if in_url and in_url <= limit else None
    lines = [_with_address(b, in_url, month) for b in lines]
    lines.sort(key=lambda b: -b.score)
    return (
        _from_stated(stated, lines, in_url, fetched_at)
        or _from_line(lines, in_url)
        or (dated(in_url, url) if in_url and not _is_index(url) else None)
        or from_yearless(page, month, limit)
        or from_scripts(page, order, limit)
        or from_unseen(page, order, month, limit)
        or _alone(lines, month)
        or (from_change(page, order, month, fetched_at.date()) if changes or month else None)
        or _from_library(text, url, page, limit, month, lines)
        or (from_last_change(page, order, month, fetched_at.date()) if changes or month else None)
    )


@lru_cache(maxsize=8)
def day_order(page: PageText) -> Order:
    """How the page writes 04/05/2026: settled by a date of its own that can be read only one way, else by land and language."""
    first, second = 0, 0
    for a, b in re.findall(r"(?<![\d/])(\d{1,2})[/-](\d{1,2})[/-](?:19|20)\d\d(?!\d)", page.text()):
        first, second = first + (int(a) > 12), second + (int(b) > 12)
    if first != second:
        return "DMY" if first > second else "MDY"
    host = re.sub(r"^[a-z]+://([^/]+).*", r"\1/", page.url)
    if _DMY_HOSTS.search(host):
        return "DMY"
    stated = (page.tree.get("lang") or "").lower()
    if _MDY_HOSTS.search(host) or stated in ("en-us", "en_us") or (page.lang == "en" and stated in ("en", "")):
        return "MDY"
    return "DMY"


def _stated(page: PageText, order: Order) -> list[tuple[date, str]]:
    """Days of publication that the page states for machines, the most reliable statement first."""
    found: list[tuple[date, str]] = []
    entities = json_ld(page.tree)
    articles = [e for e in entities if any(_ARTICLE.search(kind) for kind in types(e)) and e.get("datePublished")]
    if len({str(e["datePublished"])[:10] for e in articles}) > 1:
        articles = [e for e in articles if _about_this(e, page)] or articles[:1]
    tags = meta(page.tree)
    is_article = any(name == "og:type" and "article" in value for name, value in tags)
    pages = [e for e in entities if "webpage" in types(e) and e.get("datePublished")] if is_article else []
    for entity in [*articles[:1], *pages[:1]]:
        if day := stamp_day(entity["datePublished"], order):
            mark = "datePublished" if _about_this(entity, page) or not _named(entity) else _ELSEWHERE
            found.append((day, f"{mark}: {entity['datePublished']}"))
    found += _first_shown(entities, order)
    named: dict[str, str] = {}
    for name, value in tags:
        named.setdefault(name, value)
    listed = {*meta_names("published"), *meta_names("dated")}
    for name in (
        *meta_names("published"),
        *(n for n in named if _TELLS.search(n) and n not in listed),
        *meta_names("dated"),
    ):
        if name in named and (day := stamp_day(named[name], order)):
            found.append((day, f"{name}: {named[name]}"))
    marks = page.tree.xpath('//*[contains(@itemprop,"datePublished")] | //time[@pubdate]')
    days = {d for m in marks if (d := stamp_day(m.get("content") or m.get("datetime") or m.text_content(), order))}
    if len(days) == 1:
        found.append((next(iter(days)), "datePublished"))
    # A question and its answers are each created on a day; the first is the page's.
    created = page.tree.xpath('(//*[@itemprop="dateCreated" or @itemprop="uploadDate"])[1]')
    if not found and created:
        day = stamp_day(created[0].get("content") or created[0].get("datetime") or created[0].text_content(), order)
        found += [(day, "dateCreated")] if day else []
    return found


def _first_shown(entities: list[dict[str, object]], order: Order) -> list[tuple[date, str]]:
    """Film and question pages have no date of publication but one of the upload or of the asking."""
    stated = [
        str(value)
        for e in entities
        if not e.get("datePublished") and (_ARTICLE.search(" ".join(types(e))) or types(e) & _SHOWN_ONCE)
        if (value := e.get("uploadDate") or e.get("dateCreated"))
    ]
    days = {day: value for value in stated if (day := stamp_day(value, order))}
    return [(day, f"dateCreated: {value}") for day, value in days.items()] if len(days) == 1 else []


def _named(entity: dict[str, object]) -> bool:
    return bool(entity.get("headline") or entity.get("name"))


def _letters(text: object) -> str:
    return re.sub(r"\W+", "", str(text)).lower()


def _about_this(entity: dict[str, object], page: PageText) -> bool:
    name = _letters(entity.get("headline") or entity.get("name") or "")
    place = str(entity.get("url") or entity.get("mainEntityOfPage") or entity.get("@id") or "")
    return bool(name and name in _letters(page.title)) or bool(page.url and page.url.split("?")[0].rstrip("/") in place)


def _settled(line: Byline, month: date | None, limit: date) -> Byline:
    """A day that can be read two ways, in the way that fits the month of the address, or that is not yet to come."""
    if not line.ambiguous:
        return line
    other = line.day.replace(month=line.day.day, day=line.day.month)
    fits = month is not None and other.replace(day=1) == month and line.day.replace(day=1) != month
    return replace(line, day=other, ambiguous=False) if fits or other <= limit < line.day else line


def _with_address(line: Byline, day: date | None, month: date | None) -> Byline:
    """An address that names the same day speaks for a byline; one that names another month speaks against it."""
    gain = 0
    if day:
        gain = 4 if line.day == day else 0 if abs((line.day - day).days) <= 2 else -3
    elif month:
        gain = 2 if line.day.replace(day=1) == month else -3
    return replace(line, score=line.score + gain)


def _from_stated(
    stated: list[tuple[date, str]], lines: list[Byline], in_url: date | None, fetched_at: datetime
) -> Dated | None:
    if not stated:
        return None
    shown = {b.day for b in lines if b.score >= THRESHOLD and not b.updated}
    days = [day for day, _ in stated]
    # What the reader sees or the address says settles a quarrel between statements.
    best = next((d for d in days if d == in_url), None) or next((d for d in days if d in shown), None) or days[0]
    best = _local(best, stated, lines, in_url)
    fresh = abs((best - fetched_at.date()).days) <= 1
    if fresh and shown and best not in shown:
        # A page stamped with the day of reading was stamped when it was drawn.
        return None
    strong = [b for b in lines if b.labelled and b.score >= THRESHOLD + 4 and not b.updated and not b.ambiguous]
    votes = Counter(days)
    if best not in shown and best != in_url and _is_loose(best, stated):
        # What the reader is shown is worth more than a field that may give the day of drawing.
        strong = strong or [
            b for b in lines if b.score >= THRESHOLD + 3 and not b.updated and not b.ambiguous and b.day < best
        ]
    if (
        strong
        and best not in shown
        and best != in_url
        and votes[best] == 1
        and abs((strong[0].day - best).days) > 1
        and (strong[0].day < best or _is_loose(best, stated))
    ):
        return dated(strong[0].day, strong[0].quote)
    return dated(best, next((quote for day, quote in stated if day == best), str(best)))


def _is_loose(day: date, stated: list[tuple[date, str]]) -> bool:
    """Was the day stated only in a field that does not say what happened on it, or about another headline?"""
    return all(
        quote.partition(": ")[0] in (_ELSEWHERE, *meta_names("dated"))
        for stated_day, quote in stated
        if stated_day == day
    )


def _local(best: date, stated: list[tuple[date, str]], lines: list[Byline], in_url: date | None) -> date:
    """The day that readers are shown or the address names, where the statement is in universal time and the clock of the place was on another day."""
    moments = [moment for day, quote in stated if day == best and (moment := stamp_time(quote.partition(": ")[2]))]
    near = [b.day for b in lines if b.score >= THRESHOLD + 4 and not b.updated and not b.ambiguous]
    near += [in_url] if in_url else []
    if not moments or not near or best in near:
        return best
    # The places of the earth are 12 hours behind to 14 hours ahead.
    span = {(moment + timedelta(hours=h)).date() for moment in moments for h in (-12, 14)}
    return near[0] if near[0] in span else best


def _from_line(lines: list[Byline], in_url: date | None) -> Dated | None:
    good = [b for b in lines if b.score >= THRESHOLD]
    if not good:
        return None
    best = good[0]
    if in_url and best.day != in_url and (best.score < THRESHOLD + 4 or best.updated):
        return None
    if best.updated:
        first = next((b for b in good if not b.updated and _first_of(b, best)), None)
        best = first or best
    return dated(best.day, best.quote, best.ambiguous)


def _first_of(line: Byline, change: Byline) -> bool:
    """Is the line about the same page as the one on its change? Then it is older, and says what it is or stands near."""
    return line.day <= change.day and (line.labelled or abs(line.index - change.index) <= 3)


def _alone(lines: list[Byline], month: date | None) -> Dated | None:
    """The only date of the content, if it is neither the day of an event nor far from text."""
    days = {b.day for b in lines}
    if len(days) != 1 or lines[0].score < THRESHOLD - 2 or (month and lines[0].day.replace(day=1) != month):
        return None
    return dated(lines[0].day, lines[0].quote, lines[0].ambiguous)


def _is_index(url: str) -> bool:
    """Does the address end in its date, as archives of a day or month do?"""
    return bool(re.search(r"/(?:19|20)\d\d/\d{1,2}(?:/\d{1,2})?/?(?:index\.\w+)?$", url))


def _from_library(
    text: str, url: str, page: PageText, limit: date, month: date | None, lines: list[Byline]
) -> Dated | None:
    """htmldate's careful mode for shapes not thought of here; its answer must stand in a short line of the content."""
    from htmldate import find_date

    if _looks_like_list(page, limit):
        return None
    try:
        found = find_date(text, extensive_search=False, original_date=True, url=url or None, max_date=limit.isoformat())
    except Exception:
        # The library raises whatever a hostile page provokes in it; a page it cannot read has no date by it.
        return None
    day = date.fromisoformat(found) if found else None
    if day is None or (month and day.replace(day=1) != month):
        return None
    return dated(day, found) if lines and lines[0].day == day else None


def _looks_like_list(page: PageText, limit: date) -> bool:
    from enrich.bylines import _crowded

    return max(_crowded(page.lines, day_order(page)).values(), default=0) >= 3
