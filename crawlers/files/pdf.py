"""PDF catalogues: one to four columns, index lists of "name … booth", tables, blocks; CJK radicals as characters.

PDFium gives runs of text with their boxes. White bands that no line crosses cut a page into columns; columns that come
again to the right of themselves are the flow of a list going on, others are the cells of a table.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import pypdfium2 as pdfium

from core.errors import BadInput
from core.listing import ListReading
from crawlers.files import READERS
from crawlers.files.body import FileBody
from crawlers.files.pdf_layout import Line, cells_of, flows, without_margins
from crawlers.files.pdf_text import page_lines
from crawlers.lists import label_table, read_text
from crawlers.lists.shapes import is_booth

MOST_PAGES = 3_000
_LEADER = re.compile(r"\s*(?:\.\s?){4,}\s*|\s*[·…‥․]{2,}\s*|\s*_{4,}\s*|\t+| {4,}")
_MIXED = re.compile(r"(?=.*\d)(?=.*[A-Za-z./-])")
"""A number alone at the end of a line may belong to the name."""
_SCANNED = "the PDF holds pictures of pages and no text; recognise its text (OCR) first / 该 PDF 为扫描件，没有文字层，请先做文字识别"


@READERS.add("pdf")
def read_pdf(body: FileBody) -> ListReading:
    """The firms of a catalogue. A scanned PDF is refused with the reason; a protected or broken one is BadInput."""
    pages = _pages(body)
    if sum(len(line.text) for page in pages for line in page) < 4 * max(len(pages), 5):
        return ListReading(refused=_SCANNED, method="pdf")
    pages = without_margins(pages)
    rows, width = flows(pages)
    if width > 1:
        reading = label_table([cells_of(line, width) for line in rows], method=f"pdf:table of {width}")
        if reading.records:
            return reading
    return _lines(rows)


def _lines(rows: Sequence[Line]) -> ListReading:
    """One column of text: an index of "name … booth" is a table of two, anything else is plain text."""
    cut = [_index_entry(line) for line in rows]
    if sum(len(parts) == 2 for parts in cut) > 0.5 * len(cut):
        return label_table(cut, method="pdf:index")
    reading = read_text("\n".join(("\n" if line.opens else "") + line.text for line in rows))
    return reading.model_copy(update={"method": f"pdf:{reading.method}"})


def _index_entry(line: Line) -> list[str]:
    """A line cut at its leader, else before its last run of text, else before a last word that is a booth."""
    parts = [part for part in _LEADER.split(line.text) if part]
    if len(parts) == 1 and len(line.runs) > 1:
        parts = [Line(line.runs[:-1], line.height).text, line.runs[-1].text]
    if len(parts) == 1 and " " in parts[0]:
        name, last = parts[0].rsplit(" ", 1)
        parts = [name, last] if _MIXED.match(last) and is_booth(last) else parts
    return parts if len(parts) < 3 else [" ".join(parts[:-1]), parts[-1]]


def _pages(body: FileBody) -> list[list[Line]]:
    try:
        document = pdfium.PdfDocument(body.data)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise BadInput(
                f"{body.name}: the PDF is protected by a password; remove it and save the file again"
            ) from error
        raise BadInput(f"{body.name}: the PDF is truncated or broken; download it again") from error
    try:
        if len(document) > MOST_PAGES:
            raise BadInput(f"{body.name}: {len(document)} pages are more than a catalogue has; give only the list")
        return [page_lines(document, index) for index in range(len(document))]
    except pdfium.PdfiumError as error:
        raise BadInput(f"{body.name}: the PDF is truncated or broken; download it again") from error
    finally:
        document.close()
