"""Reads one date from a short text: absolute, partial, relative, in the languages of firms' pages.

dateparser does the free forms; what it does not read or reads wrongly (quarters, halves, ranges, dates without a year,
去年3月, 上周五, 本月5日, 二〇二六年三月五日, 20261105; LIBS section 2) is read before it by shape. A date in the
future is refused: on pages it is an announcement or a misreading, never a date of publication.
"""

from __future__ import annotations

import datetime as dt
import re
import warnings
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from core.records import Frozen
from core.values.date_forms import Hit, Order, absolute, han_number, month_end, western
from core.values.month_names import month_numbers, month_pattern, plain_keep
from core.words import Precision

LONGEST = 40
"""Texts longer than this are not given to dateparser: it finds dates in any sentence, mostly wrong ones."""


class Dated(Frozen):
    """A date with its precision: `date` is the first day of the period, `until` the last day of a stated range."""

    date: dt.date
    precision: Precision
    quote: str
    until: dt.date | None = None
    ambiguous: bool = False


def read_date(text: str, *, base: datetime, order: Order | None = None, future: bool = False) -> Dated | None:
    """The first date that `text` states, or None.

    `base` is when the text was read; relative words count from its day. `order` settles 04/05/2026 (default: day
    first). `future=True` also takes dates after `base`.
    """
    plain = western(text).strip()
    today = base.date()
    hit = next(absolute(plain, order or "DMY"), None) or _relative(plain, base) or _yearless(plain, today, future)
    if hit is None:
        hit = _year_only(plain) or _free(plain, base, order)
    if hit is None or (not future and hit.day > today + timedelta(days=1)):
        return None
    return Dated(date=hit.day, precision=hit.precision, quote=text.strip(), until=hit.until, ambiguous=hit.ambiguous)


def find_dates(text: str, *, base: datetime, order: Order | None = None) -> tuple[Dated, ...]:
    """Every date with a year in running text that is not in the future, in order; `quote` is the date as written there."""
    plain = western(text)
    limit = base.date() + timedelta(days=1)
    return tuple(
        Dated(date=h.day, precision=h.precision, quote=plain[h.start : h.end], until=h.until, ambiguous=h.ambiguous)
        for h in absolute(plain, order or "DMY")
        if h.day <= limit
    )


_AGO = re.compile(
    r"(?:(?P<half>半年)|(?P<n>\d+|[一两二三四五六七八九十])\s*个?(?P<unit>天|日|周|星期|週間|個?月|"
    r"ヶ月|か月|年|小时|小時|時間|分钟|分鐘|分|秒))\s*(?:之?前|以前)"
)
_DAY_WORDS = {
    "今天": 0, "今日": 0, "刚刚": 0, "剛剛": 0, "刚才": 0, "本日": 0, "today": 0, "just now": 0, "heute": 0, "aujourd'hui": 0, "hoy": 0, "oggi": 0,
    "昨天": 1, "昨日": 1, "yesterday": 1, "gestern": 1, "hier": 1, "ayer": 1, "ieri": 1, "前天": 2, "一昨日": 2, "vorgestern": 2, "avant-hier": 2,
}  # fmt: skip
_DAY_WORD = re.compile("|".join(sorted(map(re.escape, _DAY_WORDS), key=len, reverse=True)), re.I)
_WEEK = re.compile(
    r"(?P<when>上上|上|本|这|這|先|今)(?:个)?(?:周|週|星期|礼拜)(?P<day>[一二三四五六日天月火水木金土])?(?:曜日?)?"
)
_WEEK_LATIN = re.compile(
    r"\b(?P<when>last|this|letzten?|letzte[nr]?|diesen?|vorigen?)\s+(?P<day>mon|tue|wed|thu|fri|sat|sun|die|mit|don|fre|sam|son)[a-z]*(?:day|tag|woch)\b",
    re.I,
)
_LATIN_DAYS = {
    "mon": 0,
    "tue": 1,
    "die": 1,
    "wed": 2,
    "mit": 2,
    "thu": 3,
    "don": 3,
    "fri": 4,
    "fre": 4,
    "sat": 5,
    "sam": 5,
    "sun": 6,
    "son": 6,
}
_WEEKDAYS = (
    {c: i for i, c in enumerate("一二三四五六日")}
    | {"天": 6}
    | {c: i for i, c in enumerate("月火水木金土")}
    | {"日": 6}
)
_PERIOD = re.compile(
    r"(?P<year>前年|去年|今年|本年|当年|昨年|(?<!\d)(?:last|this) year)?(?:的)?\s*(?:(?P<m>\d{1,"
    r"2}|[一二三四五六七八九十]{1,2})月份?(?:(?P<d>\d{1,2}|[一二三四五六七八九十]{1,3})[日号])?|"
    r"(?:第)?(?P<q>[一二三四1-4])季度|(?P<h>[上下])半年)?"
)
_MONTH_WORD = re.compile(r"(?P<when>上上|上|本|这|当|先|今)个?月(?:份)?(?P<d>\d{1,2})?[日号]?")
_MONTH_LATIN = re.compile(r"\b(?P<when>last|this|letzten|diesen)\s+(?:month|monat)\b", re.I)


