"""Files that people give as evidence: kept in the evidence store like any page, refused where nobody could read them."""

from __future__ import annotations

from fastapi import UploadFile

from core.records import Capture
from core.values.fold import visible
from core.web.decode import Kind, sniff
from core.words import Access
from review.desk import Desk
from review.words import Refusal

_TYPES = {Kind.pdf: "application/pdf", Kind.html: "text/html", Kind.text: "text/plain"}
_PNG, _JPEG = b"\x89PNG\r\n", b"\xff\xd8\xff"


def keep_upload(desk: Desk, file: UploadFile | None, url: str, title: str) -> Capture | None:
    """Archive an uploaded file as evidence; None where none was chosen. A picture is its own screenshot."""
    body = file.file.read(desk.settings.max_body_bytes + 1) if file is not None and file.filename else b""
    if file is None or not file.filename:
        return None
    if len(body) > desk.settings.max_body_bytes:
        raise Refusal("upload.large", mb=desk.settings.max_body_bytes // 1_000_000)
    picture = body.startswith((_PNG, _JPEG))
    kind = sniff(body, file.content_type)
    if not picture and kind not in _TYPES:
        raise Refusal("upload.kind", name=visible(file.filename)[:60])
    named = visible(file.filename)[:120]
    content_type = _TYPES.get(kind) or ("image/png" if body.startswith(_PNG) else "image/jpeg")
    return desk.store.keep(
        url=url or f"upload:{named}",
        final_url=url or f"upload:{named}",
        status=200,
        headers={"Content-Type": content_type},
        body=body,
        access=Access.ok,
        fetched_at=desk.clock(),
        title=title or named,
        screenshot=body if picture else None,
    )
