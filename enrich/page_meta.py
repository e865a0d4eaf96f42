"""What a page states for machines: JSON-LD, meta tags, and times in its address."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

import chompjs

from core.catalogue import words
from core.settings import settings
from core.values.date_forms import Order, absolute, western
from core.words import Precision

_BROKEN = re.compile(r",\s*([}\]])")
_CONTROL = re.compile(r"[\x00-\x1f]+")
_STAMP = re.compile(r"^\s*((?:19|20)\d\d)-?(\d\d)-?(\d\d)(?=[T\s\d]|$)")
_EPOCH = re.compile(r"^\s*(1\d{9})(\d{3})?\s*$")

_URL_DAY = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d\d)(?:[/\-_](?P<m>1[0-2]|0?[1-9])[/\-_](?P<d>3[01]|[12]\d|0?[1-9])|"
    r"[/\-_]?(?P<m2>1[0-2]|0[1-9])[/\-_]?(?P<d2>3[01]|[12]\d|0[1-9]))(?!\d)"
)
_URL_MONTH = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)[/\-_]?(?P<m>1[0-2]|0[1-9]|[1-9](?=[/\-_]))(?=[/\-_]|$)")


def json_ld(tree: Any) -> list[dict[str, Any]]:
    """Every entity of the page's JSON-LD blocks, nested ones too; broken blocks are repaired where it is only commas or line breaks."""
    found: list[dict[str, Any]] = []
    for script in tree.xpath('//script[contains(translate(@type,"LDJSON","ldjson"),"ld+json")]'):
        raw = script.text_content().strip()
        for text in (raw, _BROKEN.sub(r"\1", _CONTROL.sub(" ", raw))):
            try:
                found.extend(_entities(json.loads(text), 0))
                break
            except (ValueError, RecursionError):
                continue
        else:
            try:
                found.extend(_entities(chompjs.parse_js_object(raw), 0))
            except (ValueError, RecursionError):
                continue
    return found


def _entities(node: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > 12:
        return
    if isinstance(node, list):
        for item in node:
            yield from _entities(item, depth + 1)
    elif isinstance(node, dict):
        if "@type" in node:
            yield node
        for value in node.values():
            if isinstance(value, dict | list):
                yield from _entities(value, depth + 1)


def types(entity: dict[str, Any]) -> set[str]:
    """The types of an entity, lower case, without their vocabulary's address."""
    kinds = entity.get("@type")
    return {str(kind).rsplit("/", 1)[-1].lower() for kind in (kinds if isinstance(kinds, list) else [kinds])}


def meta(tree: Any) -> list[tuple[str, str]]:
    """Name (or property, itemprop, http-equiv) in lower case and content of every meta tag, in order."""
    return [
        (name.strip().lower(), content.strip())
        for tag in tree.iter("meta")
        for attribute in ("property", "name", "itemprop", "http-equiv")
        if (name := tag.get(attribute)) and (content := tag.get("content"))
    ]


@lru_cache(maxsize=8)
def meta_names(group: str) -> tuple[str, ...]:
    """Names of meta tags of a group of config/lookups/date_fields.yml: published, dated, changed; the most reliable first."""
    return tuple(map(str, words(settings().config_dir / "lookups" / "date_fields.yml")[group]))


def stamp_day(value: object, order: Order = "DMY") -> date | None:
    """The calendar day, as written, of a machine-readable time: ISO in any state of completeness, RFC 822, epoch, printed date."""
    text = str(value).strip()
    if match := _STAMP.match(text):
        try:
            return date(int(match[1]), int(match[2]), int(match[3]))
        except ValueError:
            return None
    if match := _EPOCH.match(text):
        return datetime.fromtimestamp(int(match[1]), UTC).date()
    if len(text) > 80:
        return None
    hit = next(absolute(western(text), order), None)
    return hit.day if hit and hit.precision is Precision.day else None


_UNIVERSAL = re.compile(r"((?:19|20)\d\d-\d\d-\d\d)[T ](\d\d:\d\d)(?::\d\d(?:\.\d+)?)?\s*(?:Z|\+00:?00|UTC)$")


def stamp_time(text: str) -> datetime | None:
    """The moment that a time stamp in universal time states; None for one in a place's own time."""
    match = _UNIVERSAL.match(text.strip())
    try:
        return datetime.fromisoformat(f"{match[1]}T{match[2]}") if match else None
    except ValueError:
        return None


def url_day(url: str) -> tuple[date | None, date | None]:
    """The day, or at least the first day of the month, that the path of an address states."""
    path = re.sub(r"^[a-z]+://[^/]+", "", url)
    for match in _URL_DAY.finditer(path):
        try:
            day = date(int(match["y"]), int(match["m"] or match["m2"]), int(match["d"] or match["d2"]))
        except ValueError:
            continue
        if 1995 <= day.year <= 2100:
            return day, day.replace(day=1)
    month = _URL_MONTH.search(path)
    if month and 1995 <= int(month["y"]) <= 2100:
        return None, date(int(month["y"]), int(month["m"]), 1)
    return None, None
