"""Requests that change something must come from our own pages: by their origin, and by the session's token."""

from __future__ import annotations

import hmac
from urllib.parse import urlsplit

from fastapi import Request

HEADER = "X-CSRF-Token"
FIELD = "csrf"


class Forged(Exception):
    """The request did not come from our own pages."""


def check_origin(request: Request) -> None:
    """Refuse what another site sent. A client that is no browser sends neither header, and needs the token all the same."""
    site = request.headers.get("sec-fetch-site")
    if site is not None and site not in ("same-origin", "none"):
        raise Forged
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
        raise Forged


async def check_token(request: Request, expected: str) -> None:
    """Refuse a request without the session's token in its header or form."""
    given = request.headers.get(HEADER)
    if given is None and _is_form(request):
        field = (await request.form()).get(FIELD)
        given = field if isinstance(field, str) else None
    if given is None or not hmac.compare_digest(given.encode(), expected.encode()):
        raise Forged


def _is_form(request: Request) -> bool:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().casefold()
    return kind in ("application/x-www-form-urlencoded", "multipart/form-data")
