"""Files that cannot be used: one clear line each, in bounded time and memory."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from core.errors import BadInput
from crawlers.files import read
from tests.files.documents import lying, pdf, with_member, xlsx
from tests.files.firms import rows

BOOK = xlsx({"List": [["Company", "Booth"], *rows(40)]})
SHEET = "xl/worksheets/sheet1.xml"


def archive(members: dict[str, bytes]) -> bytes:
    """A ZIP of these members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return out.getvalue()


def ole(stream: str) -> bytes:
    """The header of an old Office container, and the name of one stream in it."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504 + stream.encode("utf-16-le") + b"\x00" * 512


def far_apart() -> bytes:
    """Two cells in opposite corners of the biggest sheet there can be."""
    rows_ = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return with_member(BOOK, SHEET, f'<worksheet xmlns="{space}"><sheetData>{rows_}</sheetData></worksheet>'.encode())


BAD = {
    "an empty file": (b"", "empty"),
    "only white space": (b" \r\n \n", "empty"),
    "a truncated workbook": (BOOK[: len(BOOK) // 2], "truncated or broken"),
    "a workbook cut at its end": (BOOK[:-30], "truncated or broken"),
    "a workbook with a broken sheet": (with_member(BOOK, "xl/workbook.xml", b"<workbook"), "truncated or broken"),
    "an empty workbook": (xlsx({"List": []}), "empty"),
    "a protected workbook": (ole("EncryptedPackage"), "password"),
    "an old Office file that is no workbook": (ole("WordDocument"), "no workbook"),
    "a Word document": (archive({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"}), "Word"),
    "an archive of other things": (archive({"a.csv": b"Company"}), "unpack"),
    "a decompression bomb": (with_member(BOOK, SHEET, b" " * 60_000_000), "decompression bomb"),
    "a bomb that lies about its size": (lying(with_member(BOOK, SHEET, b" " * 60_000_000), 2_000), "bomb|truncated"),
    "an archive of too many members": (archive({f"xl/{i}.xml": b"" for i in range(5_200)}), "members"),
    "a sheet as wide and long as can be": (far_apart(), "mostly empty"),
    "a compressed file": (b"\x1f\x8b\x08" + b"\x00" * 40, "unpack"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + b"\x00" * 60, "picture"),
    "a program": (bytes(range(256)) * 8, "not a list in any format"),
    "a broken PDF": (b"%PDF-1.7\n" + b"junk " * 40, "truncated or broken"),
    "a truncated PDF": (pdf([[(40, 700, "Alder GmbH")]])[:120], "truncated or broken"),
    "XML with entities": (
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><x>&c;</x>',
        "entities",
    ),
    "XML that reads other files": (
        b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x><n>&a;</n></x>',
        "entities",
    ),
    "JSON that is cut off": (b'{"data": {"list": [{"name": "Alder GmbH", "booth"', "JSON"),
    "JSON nested without end": (b"[" * 200_000, "JSON|deeply"),
}


@pytest.mark.parametrize("what", BAD)
def test_an_unusable_file_is_one_clear_line(what: str) -> None:
    """The line names the file and what is wrong."""
    data, words = BAD[what]
    with pytest.raises(BadInput, match=words) as caught:
        read(data, "exhibitors.dat")
    assert "exhibitors.dat" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_file(tmp_path: Path) -> None:
    """Not a traceback."""
    with pytest.raises(BadInput, match="cannot be read"):
        read(tmp_path / "none.xlsx")


def test_a_protected_pdf() -> None:
    """Encryption with a password that nobody gave."""
    locked = "/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{}> /U <{}> >> /ID [<00><00>]".format(
        "1f" * 32, "2e" * 32
    )
    with pytest.raises(BadInput, match="password"):
        read(pdf([[(40, 700, "Alder GmbH")]], extra=locked), "locked.pdf")


def test_a_scanned_pdf_is_refused() -> None:
    """Pages without text: there may be a list in the pictures, but none that can be read."""
    reading = read(pdf([[] for _ in range(12)]), "scan.pdf")
    assert not reading.records
    assert reading.refused
    assert "OCR" in reading.refused


@pytest.mark.parametrize("promised", ["list.html", "list.csv", "list"])
def test_a_pdf_under_another_name_is_read(promised: str) -> None:
    """The content decides."""
    lines = enumerate(rows(40)[:20])
    page = [cell for i, (name, booth) in lines for cell in ((40, 780 - 14 * i, name), (400, 780 - 14 * i, booth))]
    assert len(read(pdf([page]), promised).records) == 20


def test_a_workbook_without_firms_is_refused_not_raised() -> None:
    """It can be read, and says why it gives nothing."""
    reading = read(xlsx({"Budget": [["Item", "Amount"], *[[f"Cost {i}", i * 10] for i in range(30)]]}), "budget.xlsx")
    assert not reading.records
    assert reading.refused
