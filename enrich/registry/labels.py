"""Pairs of label and value on a page of any layout: table cells, definition lists, boxes, running text.

Principles: a value belongs to the label before it in the same row or box; a row of labels only is the head of a list and its
table is no register entry; a label followed by a label has no value; the first value of a label holds.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from enrich.page_text import parse_html
from enrich.registry.cells import printed
from enrich.registry.vocabulary import label_key, label_unit, vocabulary

_UNSEEN = frozenset(("script", "style", "noscript", "template", "svg", "head", "select", "textarea", "button"))
_PROSE = frozenset(("scope", "address", "former_names"))


@dataclass
class Pairs:
    """What the labels of a page gave: the first value of each field, every value, and how often labels were seen."""

    first: dict[str, str] = field(default_factory=dict)
    every: dict[str, list[str]] = field(default_factory=dict)
    seen: int = 0
    headings: list[str] = field(default_factory=list)
    in_tables: int = 0

    def add(self, name: str, value: str, label: str, *, in_table: bool = False) -> None:
        """Keep one pair; a value that is empty still counts as a label seen."""
        self.seen += 1
        value = value.strip(" \u3000:：")
        if not value:
            return
        self.in_tables += in_table
        self.every.setdefault(name, []).append(value)
        if name not in self.first:
            self.first[name] = value
            if name == "capital" and (unit := label_unit(label)):
                self.first["capital_unit"] = unit


@dataclass(frozen=True)
class _Chunk:
    text: str
    element: Any


def read_pairs(text: str) -> Pairs:
    """Every label with its value, from HTML or plain text."""
    pairs = Pairs()
    if re.search(r"<(?:html|body|div|table|dl|ul|p|span|td)\b", text[:200_000], re.I):
        tree = parse_html(text)
        _read_tables(tree, pairs)
        _read_boxes(tree, pairs)
        pairs.headings = [t for h in tree.xpath("//h1 | //h2") if (t := _words(h))]
    else:
        _read_lines(text, pairs)
    return pairs


_Row = tuple[list[Any], list[str]]


def _read_tables(tree: Any, pairs: Pairs) -> None:
    tables = [(table, rows) for table in tree.iter("table") if (rows := _rows(table))]
    marks = _label_classes([row for _, rows in tables for row in rows])
    for _, rows in tables:
        heads: list[str] | None = None
        for number, (cells, texts) in enumerate(rows):
            if _is_head(cells, texts, marks):
                heads = texts
                if number == 0 and len(rows) == 2:
                    _read_column(texts, rows[1], pairs)
                continue
            if heads is not None and len(heads) >= 3 and len(texts) >= len(heads):
                continue  # a row of a list: branches, changes, shareholders
            _read_row(cells, texts, pairs)


def _rows(table: Any) -> list[_Row]:
    """The rows of the innermost tables, each with its cells and their words."""
    rows: list[_Row] = []
    for row in table.iter("tr"):
        cells = list(row.iterchildren("td", "th"))
        own = next(row.iterancestors("table")) is table
        if own and not any(next(cell.iterdescendants("table"), None) is not None for cell in cells):
            rows.append((cells, [_words(cell) for cell in cells]))
    return rows


def _label_classes(rows: list[_Row]) -> frozenset[str]:
    """Classes that the page gives to labels and hardly to anything else."""
    every: Counter[str] = Counter()
    labels: Counter[str] = Counter()
    for cells, texts in rows:
        for cell, text in zip(cells, texts, strict=True):
            every[cell.get("class") or ""] += 1
            labels[cell.get("class") or ""] += vocabulary().field(text) is not None
    return frozenset(name for name, count in labels.items() if name and count >= 3 and count >= 0.6 * every[name])


def _read_column(heads: list[str], row: _Row, pairs: Pairs) -> None:
    """A head over exactly one row of values; a name there is a branch or a shareholder, so that it is left alone."""
    cells, texts = row
    if len(texts) != len(heads) or heads[0] in _COUNTING:
        return
    for head, cell in zip(heads, cells, strict=True):
        name = vocabulary().field(head)
        if (
            name
            and name != "name"
            and (len(heads) <= 3 or sum(map(bool, map(vocabulary().field, heads))) * 2 >= len(heads))
        ):
            pairs.add(name, _value(cell, name), head)


_COUNTING = ("序号", "编号", "No.", "No", "#")


def _is_head(cells: list[Any], texts: list[str], marks: frozenset[str]) -> bool:
    """Three or more cells of which none is a value: th all along, labels by their class, or labels side by side."""
    filled = [text for text in texts if text]
    if len(filled) < 3:
        return False
    known = sum(vocabulary().field(text) is not None for text in filled)
    if all(cell.tag == "th" or cell.get("class") in marks for cell in cells):
        return True
    return filled[0] in _COUNTING or (known >= 2 and known >= len(filled) - 1 and _adjacent(texts))


def _adjacent(texts: list[str]) -> bool:
    known = [vocabulary().field(text) is not None for text in texts]
    return any(a and b for a, b in pairwise(known)) and not any(len(t) > 20 for t in texts)


def _read_row(cells: list[Any], texts: list[str], pairs: Pairs) -> None:
    words = vocabulary()
    fields = [words.field(text) for text in texts]
    at = 0
    while at < len(cells):
        name = fields[at]
        if name is None:
            _read_inline(texts[at], pairs)
            at += 1
            continue
        follows = at + 1 < len(cells)
        if follows and fields[at + 1] is None:
            beyond = at + 2
            if (
                beyond < len(cells)
                and texts[beyond]
                and fields[beyond] is None
                and not _alike(cells[at], cells[beyond])
            ):
                return  # a label with several values beside it is a row of changes
            pairs.add(name, _value(cells[at + 1], name), texts[at], in_table=True)
            at += 2
        else:
            pairs.seen += 1
            at += 1


def _alike(label: Any, other: Any) -> bool:
    """Is the other cell drawn like the label, so that it is a label that we do not know?"""
    if label.tag != other.tag:
        return False
    return label.tag == "th" or bool(label.get("class") and label.get("class") == other.get("class"))


def _value(cell: Any, name: str) -> str:
    """The text of a value cell. Short fields end at the first piece: what follows is links and buttons of the page."""
    words = vocabulary()
    if any(
        mark in (e.get("class") or "").split()
        for e in cell.iter()
        if isinstance(e.tag, str)
        for mark in words.scrambled
    ):
        return ""
    pieces = [piece for piece in _pieces(cell) if not words.noise.match(piece)]
    if not pieces:
        return ""
    if name == "former_names":
        return "\n".join(pieces)
    return "".join(pieces) if name in _PROSE else pieces[0]


def _pieces(element: Any) -> list[str]:
    out: list[str] = []

    def visit(node: Any) -> None:
        if (
            isinstance(node.tag, str)
            and node.tag not in _UNSEEN
            and "display:none" not in (node.get("style") or "").replace(" ", "")
        ):
            out.append(node.text or "")
            for child in node:
                visit(child)
                out.append(child.tail or "")

    visit(element)
    return [text for text in (printed(piece) for piece in out) if text]


def _words(element: Any) -> str:
    return printed(" ".join(_pieces(element)))


def _read_boxes(tree: Any, pairs: Pairs) -> None:
    """Labels outside of data tables: spans and boxes, definition lists, running text."""
    chunks = _chunks(tree)
    words = vocabulary()
    for index, chunk in enumerate(chunks):
        name = words.field(chunk.text)
        if name is None:
            _read_inline(chunk.text, pairs, _following(chunks, index, words.inline))
        else:
            pairs.add(name, _boxed(chunks, index, name), chunk.text)


def _chunks(tree: Any) -> list[_Chunk]:
    """Texts outside of table cells, in order; a comment of a framework between label and colon parts nothing."""
    chunks: list[_Chunk] = []

    def keep(text: str | None, element: Any) -> None:
        folded = printed(text or "")
        if not folded:
            return
        if chunks and chunks[-1].element is element and folded[0] in ":：":
            chunks[-1] = _Chunk(chunks[-1].text + folded, element)
        elif folded not in (":", "："):
            chunks.append(_Chunk(folded, element))

    def visit(node: Any) -> None:
        if isinstance(node.tag, str):
            if node.tag in _UNSEEN or (node.tag in ("td", "th") and next(node.iterdescendants("table"), None) is None):
                return
            keep(node.text, node)
            for child in node:
                visit(child)
                keep(child.tail, node)

    visit(tree)
    return chunks


def _boxed(chunks: list[_Chunk], index: int, name: str) -> str:
    """The texts after a label inside the smallest box that holds more than the label."""
    words, label = vocabulary(), chunks[index].element
    if index + 1 >= len(chunks) or words.field(chunks[index + 1].text):
        return ""
    box = label
    while box is not None and not _inside(chunks[index + 1].element, box):
        box = box.getparent()
    if box is None or box.tag in ("body", "html"):
        return ""
    found: list[str] = []
    for chunk in chunks[index + 1 : index + 12]:
        if not _inside(chunk.element, box) or words.field(chunk.text) or words.inline.match(chunk.text):
            break
        if label.tag == "dt" and chunk.element.tag == "dt":
            break
        if any(mark in (chunk.element.get("class") or "") for mark in words.scrambled):
            return ""
        if not words.noise.match(chunk.text):
            found.append(chunk.text)
    if not found:
        return ""
    if name == "former_names":
        return "\n".join(found)
    return "".join(found) if name == "scope" else found[0]


def _inside(element: Any, box: Any) -> bool:
    return element is box or any(parent is box for parent in element.iterancestors())


def _following(chunks: list[_Chunk], index: int, inline: re.Pattern[str]) -> str:
    """The next text of the same box, for a label whose value is drawn in an element of its own."""
    if index + 1 >= len(chunks):
        return ""
    chunk, after = chunks[index], chunks[index + 1]
    near = _inside(after.element, chunk.element) or after.element.getparent() is chunk.element.getparent()
    return "" if not near or inline.match(after.text) or vocabulary().field(after.text) else after.text


def _read_inline(text: str, pairs: Pairs, following: str = "") -> None:
    """法定代表人：张三 注册资本：5000万元: labels with colons inside one text."""
    words = vocabulary()
    marks = list(words.inline.finditer(text))
    for number, mark in enumerate(marks):
        end = marks[number + 1].start() if number + 1 < len(marks) else len(text)
        value = text[mark.end() : end].strip(" ,，;；|·")
        name = words.fields.get(label_key(mark[1]))
        if name and len(text) < 4000:
            last = number == len(marks) - 1
            pairs.add(name, value or (following if last else ""), mark[0])


def _read_lines(text: str, pairs: Pairs) -> None:
    """Plain text of a PDF or a saved page: a label and its value on one line, or on two."""
    words = vocabulary()
    lines = [printed(line) for line in text.splitlines()]
    lines = [line for line in lines if line]
    for index, line in enumerate(lines):
        if name := words.field(line):
            after = lines[index + 1] if index + 1 < len(lines) else ""
            pairs.add(name, "" if words.field(after) or words.inline.match(after) else after, line)
            continue
        if words.inline.search(line):
            _read_inline(line, pairs, lines[index + 1] if index + 1 < len(lines) else "")
        elif (
            (parts := line.split(" ", 1)) and len(parts) == 2 and len(parts[0]) >= 2 and (name := words.field(parts[0]))
        ):
            pairs.add(name, parts[1], parts[0])
