"""The day of publication in the data that a page's scripts carry: the state of an application, variables of a template."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date

from core.values.date_forms import Order
from core.values.dates import Dated
from enrich.last_dates import dated
from enrich.page_meta import stamp_day
from enrich.page_text import PageText

_KEY = re.compile(
    r'(?<![A-Za-z_])["\']?(?:(?:og)?datePublished|(?:first_?|original_?)?publi(?:shed?|cation)_?(?:date|time|at|on)(?:_?time)?|'
    r"pub_?(?:date|time)|first_?published(?:_?at)?|date_?published|(?:ori_?)?create_?time|display_?date|ptime)"
    r"""["\']?\s*[:=]\s*(?:["\']([^"\']{8,32})["\']|(1\d{9}(?:\d{3})?)(?!\d))""",
    re.I,
)
_LONGEST = 600_000
_NEAR = 900
"""How far from the headline, in letters of a script, the fields of the same article stand."""


def from_scripts(page: PageText, order: Order, limit: date) -> Dated | None:
    """The one day that scripts call the day of publication; of several, the one beside the headline of this page."""
    scripts = [script.text_content()[:_LONGEST] for script in page.tree.xpath("//script[not(@src)]")]
    keyed = [(text, hits) for text in scripts if (hits := list(_hits(text, order, limit)))]
    days = Counter(day for _, hits in keyed for day, _ in hits)
    if len(days) > 1:
        titles = list(_titles(page))
        days = Counter(
            day
            for text, hits in keyed
            for title in titles
            for at in _places(text, title)
            for day, place in _nearest(hits, at)
            if abs(place - at) <= _NEAR
        )
    return dated(next(iter(days)), "script") if len(days) == 1 else None


def _hits(text: str, order: Order, limit: date) -> Iterator[tuple[date, int]]:
    for match in _KEY.finditer(text):
        day = stamp_day(match[1] or match[2], order)
        if day and day <= limit:
            yield day, match.start()


def _titles(page: PageText) -> Iterator[str]:
    stated = page.tree.xpath("//meta[@property='og:title']/@content | //h1//text()")
    for title in {text.strip() for text in (*stated, page.title) if len(text.strip()) >= 8}:
        yield title
        yield json.dumps(title)[1:-1]


def _places(text: str, title: str) -> Iterator[int]:
    at = text.find(title)
    while at >= 0:
        yield at
        at = text.find(title, at + 1)


def _nearest(hits: list[tuple[date, int]], at: int) -> list[tuple[date, int]]:
    return [min(hits, key=lambda hit: abs(hit[1] - at))]
