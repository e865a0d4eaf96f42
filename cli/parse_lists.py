"""`showfloor parse list|profile|pager`: one parser of the list engine on one saved page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from core.errors import BadInput

_FIELDS = (
    "name",
    "name_alt",
    "booth",
    "country",
    "city",
    "website",
    "profile_url",
    "category",
    "phone",
    "email",
    "kind",
)
_MARKUP = (".html", ".htm", ".xhtml", ".php", ".asp", ".aspx")
_HTML_START = (b"<!doctype html", b"<html", b"<head", b"<body", b"<div", b"<table", b"<ul")


def parse_list(path: Path, url: str) -> dict[str, Any]:
    """DESIGN section 8: the rows of one page or file, the total that it declares, or why it was refused.

    `unread` says what of the page was left out, beside the rows of its beginning.
    """
    reading = _reading(path, url)
    rows = [_row(record) for record in reading.records]
    said = {"refused": reading.refused if not rows else None, "unread": reading.refused if rows else None}
    return {"records": rows, "declared_total": reading.declared_total, **said}


def parse_profile(path: Path, url: str) -> dict[str, Any]:
    """One exhibitor's own page on a show's site."""
    from crawlers.lists import read_profile

    record = read_profile(_text(path), url)
    if record is None:
        return {"record": None}
    return {"record": {**_row(record), "description": record.description, "products": list(record.products)}}


def parse_pager(path: Path, url: str) -> dict[str, Any]:
    """Where the list goes on."""
    from crawlers.lists import read_pager

    pager = read_pager(_text(path), url)
    return {"next": pager.next, "pages": list(pager.pages)}


PARSERS: dict[str, Callable[[Path, str], dict[str, Any]]] = {
    "list": parse_list,
    "profile": parse_profile,
    "pager": parse_pager,
}


def _row(record: Any) -> dict[str, Any]:
    return {field: str(value) if (value := getattr(record, field)) is not None else None for field in _FIELDS}


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise BadInput(f"{path}: cannot be read ({error.strerror}); give a saved page or file") from error


def _text(path: Path) -> str:
    from core.web.decode import decode

    return decode(_bytes(path))


def _reading(path: Path, url: str) -> Any:
    body = _bytes(path)
    markup = body.lstrip(b"\xef\xbb\xbf \t\r\n")[:40].lower().startswith(_HTML_START)
    if path.suffix.lower() in _MARKUP or markup:
        from crawlers.lists import read

        return read(_text(path), url)
    from crawlers.files import read as read_file

    return read_file(body, name=path.name, url=url)
