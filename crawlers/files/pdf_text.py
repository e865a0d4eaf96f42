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
    """The characters of a page in the order of the file; line ends have no box."""
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
        if char.isspace():
            # Blanks and line ends that PDFium made up have boxes of its own making, and text set glyph by glyph gets line
            # ends between letters: the place of the next character decides.
            text += [" "] if text and char != "\n" else []
            continue
        size = max(y1 - y0, top - bottom if text else 0.0)
        apart = text and (abs(y0 + y1 - bottom - top) > 1.6 * size or not -size < x0 - right < 0.7 * size)
        if apart:
            yield from _closed(text, left, right, bottom, top)
            text = []
        if not text:
            left, bottom, top = x0, y0, y1
        elif text[-1] != " " and x0 - right > (0.15 if char < "\u2e80" or text[-1] < "\u2e80" else 0.5) * size:
            text.append(" ")
        text.append(char)
        # Some fonts box each glyph by its ink: the run is as high as its highest and as low as its lowest.
        right, bottom, top = x1, min(bottom, y0), max(top, y1)
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
