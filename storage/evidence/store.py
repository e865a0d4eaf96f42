"""The content-addressed store: implements `core.enrichment.EvidenceSink` on a folder.

    warc/ab/<sha256>.warc.gz            the body whose SHA-256 is the name, with the first address that gave it
    warc/ab/<sha256>.<capture>.warc.gz  the same bytes from another address: a WARC revisit, without the body
    shots/ab/<sha256>.jpg               screenshots
    manifest/<day>.jsonl                the hash chain, see `manifest`

Nothing in it is ever edited. A reference in a capture is a place relative to the folder, so the folder can be moved.
"""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from core.errors import BadInput
from core.identity import capture_id
from core.records import Capture
from core.words import Access
from storage.evidence.manifest import Manifest
from storage.evidence.record import body_of, response_record, revisit_record, write_whole


class EvidenceStore:
    """Keeps captures under one folder, which may be shared by several processes and machines."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.manifest = Manifest(folder / "manifest")

    def keep(
        self,
        *,
        url: str,
        final_url: str,
        status: int | None,
        headers: Mapping[str, str],
        body: bytes,
        access: Access,
        fetched_at: datetime,
        title: str | None = None,
        language: str | None = None,
        screenshot: bytes | None = None,
        viewport: bytes | None = None,
    ) -> Capture:
        """Store one answer and say where it lies. Durable when this returns; the same bytes are stored once.

        An answer without status (nothing usable came back) has no WARC record, only its line in the manifest.
        """
        sha256 = hashlib.sha256(body).hexdigest()
        with self.manifest.locked():
            warc = None if status is None else self._archive(sha256, url, final_url, status, headers, body, fetched_at)
            capture = Capture(
                sha256=sha256,
                url=url,
                final_url=final_url,
                fetched_at=fetched_at,
                access=access,
                http_status=status,
                content_type=_header(headers, "content-type"),
                title=title,
                language=language,
                warc=warc,
                screenshot=self._shot(screenshot),
                viewport=self._shot(viewport),
            )
            self._enter(capture)
        return capture

    def illustrate(self, capture: Capture, screenshot: bytes, viewport: bytes | None) -> Capture:
        """Add screenshots to a capture that was kept without."""
        shown = capture.model_copy(
            update={"screenshot": self._shot(screenshot), "viewport": self._shot(viewport) or capture.viewport}
        )
        self._enter(shown)
        return shown

    def body(self, capture: Capture) -> bytes:
        """The archived body, checked against its SHA-256. Raises BadInput where it is missing or was changed."""
        path = self.folder / _place("warc", capture.sha256, ".warc.gz")
        try:
            content = body_of(path)
        except FileNotFoundError as error:
            raise BadInput(
                f"{path}: the archived page of {capture.url} is missing; restore the evidence folder"
            ) from error
        except Exception as error:
            raise BadInput(f"{path}: cannot be read ({error}); run `showfloor evidence verify`") from error
        if hashlib.sha256(content).hexdigest() != capture.sha256:
            raise BadInput(f"{path}: was changed after it was archived; run `showfloor evidence verify`")
        return content

    def path(self, reference: str) -> Path:
        """The file that a capture refers to. Raises BadInput for a reference that leads out of the store."""
        path = (self.folder / reference).resolve()
        if not path.is_relative_to(self.folder.resolve()):
            raise BadInput(f"{reference}: not a file of the evidence store {self.folder}")
        return path

    def _archive(
        self,
        sha256: str,
        url: str,
        final_url: str,
        status: int,
        headers: Mapping[str, str],
        body: bytes,
        fetched_at: datetime,
    ) -> str:
        first = _place("warc", sha256, ".warc.gz")
        again = _place("warc", sha256, f".{capture_id(sha256, url)}.warc.gz")
        if (self.folder / again).exists():
            return again
        if not (self.folder / first).exists():
            write_whole(self.folder / first, response_record(url, final_url, status, headers, body, fetched_at))
            return first
        if _asked(self.folder / first) == " ".join(url.split()):
            return first
        write_whole(self.folder / again, revisit_record(url, final_url, status, headers, body, fetched_at))
        return again

    def _shot(self, image: bytes | None) -> str | None:
        if image is None:
            return None
        kind = ".png" if image.startswith(b"\x89PNG") else ".jpg"
        place = _place("shots", hashlib.sha256(image).hexdigest(), kind)
        if not (self.folder / place).exists():
            write_whole(self.folder / place, image)
        return place

    def _enter(self, capture: Capture) -> None:
        body = _place("warc", capture.sha256, ".warc.gz")
        files = [f for f in (body if capture.warc else None, capture.warc, capture.screenshot, capture.viewport) if f]
        self.manifest.append(
            datetime.now(UTC),
            capture=capture.id,
            sha256=capture.sha256,
            url=capture.url,
            final_url=capture.final_url,
            fetched_at=capture.fetched_at,
            access=capture.access,
            http_status=capture.http_status,
            title=capture.title,
            files={place: file_hash(self.folder / place) for place in dict.fromkeys(files)},
        )


def file_hash(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def suffix_for(content_type: str | None) -> str:
    """The file ending under which a person can open a body of this type."""
    kind = (content_type or "text/html").partition(";")[0].strip().casefold()
    return mimetypes.guess_extension(kind) or (".html" if "html" in kind else ".bin")


def _place(kind: str, sha256: str, suffix: str) -> str:
    return f"{kind}/{sha256[:2]}/{sha256}{suffix}"


def _header(headers: Mapping[str, str], name: str) -> str | None:
    return next((value for key, value in headers.items() if key.casefold() == name), None)


def _asked(path: Path) -> str | None:
    """The address that was asked for, from the head of a record."""
    try:
        with gzip.open(path, "rt", encoding="utf-8", errors="replace") as stream:
            for line in stream:
                name, _, value = line.partition(":")
                if name == "WARC-X-Asked-URI":
                    return value.strip()
                if not line.strip():
                    break
    except (OSError, EOFError):
        return None
    return None
