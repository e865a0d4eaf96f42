"""Values as cells: text that no spreadsheet takes for a formula, phones without a leading plus, times of the team's zone."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime
from decimal import Decimal, InvalidOperation
from zoneinfo import ZoneInfo

import phonenumbers
from pydantic import JsonValue

from core.values.fold import visible

LONGEST = 32_000
"""A cell of XLSX holds 32,767 characters; longer text is cut and says so."""
_STARTS = ("=", "+", "-", "@", "|", "%")


def text(value: object) -> str:
    """One line of plain text: no control, invisible or direction-changing characters, never longer than a cell."""
    if value is None:
        return ""
    line = visible(
        "".join(ch if unicodedata.category(ch)[0] != "C" or ch in "\t\n\r" else "" for ch in str(value)[: 2 * LONGEST])
    )
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"


def harmless(cell: str) -> str:
    """The cell for a file whose reader evaluates it: what could begin a formula gets an apostrophe.

    Full-width signs count, because spreadsheets with Chinese input fold them.
    """
    first = unicodedata.normalize("NFKC", cell.lstrip()[:1])
    return "'" + cell if first in _STARTS and first else cell


def phone(number: str | None) -> str:
    """A phone as it is dialled from China, without a plus in front: 021 6123 4567, 0049 89 123456."""
    if not number:
        return ""
    try:
        parsed = phonenumbers.parse(number, "CN")
    except phonenumbers.NumberParseException:
        return text(re.sub(r"^\s*[+＋]", "00", number))
    if not phonenumbers.is_possible_number(parsed):
        return text(re.sub(r"^\s*[+＋]", "00", number))
    if parsed.country_code == 86:
        return str(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL))
    shown = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    return "00" + str(shown).removeprefix("+")


def local(moment: datetime | None, zone: str) -> str:
    """A time of the team's zone to the minute, in a form that every spreadsheet sorts."""
    return "" if moment is None else moment.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M")


def money(value: JsonValue) -> str:
    """A stored amount in words: 100,000,000–1,000,000,000 CNY (2025, range)."""
    if not isinstance(value, dict):
        return text(value)
    ends = [_digits(value.get(key)) for key in ("low", "high")]
    one = _digits(value.get("amount"))
    shown = one or (ends[0] if ends[0] == ends[1] else "–".join(e or "?" for e in ends))
    rest = ", ".join(str(value[key]) for key in ("year", "basis") if value.get(key))
    return text(f"{shown} {value.get('currency') or ''}".strip() + (f" ({rest})" if rest else ""))


def least(value: JsonValue) -> Decimal | None:
    """The lower end of a stored amount, for systems that hold one number."""
    if isinstance(value, dict):
        value = value.get("amount") or value.get("low")
    try:
        return None if value is None or isinstance(value, bool | list | dict) else Decimal(str(value))
    except InvalidOperation:
        return None


def _digits(value: JsonValue) -> str | None:
    amount = least(value) if value is not None else None
    return None if amount is None else f"{amount:,.0f}"


def people_count(value: JsonValue) -> str:
    """A stored head count: one number, or a range with open ends."""
    if not isinstance(value, dict):
        return text(value)
    low, high = value.get("low"), value.get("high")
    if low is None and high is None:
        return text(value.get("raw"))
    return str(low) if low == high else f"{'' if low is None else low}–{'' if high is None else high}"


def place(value: JsonValue) -> str:
    """A stored place as it is written on an envelope; a municipality is not named twice."""
    if not isinstance(value, dict):
        return text(value)
    parts = [str(value[key]) for key in ("province", "city", "district") if value.get(key)]
    joined = list(dict.fromkeys(parts))
    chinese = any("\u4e00" <= ch <= "\u9fff" for ch in "".join(joined))
    return text("".join(joined) if chinese else ", ".join(reversed(joined))) or text(value.get("raw"))


def listed(value: JsonValue) -> str:
    """A stored list as one line."""
    return text("；".join(str(item) for item in value)) if isinstance(value, list) else text(value)
