"""The generic list engine: any page, text, table or JSON value → the firms on it, or the reason why there are none."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from core.listing import ListReading, PagerReading
from core.records import ListRow
from crawlers.lists.endpoint import EndpointTemplate, infer_endpoint, read_calls
from crawlers.lists.jsonlist import read_json
from crawlers.lists.recipe import fits, lost_fields, still_there
from crawlers.lists.table import label_table
from crawlers.lists.textlist import read_text

__all__ = [
    "EndpointTemplate",
    "declared_total",
    "fits",
    "infer_endpoint",
    "label_table",
    "lost_fields",
    "read",
    "read_calls",
    "read_json",
    "read_pager",
    "read_profile",
    "read_records",
    "read_text",
    "still_there",
]


def read(
    text: str, url: str, *, content_type: str | None = None, recipe: Mapping[str, Any] | None = None
) -> ListReading:
    """Every firm that one page lists: HTML, or JSON text.

    Each page of a paged list is read alone. A page that holds no list of firms gives no records and the reason, in
    English and Chinese. Never raises for any text; a page is read up to `dom.MOST_CHARS` characters.
    """
    start = text.lstrip("\ufeff \t\r\n")[:1]
    if start in ("{", "[") or (content_type or "").split(";")[0].strip().endswith("json"):
        try:
            return read_json(json.loads(text.lstrip("\ufeff")), url)
        except (ValueError, RecursionError):
            if start in ("{", "["):
                return ListReading(refused="the answer is not valid JSON / 返回内容不是有效的 JSON", method="json")
    from crawlers.lists.reading import read_html

    return read_html(text, url, recipe)


def declared_total(text: str) -> int | None:
    """The number of firms that a page says its list has, or None."""
    from crawlers.lists.totals import declared_total as declared

    return declared(text)


def read_pager(text: str, url: str) -> PagerReading:
    """Where a list goes on: the next page and every page that this one links to. Never raises."""
    from crawlers.lists.pager import read_pager as pager

    return pager(text, url)


def read_profile(text: str, url: str) -> ListRow | None:
    """One exhibitor's own page on a show's site, or None where the page is about no one firm."""
    from crawlers.lists.profile import read_profile as profile

    return profile(text, url)


def read_records(rows: Sequence[Mapping[str, Any] | Sequence[Any]], url: str = "") -> ListReading:
    """Records that a file reader already cut: mappings by key, or rows of cells."""
    if rows and isinstance(rows[0], Mapping):
        return read_json(list(rows), url)
    return label_table([[("" if cell is None else str(cell)) for cell in row] for row in rows])
