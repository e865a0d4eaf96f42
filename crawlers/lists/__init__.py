"""The generic list engine: any page, text, table or JSON value → the firms on it, or the reason why there are none."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from core.listing import ListReading
from crawlers.lists.jsonlist import read_json
from crawlers.lists.table import label_table
from crawlers.lists.textlist import read_text

__all__ = ["declared_total", "label_table", "read", "read_json", "read_text"]


def read(text: str, url: str, *, content_type: str | None = None, recipe: Mapping[str, Any] | None = None) -> ListReading:
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

    return read_html(text, url)


def declared_total(text: str) -> int | None:
    """The number of firms that a page says its list has, or None."""
    from crawlers.lists.totals import declared_total as declared

    return declared(text)
