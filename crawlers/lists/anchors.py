"""The links of a page as a pager sees them: what each says, where it leads, and what it stands among."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import Any
from urllib.parse import parse_qsl, unquote

from core.values.fold import visible
from crawlers.lists.dom import same_site
from crawlers.lists.pagerwords import COUNT_KEY, PAGE_KEY, PREVIOUS
from crawlers.lists.weblinks import urldefrag, urljoin, urlsplit

_CURRENT = re.compile(r"\b(?:current|active|selected|is-active)\b")


@dataclass(slots=True)
class Anchor:
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
    among_pages: bool = False
    """Numbers or words for back and last stand beside it."""


def anchors_of(tree: Any, base: str, url: str) -> list[Anchor]:
    """Every link, `link rel=next` and paging choice of a page that leads to an address of the same site."""
    found: list[Anchor] = []
    host = urlsplit(url).netloc
    for order, element in enumerate(tree.iter("a", "link", "option")):
        if element.tag == "link" and (element.get("rel") or "").lower() != "next":
            continue
        href = element.get("href") or (element.get("value") if element.tag == "option" else "") or ""
        target = address(href.strip(), base)
        if not target or (host and not same_site(urlsplit(target).netloc, host) and element.tag != "link"):
            continue
        if element.tag != "option" or sibling_page(target, url):
            found.append(_anchor(element, target, order))
    bars: dict[Any, list[Anchor]] = {}
    for anchor in found:
        bars.setdefault(bar_of(anchor), []).append(anchor)
    for run in bars.values():
        paging = [a for a in run if a.number is not None or PREVIOUS.search(a.says.lower())]
        for anchor in run if len(run) <= 40 else ():
            anchor.among_pages = any(a is not anchor for a in paging)
    return found


def _anchor(element: Any, target: str, order: int) -> Anchor:
    text = visible(" ".join(element.itertext()))[:80] if element.tag != "link" else ""
    parts = (text, element.get("title"), element.get("aria-label"), _images(element), "" if text else _icons(element))
    says = " ".join(part for part in parts if part)
    number = int(text) if text.isdigit() and len(text) <= 4 else _spoken(says)
    parent = element.getparent()
    if number is not None and re.search(r"\bnext\b", _class(element)):
        number, says = None, f"{says} next"
    classes = f"{_class(element)} {_class(parent)}"
    return Anchor(
        target,
        text,
        visible(says),
        (element.get("rel") or "").lower(),
        place_of(element),
        number,
        order,
        parent,
        current=bool(element.get("aria-current")) or bool(_CURRENT.search(classes)),
        off="disabled" in classes or element.get("aria-disabled") == "true",
    )


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
        r"(?:(?:go to )?page|seite|pagina|página|pág\.?|第|to page|zur seite|aller à la page)\s*(\d{1,4})\s*(?:页|"
        r"頁|ページ|페이지)?|(\d{1,4})\s*(?:页|頁|ページ|페이지)",
        says.strip().lower(),
    )
    digits = (found[1] or found[2]) if found else None
    return int(digits) if digits else _ranged(says)


def _ranged(says: str) -> int | None:
    """The page that a range of rows is: "51-75" is the third of 25; ranges of unlike sizes are something else."""
    found = re.fullmatch(r"(\d{1,5})\s*[-–—~～]\s*(\d{1,5})", says.strip())
    if found is None:
        return None
    first, rows = int(found[1]), int(found[2]) - int(found[1]) + 1
    return (first - 1) // rows + 1 if rows >= 5 and first >= 1 and (first - 1) % rows == 0 else None


def address(href: str, base: str) -> str | None:
    lowered = href.lower()
    if not href or lowered.startswith(("#", "javascript:", "mailto:", "tel:", "data:", "about:", "void")):
        return None
    try:
        target = urldefrag(urljoin(base, href))  # where on the page the list stands is no part of its address
        return target if urlsplit(target).scheme in ("http", "https") else None
    except ValueError:
        return None


def place_of(element: Any) -> str:
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


def sibling_page(target: str, url: str) -> bool:
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


def page_number(target: str) -> int | None:
    """The page number or offset that an address carries."""
    parts = urlsplit(target)
    for key, value in parse_qsl(parts.query):
        if value.isdigit() and (PAGE_KEY.search(key) or COUNT_KEY.search(key)):
            return int(value)
    found = re.search(r"(?:[/_-](?:page|seite|pagina|p|pg)?[/_-]?)(\d{1,5})(?:\.\w+)?/?$", parts.path, re.I)
    return int(found[1]) if found else None


def bar_of(anchor: Anchor) -> Any:
    """What holds the whole run of letters: the list around the items, or the parent itself."""
    node = anchor.parent
    if node is not None and node.tag in ("li", "span", "td", "div") and len(list(islice(node.iter("a"), 2))) == 1:
        return node.getparent()
    return node


def same_page(one: str, other: str) -> bool:
    """Do two addresses name one page? A fragment and the order of parameters make no difference."""

    def key(address: str) -> tuple[str, str, tuple[tuple[str, str], ...]]:
        parts = urlsplit(urldefrag(address))
        return parts.netloc.removeprefix("www."), parts.path.rstrip("/"), tuple(sorted(parse_qsl(parts.query)))

    try:
        return key(one) == key(other)
    except ValueError:
        return one == other
