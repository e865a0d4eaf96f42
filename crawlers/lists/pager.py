"""Where a list goes on: next link, numbered pages, letters, page sizes, load-more addresses in attributes.

Each anchor is asked what it says (text, title, rel, aria-label) and where it leads (an address that differs from this
page's by a page number, an offset or a letter). A carousel's arrow, the next article or event, an archive of years and
the current page are not pages of the list.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import parse_qsl

from core.listing import PagerReading
from core.values.fold import visible
from crawlers.lists.anchors import Anchor, address, anchors_of, bar_of, page_number, place_of, same_page, sibling_page
from crawlers.lists.dom import parse_tree
from crawlers.lists.indexes import index_pages
from crawlers.lists.pagerwords import (
    IN_PAGER,
    LETTER,
    LOAD_MORE,
    NEXT_MARK,
    NEXT_WORD,
    NOT_LIST,
    OTHER_THING,
    PREVIOUS,
    RARELY_LIST,
    REST,
    SIZE_KEY,
    STRONG_NEXT,
)
from crawlers.lists.weblinks import urljoin, urlsplit

_DATA = (
    "data-next-url",
    "data-next-page-url",
    "data-next",
    "data-next-page",
    "data-nexturl",
    "data-load-more-url",
    "data-more-url",
    "data-url",
    "data-href",
    "data-ajax-url",
    "data-endpoint",
    "data-src",
    "hx-get",
    "data-hx-get",
)


def read_pager(text: str, url: str) -> PagerReading:
    """The next page and every page of the list that this page links to, absolute and in page order.

    `kind` says by what: "next", "numbered", "letters", "load_more", "page_size". Never raises.
    """
    tree = parse_tree(text)
    if tree is None:
        return PagerReading()
    base = next((b.get("href") or "" for b in tree.iter("base")), "")
    base = urljoin(url, base) if base else url
    anchors = anchors_of(tree, base, url)
    numbered = _numbered(anchors, url)
    letters = [] if numbered else _letters(anchors, url)
    sizes = _sizes(tree, anchors, base, url)
    follow, kind = _next(tree, anchors, numbered, base, url)
    pages = _ordered([*(a.url for a in numbered), *([follow] if follow and kind != "load_more" else [])], url)
    if not numbered and letters:
        pages = _ordered([*([follow] if follow else []), *(a.url for a in letters)], url)
        kind = kind or "letters"
    if not pages and not follow:
        pages, kind = index_pages(tree, [(a.url, a.text) for a in anchors], base, url)
        pages = _ordered(pages, url)
    if not pages and not follow and sizes:
        pages, kind = sizes, "page_size"
    if follow and not pages:
        pages = [follow]
    return PagerReading(next=follow, pages=tuple(pages), kind=kind or ("numbered" if pages else None))


def _elsewhere(place: str) -> bool:
    """Do the words around a link say that it pages through something else than the list?"""
    return bool(NOT_LIST.search(place)) or bool(RARELY_LIST.search(place) and not IN_PAGER.search(place))


def _ordered(urls: Sequence[str], url: str) -> list[str]:
    return [u for u in dict.fromkeys(urls) if not same_page(u, url) and not _shown(u, url)]


def _shown(target: str, url: str) -> bool:
    """The page one is on, addressed with fewer parameters."""
    one, other = urlsplit(target), urlsplit(url)
    number = page_number(target)
    if one.path.rstrip("/") != other.path.rstrip("/") or number is None or number != page_number(url):
        return False
    return set(parse_qsl(one.query)) <= set(parse_qsl(other.query))


def _numbered(anchors: Sequence[Anchor], url: str) -> list[Anchor]:
    """The run of numbered links that leads to pages of this list; the longest one in the best place."""
    groups: dict[Any, list[Anchor]] = {}
    for anchor in anchors:
        if anchor.number is None or anchor.number == 0 or 1900 <= anchor.number <= 2100:
            continue
        if (
            _counts_rows(anchor)
            or _elsewhere(anchor.place)
            or not (
                sibling_page(anchor.url, url) or (page_number(anchor.url) is not None and IN_PAGER.search(anchor.place))
            )
        ):
            continue
        groups.setdefault(bar_of(anchor), []).append(anchor)
    usable = [g for g in groups.values() if _pages(g, url)]
    if not usable:
        return []
    return max(usable, key=lambda g: (bool(IN_PAGER.search(g[0].place)), len({a.url for a in g})))


def _counts_rows(anchor: Anchor) -> bool:
    """Is its number the rows a page ("show 50"), and not the page?"""
    sizes = [value for key, value in parse_qsl(urlsplit(anchor.url).query) if SIZE_KEY.search(key)]
    return str(anchor.number) in sizes and page_number(anchor.url) != anchor.number


def _pages(run: Sequence[Anchor], url: str) -> bool:
    numbers = [a.number for a in run if a.number is not None]
    if any(b < a for a, b in itertools.pairwise(numbers)):
        return False
    in_pager = bool(IN_PAGER.search(run[0].place))
    carried = [page_number(a.url) for a in run]
    if all(c is None for c in carried) and not in_pager:
        return False
    return len({a.url for a in run}) >= 2 or in_pager or carried[0] is not None


def _letters(anchors: Sequence[Anchor], url: str) -> list[Anchor]:
    """An A to Z bar: many one-letter links whose addresses differ."""
    found = [a for a in anchors if LETTER.fullmatch(a.text)]
    if len(found) < 5 or len({a.url for a in found}) < 0.7 * len(found):
        return []
    bars = {bar_of(a) for a in found}
    return [a for a in anchors if a in found or (REST.fullmatch(a.text) and bar_of(a) in bars)]


def _sizes(tree: Any, anchors: Sequence[Anchor], base: str, url: str) -> list[str]:
    """Addresses that show this list with more rows a page, the largest first."""
    found: list[tuple[int, str]] = []
    for anchor in anchors:
        for key, value in parse_qsl(urlsplit(anchor.url).query):
            if SIZE_KEY.search(key) and value.isdigit() and sibling_page(anchor.url, url):
                found.append((int(value), anchor.url))
    return list(dict.fromkeys(u for _, u in sorted(found, reverse=True) if not same_page(u, url)))


def _next(
    tree: Any, anchors: Sequence[Anchor], numbered: Sequence[Anchor], base: str, url: str
) -> tuple[str | None, str | None]:
    """The address of the next page and how it was found."""
    scored = [(s, -a.order, a) for a in anchors if (s := _next_score(a, numbered, url)) > 0]
    best = max(scored, key=lambda item: item[:2], default=None)
    if best is not None and best[0] >= 2:
        nearer = _after_current(tree, numbered, url) if numbered else None
        if nearer is not None and (page_number(nearer) or 0) < (page_number(best[2].url) or 0):
            return nearer, "numbered"  # "next" leads to the next ten pages
        return best[2].url, "load_more" if LOAD_MORE.search(best[2].says) and not NEXT_WORD.search(
            best[2].says
        ) else "next"
    if numbered:
        after = _after_current(tree, numbered, url)
        if after is not None:
            return after, "numbered"
        if best is None:
            return None, "numbered"
    more = _load_more(tree, base, url)
    if more:
        return more, "load_more"
    return None, None


def _next_score(anchor: Anchor, numbered: Sequence[Anchor], url: str) -> float:
    """How surely one anchor leads to the next page of the list; ≥ 2 is believed."""
    if anchor.off or same_page(anchor.url, url) or anchor.number is not None:
        return 0.0
    says = anchor.says.lower()
    rel_next = "next" in anchor.rel.split()
    if PREVIOUS.search(says) and not NEXT_WORD.search(says):
        return 0.0
    word = (
        bool(NEXT_WORD.search(says)) or bool(NEXT_MARK.fullmatch(anchor.text.strip())) or bool(LOAD_MORE.search(says))
    )
    if (not rel_next and not word) or _elsewhere(anchor.place) or OTHER_THING.search(says):
        return 0.0
    score = 1.0 + 1.0 * rel_next + 0.6 * bool(STRONG_NEXT.search(says))
    in_pager = bool(IN_PAGER.search(anchor.place)) or anchor.among_pages
    score += 0.9 if in_pager else 0.0
    target, here = page_number(anchor.url), page_number(url)
    if sibling_page(anchor.url, url):
        score += 0.6
        if target is not None:
            score += 0.7 if here is None or target > here else -2.5
    elif target is not None and LOAD_MORE.search(says):
        score += 1.0
    elif target is None and not in_pager:
        score -= 1.0
    if numbered and any(a.url == anchor.url for a in numbered):
        score += 0.8
    if "article" in anchor.place.split() and not in_pager:
        score -= 0.8
    return score - (0.7 if len(anchor.text) > 28 else 0.0)


def _after_current(tree: Any, numbered: Sequence[Anchor], url: str) -> str | None:
    """The number after the current one: marked as current, not a link, or what this page's address says."""
    here = next((a.number for a in numbered if a.number and (same_page(a.url, url) or a.current)), None)
    numbers = {a.number: a.url for a in numbered if a.number and not same_page(a.url, url)}
    if here is None:
        here = _unlinked(numbered)
    if here is None:
        here = _gap(numbered, url)
    if here is None:
        step = page_number(url)
        here = (
            step
            if step and step < 2000 and (step + 1) in numbers
            else (1 if 2 in numbers and 1 not in numbers else None)
        )
    if here is None and 1 in numbers and 2 in numbers and page_number(url) is None:
        here = 1
    return numbers.get(here + 1) if here is not None else None


