"""Days of pages that neither state one for machines nor print a byline: a marked element, a yearless day, the last change.

Each is taken only where all that the page says in this way names one day, and only after the surer readings failed. A
page changed once and never again was changed on the day it was written; a page whose change is the day of reading was
stamped when it was drawn and tells nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from itertools import pairwise

from core.values.date_forms import Order, absolute, month_end, western
from core.values.dates import Dated, yearless
from core.words import Precision
from enrich.bylines import date_words, title_index
from enrich.page_meta import json_ld, meta, meta_names, stamp_day
from enrich.page_text import PageText

_MARKED = re.compile(
    r"(?:^|[\s_-])(?:published|publish(?:ed)?-?(?:date|time)|pub-?date|(?:post|entry|article|news)-?date|dtpublished|dateline)(?:$|[\s_-])",
    re.I,
)
_BARE = re.compile(r"(?:0[1-9]|1[0-2])[-/](?:0[1-9]|[12]\d|3[01])(?=\s|$)")
"""11-09 at the beginning of a line: the address has the year and settles that the month comes first."""
_BOX = 10
"""Longest text of one box of a calendar leaf."""
_TELLING = 120
"""A line that tells of the last change holds little else."""


def dated(day: date | None, quote: str | None, ambiguous: bool = False) -> Dated | None:
    """A whole day with the words it was read from."""
    return Dated(date=day, precision=Precision.day, quote=quote or "", ambiguous=ambiguous) if day else None


def _only(found: Iterable[tuple[date | None, str]], limit: date) -> Dated | None:
    days = {day: quote for day, quote in found if day and date(1995, 1, 1) <= day <= limit}
    return dated(*next(iter(days.items()))) if len(days) == 1 else None


def from_yearless(page: PageText, month: date | None, limit: date) -> Dated | None:
    """A day and month beside the headline, in one line or in two boxes, and an address that states their year and month."""
    top = title_index(page)
    if month is None or top is None:
        return None
    end = datetime.combine(month_end(month), time(12), UTC)
    near = [line for line in page.lines[max(0, top - 3) : top + 6] if line.role in ("main", "header")]
    lines = [" ".join(line.parts) if len(line.text) <= _BOX else line.text for line in near]
    boxes = [
        text
        for one, two in pairwise(lines)
        if len(one) <= _BOX and len(two) <= _BOX
        for text in (f"{one} {two}", f"{two} {one}")
    ]
    for text in (*lines, *boxes):
        plain = western(text)
        bare = _BARE.match(plain)
        read = yearless(bare[0] if bare else plain, end) if len(text) <= 40 else None
        if read and read.replace(day=1) == month and read <= limit:
            return dated(read, text)
    return None


def from_unseen(page: PageText, order: Order, month: date | None, limit: date) -> Dated | None:
    """The day in elements named for the publication, seen or not: systems print it there for readers of their feeds."""
    found: list[tuple[date | None, str]] = []
    for element in page.tree.xpath("//body//*[@class]"):
        if not _MARKED.search(element.get("class")):
            continue
        values = [element.get(name) for name in ("datetime", "content", "title", "data-date", "data-time")]
        values.append(element.text_content().strip()[:60])
        day = next((d for v in values if v and (d := stamp_day(v, order))), None)
        if month is None or (day and day.replace(day=1) == month):
            found.append((day, next((v for v in values if v), "")))
    times = page.tree.xpath("//body//time[@datetime]")
    return _only(found, limit) or _only(
        ((stamp_day(t.get("datetime"), order), t.get("datetime")) for t in times), limit
    )


def from_change(page: PageText, order: Order, month: date | None, today: date) -> Dated | None:
    """The stated time of last change: any in the very month that the address gives, else one that is not the time of reading."""
    stated = [
        (stamp_day(value, order), f"{name}: {value}")
        for name, value in meta(page.tree)
        if name in meta_names("changed")
    ]
    stated += [
        (stamp_day(entity["dateModified"], order), f"dateModified: {entity['dateModified']}")
        for entity in json_ld(page.tree)
        if entity.get("dateModified")
    ]
    if month:
        return next((dated(day, quote) for day, quote in stated if day and day.replace(day=1) == month), None)
    first = next(((day, quote) for day, quote in stated if day), None)
    return dated(*first) if first and first[0] and (today - first[0]).days > 2 else None


def from_last_change(page: PageText, order: Order, month: date | None, today: date) -> Dated | None:
    """The one day that lines about the last change name, wherever they stand, the footer included."""
    found: list[tuple[date | None, str]] = []
    for line in page.lines:
        if line.role in ("aside", "comment", "nav") or len(line.text) > _TELLING:
            continue
        if "©" in line.text or "版权" in line.text or date_words("frame").search(line.text):
            # A copyright line dates the site, not the page; a notice on cookies dates itself.
            continue
        text = western(line.text)
        for hit in absolute(text, order):
            if hit.precision is Precision.day and date_words("updated").search(text[: hit.start].lower()):
                found.append((hit.day, line.text))
    only = _only(found, today)
    if only is None or (month and only.date.replace(day=1) != month) or (today - only.date).days <= 2:
        return None
    return only
