"""Pages that a person saved or printed and dropped in: HTML, MHTML, PDF, JSON or text, as the text that parsers read."""

from __future__ import annotations

import email
import email.policy
import io
from pathlib import Path

from core.errors import BadInput
from core.web.decode import Kind, decode, sniff
from enrich.registry.vocabulary import vocabulary

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
    return unwrapped(text)


def unwrapped(text: str) -> str:
    """A printed table as lines of label and value: printing breaks narrow cells, labels as well as what stands beside them.

    Pieces of a label are joined only where together they are a known one; what follows a label that has its line to
    itself is its value, down to the next line that begins with a label.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    out: list[str] = []
    value_of: str | None = None
    at = 0
    while at < len(lines):
        taken, label = _label(lines[at : at + _PIECES])
        if label is not None:
            value_of, at = label, at + taken
            out.append(label)
        elif value_of is None or vocabulary().field(lines[at].split(" ")[0]):
            value_of, at = None, at + 1
            out.append(lines[at - 1])
        else:
            if out[-1] == value_of:
                out[-1] = f"{value_of}：{lines[at]}"
            else:
                out[-1] += ("" if lines[at - 1][-1] not in ")）。" else " ") + lines[at]
            at += 1
    return "\n".join(_without_buttons(line) for line in out)


def _without_buttons(line: str) -> str:
    """A button beside a value is printed onto its end; letters of Latin names are never taken for one."""
    for length in range(7, 1, -1):
        tail = line[-length:].lstrip()
        if len(line) > length + 8 and not tail.isascii() and vocabulary().noise.match(tail):
            return line[:-length].rstrip()
    return line


_PIECES = 3
"""Lines into which a label of a narrow cell is broken at most."""


def _label(lines: list[str]) -> tuple[int, str | None]:
    """How many of these lines make up one known label, and that label."""
    for count in range(len(lines), 0, -1):
        joined = "".join(lines[:count])
        if len(joined) <= 16 and vocabulary().field(joined):
            return count, joined
    return 0, None
