"""From bytes to text, and what the bytes really are, whatever their label says."""

from __future__ import annotations

import codecs
import io
import re
import zipfile
from enum import StrEnum

import chardet
from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding, read_bom, resolve_encoding

_SAMPLE = 65_536
_LATIN = ("cp1252", "iso8859-1", "ascii", "latin-1", "iso8859-15")
_HTML = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|title|meta|table|div|p|a|script|h[1-6]|ul|span)\b", re.IGNORECASE
)
_WIDE = ("gb18030", "big5hkscs", "big5", "cp949", "euc_kr", "shift_jis", "cp932", "euc_jp", "iso2022_jp")


class Kind(StrEnum):
    """What a body is by its own bytes."""

    empty = "empty"
    html = "html"
    xml = "xml"
    json = "json"
    pdf = "pdf"
    xlsx = "xlsx"
    xls = "xls"
    docx = "docx"
    zip = "zip"
    gzip = "gzip"
    image = "image"
    text = "text"
    binary = "binary"

    @property
    def readable(self) -> bool:
        """Can it be decoded to text?"""
        return self in (Kind.html, Kind.xml, Kind.json, Kind.text)


_MAGIC: tuple[tuple[Kind, tuple[bytes, ...]], ...] = (
    (Kind.pdf, (b"%PDF-",)),
    (Kind.xls, (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",)),
    (Kind.gzip, (b"\x1f\x8b",)),
    (Kind.image, (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"\x00\x00\x01\x00")),
    (Kind.binary, (b"wOFF", b"wOF2", b"Rar!", b"7z\xbc\xaf", b"\x7fELF", b"MZ\x90", b"OggS", b"ID3")),
)


def sniff(body: bytes, content_type: str | None = None) -> Kind:
    """What the bytes are. The declared type only decides between kinds of text that look alike."""
    if not body.strip():
        return Kind.empty
    if body[:4] == b"PK\x03\x04":
        return _office(body)
    if body[:4] == b"RIFF":
        return Kind.image if body[8:12] == b"WEBP" else Kind.binary
    if body[4:12] in (b"ftypavif", b"ftypheic"):
        return Kind.image
    found = next((kind for kind, magics in _MAGIC if body.startswith(magics)), None)
    if found is Kind.image and body[:2] == b"BM" and b"\x00" not in body[:64]:
        found = None
    if found is not None:
        return found
    if b"%PDF-" in body[:1024] and not _HTML.search(body[:1024]):
        return Kind.pdf
    head = body[:4096]
    if read_bom(head)[0] is None and _utf16(head) is None and _controls(head) > 0.05:
        return Kind.binary
    return _kind_of_text(decode(body[:8192], content_type).lstrip("\ufeff \t\r\n"), (content_type or "").casefold())


def decode(body: bytes, content_type: str | None = None) -> str:
    """The text of a body, for HTML, XML, JSON and plain text alike.

    A byte order mark wins. Then bytes that are valid UTF-8 are UTF-8, whatever is declared, as text in another charset
    practically never is. Then the declared charset, if the bytes agree with it; a Latin one agrees with everything, so
    it is checked against detection. GB2312 and GBK are read as GB18030, which contains both. Never raises.
    """
    bom, marked = read_bom(body)
    if bom is not None and marked is not None:
        return body[len(marked) :].decode(bom, "replace")
    wide = _utf16(body[:4096])
    if wide is not None:
        return body.decode(wide, "replace")
    if b"\x1b$B" in body or b"\x1b$@" in body:
        return body.decode("iso2022_jp", "replace")
    whole = _strict_utf8(body)
    if whole is not None:
        return whole
    declared = _declared(body, content_type)
    fitting = [name for name in declared if name not in _LATIN and _damage(body, name) < 0.001]
    if fitting:
        return body.decode(fitting[0], "replace")
    guess = _detected(body)
    if guess in _WIDE and _damage(body, guess) < 0.001:
        return body.decode(guess, "replace")
    candidates = list(dict.fromkeys([*declared, guess or "cp1252", "utf-8"]))
    best = min(candidates, key=lambda name: (_damage(body, name), candidates.index(name)))
    return body.decode(best, "replace")


def _declared(body: bytes, content_type: str | None) -> list[str]:
    names = [http_content_type_encoding(content_type), html_body_declared_encoding(body[:8192])]
    found = [resolved for name in names if name and (resolved := resolve_encoding(name))]
    return [_wider(name) for name in dict.fromkeys(found)]


def _wider(name: str) -> str:
    """The superset that pages which name the smaller charset really use, as browsers do it."""
    try:
        canonical = codecs.lookup(name).name
    except LookupError:
        return "utf-8"
    return {"gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949", "big5": "big5hkscs"}.get(
        canonical, canonical
    )


def _detected(body: bytes) -> str | None:
    """What detection says of the text between the tags."""
    sample = re.sub(rb"<[^<>]*>|[\x00-\x7f]{200,}", b" ", body[: 8 * _SAMPLE])[:_SAMPLE]
    name = chardet.detect(sample).get("encoding")
    return _wider(name) if name else None


def _damage(body: bytes, name: str) -> float:
    """Share of the non-ASCII text that this charset cannot read."""
    try:
        text = body.decode(name, "replace")
    except LookupError:
        return 1.0
    foreign = sum(1 for ch in text if ch > "\x7f") if len(text) < 200_000 else len(text.encode()) - len(text)
    bad = text.count("\ufffd") + sum(text.count(ch) for ch in "\x81\x8d\x8f\x90\x9d")
    return bad / max(foreign, 1)


def _strict_utf8(body: bytes) -> str | None:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start >= len(body) - 3 and error.start > 0:
            return body[: error.start].decode("utf-8")
        return None


def _utf16(head: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of Western markup is zero."""
    head = head[:64]
    if len(head) < 8 or b"\x00" not in head:
        return None
    even, odd = head[0::2].count(0) / (len(head) / 2), head[1::2].count(0) / (len(head) / 2)
    if odd > 0.4 and even < 0.1:
        return "utf-16-le"
    return "utf-16-be" if even > 0.4 and odd < 0.1 else None


def _controls(head: bytes) -> float:
    return sum(1 for byte in head if byte < 32 and byte not in b"\t\n\r\f\x1b") / len(head)


def _office(body: bytes) -> Kind:
    try:
        names = zipfile.ZipFile(io.BytesIO(body)).namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return Kind.zip
    if any(name.startswith("xl/") for name in names):
        return Kind.xlsx
    return Kind.docx if any(name.startswith("word/") for name in names) else Kind.zip


def _kind_of_text(start: str, declared: str) -> Kind:
    raw = start[:4096].encode("ascii", "ignore")
    if start[:1] in "{[" and not _HTML.match(raw):
        return Kind.json
    if start.startswith("<?xml") and not re.search(r"<!doctype\s+html|<html", start[:2048], re.IGNORECASE):
        return Kind.xml
    if _HTML.search(raw):
        return Kind.html
    if start.startswith("<"):
        return Kind.html if "html" in declared else Kind.xml
    if "html" in declared and "<" in start:
        return Kind.html
    return Kind.text
