"""Pairs of label and value, collected from a page: the first value of a label holds."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import lxml.etree

from enrich.registry.cells import printed
from enrich.registry.vocabulary import label_key, label_unit, vocabulary

UNSEEN = frozenset(("script", "style", "noscript", "template", "svg", "head", "select", "textarea", "button"))
MARKS = "·•*★●▪■ "


@dataclass
class Pairs:
    """What the labels of a page gave: the first value of each field, every value, and how often labels were seen."""

    first: dict[str, str] = field(default_factory=dict)
    every: dict[str, list[str]] = field(default_factory=dict)
    seen: int = 0
    headings: list[str] = field(default_factory=list)
    in_tables: int = 0
    entries: list[tuple[str, str, str]] = field(default_factory=list)
    """Field, value and label of every pair, in the order of reading."""

    def add(self, name: str, value: str, label: str, *, in_table: bool = False) -> None:
        """Keep one pair; a value that is empty still counts as a label seen."""
        self.seen += 1
        value = value.strip(" \u3000:：")
        if not value:
            return
        self.in_tables += in_table
        self.every.setdefault(name, []).append(value)
        self.entries.append((name, value, label))
        self._keep(name, value, label)

    def _keep(self, name: str, value: str, label: str) -> None:
        if name not in self.first:
            self.first[name] = value
            if name == "capital" and (unit := label_unit(label)):
                self.first["capital_unit"] = unit

    def begin_at(self, firm: str) -> None:
        """Read from where the page names this firm: what stands before it is a box about others."""
        start = next((n for n, (name, value, _) in enumerate(self.entries) if name == "name" and value == firm), 0)
        if start:
            self.first = {}
            for name, value, label in self.entries[start:]:
                self._keep(name, value, label)


def read_inline(text: str, pairs: Pairs, following: str = "") -> None:
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


INLINE = frozenset("em b strong font i u mark sup sub wbr".split())
"""Marks of emphasis: what they part is one piece of text."""


def pieces(element: Any) -> list[str]:
    """The texts of an element, one a box or link; emphasis inside a name parts nothing."""
    out: list[str] = [""]
    walk = lxml.etree.iterwalk(element, events=("start", "end", "comment"))
    for event, node in walk:
        own = node is element
        inline = event == "comment" or node.tag in INLINE
        if event == "start":
            if node.tag in UNSEEN or _hidden(node):
                walk.skip_subtree()
            else:
                out += [] if inline or own else [""]
                out[-1] += node.text or ""
        elif not own:
            out += [] if inline else [""]
            out[-1] += node.tail or ""
    texts = [text for text in (printed(piece) for piece in out) if text]
    # The round with the first letter of a person's name that stands before the name.
    initials = {i for i, (one, two) in enumerate(pairwise(texts)) if len(one) == 1 and two.startswith(one)}
    return [text for i, text in enumerate(texts) if i not in initials]


def _hidden(node: Any) -> bool:
    return "display:none" in (node.get("style") or "").replace(" ", "")


def words_of(element: Any) -> str:
    return printed(" ".join(pieces(element)))
