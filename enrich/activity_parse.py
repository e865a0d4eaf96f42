"""Dated product launches and R&D news on a firm's news and product pages: rows of a list, or one article.

A date must belong to the item: to its row, or to the article as a whole. An item about the trade or about another firm
is not this firm's activity.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from core.catalogue import words
from core.records import Event
from core.settings import settings
from core.values.date_forms import Hit, absolute, western
from core.values.dates import Dated, yearless
from core.words import ActivityKind, Precision
from enrich.bylines import long_text, title_index
from enrich.firm_marks import Marks, firm_marks, names_in
from enrich.page_meta import stamp_day
from enrich.page_text import Line, PageText, read_page
from enrich.published import day_order, published_on

SHORT = 20
"""Letters of a line that holds a month and hardly anything else."""
_LEAF = re.compile(
    r"(?P<d>\d{1,2})\s+(?P<y>20\d\d)[-./年](?P<m>\d{1,2})月?|(?P<era>[RH])(?P<era_year>\d{1,2})[./](?P<m2>\d{1,2})[./](?P<d2>\d{1,2})"
)
_DAY_MONTH = re.compile(
    r"\d{1,2}月\d{1,2}日|\d{1,2}\.\s?[^\W\d_]{3,9}(?!\w)|[^\W\d_]{3,9}\.? \d{1,2}(?!\d)|\d{1,2} [^\W\d_]{3,9}(?!\w)"
)
_SITE_DATE = re.compile(
    r"(?:网站|網站|本站|页面|网页|サイト|web ?site|site|webseite)\s*(?:was |is |ist |wurde )?(?:最后|最近|最終|last|zuletzt)?\s*"
    r"(?:更新|修改|updated?|modified|aktualisiert|changed|geändert)|今天是|today is|letzte aktualisierung|最終更新日",
    re.I,
)
"""A date of the frame: when the whole site was changed, or the visitor's own day."""
NEAR = 3
"""How many lines around a date its headline may stand."""


@lru_cache(maxsize=8)
def _words(group: str) -> re.Pattern[str]:
    lines = words(settings().config_dir / "lookups" / "activity_words.yml")[group]
    return re.compile(
        "|".join(rf"(?<![a-zà-ÿ])(?:{line})" if str(line)[0].isascii() else str(line) for line in lines), re.I
    )


def kind_of(headline: str) -> ActivityKind | None:
    """What a headline announces: a product, R&D news, or nothing that counts."""
    if _words("neither").search(headline):
        return None
    if _words("product").search(headline):
        return ActivityKind.product
    return ActivityKind.rd_news if _words("rd_news").search(headline) else None


def parse_events(text: str, url: str, fetched_at: datetime) -> tuple[Event, ...]:
    """Every dated event on one page, in the order of the page."""
    page = read_page(text, url)
    marks = firm_marks(page)
    rows = list(_rows(page, marks, fetched_at))
    if len(rows) < 2 and (article := _article(text, page, marks, fetched_at)):
        return (article,)
    seen: dict[tuple[str, date | None], Event] = {(e.title, e.happened_on): e for e in rows}
    return tuple(seen.values())


def undated(text: str, url: str) -> tuple[str, ...]:
    """Headlines that would count if the page gave any date: what keeps "nothing within a year" from being shown.

    The day on which the site was changed, or on which it is read, dates no news.
    """
    page = read_page(text, url)
    lines = [line for line in page.lines if line.role == "main"]
    exact = (Precision.day, Precision.month)
    dating = [line.text for line in lines if not _SITE_DATE.search(line.text)]
    if any(hit.precision in exact for text in dating for hit in absolute(western(text), "DMY")):
        return ()  # a year alone, such as the founder's or the copyright's, dates no news
    heads = (line.text for line in lines if 6 <= len(line.text) <= 120 and line.tag != "alt")
    return tuple(dict.fromkeys(head for head in heads if kind_of(head)))


def _article(text: str, page: PageText, marks: Marks, fetched_at: datetime) -> Event | None:
    """One article: its headline, its day, and proof that it speaks of this firm."""
    top = title_index(page)
    dated = published_on(text, page.url, fetched_at, changes=False)
    if dated is None and (dated := _month_under(page, top, fetched_at)) is None:
        return None
    if _of_the_site(dated.quote, page):
        return None
    headline = _headline_of(page, top)
    body = [line.text for line in page.content() if long_text(line)]
    if not headline or not body:
        return None
    kind = kind_of(headline) or (kind_of(body[0][:200]) if not _words("neither").search(headline) else None)
    if kind is None or not _own(headline + " " + " ".join(body[:4]), page, marks):
        return None
    return Event(
        kind=kind, title=headline[:200], happened_on=dated.date, precision=dated.precision, quote=headline[:200]
    )


def _of_the_site(quote: str | None, page: PageText) -> bool:
    """Does every line with these words tell when the site or its frame was changed, or what day it is?"""
    lines = [line for line in page.lines if quote and quote in line.text]
    return bool(lines) and all(
        line.role in ("footer", "nav") or (_SITE_DATE.search(line.text) and not long_text(line)) for line in lines
    )


def _headline_of(page: PageText, top: int | None) -> str:
    """The article's headline: the line that is a part of the page's title word for word, else the one taken for it."""
    named = re.split(r"\s*[|_｜]\s*|\s+[-–—]\s+", page.title)
    lines = {line.text for line in page.lines if line.role in ("main", "header")}
    exact = max((part for part in named if part in lines and kind_of(part)), key=len, default=None)
    return exact or (page.lines[top].text if top is not None else named[0])