def _relative(text: str, base: datetime) -> Hit | None:
    """Words that count from the time of reading."""
    today = base.date()
    if match := _AGO.search(text):
        return _ago(match, base)
    if match := _WEEK.search(text) or _WEEK_LATIN.search(text):
        return _week(match, today)
    if (match := _MONTH_WORD.search(text)) or (match := _MONTH_LATIN.search(text)):
        return _month_word(match, today)
    match = next((m for m in _PERIOD.finditer(text) if m["year"]), None)
    if match:
        return _period(match, today)
    if match := _DAY_WORD.search(text):
        return Hit(match.start(), match.end(), today - timedelta(days=_DAY_WORDS[match[0].lower()]), Precision.day)
    return None


def _ago(match: re.Match[str], base: datetime) -> Hit | None:
    if match["half"]:
        return Hit(match.start(), match.end(), _months_back(base.date(), 6), Precision.month)
    number = int(match["n"]) if match["n"].isdigit() else han_number(match["n"].replace("两", "二"))
    unit, today = match["unit"], base.date()
    if unit in ("天", "日"):
        return Hit(match.start(), match.end(), today - timedelta(days=number), Precision.day)
    if unit[0] in "小時分秒":
        span = timedelta(hours=number) if unit[0] in "小時" else timedelta(minutes=number)
        return Hit(match.start(), match.end(), (base - span).date(), Precision.day)
    if unit[0] in "周星週":
        return Hit(match.start(), match.end(), today - timedelta(weeks=number), Precision.day)
    if unit.endswith("月"):
        return Hit(match.start(), match.end(), _months_back(today, number), Precision.month)
    return Hit(match.start(), match.end(), date(today.year - number, 1, 1), Precision.year)


