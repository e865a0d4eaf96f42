"""Labels and values outside of tables: spans and boxes, definition lists, running text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import lxml.etree

from enrich.registry.cells import printed
from enrich.registry.pairs import UNSEEN, Pairs, read_inline
from enrich.registry.vocabulary import vocabulary


@dataclass(frozen=True)
class _Chunk:
    text: str
    element: Any


def read_boxes(tree: Any, pairs: Pairs) -> None:
    """Labels outside of data tables: spans and boxes, definition lists, running text."""
    chunks = _chunks(tree)
    words = vocabulary()
    for index, chunk in enumerate(chunks):
        name = words.field(chunk.text)
        if name is None:
            read_inline(chunk.text, pairs, _following(chunks, index, words.inline))
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

    walk = lxml.etree.iterwalk(tree, events=("start", "end", "comment"))
    for event, node in walk:
        if event == "start":
            in_table = node.tag in ("td", "th") and next(node.iterdescendants("table"), None) is None
            if node.tag in UNSEEN or in_table:
                walk.skip_subtree()
            else:
                keep(node.text, node)
        elif node is not tree and node.getparent() is not None:
            keep(node.tail, node.getparent())
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
