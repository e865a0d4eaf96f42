"""A learned recipe: what was found when a rep accepted a preview, and whether a page still fits it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.listing import ListReading

_MUST_STAY = ("kind", "path")


def fits(recipe: Mapping[str, Any], reading: ListReading) -> bool:
    """Was the list found where the recipe says? False means that the page was laid out anew, or that it is another page."""
    now = reading.recipe
    if not reading.records or now is None:
        return False
    if any(now.get(key) != recipe.get(key) for key in _MUST_STAY):
        return False
    return recipe.get("kind") != "dom" or not recipe.get("cls") or now.get("cls") == recipe.get("cls")


def lost_fields(recipe: Mapping[str, Any], reading: ListReading) -> tuple[str, ...]:
    """Fields that the recipe had and the page no longer gives."""
    before = recipe.get("fields")
    after = (reading.recipe or {}).get("fields")
    if not isinstance(before, Mapping) or not isinstance(after, Mapping):
        return ()
    return tuple(sorted(set(map(str, before)) - set(map(str, after))))


def still_there(old_names: frozenset[str], reading: ListReading, share: float = 0.6) -> bool:
    """Does a re-mined list still hold most of the firms known before? Only then may its recipe replace the old one."""
    from crawlers.lists.vocabulary import plain

    known = {plain(name) for name in old_names if name}
    if not known:
        return bool(reading.records)
    found = {plain(row.name) for row in reading.records} | {
        plain(row.name_alt) for row in reading.records if row.name_alt
    }
    return len(known & found) >= share * len(known)
