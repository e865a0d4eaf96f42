"""The one pass over a page's tree that cuts it into atoms: text between tags, image texts, links, table cells."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from core.values.fold import visible
from crawlers.lists.dom import MOST_ATOMS, Atom, Link, Page
from crawlers.lists.table import header_cells

_INLINE = frozenset(
    "a abbr b bdi big cite code em font i ins mark nobr s small span strong sub sup time u wbr label data".split()
)
_JOINED = frozenset("b strong em i u font sup sub small mark abbr wbr big bdi nobr ins".split())
_SKIP = frozenset(
    "script style noscript template svg head iframe select option optgroup textarea button input object canvas datalist".split()
)
_CLASS_NOISE = re.compile(r"\S*\d\S*")
_BLANKS = re.compile(r"\s+")
_LEAD = re.compile(r"^(?:[,;|·•▪■●▶>–—-]\s+|[,;|·•▪■●▶])+")
_MENU = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|submenu|breadcrumbs?|footer|cookies?|consent)(?=$|\s)", re.I
)
_WORDY = re.compile(r"\w")
_LOCATION = re.compile(r"(?:location(?:\.href)?\s*=|window\.open\(|navigate\()\s*['\"]([^'\"]+)['\"]")


@dataclass(slots=True)
class _Frame:
    """What is known about an open element."""

    node: int
    path: int
    block: int
    chain: str
    cls: str
    hint: str
    href: str
    zone: str
    children: int = 0
    order: list[int] = field(default_factory=list)
    buffer: list[str] | None = None
    column: int = 0
    table: int = -1
    base: tuple[str, str, str] = ("", "", "")
    """Chain, class and hint of the element itself, before bold words inside it changed them."""
    starts: bool = False


class Walk:
    """Walks once, with an explicit stack of open elements; fills the page it was given."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.paths: dict[tuple[int, str], int] = {}
        self.stems: dict[str, str] = {}
        self.stack: list[_Frame] = []
        self.spans: dict[int, dict[int, int]] = {}
        self.row_atoms: list[int] = []

    def run(self, root: Any) -> None:
        """Cut the whole tree under `root`."""
        skip = 0
        for event, element in etree.iterwalk(root, events=("start", "end")):
            tag = element.tag
            if not isinstance(tag, str):
                continue
            if event == "start":
                if skip or tag in _SKIP or len(self.page.atoms) > MOST_ATOMS:
                    skip += 1
                    continue
                self._open(element, tag)
            else:
                if skip:
                    skip -= 1
                else:
                    self._close(element, tag)
                if element.tail and not skip and self.stack:
                    self._text(element.tail)

    # -- opening and closing -------------------------------------------------------------------------------------------

    def _open(self, element: Any, tag: str) -> None:
        page, above = self.page, self.stack[-1] if self.stack else None
        if tag == "br":
            self._flush()
            return
        if tag in _JOINED and above is not None and above.buffer is not None:
            self._joined(element, tag, above)
            return
        if above is not None:
            self._flush()
            above.children = 0 if tag in ("hr", "h1") else above.children + 1  # what follows a rule is a record anew
        node = self._node(above, tag, above.children if above else 0)
        attributes = element.attrib
        cls = self._stem(attributes.get("class") or "")
        zone = _zone(tag, attributes) or (above.zone if above else "")
        if tag == "label" and element.find(".//input") is not None:
            zone = "filter"
        frame = _Frame(node, 0, node, "", cls, "", above.href if above else "", zone)
        self._place(frame, above, tag, attributes)
        page.zones[node] = zone
        page.classes[node] = cls
        if "itemtype" in attributes:
            page.items[node] = attributes["itemtype"].rsplit("/", 1)[-1]
        frame.hint = attributes.get("itemprop") or cls or (above.hint if above and tag in _INLINE else "")
        frame.base = (frame.chain, frame.cls, frame.hint)
        self.stack.append(frame)
        self._attributes(frame, tag, attributes)
        frame.buffer = []
        if element.text:
            self._text(element.text)

    def _joined(self, element: Any, tag: str, above: _Frame) -> None:
        """Bold and the like inside running text: the same piece, unless it starts a block on its own."""
        frame = _Frame(above.node, above.path, above.block, above.chain, above.cls, above.hint, above.href, above.zone)
        frame.order, frame.table, frame.column = above.order, above.table, above.column
        starts = not any(t.strip() for t in above.buffer or ())
        frame.chain = f"{above.chain}/{tag}" if starts and not above.chain.endswith(tag) else above.chain
        frame.cls = self._stem(element.get("class") or "") or above.cls
        frame.hint = element.get("itemprop") or frame.cls or above.hint
        frame.buffer = above.buffer
        if starts:
            above.chain, above.cls, above.hint = frame.chain, frame.cls, frame.hint
        frame.base = above.base if above.base else ("", "", "")
        frame.starts = starts
        self.stack.append(frame)
        if element.text:
            self._text(element.text)

    def _node(self, above: _Frame | None, tag: str, index: int) -> int:
        page = self.page
        page.parents.append(above.node if above else -1)
        page.tags.append(tag)
        page.first.append(len(page.atoms))
        page.end.append(len(page.tags))
        page.index.append(index)
        page.zones.append("")
        page.classes.append("")
        page.items.append("")
        return len(page.tags) - 1

    def _place(self, frame: _Frame, above: _Frame | None, tag: str, attributes: Any) -> None:
        """Path of block tags from the root; cells carry their column, inline tags only lengthen the chain."""
        if above is None:
            frame.path = self._path(0, tag)
            frame.order = [0]
            return
        frame.table, frame.column = above.table, above.column
        if tag in _INLINE:
            frame.path, frame.block, frame.order = above.path, above.block, above.order
            frame.chain = f"{above.chain}/{tag}"
            frame.cls = frame.cls or (above.cls if above.chain else "")
            return
        frame.order = [0]
        step = tag
        if tag == "table":
            frame.table, frame.column = frame.node, 0
            self.spans[frame.node] = {}
        elif tag == "tr":
            frame.column = 0
            self.row_atoms = []
        elif tag in ("td", "th") and frame.table >= 0:
            step = f"td#{self._column(above, attributes)}"
            frame.column = above.column
        elif tag in ("tbody", "thead", "tfoot"):
            frame.path = above.path
            return
        elif tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            step = "h"
        frame.path = self._path(above.path, step)

    def _column(self, row: _Frame, attributes: Any) -> int:
        spans = self.spans.get(row.table, {})
        column = max(0, row.order[-1])
        while spans.get(column, 0) > 0:
            spans[column] -= 1
            column += 1
        width = _small(attributes.get("colspan"))
        height = _small(attributes.get("rowspan"))
        if height > 1:
            for offset in range(width):
                spans[column + offset] = height - 1
        row.order[-1] = column + width
        row.column = column
        return column

    def _path(self, above: int, step: str) -> int:
        return self.paths.setdefault((above, step), len(self.paths) + 1)

    def _stem(self, classes: str) -> str:
        if not classes:
            return ""
        stem = self.stems.get(classes)
        if stem is None:
            stem = self.stems[classes] = " ".join(_CLASS_NOISE.sub("", classes).split())
        return stem

    def _close(self, element: Any, tag: str) -> None:
        if tag == "br" or not self.stack:
            return
        frame = self.stack[-1]
        if len(self.stack) > 1 and frame.buffer is self.stack[-2].buffer:
            self.stack.pop()
            if frame.starts and _parts(frame.buffer or [], element.tail or ""):
                self._flush()
            return
        self._flush()
        self.stack.pop()
        page = self.page
        page.end[frame.node] = len(page.tags)
        if tag in ("h1", "h2", "h3", "h4", "h5", "h6", "caption", "legend"):
            text = " ".join(a.text for a in page.atoms[page.first[frame.node] :])
            if text:
                page.headings.append((page.first[frame.node], len(page.atoms), text[:200]))
        elif tag == "tr" and frame.table >= 0:
            self._row_closed(frame, element)

    def _row_closed(self, frame: _Frame, element: Any) -> None:
        """A row of header cells labels the columns of its table and is no record."""
        page = self.page
        if page.headers.get(frame.table) and len(page.headers[frame.table]) > 1 and element.getparent().tag != "thead":
            return
        row = [a for a in page.atoms[page.first[frame.node] :] if a.table]
        cells: dict[int, str] = {}
        for atom in row:
            column = atom.table[1] if atom.table else 0
            cells[column] = f"{cells.get(column, '')} {atom.text}".strip()
        tags = {child.tag for child in element if isinstance(child.tag, str)}
        earlier = page.first[frame.node] > page.first[frame.table] and frame.table in page.headers
        if cells and header_cells(list(cells.values()), tags == {"th"} or element.getparent().tag == "thead", earlier):
            page.headers.setdefault(frame.table, {}).update(cells)
            for atom in row:
                atom.kind = "header"
        elif len(cells) > 1:
            page.headers.setdefault(frame.table, {})

    # -- text, images, links -------------------------------------------------------------------------------------------

    def _text(self, text: str) -> None:
        frame = self.stack[-1]
        if frame.buffer is None:
            frame.buffer = []
        frame.buffer.append(text)

    def _flush(self) -> None:
        frame = self.stack[-1]
        if frame.buffer:
            text = _BLANKS.sub(" ", "".join(frame.buffer)).strip()
            frame.buffer.clear()
            if text:
                self._atom(frame, text, "text")
        frame.chain, frame.cls, frame.hint = frame.base

    def _atom(self, frame: _Frame, text: str, kind: str) -> None:
        page = self.page
        node = self._node(frame, "#", 0)
        page.parents[node] = frame.node
        page.index[node] = frame.order[0]
        page.zones[node] = frame.zone
        table = (frame.table, frame.column) if frame.table >= 0 else None
        atom = Atom(
            _LEAD.sub("", visible(text)),
            node,
            frame.path,
            frame.order[0],
            frame.chain,
            frame.cls,
            frame.hint,
            kind,
            frame.href,
            table,
        )
        if not _WORDY.search(atom.text):
            return
        if kind == "text":
            frame.order[0] += 1
        page.atoms.append(atom)
        page.end[node] = node + 1

    def _attributes(self, frame: _Frame, tag: str, attributes: Any) -> None:
        page = self.page
        href = attributes.get("href") if tag == "a" else attributes.get("data-href") or attributes.get("data-url")
        if not href and "onclick" in attributes:
            found = _LOCATION.search(attributes["onclick"])
            href = found[1] if found else None
        if href:
            if tag == "a":
                frame.href = href.strip()
            page.links.append(Link(href.strip(), frame.node, frame.path, frame.cls, len(page.atoms), frame.hint))
        if tag == "img":
            text = attributes.get("alt") or attributes.get("title") or ""
            if text.strip():
                self._atom(frame, text, "alt")
        elif tag == "meta" and attributes.get("itemprop") and attributes.get("content"):
            self._atom(frame, attributes["content"], "meta")
        else:
            text = (
                attributes.get("title")
                or attributes.get("aria-label")
                or attributes.get("data-title")
                or attributes.get("data-name")
                or ""
            )
            if text.strip() and len(text) < 200:
                self._atom(frame, text, "title")


def _parts(bold: list[str], tail: str) -> bool:
    """Bold words at the start of a line and what follows them are two values, unless the bold ones label the rest."""
    text = "".join(bold).strip()
    if not text or text[-1] in ":：" or not any(c.isalnum() for c in tail):
        return False
    return not tail[0].isalnum() and tail.lstrip()[0] not in ":："


def _small(value: str | None) -> int:
    return min(int(value), 1000) if value and value.isdigit() and int(value) > 0 else 1


def _zone(tag: str, attributes: Any) -> str:
    """Parts of a page that hold its frame rather than its matter."""
    role = attributes.get("role") or ""
    if tag in ("nav", "menu") or role in ("navigation", "menu", "menubar", "search", "contentinfo", "banner"):
        return "nav"
    if tag in ("footer", "aside") or role == "complementary":
        return tag if tag in ("footer", "aside") else "aside"
    if tag == "fieldset" or role in ("listbox", "tree", "dialog", "alertdialog"):
        return "filter"
    if tag not in ("body", "html", "main") and _MENU.search(
        f"{attributes.get('id') or ''} {attributes.get('class') or ''}"
    ):
        return "menu"
    return "main" if tag == "main" or role == "main" else ""
