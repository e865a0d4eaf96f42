"""`showfloor parse list|profile|pager`: one parser of the list engine on one saved page."""

from __future__ import annotations

import json
import sys
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
    """DESIGN section 8: the rows of one page or file, the total that it declares, or why it was refused."""
    reading = _reading(path, url)
    rows = [_row(record) for record in reading.records]
    return {"records": rows, "declared_total": reading.declared_total, "refused": reading.refused if not rows else None}


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


def parse_batch(kind: str, batch: Path) -> int:
    """Run a parser for each line {"id","file","url"} and print one line each; a bad file is a line with "error".

    Files are relative to the batch file, else to the working directory. Returns how many failed.
    """
    failed = 0
    for number, line in enumerate(batch.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            case = json.loads(line)
            path = batch.parent / case["file"]
            if not path.exists() and Path(case["file"]).exists():
                path = Path(case["file"])
            answer = PARSERS[kind](path, case.get("url") or "")
        except (ValueError, KeyError, TypeError) as error:
            raise BadInput(f'{batch}:{number}: expected {{"id", "file", "url"}}: {error}') from error
        except BadInput as error:
            answer, failed = {"error": str(error)}, failed + 1
        except Exception as error:  # one page that breaks a parser must not cost the other pages their answers
            answer, failed = {"error": f"{case['file']}: {type(error).__name__}: {error}"}, failed + 1
        sys.stdout.write(json.dumps({"id": case.get("id"), **answer}, ensure_ascii=False) + "\n")
    return failed


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


def main(arguments: list[str]) -> int:
    """`python -m cli.parse_lists list FILE --url URL --json`, before or without the full command line."""
    kind, rest = arguments[0], arguments[1:]
    url = rest[rest.index("--url") + 1] if "--url" in rest else ""
    if "--batch" in rest:
        return 1 if parse_batch(kind, Path(rest[rest.index("--batch") + 1])) else 0
    sys.stdout.write(json.dumps(PARSERS[kind](Path(rest[0]), url), ensure_ascii=False) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
