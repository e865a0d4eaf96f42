"""One WARC file per capture, written whole or not at all.

A file holds one gzipped record: a `response` with the headers and the decoded body, or a `revisit` that refers to the
response with the same bytes. One record a file, because a process that is killed while it appends to a large archive
damages what others wrote before; a file that is written aside, synced and renamed cannot.
"""

from __future__ import annotations

import hashlib
import io
import os
import tempfile
from collections.abc import Mapping
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

_UNTRUE = ("content-encoding", "transfer-encoding", "content-length")
"""Headers that no longer hold for the body as it is kept; they are kept under another name."""


def response_record(
    url: str, final_url: str, status: int, headers: Mapping[str, str], body: bytes, fetched_at: datetime
) -> bytes:
    """A gzipped WARC `response` record."""
    return _record(
        "response",
        url,
        final_url,
        fetched_at,
        body,
        StatusAndHeaders(_phrase(status), _kept(headers, body), "HTTP/1.1"),
    )


def revisit_record(
    url: str, final_url: str, status: int, headers: Mapping[str, str], body: bytes, fetched_at: datetime
) -> bytes:
    """A gzipped WARC `revisit` record: this address gave bytes that the archive already holds."""
    buffer = io.BytesIO()
    writer = WARCWriter(buffer, gzip=True)
    record = writer.create_revisit_record(
        _line(final_url),
        digest=f"sha256:{hashlib.sha256(body).hexdigest()}",
        refers_to_uri=_line(final_url),
        refers_to_date=_time(fetched_at),
        http_headers=StatusAndHeaders(_phrase(status), _kept(headers, b""), "HTTP/1.1"),
        warc_headers_dict={"WARC-Date": _time(fetched_at), "WARC-X-Asked-URI": _line(url)},
    )
    writer.write_record(record)
    return buffer.getvalue()


def _record(
    kind: str, url: str, final_url: str, fetched_at: datetime, body: bytes, http_headers: StatusAndHeaders
) -> bytes:
    buffer = io.BytesIO()
    writer = WARCWriter(buffer, gzip=True)
    record = writer.create_warc_record(
        _line(final_url),
        kind,
        payload=io.BytesIO(body),
        length=len(body),
        http_headers=http_headers,
        warc_headers_dict={
            "WARC-Date": _time(fetched_at),
            "WARC-X-Asked-URI": _line(url),
            "WARC-X-Payload-SHA256": hashlib.sha256(body).hexdigest(),
        },
    )
    writer.write_record(record)
    return buffer.getvalue()


def body_of(path: Path) -> bytes:
    """The body in a `response` record. Raises ValueError for a file that holds none.

    The HTTP head is split off here: warcio does so for http addresses only, and a page that was dropped in as a file has
    another.
    """
    with path.open("rb") as stream:
        for record in ArchiveIterator(stream, no_record_parse=True):
            if record.rec_type == "response":
                return bytes(record.raw_stream.read()).partition(b"\r\n\r\n")[2]
    raise ValueError(f"{path.name}: holds no response")


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that it is there whole or not at all, also after a power cut."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".writing-")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make a rename durable; a no-op where folders cannot be synced."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        return
    finally:
        os.close(handle)


def _kept(headers: Mapping[str, str], body: bytes) -> list[tuple[str, str]]:
    kept = [(f"X-Archive-Orig-{k}" if k.casefold() in _UNTRUE else _line(k), _line(v)) for k, v in headers.items()]
    kept = [(k, v) for k, v in kept if k.casefold() not in ("set-cookie", "authorization")]
    return [*kept, ("Content-Length", str(len(body)))] if body else kept


def _line(value: str) -> str:
    """One line of ASCII: a header that a hostile server sent must not break the record open."""
    return " ".join(value.split()).encode("ascii", "backslashreplace").decode()


def _phrase(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return f"{status} Unknown"


def _time(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
