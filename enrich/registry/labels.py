"""Pairs of label and value on a page of any layout: table cells, definition lists, boxes, running text.

Principles: a value belongs to the label before it in the same row or box; a row of labels only is the head of a list and its
table is no register entry; a label followed by a label has no value; the first value of a label holds.
"""

from __future__ import annotations

import re

from enrich.page_text import parse_html
from enrich.registry.boxes import read_boxes
from enrich.registry.cells import printed
from enrich.registry.pairs import Pairs, read_inline, words_of
from enrich.registry.tables import read_tables
from enrich.registry.vocabulary import vocabulary


def read_pairs(text: str) -> Pairs:
    """Every label with its value, from HTML or plain text."""
    pairs = Pairs()
    if re.search(r"<(?:html|body|div|table|dl|ul|p|span|td)\b", text[:200_000], re.I):
        tree = parse_html(text)
        read_tables(tree, pairs)
        read_boxes(tree, pairs)
        pairs.headings = [t for h in tree.xpath("//h1 | //h2") if (t := words_of(h))]
    else:
        _read_lines(text, pairs)
    return pairs


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
            read_inline(line, pairs, lines[index + 1] if index + 1 < len(lines) else "")
        elif (
            (parts := line.split(" ", 1)) and len(parts) == 2 and len(parts[0]) >= 2 and (name := words.field(parts[0]))
        ):
            pairs.add(name, parts[1], parts[0])
