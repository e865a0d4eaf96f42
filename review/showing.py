"""Stored values and times as people read them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from core.words import Field
from review.words import Language, word
from screen.taxonomy import taxonomy


def shown(value: Any, field: str = "", language: Language = "zh") -> str:
    """Any value of a fact as one line of text."""
    if value is None or value == "" or value == []:
        return "–"
    if field == Field.sub_field:
        return _sub_field(str(value), language)
    if field == Field.has_rd:
        return word(language, f"has_rd.{value}")
    if field == Field.revenue or (isinstance(value, Mapping) and "currency" in value):
        return _money(value, language)
    if isinstance(value, Mapping):
        return _parts(value)
    if isinstance(value, list | tuple):
        return ("、" if language == "zh" else ", ").join(shown(part, "", language) for part in value)
    return f"{value:,}" if isinstance(value, int) and field != Field.established_on else str(value)


def _sub_field(key: str, language: Language) -> str:
    try:
        zh, en = taxonomy().label(key)
    except (KeyError, IndexError):
        return key
    return zh if language == "zh" else en


@lru_cache(maxsize=2)
def sub_field_labels(language: Language) -> tuple[str, ...]:
    """Every sub-field by name: what a correction may choose from."""
    return tuple(_sub_field(key, language) for key in taxonomy().sub_fields())


def _money(value: Any, language: Language) -> str:
    if not isinstance(value, Mapping):
        return str(value)
    sums = [value[name] for name in ("amount", "low", "high") if value.get(name) is not None]
    text = " – ".join(dict.fromkeys(_sum(amount, language) for amount in sums)) or str(value.get("raw") or "–")
    year = f" ({value['year']})" if value.get("year") else ""
    return f"{text} {value.get('currency') or '?'}{year}"


def _sum(amount: Any, language: Language) -> str:
    try:
        number = Decimal(str(amount))
    except InvalidOperation:
        return str(amount)
    if language == "zh":
        return _round(number / 100_000_000, "亿") if number >= 100_000_000 else _round(number / 10_000, "万")
    return _round(number / 1_000_000, " m")


def _round(number: Decimal, unit: str) -> str:
    return f"{number:,.2f}".rstrip("0").rstrip(".") + unit


def _parts(value: Mapping[str, Any]) -> str:
    if "province" in value or "city" in value:
        names = [str(value[k]) for k in ("province", "city", "district") if value.get(k)]
        return "".join(dict.fromkeys(names)) if names and not names[0].isascii() else ", ".join(reversed(names))
    if value.get("raw"):
        return str(value["raw"])
    return ", ".join(f"{key}: {part}" for key, part in value.items() if part not in (None, ""))


def day(moment: datetime | date | None, zone: ZoneInfo) -> str:
    """The team's day of a moment."""
    if isinstance(moment, datetime):
        return f"{moment.astimezone(zone):%Y-%m-%d}"
    return "–" if moment is None else moment.isoformat()


def clock(moment: datetime | None, zone: ZoneInfo) -> str:
    """Day and time by the team's clock."""
    return "–" if moment is None else f"{moment.astimezone(zone):%Y-%m-%d %H:%M}"


def age(moment: datetime | None, now: datetime, language: Language) -> str:
    """How long ago, in the largest unit that says enough."""
    if moment is None:
        return "–"
    minutes = max(0, int((now - moment).total_seconds() // 60))
    for unit, size in (("days", 1440), ("hours", 60), ("minutes", 1)):
        if minutes >= size:
            return word(language, f"age.{unit}", n=minutes // size)
    return word(language, "age.now")
