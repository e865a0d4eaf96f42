"""Pages of a list that hold one or two firms: nothing repeats on them, so they are read beside a fuller page of the list."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from core.listing import ListReading
from core.records import ListRow
from crawlers import lists

_BODY = re.compile(r"<body\b[^>]*>(.*?)(?:</body\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_LARGEST = 2_000_000
"""Characters of an example page; a list with such pages has no thin ones that would be worth the time."""


def example_of(text: str, reading: ListReading) -> str | None:
    """This page as an example for thin ones, or None where it is none itself."""
    full = len(reading.records) >= 3 and len(text) < _LARGEST
    return text if full and re.search(r"<body\b", text, re.IGNORECASE) else None


def read_thin(text: str, url: str, example: str) -> ListReading | None:
    """The rows of a page, found by the structure that it shares with the example; None where it shares none."""
    known, body = _rows(example, url), _BODY.search(text)
    end = max(example.lower().rfind("</body"), 0) or len(example)
    together = lists.read(example[:end] + (body[1] if body else text) + example[end:], url)
    left = Counter(_key(row) for row in known)
    rows = []
    for row in together.records:
        if left[_key(row)]:
            left[_key(row)] -= 1
        else:
            rows.append(row)
    # Rows of the example that are gone were read in another way: then the rest cannot be trusted either.
    if not rows or left.total():
        return None
    return together.model_copy(update={"records": tuple(rows), "declared_total": None})


@lru_cache(maxsize=4)
def _rows(example: str, url: str) -> tuple[ListRow, ...]:
    return lists.read(example, url).records


def _key(row: ListRow) -> tuple[str, str | None, str]:
    return row.name, row.booth, row.kind.value
