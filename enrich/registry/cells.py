"""Cleaning of single values: what is absent, masked or hidden, and what belongs to the page rather than to the firm."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone

from core.values.fold import fold, radicals, visible
from enrich.registry.vocabulary import vocabulary

CHINA = timezone(timedelta(hours=8))
_MASK = re.compile(r"\*|[xX]{3,}|[×✱＊]|•{3,}|█+|▇+|\?{3,}")
_DAY = (
    re.compile(r"(?<!\d)(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日?"),
    re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)"),
    re.compile(r"(?<!\d)((?:19|20)\d{2})(\d{2})(\d{2})(?!\d)"),
)
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_WORDY = re.compile(
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?\.?\s+([A-Za-z]{3})[a-z]*\.?,?\s+(\d{4})|([A-Za-z]{3})[a-z]*\.?\s+(\d{1,2}),?\s+(\d{4})"
)
_GERMAN = re.compile(r"(?<!\d)(\d{1,2})\.(\d{1,2})\.(\d{4})(?!\d)")
_ROC = re.compile(r"^(?:民国)?\s*(\d{2,3})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")


def printed(text: str | None) -> str:
    """The text as it is printed, without what nobody sees; widths are kept, because a registered name has them."""
    return visible(radicals(text or ""))


def clean(text: str | None, *, prose: bool = False) -> str | None:
    """A value as the firm's, or None where it is absent, masked or hidden. `prose`: stars may end a business scope."""
    words = vocabulary()
    value = printed(re.sub(r"</?em>", "", text or "")).strip(" :：,，;；|")
    if prose:
        value = re.sub(r"[\s*＊]+$", "", value)
        value = re.sub(r"[.…]*\s*(?:展开|收起|展开全部|查看更多|更多)\s*$", "", value).strip()
    if fold(value).casefold() in words.absent or (words.hidden.search(value) and len(value) < 30):
        return None
    if _MASK.search(value) and not prose:
        return None
    return value or None


def day(value: object) -> date | None:
    """A calendar day from a registry: text in any of its forms, or epoch milliseconds, which mean midnight in China."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float) or re.fullmatch(r"-?\d{9,13}", str(value).strip()):
        return _epoch(float(str(value)))
    text = fold(str(value))
    for pattern in _DAY:
        if match := pattern.search(text):
            return _date(match[1], match[2], match[3])
    if match := _ROC.search(text):
        return _date(str(int(match[1]) + 1911), match[2], match[3])
    if match := _GERMAN.search(text):
        return _date(match[3], match[2], match[1])
    if match := _WORDY.search(text):
        number, month, year = (match[1], match[2], match[3]) if match[1] else (match[5], match[4], match[6])
        if month.lower() in _MONTHS:
            return _date(year, str(_MONTHS.index(month.lower()) + 1), number)
    return None


def _epoch(number: float) -> date | None:
    seconds = number / 1000 if abs(number) >= 1e11 else number
    try:
        return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)).astimezone(CHINA).date()
    except OverflowError:
        return None


def _date(year: str, month: str, number: str) -> date | None:
    try:
        return date(int(year), int(month), int(number))
    except ValueError:
        return None


def names(value: object) -> tuple[str, ...]:
    """Former names: a list, or one text with names parted by line feeds, tabs, semicolons or wide blanks."""
    parts: list[str] = []
    if isinstance(value, str):
        parts = re.split(r"[\n\t;；、|]+|\xa0+|\s{2,}|(?<=公司)[\s,，]+", value)
    elif isinstance(value, list | tuple):
        for item in value:
            if isinstance(item, dict):
                item = next((item[k] for k in ("Name", "name", "historyName", "formerName") if item.get(k)), None)
            parts += list(names(item)) if isinstance(item, str) else []
    cleaned = (clean(re.sub(r"[(（]?\s*(?:[至自]\s*)?\d{4}[-年./].*$|更多.*$", "", part)) for part in parts)
    return tuple(dict.fromkeys(name for name in cleaned if name and len(name) > 1))
