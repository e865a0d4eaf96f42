"""JSON of unknown shape, JSON lines, and JSON that a page wrapped in a call or an assignment."""

from __future__ import annotations

import json
from typing import Any

import chompjs

from core.errors import BadInput
from core.listing import ListReading
from crawlers.files import READERS
from crawlers.files.body import FileBody
from crawlers.files.encodings import decoded
from crawlers.lists import read_json


@READERS.add("json")
def read_json_file(body: FileBody) -> ListReading:
    """The firm-like records of a JSON file, at any depth."""
    return read_json(value_of(body), body.url)


def value_of(body: FileBody) -> Any:
    """The value of a file; for JSON lines the list of its lines. Raises BadInput naming line and column."""
    text = decoded(body.data).lstrip("\ufeff").replace("\x00", "")
    try:
        return json.loads(text)
    except RecursionError as error:
        raise BadInput(f"{body.name}: nested too deeply to be a list; refused") from error
    except ValueError as error:
        lines = _lines(text)
        if lines is not None:
            return lines
        try:
            return chompjs.parse_js_object(text)
        except (ValueError, RecursionError):
            where = (
                f"line {error.lineno}, column {error.colno}" if isinstance(error, json.JSONDecodeError) else "somewhere"
            )
            raise BadInput(f"{body.name}: not valid JSON ({where}); save it again, it may be cut off") from error


def _lines(text: str) -> list[Any] | None:
    """JSON lines; a last line that was cut off is left out."""
    lines = [line.strip().rstrip(",") for line in text.splitlines() if line.strip()]
    if len(lines) < 2:
        return None
    found = []
    for index, line in enumerate(lines):
        try:
            found.append(json.loads(line))
        except (ValueError, RecursionError):
            if index < len(lines) - 1:
                return None
    return found
