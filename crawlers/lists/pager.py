"""Where a list goes on: next link, numbered pages, letters, page sizes, load-more addresses in attributes.

Each anchor is asked what it says (text, title, rel, aria-label) and where it leads (an address that differs from this
page's by a page number, an offset or a letter). A carousel's arrow, the next article or event, an archive of years and
the current page are not pages of the list.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any
from urllib.parse import parse_qsl, unquote, urldefrag, urljoin, urlsplit

from core.listing import PagerReading
from core.values.fold import visible
from crawlers.lists.dom import parse_tree, same_site
from crawlers.lists.indexes import index_pages
from crawlers.lists.pagerwords import (
    COUNT_KEY,
    LETTER,
    LOAD_MORE,
    NEXT_MARK,
    NEXT_WORD,
    NOT_LIST,
    OTHER_THING,
    PAGE_KEY,
    PREVIOUS,
    REST,
    SIZE_KEY,
)

_DATA = (
    "data-next-url",
    "data-next-page-url",
    "data-next",
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


@dataclass(slots=True)
class _Anchor:
    url: str
    text: str
    says: str
    rel: str
    place: str
    number: int | None
    order: int
    parent: Any
    current: bool = False
    off: bool = False


def read_pager(text: str, url: str) -> PagerReading:
    """The next page and every page of the list that this page links to, absolute and in page order.

    `kind` says by what: "next", "numbered", "letters", "load_more", "page_size". Never raises.
    """
    tree = parse_tree(text)
    if tree is None:
        return PagerReading()
    base = next((b.get("href") or "" for b in tree.iter("base")), "")
    base = urljoin(url, base) if base else url
    anchors = _anchors(tree, base, url)
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


def _ordered(urls: Sequence[str], url: str) -> list[str]:
    return [u for u in dict.fromkeys(urls) if not _same(u, url) and not _shown(u, url)]


def _shown(target: str, url: str) -> bool:
    """The page one is on, addressed with fewer parameters."""
    one, other = urlsplit(target), urlsplit(url)
    number = _page_number(target)
    if one.path.rstrip("/") != other.path.rstrip("/") or number is None or number != _page_number(url):
        return False
    return set(parse_qsl(one.query)) <= set(parse_qsl(other.query))


def _same(one: str, other: str) -> bool:
    """Do two addresses name one page? A fragment and the order of parameters make no difference."""

    def key(address: str) -> tuple[str, str, tuple[tuple[str, str], ...]]:
        parts = urlsplit(urldefrag(address)[0])
        return parts.netloc.removeprefix("www."), parts.path.rstrip("/"), tuple(sorted(parse_qsl(parts.query)))

    try:
        return key(one) == key(other)
    except ValueError:
        return one == other


def _anchors(tree: Any, base: str, url: str) -> list[_Anchor]:
    found = []
    host = urlsplit(url).netloc
    for order, element in enumerate(tree.iter("a", "link", "option")):
        rel = (element.get("rel") or "").lower()
        if element.tag == "link" and rel not in ("next",):
            continue
        href = (element.get("href") or (element.get("value") if element.tag == "option" else "") or "").strip()
        text = visible(" ".join(t for t in element.itertext()))[:80] if element.tag != "link" else ""
        target = _address(href, base)
        if not target or (host and not same_site(urlsplit(target).netloc, host) and element.tag != "link"):
            continue
        if element.tag == "option" and not _sibling_page(target, url):
            continue
        says = " ".join(
            filter(
                None,
                (
                    text,
                    element.get("title"),
                    element.get("aria-label"),
                    _images(element),
                    _icons(element) if not text else "",
                ),
            )
        )
        place = _place(element)
        number = int(text) if text.isdigit() and len(text) <= 4 else _spoken(says)
        off = (
            "disabled"
            in f"{element.get('class') or ''} {(element.get('aria-disabled') == 'true' and 'disabled') or ''} {_class(element.getparent())}"
        )
        current = bool(element.get("aria-current")) or bool(
            re.search(
                r"\b(?:current|active|selected|is-active)\b",
                f"{element.get('class') or ''} {_class(element.getparent())}",
            )
        )
        found.append(_Anchor(target, text, visible(says), rel, place, number, order, element.getparent(), current, off))
    return found


def _class(element: Any) -> str:
    return (element.get("class") or "") if element is not None else ""


def _images(element: Any) -> str:
    return " ".join(i.get("alt") or i.get("title") or "" for i in element.iter("img"))


def _icons(element: Any) -> str:
    """Icon fonts say in their class what they show: arrow-right, chevron-right, next."""
    classes = " ".join([element.get("class") or "", *(_class(i) for i in element.iter("i", "span", "svg"))])
    return " ".join(re.findall(r"\b(?:next|forward|right|prev|previous|left|back|first|last)\b", classes.lower()))


def _spoken(says: str) -> int | None:
    found = re.fullmatch(
        r"(?:(?:go to )?page|seite|pagina|página|pág\.?|第|to page|zur seite|aller à la page)\s*(\d{1,4})\s*(?:页|頁|ページ|페이지)?|(\d{1,4})\s*(?:页|頁|ページ|페이지)",
        says.strip().lower(),
    )
    digits = (found[1] or found[2]) if found else None
    return int(digits) if digits else None


def _address(href: str, base: str) -> str | None:
    lowered = href.lower()
    if not href or lowered.startswith(("#", "javascript:", "mailto:", "tel:", "data:", "about:", "void")):
        return None
    try:
        target = urljoin(base, href)
        return target if urlsplit(target).scheme in ("http", "https") else None
    except ValueError:
        return None


def _place(element: Any) -> str:
    """Class, id and label words of the element and five levels above it."""
    words, node = [], element
    for _ in range(6):
        if node is None or not isinstance(node.tag, str) or node.tag in ("body", "html"):
            break
        words.append(
            " ".join(
                filter(
                    None,
                    (
                        node.get("class"),
                        node.get("id"),
                        node.get("role"),
                        node.get("aria-label"),
                        node.get("data-slide") and "carousel",
                        node.tag if node.tag in ("article", "nav") else None,
                    ),
                )
            )
        )
        node = node.getparent()
    return " ".join(words).lower()


def _sibling_page(target: str, url: str) -> bool:
    """Is it this list under another page number, offset or letter: the same path, or one that differs in its last part?"""
    one, other = urlsplit(target), urlsplit(url)
    a, b = _stem(unquote(one.path)), _stem(unquote(other.path))
    if a == b:
        return True
    shorter, longer = sorted((a, b), key=len)
    return len(shorter) > 1 and longer.startswith(shorter) and len(longer) - len(shorter) <= 12


def _stem(path: str) -> str:
    path = re.sub(r"\.(?:html?|php|aspx?|jsp|cfm|do)$", "", path.rstrip("/"), flags=re.I)
    path = re.sub(r"(?:[/_-](?:page|seite|pagina|p|pg|list|index|start|offset))?[/_-]?\d{1,5}$", "", path, flags=re.I)
    return re.sub(r"/(?:index|default|list)$", "", path, flags=re.I).rstrip("/")


def _page_number(target: str) -> int | None:
    """The page number or offset that an address carries."""
    parts = urlsplit(target)
    for key, value in parse_qsl(parts.query):
        if value.isdigit() and (PAGE_KEY.search(key) or COUNT_KEY.search(key)):
            return int(value)
    found = re.search(r"(?:[/_-](?:page|seite|pagina|p|pg)?[/_-]?)(\d{1,5})(?:\.\w+)?/?$", parts.path, re.I)
    return int(found[1]) if found else None


def _numbered(anchors: Sequence[_Anchor], url: str) -> list[_Anchor]:
    """The run of numbered links that leads to pages of this list; the longest one in the best place."""
    groups: dict[int, list[_Anchor]] = {}
    for anchor in anchors:
        if anchor.number is None or anchor.number == 0 or 1900 <= anchor.number <= 2100:
            continue
        if NOT_LIST.search(anchor.place) or not (
            _sibling_page(anchor.url, url) or _page_number(anchor.url) is not None
        ):
            continue
        groups.setdefault(id(_bar(anchor)), []).append(anchor)
    usable = [g for g in groups.values() if _pages(g, url)]
    if not usable:
        return []
    return max(usable, key=lambda g: (bool(re.search(r"pag(?:e|in)|seiten", g[0].place)), len({a.url for a in g})))


def _pages(run: Sequence[_Anchor], url: str) -> bool:
    numbers = [a.number for a in run if a.number is not None]
    if any(b < a for a, b in zip(numbers, numbers[1:], strict=False)):
        return False
    in_pager = bool(re.search(r"pag(?:e|in)|seiten", run[0].place))
    carried = [_page_number(a.url) for a in run]
    if all(c is None for c in carried) and not in_pager:
        return False
    return len({a.url for a in run}) >= 2 or in_pager or carried[0] is not None


def _letters(anchors: Sequence[_Anchor], url: str) -> list[_Anchor]:
    """An A to Z bar: many one-letter links whose addresses differ."""
    found = [a for a in anchors if LETTER.fullmatch(a.text)]
    if len(found) < 5 or len({a.url for a in found}) < 0.7 * len(found):
        return []
    bars = {id(_bar(a)) for a in found}
    return [a for a in anchors if a in found or (REST.fullmatch(a.text) and id(_bar(a)) in bars)]


def _bar(anchor: _Anchor) -> Any:
    """What holds the whole run of letters: the list around the items, or the parent itself."""
    node = anchor.parent
    if node is not None and node.tag in ("li", "span", "td", "div") and len(list(islice(node.iter("a"), 2))) == 1:
        return node.getparent()
    return node


def _sizes(tree: Any, anchors: Sequence[_Anchor], base: str, url: str) -> list[str]:
    """Addresses that show this list with more rows a page, the largest first."""
    found: list[tuple[int, str]] = []
    for anchor in anchors:
        for key, value in parse_qsl(urlsplit(anchor.url).query):
            if SIZE_KEY.search(key) and value.isdigit() and _sibling_page(anchor.url, url):
                found.append((int(value), anchor.url))
    return list(dict.fromkeys(u for _, u in sorted(found, reverse=True) if not _same(u, url)))


def _next(
    tree: Any, anchors: Sequence[_Anchor], numbered: Sequence[_Anchor], base: str, url: str
) -> tuple[str | None, str | None]:
    """The address of the next page and how it was found."""
    scored = [(s, -a.order, a) for a in anchors if (s := _next_score(a, numbered, url)) > 0]
    best = max(scored, key=lambda item: item[:2], default=None)
    if best is not None and best[0] >= 2:
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


def _next_score(anchor: _Anchor, numbered: Sequence[_Anchor], url: str) -> float:
    """How surely one anchor leads to the next page of the list; ≥ 2 is believed."""
    if anchor.off or _same(anchor.url, url) or anchor.number is not None:
        return 0.0
    says = anchor.says.lower()
    rel_next = "next" in anchor.rel.split()
    if PREVIOUS.search(says) and not NEXT_WORD.search(says):
        return 0.0
    word = (
        bool(NEXT_WORD.search(says)) or bool(NEXT_MARK.fullmatch(anchor.text.strip())) or bool(LOAD_MORE.search(says))
    )
    if (not rel_next and not word) or NOT_LIST.search(anchor.place) or OTHER_THING.search(says):
        return 0.0
    score = 1.0 + 1.0 * rel_next
    in_pager = bool(re.search(r"pag(?:e|in|ing)|seiten|page-?nav|load-?more", anchor.place))
    score += 0.9 if in_pager else 0.0
    target, here = _page_number(anchor.url), _page_number(url)
    if _sibling_page(anchor.url, url):
        score += 0.6
        if target is not None:
            score += 0.7 if here is None or target > here else -2.5
    elif target is None and not in_pager:
        score -= 1.0
    if numbered and any(a.url == anchor.url for a in numbered):
        score += 0.8
    if "article" in anchor.place.split() and not in_pager:
        score -= 0.8
    return score - (0.7 if len(anchor.text) > 28 else 0.0)


def _after_current(tree: Any, numbered: Sequence[_Anchor], url: str) -> str | None:
    """The number after the current one: marked as current, not a link, or what this page's address says."""
    here = next((a.number for a in numbered if a.number and (_same(a.url, url) or a.current)), None)
    numbers = {a.number: a.url for a in numbered if a.number and not _same(a.url, url)}
    if here is None:
        here = _unlinked(numbered)
    if here is None:
        step = _page_number(url)
        here = (
            step
            if step and step < 2000 and (step + 1) in numbers
            else (1 if 2 in numbers and 1 not in numbers else None)
        )
    if here is None and 1 in numbers and 2 in numbers and _page_number(url) is None:
        here = 1
    return numbers.get(here + 1) if here is not None else None


def _unlinked(numbered: Sequence[_Anchor]) -> int | None:
    """A number in the pager that is no link is the page one is on."""
    node = numbered[0].parent
    for _ in range(3):
        if node is None:
            return None
        inside = {a.number for a in numbered}
        for element in node.iter("span", "strong", "b", "li", "em", "a", "button", "td", "font"):
            if element.tag == "a" and _address(element.get("href") or "", "https://list.invalid/"):
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
            target = _address(value, base)
            if target and not _same(target, url) and not NOT_LIST.search(_place(element)):
                return target
    return None