def _months_back(today: date, number: int) -> date:
    months = today.year * 12 + today.month - 1 - number
    return date(months // 12, months % 12 + 1, 1)


def _week(match: re.Match[str], today: date) -> Hit | None:
    back = {"上上": 2, "上": 1, "先": 1}.get(match["when"], 0)
    if match.re is _WEEK_LATIN:
        wanted = _LATIN_DAYS[match["day"].lower()]
        gap = (today.weekday() - wanted) % 7
        return Hit(
            match.start(),
            match.end(),
            today - timedelta(days=gap or (7 if match["when"][0] in "lvLV" else 0)),
            Precision.day,
        )
    monday = today - timedelta(days=today.weekday() + 7 * back)
    if not match["day"]:
        return Hit(match.start(), match.end(), monday, Precision.day, monday + timedelta(days=6)) if back else None
    return Hit(match.start(), match.end(), monday + timedelta(days=_WEEKDAYS[match["day"]]), Precision.day)


def _month_word(match: re.Match[str], today: date) -> Hit | None:
    back = {"上上": 2, "上": 1, "先": 1, "last": 1, "letzten": 1}.get(match["when"].lower(), 0)
    month = _months_back(today, back)
    day = match.groupdict().get("d")
    try:
        first = month.replace(day=int(day) if day else 1)
    except ValueError:
        return None
    return Hit(match.start(), match.end(), first, Precision.day if day else Precision.month)


def _period(match: re.Match[str], today: date) -> Hit | None:
    back = {"前年": 2, "去年": 1, "昨年": 1, "last year": 1}.get(match["year"].lower(), 0)
    year = today.year - back
    try:
        if match["m"]:
            day = date(year, _number(match["m"]), _number(match["d"]) if match["d"] else 1)
            return Hit(match.start(), match.end(), day, Precision.day if match["d"] else Precision.month)
    except ValueError:
        return None
    if match["q"]:
        return Hit(match.start(), match.end(), date(year, _number(match["q"]) * 3 - 2, 1), Precision.quarter)
    if match["h"]:
        return Hit(match.start(), match.end(), date(year, 7 if match["h"] == "下" else 1, 1), Precision.half_year)
    return Hit(match.start(), match.end(), date(year, 1, 1), Precision.year)


def _number(part: str) -> int:
    return int(part) if part.isdigit() else han_number(part)


_HAN_DAY = re.compile(
    r"(?<![\d年])(?P<m>\d{1,2}|[一二三四五六七八九十]{1,2})月(?P<d>\d{1,2}|[一二三四五六七八九十]{1,3})[日号號]"
)
_DASHED = re.compile(r"^(?P<m>0[1-9]|1[0-2])[-/](?P<d>0[1-9]|[12]\d|3[01])(?:\s+\d{1,2}:\d\d(?::\d\d)?)?$")


def _yearless(text: str, today: date, future: bool) -> Hit | None:
    """A day and a month without a year: the latest such day that is not after the day of reading."""
    match = _HAN_DAY.search(text) or _DASHED.match(text)
    if match:
        parts = [int(p) if p.isdigit() else han_number(p) for p in (match["m"], match["d"])]
    else:
        flat = plain_keep(text)
        name = month_pattern()
        match = re.search(
            (
                rf"(?<![\d.])(?P<d>\d{{1,2}})(?:st|nd|rd|th|\.)?\s+(?:de\s+|of\s+)?(?P<m>{name})(?![a-z])|(?<![a-z])(?P<m2>"
                rf"{name})(?![a-z])\.?\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:])"
            ),
            flat,
        )
        if not match:
            return None
        parts = [month_numbers()[match["m"] or match["m2"]], int(match["d"] or match["d2"])]
    for year in (
        today.year + (1 if future else 0),
        today.year,
        today.year - 1,
        *range(today.year - 2, today.year - 5, -1),
    ):
        try:
            day = date(year, *parts)
        except ValueError:
            continue
        if future or day <= today:
            return Hit(match.start(), match.end(), day, Precision.day)
    return None


def yearless(text: str, base: datetime) -> date | None:
    """The day that a day and month without a year name, no later than `base`; None where the text states none."""
    hit = _yearless(text, base.date(), False)
    return hit.day if hit else None


def _year_only(text: str) -> Hit | None:
    match = re.fullmatch(r"\D{0,12}?((?:19|20)\d\d)\s*(?:年度?|년)?\D{0,2}", text)
    return Hit(match.start(1), match.end(1), date(int(match[1]), 1, 1), Precision.year) if match else None


def _free(text: str, base: datetime, order: Order | None) -> Hit | None:
    """dateparser for what is left: "3 days ago", "vor 2 Stunden", "il y a 3 jours" …"""
    text = re.sub(r"^[^:：\d]{1,20}[:：]\s*", "", text)
    if not text or len(text) > LONGEST or not re.search(r"\w{2}", text) or re.fullmatch(r"[\d\s:.,/\-]{1,9}", text):
        return None
    with warnings.catch_warnings():
        # dateparser asks for a year in every format string; its own formats have none.
        warnings.simplefilter("ignore")
        found = _parser(base.replace(tzinfo=None), order or "DMY").get_date_data(text)
    if not found.date_obj:
        return None
    day = found.date_obj.date()
    if found.period == "month":
        return Hit(0, len(text), day.replace(day=1), Precision.month)
    if found.period == "year":
        return Hit(0, len(text), day.replace(month=1, day=1), Precision.year)
    return Hit(0, len(text), day, Precision.day)


@lru_cache(maxsize=8)
def _parser(base: datetime, order: Order) -> Any:
    from dateparser.date import DateDataParser

    settings = {
        "RELATIVE_BASE": base,
        "PREFER_DAY_OF_MONTH": "first",
        "PREFER_DATES_FROM": "past",
        "DATE_ORDER": order,
    }
    return DateDataParser(languages=["en", "zh", "de", "ja", "fr", "es", "it", "pt", "nl", "ko"], settings=settings)


__all__ = ["Dated", "Order", "find_dates", "month_end", "read_date"]
