"""An HTML page as a flat sequence of atoms: each visible piece of text, image text or link with its place in the tree.

One pass, no recursion. Everything later works on atom numbers and intervals, so its cost grows with the page and not
with its depth.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from lxml import etree, html

from core.values.fold import visible
from crawlers.lists.weblinks import urljoin, urlsplit

MOST_CHARS = 16_000_000
"""A page is read up to here; the largest known list page has a tenth of it."""
MOST_ATOMS = 500_000
_LONG_TAG = re.compile(r"<\w[^<>]{30000,}>")


@dataclass(slots=True)
class Atom:
    """One piece of text (or of image text) on the page."""

    text: str
    node: int
    path: int
    order: int
    chain: str
    cls: str
    hint: str
    kind: str = "text"
    href: str = ""
    table: tuple[int, int] | None = None
    label: str = ""


@dataclass(slots=True)
class Link:
    """One link, with the number of the atom that comes next."""

    href: str
    node: int
    path: int
    cls: str
    at: int
    hint: str = ""


@dataclass(slots=True)
class Page:
    """Nodes by number (parent, tag, subtree), atoms, links, headings, table headers."""

    url: str
    base: str
    title: str = ""
    parents: list[int] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    first: list[int] = field(default_factory=list)
    """Number of atoms before each node."""
    end: list[int] = field(default_factory=list)
    """One past the last node below; nodes are numbered in document order, so [node, end) is a subtree."""
    index: list[int] = field(default_factory=list)
    zones: list[str] = field(default_factory=list)
    classes: list[str] = field(default_factory=list)
    items: list[str] = field(default_factory=list)
    atoms: list[Atom] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    headings: list[tuple[int, int, str]] = field(default_factory=list)
    headers: dict[int, dict[int, str]] = field(default_factory=dict)
    tree: Any = None
    nodes: list[int] = field(default_factory=list)
    """The node of each atom, in order: where an interval of nodes begins among the atoms."""

    def join(self, href: str) -> str:
        """An absolute address for a link of this page."""
        try:
            return urljoin(self.base, href.strip())
        except ValueError:
            return ""


def parse_tree(text: str) -> Any:
    """The lxml tree of a page, whatever its markup is worth; None for an empty page."""
    data = _LONG_TAG.sub(_shortened, text[:MOST_CHARS]).encode("utf-8", "replace")
    if not data.strip():
        return None
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        return etree.fromstring(data, parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def _shortened(tag: re.Match[str]) -> str:
    """A tag of thousands of attributes would cost the parser the square of their number."""
    return tag.group() if tag.group().count("=") < 3000 else "<div>"


def read_page(text: str, url: str, tree: Any = None) -> Page | None:
    """Cut a page into atoms. None where there is no markup at all."""
    tree = parse_tree(text) if tree is None else tree
    if tree is None:
        return None
    base = next((b.get("href") or "" for b in tree.iter("base")), "")
    title = next((visible(t.text or "") for t in tree.iter("title") if t.text), "")
    page = Page(url=url, base=urljoin(url, base) if base else url, title=title, tree=tree)
    from crawlers.lists.twins import silence_twins
    from crawlers.lists.walk import Walk

    Walk(page).run(tree)
    silence_twins(page)
    page.nodes = [atom.node for atom in page.atoms]
    return page


def same_site(host: str, other: str) -> bool:
    """Do two hosts belong to one site? The last two labels decide, three under a two-letter country code's second level."""

    def site(name: str) -> str:
        parts = name.lower().split(":")[0].removeprefix("www.").split(".")
        keep = 3 if len(parts) > 2 and len(parts[-1]) == 2 and len(parts[-2]) <= 3 else 2
        return ".".join(parts[-keep:])

    return site(host) == site(other)


def host_of(url: str) -> str:
    """The host of an address, "" where it has none."""
    try:
        return urlsplit(url).netloc.lower()
    except ValueError:
        return ""
