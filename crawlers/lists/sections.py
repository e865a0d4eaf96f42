"""Sections of a page: which heading stands over a record, and what that makes of it (partner, featured)."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence

from crawlers.lists.dom import Page
from crawlers.lists.mining import RecordSet
from crawlers.lists.vocabulary import matcher, plain


def section_of(page: Page, records: RecordSet) -> list[str]:
    """The heading above each record that belongs to no record; "" where there is none."""
    inside = set[int]()
    spans = records.spans
    starts = [page.first[s] for s, _ in spans]
    ends = [page.first[e] if e < len(page.first) else len(page.atoms) for _, e in spans]
    for number, (at, _, _text) in enumerate(page.headings):
        row = bisect_right(starts, at) - 1
        if row >= 0 and starts[row] <= at < ends[row]:
            inside.add(number)
    outer = sorted((after, text) for n, (_, after, text) in enumerate(page.headings) if n not in inside)
    places = [after for after, _ in outer]
    found = []
    for start in starts:
        at = bisect_right(places, start) - 1
        found.append(outer[at][1] if at >= 0 else "")
    return found


def outline(page: Page) -> list[str]:
    """The first headings of a page, as its table of contents would show them."""
    return [text for _, _, text in page.headings[:8]]


def partner_rows(sections: Sequence[str]) -> list[bool]:
    """Rows under a heading such as "Media partners"; none where the whole list stands under such headings."""
    flags = [_says(s, "partner") for s in sections]
    return [False] * len(flags) if all(flags) else flags


def featured_rows(sections: Sequence[str], names: Sequence[str]) -> list[bool]:
    """Rows under "Featured exhibitors" that the list shows again elsewhere."""
    flags = [_says(s, "featured") for s in sections]
    if all(flags) or not any(flags):
        return [False] * len(flags)
    rest = Counter(plain(n) for n, f in zip(names, flags, strict=True) if not f)
    return [f and plain(n) in rest for n, f in zip(names, flags, strict=True)]


def _says(heading: str, group: str) -> bool:
    folded = plain(heading)
    found = matcher(group).search(folded)
    return found is not None and len(found.group()) >= 0.45 * len(folded)
