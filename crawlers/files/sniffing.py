"""Which reader a file needs, by its content: extensions and declared types lie too often to be asked."""

from __future__ import annotations

import re

from core.errors import BadInput
from core.web.decode import Kind, sniff
from crawlers.files.archive import members
from crawlers.files.body import FileBody

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WORKBOOK = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))
_MHTML = re.compile(rb"^(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,12}content-type:\s*multipart/related", re.I)
_JSON_LINE = re.compile(rb"^\s*[\[{].*[\]}]\s*,?\s*$")
_SCRIPT = re.compile(rb"^\s*(?:(?:var|let|const)\s+)?[\w$.]{1,80}\s*[=(]\s*[\[{]")
_SPREADSHEET = re.compile(r"^(?:xl/|content\.xml$)")


def format_of(body: FileBody) -> str:
    """The name of the reader. Raises BadInput for files that no reader can use, with what to do instead."""
    data, name = body.data, body.name
    if data.lstrip()[:2] == b"PK" or data[:2] == b"PK":
        return _archive(data, name)
    if single_file(data):
        return "html"
    kind = sniff(data)
    if kind is Kind.empty:
        raise BadInput(f"{name}: the file is empty; save it again from its source")
    if kind is Kind.xls:
        return _ole(data, name)
    if kind is Kind.gzip:
        raise BadInput(f"{name}: a compressed file; unpack it and give the list itself")
    if kind is Kind.image:
        raise BadInput(f"{name}: a picture; give the list as a table, a PDF with text, or a saved page")
    if kind is Kind.binary:
        raise BadInput(f"{name}: not a list in any format that can be read (XLSX, CSV, JSON, XML, PDF, HTML, text)")
    if kind in (Kind.pdf, Kind.html, Kind.xml, Kind.json):
        return kind.value
    return _text(data)


def single_file(data: bytes) -> bool:
    """Is it a page with everything it needs in one file (MHTML)?"""
    return bool(_MHTML.match(data[:8192].replace(b"\r\n", b"\n").lstrip()))


def _archive(data: bytes, name: str) -> str:
    held = members(data, name)
    if any(_SPREADSHEET.match(member) for member in held):
        return "xlsx"
    if any(member.startswith("word/") for member in held):
        raise BadInput(f"{name}: a Word document; save it as PDF or copy its list into a table")
    raise BadInput(f"{name}: a ZIP archive without a spreadsheet in it; unpack it and give the list itself")


def _ole(data: bytes, name: str) -> str:
    if _ENCRYPTED in data:
        raise BadInput(
            f"{name}: the workbook is protected by a password; remove the password in Excel and save it again"
        )
    if not any(mark in data for mark in _WORKBOOK):
        raise BadInput(f"{name}: an Office file of the old kind that holds no workbook; save it as XLSX or PDF")
    return "xlsx"


def _text(data: bytes) -> str:
    if _SCRIPT.match(data[:400]):
        return "json"
    lines = [line for line in data[:65_536].lstrip(b"\xef\xbb\xbf").splitlines()[:20] if line.strip()]
    if len(lines) > 1 and all(_JSON_LINE.match(line) for line in lines[:-1]):
        return "json"
    return "csv"
