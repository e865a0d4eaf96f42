"""Other parts of the same list beside its pages: letters and categories that a page links to as well as its next page.

A pager reading names one way on. Lists that are cut twice (letters, and pages within a letter; categories, and pages
within a category) need both, or only the first letter is read to its end.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from urllib.parse import urljoin, urlsplit

from parsel import Selector

from core.values.fold import fold
from crawlers.lists.vocabulary import identifier_field

_FEWEST_LETTERS, _FEWEST_PARTS = 8, 3
_LETTER = re.compile(r"[A-Z]\Z|#\Z|0\s*[-–]\s*9\Z")
_CUTS = {"category": "categories", "country": "countries"}


def siblings(text: str, url: str, rows: Collection[str]) -> dict[str, list[str]]:
    """Addresses of other parts by kind ("letters", "categories", "countries"). `rows` are addresses of single firms."""
    anchors = [
        (urljoin(url, a.attrib.get("href", "")), _said(a)) for a in Selector(text=text, type="html").css("a[href]")
    ]
    host = urlsplit(url).netloc
    own = [(target, said) for target, said in anchors if urlsplit(target).netloc == host and target not in rows]
    found = {"letters": _letters(own), **_categories(own, url)}
    return {kind: urls for kind, urls in found.items() if urls}


def _letters(anchors: list[tuple[str, str]]) -> list[str]:
    """A bar of single letters, each with an address of its own."""
    bar = {said.upper(): target for target, said in anchors if _LETTER.match(said.upper())}
    different = len(set(bar.values()))
    return list(dict.fromkeys(bar.values())) if len(bar) >= _FEWEST_LETTERS and different >= 0.7 * len(bar) else []


def _categories(anchors: list[tuple[str, str]], url: str) -> dict[str, list[str]]:
    """Addresses beside this page's own in a folder whose name says category or country; the page links to itself too."""
    parts = urlsplit(url).path.rstrip("/").split("/")
    cut = _CUTS.get(identifier_field(parts[-2]) or "") if len(parts) > 2 else None
    if cut is None:
        return {}
    folder = "/".join(parts[:-1]) + "/"
    beside = [target for target, said in anchors if said and _beside(urlsplit(target).path, folder)]
    here = urlsplit(url).path.rstrip("/")
    linked = any(urlsplit(target).path.rstrip("/") == here for target in beside)
    different = list(dict.fromkeys(target.partition("#")[0] for target in beside))
    return {cut: different} if linked and len(different) >= _FEWEST_PARTS else {}


def _beside(path: str, folder: str) -> bool:
    last = path.rstrip("/").removeprefix(folder)
    return path.startswith(folder) and bool(last) and "/" not in last and not last.isdigit()


def _said(anchor: Selector) -> str:
    return fold(" ".join(anchor.css("::text").getall()))
