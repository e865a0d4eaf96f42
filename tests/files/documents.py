"""Files made for the tests: PDFs set in Helvetica, archives with a grudge. Everything in them is invented."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Sequence

import xlsxwriter

Cell = tuple[float, float, str]
"""Left edge and baseline in points, and the text."""


def pdf(pages: Sequence[Sequence[Cell]], size: float = 9, extra: str = "") -> bytes:
    """A PDF 1.4 with one text object a cell."""
    objects: list[bytes] = []
    kids = " ".join(f"{4 + 2 * i} 0 R" for i in range(len(pages)))
    objects.append(b"<< /Type /Catalog /Pages 2 0 R >>")
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode())
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    for index, cells in enumerate(pages):
        stream = zlib.compress(b"\n".join(_shown(cell, size) for cell in cells))
        page = (
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {5 + 2 * index} 0 R >>"
        )
        objects.append(page.encode())
        objects.append(b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(stream), stream))
    out, places = io.BytesIO(), []
    out.write(b"%PDF-1.4\n")
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    begin = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    trailer = f"trailer << /Size {len(objects) + 1} /Root 1 0 R {extra} >>\nstartxref\n{begin}\n%%EOF\n"
    return out.getvalue() + trailer.encode()


def _shown(cell: Cell, size: float) -> bytes:
    text = cell[2].encode("cp1252", "replace").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    return b"BT /F1 %g Tf %g %g Td (%s) Tj ET" % (size, cell[0], cell[1], text)


def columns(entries: Sequence[Sequence[str]], count: int, lines: int = 50, head: str = "") -> list[list[Cell]]:
    """Entries (one text, or name and booth) set in `count` columns of `lines`, page after page, with a running head."""
    pages: list[list[Cell]] = []
    width = 515 / count
    for start in range(0, len(entries), count * lines):
        cells: list[Cell] = [(40, 815, head)] if head else []
        cells += [(290, 20, str(len(pages) + 1))]
        for index, entry in enumerate(entries[start : start + count * lines]):
            left, base = 40 + (index // lines) * width, 780 - (index % lines) * 14
            cells += [(left + at * (width - 45), base, text) for at, text in enumerate(entry)]
        pages.append(cells)
    return pages


def xlsx(sheets: dict[str, Sequence[Sequence[object]]], merged: Sequence[tuple[int, int, int, str]] = ()) -> bytes:
    """A workbook; `merged` cells of the first sheet are (first row, last row, column, text)."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_urls": False, "strings_to_formulas": False})
    for place, (name, rows) in enumerate(sheets.items()):
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        for first, last, column, text in merged if place == 0 else ():
            sheet.merge_range(first, column, last, column, text)
    book.close()
    return out.getvalue()


def with_member(archive: bytes, name: str, content: bytes) -> bytes:
    """The archive with one member replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            new.writestr(info.filename, content if info.filename == name else old.read(info))
    return out.getvalue()


def lying(archive: bytes, declared: int) -> bytes:
    """The archive whose directory states another size for its biggest member than it really has."""
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        biggest = max(opened.infolist(), key=lambda info: info.file_size)
    name = biggest.filename.encode()
    at = archive.rindex(name) - 46
    assert archive[at : at + 4] == b"PK\x01\x02"
    return archive[: at + 24] + struct.pack("<I", declared) + archive[at + 28 :]
