"""Saved pages: HTML as it is, and MHTML, which browsers write for "web page, single file"."""

from __future__ import annotations

import contextlib
import email
import email.policy
from email.message import EmailMessage

from core.errors import BadInput
from core.listing import ListReading
from core.web.decode import decode
from crawlers.files import READERS
from crawlers.files.body import FileBody
from crawlers.files.sniffing import single_file


@READERS.add("html")
def read_html_file(body: FileBody) -> ListReading:
    """The list on a saved page, by the same engine as for a page of the web."""
    from crawlers.lists import read

    data, url = body.data, body.url
    if single_file(data):
        data, place = _single_file(body)
        url = url or place
    return read(decode(data), url)


def _single_file(body: FileBody) -> tuple[bytes, str]:
    """The page inside an MHTML file, and the address that it was saved from."""
    message = email.message_from_bytes(body.data.lstrip(), policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html" and isinstance(part, EmailMessage):
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes) and payload.strip():
                charset = part.get_content_charset() or "utf-8"
                with contextlib.suppress(LookupError, UnicodeDecodeError):
                    payload = payload.decode(charset).encode("utf-8")
                return payload, str(part.get("Content-Location") or message.get("Snapshot-Content-Location") or "")
    raise BadInput(f"{body.name}: a saved web page without a page in it; save it again as HTML")
