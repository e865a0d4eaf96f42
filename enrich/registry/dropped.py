"""Pages that a person saved or printed and dropped in: HTML, MHTML, PDF, JSON or text, as the text that parsers read."""

from __future__ import annotations

import email
import email.policy
import io
from pathlib import Path

from core.errors import BadInput
from core.web.decode import Kind, decode, sniff

_MAX = 60_000_000


def read_dropped(path: Path) -> str:
    """The text of a saved page. Raises BadInput naming the file where it holds no text."""
    if path.stat().st_size > _MAX:
        raise BadInput(f"{path}: larger than {_MAX // 1_000_000} MB; save the single page, not the whole site")
    body = path.read_bytes()
    kind = sniff(body)
    if kind is Kind.pdf:
        return _pdf(body, path)
    if _is_mhtml(body):
        return _mhtml(body, path)
    if kind is Kind.empty:
        raise BadInput(f"{path}: the file is empty")
    if not kind.readable:
        raise BadInput(f"{path}: {kind.value} holds no page; save it as HTML, MHTML, PDF or JSON")
    return decode(body)


def _is_mhtml(body: bytes) -> bool:
    head = body[:2000].lower()
    return b"content-type: multipart/related" in head or (
        head.startswith(b"from: <saved by") and b"mime-version" in head
    )


def _mhtml(body: bytes, path: Path) -> str:
    """The first HTML part of a page that a browser saved as one file."""
    message = email.message_from_bytes(body, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes):
                return decode(payload, part.get("content-type"))
    raise BadInput(f"{path}: this MHTML file holds no HTML part")


def _pdf(body: bytes, path: Path) -> str:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(io.BytesIO(body))
    except pypdfium2.PdfiumError as error:
        raise BadInput(f"{path}: cannot be opened as PDF ({error})") from error
    try:
        text = "\n".join(document[n].get_textpage().get_text_range() for n in range(min(len(document), 30)))
    finally:
        document.close()
    if not text.strip():
        raise BadInput(f"{path}: this PDF holds pictures only, no text; print the page to PDF instead of scanning it")
    return text
