"""One PDF page → its runs of text as lines, from top to bottom.

Characters are read one by one with their boxes: asking PDFium for the text of a box costs a walk over the whole page.
"""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Iterator
from typing import Any

from pypdfium2 import raw

from core.values.fold import radicals, visible
from crawlers.files.pdf_layout import Line, Run

_COMPATIBLE = {
    code: unicodedata.normalize("NFKC", chr(code)) for code in (*range(0x2F00, 0x2FE0), *range(0xFB00, 0xFB07))
}
"""Kangxi radicals and Latin ligatures are ways of writing; other compatibility characters stay as they are printed."""
_MOST_CHARACTERS = 60_000
"""More than a page can show; a page that holds more is a drawing."""
_Glyph = tuple[str, float, float, float, float]
"""Character, left, right, bottom, top; the box is that of the font, not of the ink."""


def page_lines(document: Any, index: int) -> list[Line]:
    """The lines of a page; runs on one baseline are one line, with every run's place kept."""
    page = document[index]
    try:
        textpage = page.get_textpage()
        try:
            runs = list(_runs(_glyphs(textpage.raw)))
        finally:
            textpage.close()
        height = page.get_height()
    finally:
        page.close()
    return _baselines(runs, height)


def _glyphs(textpage: Any) -> Iterator[_Glyph]:
    """The characters of a page in the order of the file; boxes of nothing for line ends."""
    box = raw.FS_RECTF()
    place = ctypes.byref(box)
    unicode, bounds = raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox
    for index in range(min(raw.FPDFText_CountChars(textpage), _MOST_CHARACTERS)):
        code = unicode(textpage, index)
        if code in (10, 13) or not bounds(textpage, index, place):
            yield "\n", 0.0, 0.0, 0.0, 0.0
        elif code:
            yield "-" if code == 0xFFFE else chr(code), box.left, box.right, box.bottom, box.top


def _runs(glyphs: Iterator[_Glyph]) -> Iterator[Run]:
    """Characters that follow each other on one baseline without a wide gap."""
    text: list[str] = []
    left = right = bottom = top = 0.0
    for char, x0, x1, y0, y1 in glyphs:
        if char.isspace() and char != "\n":
            # A blank that PDFium made up has a box of its own making: the gap to the next character decides.
            text += [" "] if text else []
            continue
        size = y1 - y0
        if text and (char == "\n" or abs(y0 - bottom) > 0.3 * max(size, 1.0) or not -size < x0 - right < 0.7 * size):
            yield from _closed(text, left, right, bottom, top)
            text = []
        if char == "\n":
            continue
        if not text:
            left, bottom, top = x0, y0, y1
        elif x0 - right > 0.22 * size and text[-1] != " ":
            text.append(" ")
        text.append(char)
        right = x1
    yield from _closed(text, left, right, bottom, top)


def _closed(text: list[str], left: float, right: float, bottom: float, top: float) -> Iterator[Run]:
    said = clean("".join(text))
    if said and top - bottom > 1:
        yield Run(left, max(right, left), bottom, top, said)


def clean(text: str) -> str:
    """Radicals and ligatures as characters, nothing invisible."""
    return visible(radicals(text.translate(_COMPATIBLE)))


def _baselines(runs: list[Run], height: float) -> list[Line]:
    lines: list[list[Run]] = []
    for run in sorted(runs, key=lambda r: (-r.middle, r.left)):
        recent = reversed(lines[-3:])
        near = next((n for n in recent if abs(n[0].middle - run.middle) < 0.45 * min(n[0].size, run.size)), None)
        if near is None:
            lines.append([run])
        else:
            near.append(run)
    return [Line(tuple(sorted(line, key=lambda r: r.left)), height) for line in lines]
