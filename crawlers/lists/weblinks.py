"""Addresses off hostile pages: taken apart and joined without ever raising."""

from __future__ import annotations

from urllib import parse
from urllib.parse import SplitResult

_NOTHING = SplitResult("", "", "", "", "")


def urlsplit(url: str) -> SplitResult:
    """Like urllib's, with empty parts for what is no address at all."""
    try:
        return parse.urlsplit(url)
    except ValueError:
        return _NOTHING


def urljoin(base: str, url: str) -> str:
    """Like urllib's; a link that cannot be joined leads nowhere."""
    try:
        return parse.urljoin(base, url)
    except ValueError:
        return ""


def urldefrag(url: str) -> str:
    """The address without its fragment."""
    return url.split("#", 1)[0]