def _month_under(page: PageText, top: int | None, fetched_at: datetime) -> Dated | None:
    """A month alone in a short line right at the headline, as quarterly or monthly news give it."""
    if top is None:
        return None
    for line in page.lines[max(0, top - 1) : top + 4]:
        text = western(line.text)
        hit = next(absolute(text, "DMY"), None) if len(text) <= SHORT and line.role in ("main", "header") else None
        if (
            hit
            and hit.precision is Precision.month
            and hit.day <= fetched_at.date()
            and hit.end - hit.start >= len(text) - 6
        ):
            return Dated(date=hit.day, precision=hit.precision, quote=line.text)
    return None


def _own(text: str, page: PageText, marks: Marks) -> bool:
    """Does the article speak of the owner of the site?"""
    if marks.speaks_of(text) or re.search(r"我司|我公司|本公司|我们|当社|弊社|\b(?:we|our|wir|unser\w*)\b", text, re.I):
        return True
    copied = re.search(
        r"来源\s*[:：]\s*(?!本站|原创)\S|转载|source\s*:\s*\S|quelle\s*:\s*\S", page.text("main", "header"), re.I
    )
    return not copied and not names_in(text) and marks.legal_name is None


def _rows(page: PageText, marks: Marks, fetched_at: datetime) -> Iterator[Event]:
    """Dated items of a list: three or more dates in lines of one shape, each with a headline beside it."""
    limit = fetched_at.date() + timedelta(days=1)
    order = day_order(page)
    dated: list[tuple[int, Hit]] = []
    lines = [
        (n, line) for n, line in enumerate(page.lines) if line.tag != "alt" and line.role not in ("comment", "footer")
    ]
    for n, _ in lines:
        if hit := _date_of(page.lines, n, order):
            dated.append((n, hit))
    shapes = Counter(page.lines[n].shape for n, _ in dated)
    used: set[int] = set()
    numbers = {n for n, _ in dated}
    for n, hit in dated:
        line = page.lines[n]
        if shapes[line.shape] < 2 or hit.day > limit or _words("trade").search(line.section):
            continue
        headline = _headline(page.lines, n, hit, numbers, used)
        if headline is None:
            continue
        kind = kind_of(headline)
        strangers = [name for name in names_in(headline) if not marks.speaks_of(name)]
        if kind and not (strangers and marks.legal_name and not marks.speaks_of(headline)):
            yield Event(
                kind=kind, title=headline[:200], happened_on=hit.day, precision=hit.precision, quote=headline[:200]
            )


def _date_of(lines: Sequence[Line], n: int, order: str) -> Hit | None:
    """The date of a row: in the line, in its time stamp, or cut in two (15 / 2026-03)."""
    line = lines[n]
    if len(line.text) > 200:
        return None
    text = western(line.text)
    if leaf := _leaf(text):
        return leaf
    hit = next(absolute(text, "MDY" if order == "MDY" else "DMY"), None)
    if hit is None:
        day = stamp_day(line.stamp) if line.stamp else None
        return Hit(0, 0, day, Precision.day) if day else _under_year(line, text)
    if hit.precision is Precision.month and len(text) <= 12:
        for near in (lines[n - 1] if n else None, lines[n + 1] if n + 1 < len(lines) else None):
            if near and re.fullmatch(r"0?[1-9]|[12]\d|3[01]", near.text) and _shared(line, near) >= len(line.path) - 2:
                try:
                    return Hit(hit.start, hit.end, hit.day.replace(day=int(near.text)), Precision.day)
                except ValueError:
                    return hit
    return hit


def _leaf(text: str) -> Hit | None:
    """Two short forms of a whole line: 15 2026-03 of a calendar leaf, R8.3.15 of a Japanese era."""
    match = _LEAF.fullmatch(text.strip())
    if not match:
        return None
    year = int(match["y"]) if match["y"] else int(match["era_year"]) + (2018 if match["era"] == "R" else 1988)
    try:
        day = date(year, int(match["m"] or match["m2"]), int(match["d"] or match["d2"]))
    except ValueError:
        return None
    return Hit(0, len(text), day, Precision.day)


def _under_year(line: Line, text: str) -> Hit | None:
    """A day and month at the beginning of a row under a heading that is a year."""
    year = re.fullmatch(r"\D{0,8}(20\d\d)\D{0,8}", line.section)
    start = _DAY_MONTH.match(text)
    if not year or not start:
        return None
    day = yearless(start[0], datetime(int(year[1]), 12, 31, 12, tzinfo=UTC))
    return Hit(0, start.end(), day, Precision.day) if day and day.year == int(year[1]) else None


def _headline(lines: Sequence[Line], n: int, hit: Hit, dates: set[int], used: set[int]) -> str | None:
    """The item's words: those beside the date, else the nearest line that shares its card, links and headings first."""
    text = western(lines[n].text)
    rest = (
        re.sub(r"[\[\]()（）【】]|\d{1,2}:\d\d(?::\d\d)?", " ", text[: hit.start] + " " + text[hit.end :])
        if hit.end
        else text
    )
    rest = rest.strip(" -–—|·•:：,，/>»")
    if len(rest) >= (6 if re.search(r"[\u3040-\u9fff]", rest) else 12):
        return rest
    options = []
    for m in range(max(0, n - NEAR), min(len(lines), n + NEAR + 1)):
        near = lines[m]
        if m == n or m in dates or m in used or near.tag == "alt" or len(near.text) < 5:
            continue
        options.append((_shared(lines[n], near), near.level > 0 or near.linked > 0.5, -abs(m - n), m))
    if not options:
        return None
    best = max(options)
    if len(lines[n].path) - best[0] > 4:
        return None
    used.add(best[3])
    return lines[best[3]].text


def _shared(one: Line, two: Line) -> int:
    return sum(a == b for a, b in zip(one.path, two.path, strict=False))