def _gap(numbered: Sequence[Anchor], url: str) -> int | None:
    """The one number that the run leaves out, where the offsets around it enclose this page's."""
    offset = page_number(url)
    if offset is None:
        return None
    for one, other in itertools.pairwise(numbered):
        first, last = page_number(one.url), page_number(other.url)
        skips = one.number is not None and other.number == one.number + 2
        if skips and first is not None and last is not None and first < offset < last:
            return (one.number or 0) + 1
    return None


def _unlinked(numbered: Sequence[Anchor]) -> int | None:
    """A number in the pager that is no link is the page one is on."""
    node = numbered[0].parent
    for _ in range(3):
        if node is None:
            return None
        inside = {a.number for a in numbered}
        for element in node.iter("span", "strong", "b", "li", "em", "a", "button", "td", "font"):
            if element.tag == "a" and address(element.get("href") or "", "https://list.invalid/"):
                continue
            text = visible("".join(element.itertext()))
            if text.isdigit() and len(text) <= 4 and (int(text) not in inside or element.tag == "a"):
                return int(text)
        node = node.getparent()
    return None


def _load_more(tree: Any, base: str, url: str) -> str | None:
    """An address that a button keeps in an attribute for its script."""
    for element in tree.iter("button", "div", "a", "span", "section", "ul", "nav", "table", "input"):
        attributes = element.attrib
        if not any(name in attributes for name in _DATA):
            continue
        says = visible(" ".join([*element.itertext()][:6]))[:60] + " " + (attributes.get("aria-label") or "")
        words = " ".join((attributes.get("class") or "", attributes.get("id") or ""))
        for name in _DATA:
            value = attributes.get(name) or ""
            plain_next = "next" in name or "more" in name
            if (
                not value
                or len(value) > 500
                or not (
                    plain_next
                    or LOAD_MORE.search(says.lower())
                    or NEXT_WORD.search(says.lower())
                    or re.search(r"load-?more|show-?more|infinite|next-?page", words, re.I)
                )
            ):
                continue
            if "/" not in value and "?" not in value and "." not in value:
                continue
            target = address(value, base)
            if target and not same_page(target, url) and not _elsewhere(place_of(element)):
                return target
    return None
