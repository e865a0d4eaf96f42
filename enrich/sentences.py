"""Cuts the content of a page into sentences, also where line breaks and tags tear them apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from enrich.page_text import Line, PageText

_CJK = "\u3040-\u30ff\u3400-\u9fff"
_GAP = re.compile(rf"(?<=[{_CJK}，。；：、！？“”（）])\s+(?=[{_CJK}，。；：、！？“”（）\d])|(?<=[\d])\s+(?=[{_CJK}])")
_STOP = re.compile(
    r"(?<=[。！？；!?])(?![”』」’\")])|(?<=[。！？][”』」])|(?<=[^A-Z\d\s]\.)(?<!\bMio\.)(?<!\bMrd\.)(?<!\bca\.)(?<!\bNr\.)(?<!\bNo\.)(?<!\bapprox\.)\s+(?=[A-ZÄÖÜ\"“(])|(?<=;)\s+"
)
_ENDED = re.compile(r"[。！？；.!?;:：”\"）)]\s*$")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence or a heading of the content, with what stands around it."""

    text: str
    before: str
    """The sentence before it in the same paragraph, else empty."""
    section: str
    heading: bool
    first: bool
    line: int
    """Number of the line of the page where it begins."""


def squeeze_gaps(text: str) -> str:
    """The text without the blanks that layout puts between Chinese or Japanese characters."""
    return _GAP.sub("", text)


def sentences(page: PageText) -> Iterator[Sentence]:
    """The sentences of the content in the order of the page; menus, footers and image texts are left out."""
    numbered = [(n, line) for n, line in enumerate(page.lines) if line.role in ("main", "header") and line.tag != "alt"]
    for _, group in groupby(numbered, key=lambda pair: pair[1].box):
        lines = list(group)
        for n, line, text in _joined(lines):
            before = ""
            for k, piece in enumerate(p.strip() for p in _STOP.split(squeeze_gaps(text))):
                if piece:
                    yield Sentence(piece, before, line.section, bool(line.level), k == 0, n)
                    before = piece


def _joined(lines: list[tuple[int, Line]]) -> Iterator[tuple[int, Line, str]]:
    """Lines of one block that a line break cut in the middle of a sentence, put together again."""
    start, text = lines[0], lines[0][1].text
    for n, line in lines[1:]:
        long = len(text) >= (14 if re.search(f"[{_CJK}]$", text) else 45)
        goes_on = not _ENDED.search(text) and (
            re.match(f"[{_CJK}、，。]", line.text) or line.text[:1].islower() or text.endswith((",", "，", "、"))
        )
        if goes_on and (long or text.endswith((",", "，", "、")) or len(line.text) <= 2):
            text += ("" if re.search(f"[{_CJK}，、]$", text) else " ") + line.text
        else:
            yield start[0], start[1], text
            start, text = (n, line), line.text
    yield start[0], start[1], text
