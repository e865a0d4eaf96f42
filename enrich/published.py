"""On which day was a page published? From what it states for machines, from its byline, from its address; else unknown.

A wrong date is worse than none, because dates decide whether a firm was active within the year. So a footer, a
copyright line, a side column, another article's teaser or a list of news never gives the page its date, and a time of
last change is taken only where the page shows nothing else.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, date, datetime, time, timedelta

from core.values.date_forms import Order, month_end, western
from core.values.dates import Dated, yearless
from core.words import Precision
from enrich.bylines import THRESHOLD, Byline, bylines, title_index
from enrich.page_meta import json_ld, meta, stamp_day, types, url_day
from enrich.page_text import PageText, read_page

_ARTICLE = re.compile(r"article|posting|report|review$|recipe|newsevent|pressrelease|techarticle|story")
_PUBLISHED_META = (
    "article:published_time",
    "og:article:published_time",
    "article:published",
    "og:published_time",
    "og:pubdate",
    "bytedance:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "article.published",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "publish_time",
    "publication_date",
    "publication-date",
    "published-date",
    "published_time",
    "published",
    "originalpublicationdate",
    "displaydate",
    "article_date_original",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.available",
    "citation_publication_date",
    "citation_online_date",
    "weibo:article:create_at",
    "shareaholic:article_published_time",
    "article:post_date",
    "release_date",
    "article-publish-date",
    "firstpublishdate",
    "dc.date.created",
    "dcterms.created",
    "rnews:datepublished",
    "bt:pubdate",
    "news_publish_date",
    "date_published",
    "article:create_time",
)
_DATE_META = (
    "date",
    "dc.date",
    "dcterms.date",
    "dc.date.published",
    "article_date",
    "pub_date",
    "created",
    "datecreated",
    "creation_date",
    "article:created",
    "cre_date",
    "eprints.date",
)
_CHANGE_META = ("article:modified_time", "og:updated_time", "last-modified", "datemodified")
_SCRIPT_KEY = re.compile(
    (
        r'["\']?(?:datePublished|publishe?d?_?(?:date|time|at|on)|publication_?date|pub_?(?:date|time)|'
        r'first_?published(?:_?at)?|date_?published|ptime)["\']?\s*[:=]\s*["\']([^"\']{8,32})["\']'
    ),
    re.I,
)
_MDY_HOSTS = re.compile(r"\.(?:us|gov|mil|edu)(?:[:/]|$)")
_DMY_HOSTS = re.compile(r"\.(?:uk|au|nz|ie|in|za|sg|de|fr|it|es|eu|at|ch|nl|be|br|mx|my|hk)(?:[:/]|$)")


def published_on(text: str, url: str, fetched_at: datetime) -> Dated | None:
    """The day a page was published, with the words it was read from, or None.

    `text` is the decoded page, `url` its address, `fetched_at` when it was fetched: nothing after it is believed.
    """
    page = read_page(text, url)
    limit = fetched_at.date() + timedelta(days=1)
    order = day_order(page)
    stated = [(day, quote) for day, quote in _stated(page, order) if day <= limit]
    lines = [b for b in bylines(page, order) if b.day <= limit]
    in_url, month = url_day(url)
    in_url = in_url if in_url and in_url <= limit else None
    lines = [_with_address(b, in_url, month) for b in lines]
    lines.sort(key=lambda b: -b.score)
    return (
        _from_stated(stated, lines, in_url, fetched_at)
        or _from_line(lines, in_url)
        or (_dated(in_url, url) if in_url and not _is_index(url) else None)
        or _from_yearless(page, month, limit)
        or _from_script(page, order, limit)
        or _from_change(page, order, month, limit)
        or _from_library(text, url, page, limit, month, lines)
    )


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
            found.append((day, f"datePublished: {entity['datePublished']}"))
    named: dict[str, str] = {}
    for name, value in tags:
        named.setdefault(name, value)
    for name in (*_PUBLISHED_META, *_DATE_META):
        if name in named and (day := stamp_day(named[name], order)):
            found.append((day, f"{name}: {named[name]}"))
    marks = page.tree.xpath('//*[contains(@itemprop,"datePublished")] | //time[@pubdate]')
    days = {d for m in marks if (d := stamp_day(m.get("content") or m.get("datetime") or m.text_content(), order))}
    if len(days) == 1:
        found.append((next(iter(days)), "datePublished"))
    return found


def _letters(text: object) -> str:
    return re.sub(r"\W+", "", str(text)).lower()


def _about_this(entity: dict[str, object], page: PageText) -> bool:
    name = _letters(entity.get("headline") or entity.get("name") or "")
    place = str(entity.get("url") or entity.get("mainEntityOfPage") or entity.get("@id") or "")
    return bool(name and name in _letters(page.title)) or bool(page.url and page.url.split("?")[0].rstrip("/") in place)


def _with_address(line: Byline, day: date | None, month: date | None) -> Byline:
    """An address that names the same day speaks for a byline; one that names another month speaks against it."""
    gain = 0
    if day:
        gain = 4 if line.day == day else 0 if abs((line.day - day).days) <= 2 else -3
    elif month:
        gain = 2 if line.day.replace(day=1) == month else -3
    return Byline(line.day, line.score + gain, line.index, line.quote, line.updated, line.ambiguous, line.labelled)


def _from_stated(
    stated: list[tuple[date, str]], lines: list[Byline], in_url: date | None, fetched_at: datetime
) -> Dated | None:
    if not stated:
        return None
    shown = {b.day for b in lines if b.score >= THRESHOLD and not b.updated}
    days = [day for day, _ in stated]
    # What the reader sees or the address says settles a quarrel between statements.
    best = next((d for d in days if d == in_url), None) or next((d for d in days if d in shown), None) or days[0]
    fresh = abs((best - fetched_at.date()).days) <= 1
    if fresh and shown and best not in shown:
        # A page stamped with the day of reading was stamped when it was drawn.
        return None
    strong = [b for b in lines if b.labelled and b.score >= THRESHOLD + 4 and not b.updated and not b.ambiguous]
    votes = Counter(days)
    if (
        strong
        and best not in shown
        and best != in_url
        and votes[best] == 1
        and abs((strong[0].day - best).days) > 1
        and strong[0].day < best
    ):
        return _dated(strong[0].day, strong[0].quote)
    return _dated(best, next(quote for day, quote in stated if day == best))


def _from_line(lines: list[Byline], in_url: date | None) -> Dated | None:
    good = [b for b in lines if b.score >= THRESHOLD]
    if not good:
        return None
    best = good[0]
    if in_url and best.day != in_url and (best.score < THRESHOLD + 4 or best.updated):
        return None
    if best.updated:
        first = next((b for b in good if not b.updated and b.score >= THRESHOLD + 1), None)
        best = first or best
    return _dated(best.day, best.quote, best.ambiguous)


def _is_index(url: str) -> bool:
    """Does the address end in its date, as archives of a day or month do?"""
    return bool(re.search(r"/(?:19|20)\d\d/\d{1,2}(?:/\d{1,2})?/?(?:index\.\w+)?$", url))


def _from_yearless(page: PageText, month: date | None, limit: date) -> Dated | None:
    """A day and month beside the headline, and an address that states their year and month."""
    top = title_index(page)
    if month is None or top is None:
        return None
    end = datetime.combine(month_end(month), time(12), UTC)
    for line in page.lines[max(0, top - 3) : top + 6]:
        read = yearless(western(line.text), end) if line.role in ("main", "header") and len(line.text) <= 40 else None
        if read and read.replace(day=1) == month and read <= limit:
            return _dated(read, line.text)
    return None


def _from_change(page: PageText, order: Order, month: date | None, limit: date) -> Dated | None:
    """A stated time of last change in the very month that the address gives for the publication."""
    if month is None:
        return None
    for name, value in meta(page.tree):
        day = stamp_day(value, order) if name in _CHANGE_META else None
        if day and day.replace(day=1) == month and day <= limit:
            return _dated(day, f"{name}: {value}")
    return None


def _from_script(page: PageText, order: Order, limit: date) -> Dated | None:
    days: Counter[date] = Counter()
    for script in page.tree.xpath("//script[not(@src)]"):
        for value in _SCRIPT_KEY.findall(script.text_content()[:400_000]):
            if (day := stamp_day(value, order)) and day <= limit:
                days[day] += 1
    return _dated(next(iter(days)), "script") if len(days) == 1 else None


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
        return None
    day = date.fromisoformat(found) if found else None
    if day is None or (month and day.replace(day=1) != month):
        return None
    return _dated(day, found) if any(line.day == day for line in lines) else None


def _looks_like_list(page: PageText, limit: date) -> bool:
    from enrich.bylines import _crowded

    return max(_crowded(page.lines, day_order(page)).values(), default=0) >= 3


def _dated(day: date | None, quote: str | None, ambiguous: bool = False) -> Dated | None:
    return Dated(date=day, precision=Precision.day, quote=quote or "", ambiguous=ambiguous) if day else None
