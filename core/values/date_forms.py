"""Absolute dates in running text, in the forms that pages print: digits, names of months, quarters, halves, eras, ranges.

Matching is exact by shape and never guesses a missing part; relative words and dates without a year need the time of
reading and stand in `dates`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal, NamedTuple

from core.values.month_names import month_numbers, month_pattern, plain_keep
from core.words import Precision

Order = Literal["DMY", "MDY", "YMD"]


class Hit(NamedTuple):
    """One date in a text: where it stands, its first day, how exact it is, the last day of a range."""

    start: int
    end: int
    day: date
    precision: Precision
    until: date | None = None
    ambiguous: bool = False
    """Day and month could be the other way round (04/05/2026)."""


_WIDE = str.maketrans("０１２３４５６７８９／．－：～〇", "0123456789/.-:~0")
_HAN = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"0": 0, "〇": 0, "两": 2}
_HAN_DATE = re.compile(
    r"([零0一二三四五六七八九]{4})年(?:([元正一二三四五六七八九十]{1,3})月)?(?:([一二三四五六七八九十廿卅]{1,3})[日号])?"
)
_RING = re.compile(r"二[○O][一二三四五六七八九○O零0]{2}年")
"""Typists write the zero of a year as a ring or a letter."""
_ERA = re.compile(r"(令和|平成|昭和|中華民國|中华民国|民國|民国)\s*(元|\d{1,3})\s*年")
_ERA_ZERO = {"令和": 2018, "平成": 1988, "昭和": 1925}

_Y = r"(?P<y>(?:19|20)\d\d)"
_SEP = r"\s*[-/.·‐‑–—−]\s*"
_NOT_BEFORE = r"(?<![\d.,/\-–])(?<!\d:)"
_NOT_AFTER = r"(?![\d:]|[-/.,]\d)"


def _make(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.I)


Form = tuple[re.Pattern[str], Callable[[re.Match[str], Order], "Hit | None"]]
_NTH_MARK = r"(?:st|nd|rd|th|er|re|o|a|e|\.|º|ª|°)?"
_OF = r"(?:\s*(?:of|de|del|d'|den|,|-|/|\.)?\s*)"
_DASH = r"\s*(?:-|–|—|~|～|至|到|to|bis|au|al|until|und|and|&|−|\+)\s*"


def _year_first() -> tuple[Form, ...]:
    """2026年3月5日, 2026-03-05, 20260305, with the end of a range."""
    return (
        (
            _make(
                (
                    rf"(?<!\d){_Y}\s*[年년]\s*(?P<m>\d{{1,2}})\s*[月월]\s*(?P<d>\d{{1,2}})\s*[日号號일]?(?:{_DASH}(?:(?P<m2>"
                    rf"\d{{1,2}})\s*[月월]\s*)?(?P<d2>\d{{1,2}})\s*[日号號일])?(?!\d)"
                )
            ),
            _ymd,
        ),
        (
            _make(
                rf"{_NOT_BEFORE}{_Y}{_SEP}(?P<m>\d{{1,2}}){_SEP}(?P<d>\d{{1,2}})(?=T\d|\D|$)(?![-/]\d|\.\d)"
                rf"(?:{_DASH}(?:{_Y.replace('<y>', '<y2>')}{_SEP})?(?P<m2>"
                rf"\d{{1,2}}){_SEP}(?P<d2>\d{{1,2}})(?!\d))?"
            ),
            _ymd,
        ),
        (
            _make(
                r"(?<![\dA-Za-z._=\-/])(?P<y>20\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?![\dA-Za-z._\-/])"
            ),
            _ymd,
        ),
    )


def _named_forms() -> tuple[Form, ...]:
    """5 March 2026, March 5, 2026, 9–12 November 2026."""
    month = rf"(?P<name>{month_pattern()})"
    return (
        (
            _make(
                rf"{_NOT_BEFORE}(?P<d>\d{{1,2}})\.?(?:\s*(?:(?P<name0>{month_pattern()})\.?)?{_DASH}(?P<d2>\d{{1,"
                rf"2}}){_NTH_MARK}){_OF}{month}(?![a-z]){_OF}{_Y}(?!\d)"
            ),
            _named,
        ),
        (
            _make(
                rf"{_NOT_BEFORE}(?P<d>\d{{1,2}}){_NTH_MARK}{_OF}(?<![a-z]){month}(?![a-z])\.?{_OF}(?P<y>(?:19|20)\d\d|(?<=[-'’/])\d\d)(?!\d)"
            ),
            _named,
        ),
        (
            _make(
                rf"(?<![a-z]){month}(?![a-z])\.?\s*[-/]?\s*(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?:{_DASH}(?:(?P<name2>"
                rf"{month_pattern()})\.?\s*)?(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?)?\s*(?:,|\s|-|/|、|，|\.)\s*{_Y}(?!\d)"
            ),
            _named,
        ),
        (_make(rf"(?<!\d){_Y}[\s,\-/.]+(?<![a-z]){month}(?![a-z])\.?[\s\-/.]+(?P<d>\d{{1,2}})(?!\d)"), _named),
    )


def _day_first() -> tuple[Form, ...]:
    """09.–12.11.2026, 05.03.2026, 05/03/26."""
    return (
        (
            _make(
                rf"{_NOT_BEFORE}(?P<d>\d{{1,2}})\.(?:(?P<m1>\d{{1,2}})\.)?{_DASH}(?P<d2>\d{{1,2}})\.\s?(?P<m>\d{{1,2}})\.\s?{_Y}(?!\d)"
            ),
            _range_dmy,
        ),
        (_make(rf"{_NOT_BEFORE}(?P<a>\d{{1,2}})(?P<s>\s?[-/.]\s?)(?P<b>\d{{1,2}})(?P=s){_Y}{_NOT_AFTER}"), _either),
        (
            _make(
                r"(?<![\d.,/\-–A-Za-z])(?<!\d:)(?P<a>\d{1,2})(?P<s>[-/.])(?P<b>\d{1,2})(?P=s)(?P<yy>\d\d)(?![\d:/\-.%A-Za-z]|,\d)"
            ),
            _either,
        ),
    )


def _periods() -> tuple[Form, ...]:
    """Quarters and halves of a year."""
    return (
        (
            _make(
                rf"(?<!\d){_Y}\s*[年년]?\s*(?:第)?\s*(?P<q>[一二三四1-4])\s*季[度]?|(?<!\d){_Y.replace('<y>', '<y3>')}\s*[-/年]?\s*Q(?P<q3>"
                rf"[1-4])(?!\d)"
            ),
            _quarter,
        ),
        (
            _make(
                rf"(?<![a-z])Q(?P<q>[1-4])\s*[-/,]?\s*(?:of\s+)?{_Y}(?!\d)|(?P<q3>first|second|third|fourth|"
                rf"1st|2nd|3rd|4th|erstes?n?|zweites?n?|drittes?n?|viertes?n?|[1-4]\.?)\s+(?:quarter|quartal|"
                rf"trimestre)\s*(?:of|,|de|du|del)?\s*(?P<y3>(?:19|20)\d\d)"
            ),
            _quarter,
        ),
        (
            _make(
                rf"(?<!\d){_Y}\s*年?\s*(?P<h>上半年|下半年|上期|下期|H[12])|(?<![a-z])(?P<h3>H[12])\s*[-/,]?\s*(?P<y3>"
                rf"(?:19|20)\d\d)|(?P<h4>first|second|1st|2nd|erstes?n?|zweites?n?|[12]\.)\s+(?:half|halbjahr|"
                rf"semestre)\s*(?:of|,|de|du|del)?\s*(?P<y4>(?:19|20)\d\d)"
            ),
            _half,
        ),
    )


def _months() -> tuple[Form, ...]:
    """Months of a year."""
    month = rf"(?P<name>{month_pattern()})"
    return (
        (_make(rf"(?<!\d){_Y}\s*[年년]\s*(?P<m>\d{{1,2}})\s*[月월](?:份)?(?!\s*\d)"), _month),
        (_make(rf"(?<![a-z]){month}(?![a-z])\.?{_OF}{_Y}(?!\d)"), _month),
        (_make(rf"{_NOT_BEFORE}{_Y}[-/.](?P<m>0[1-9]|1[0-2]|[1-9])(?![\d:]|[-/.,]\d)"), _month),
        (_make(rf"{_NOT_BEFORE}(?P<m>0[1-9]|1[0-2])[/.]{_Y}(?!\d)"), _month),
    )


@lru_cache(maxsize=1)
def _forms() -> tuple[Form, ...]:
    """Every form, the more exact ones first."""
    return (*_year_first(), *_named_forms(), *_day_first(), *_periods(), *_months())


@lru_cache(maxsize=1)
def _nameless() -> frozenset[re.Pattern[str]]:
    """The forms that hold no name of a month."""
    return frozenset(pattern for pattern, _ in _forms() if "<name>" not in pattern.pattern)


_YEARLIKE = re.compile(r"(?:19|20)\d\d|\d[-/.']\d\d(?!\d)|[-'’/]\d\d(?!\d)")
_WORD = re.compile(r"[^\W\d_]{3,}")


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if 1950 <= year <= 2100 else None
    except ValueError:
        return None


def _year(match: re.Match[str]) -> int:
    groups = match.groupdict()
    text = next(groups[k] for k in ("y", "y3", "y4", "yy") if groups.get(k))
    return int(text) if len(text) == 4 else 2000 + int(text) if int(text) < 70 else 1900 + int(text)


def _hit(match: re.Match[str], day: date | None, precision: Precision, until: date | None = None) -> Hit | None:
    return (
        Hit(match.start(), match.end(), day, precision, until if until and day and until >= day else None)
        if day
        else None
    )


def _ymd(match: re.Match[str], order: Order) -> Hit | None:
    groups = match.groupdict()
    year, month = int(groups["y"]), int(groups["m"])
    until = None
    if groups.get("d2"):
        until = _day(int(groups.get("y2") or year), int(groups.get("m2") or month), int(groups["d2"]))
    return _hit(match, _day(year, month, int(groups["d"])), Precision.day, until)


def _named(match: re.Match[str], order: Order) -> Hit | None:
    groups = match.groupdict()
    names = month_numbers()
    year, last = _year(match), names[groups["name"]]
    first = names[groups["name0"]] if groups.get("name0") else last
    until = None
    if groups.get("d2"):
        until = _day(year, names[groups["name2"]] if groups.get("name2") else last, int(groups["d2"]))
    return _hit(match, _day(year, first, int(groups["d"])), Precision.day, until)


def _range_dmy(match: re.Match[str], order: Order) -> Hit | None:
    year, month = _year(match), int(match["m"])
    return _hit(
        match,
        _day(year, int(match["m1"] or month), int(match["d"])),
        Precision.day,
        _day(year, month, int(match["d2"])),
    )


def _either(match: re.Match[str], order: Order) -> Hit | None:
    first, second, year = int(match["a"]), int(match["b"]), _year(match)
    # Dots are written day first wherever they are written at all.
    day_first = order != "MDY" or "." in match["s"]
    if match.groupdict().get("yy") and order == "YMD":
        return _hit(match, _day(2000 + first, second, int(match["yy"])), Precision.day)
    tries = (
        ((year, second, first), (year, first, second)) if day_first else ((year, first, second), (year, second, first))
    )
    day = next((d for t in tries if (d := _day(*t))), None)
    found = _hit(match, day, Precision.day)
    unsure = first <= 12 and second <= 12 and first != second and "." not in match["s"]
    return found._replace(ambiguous=unsure) if found else None


_NTH = {
    "一": 1,
    "二": 2,
    "三": 3,
    "四": 4,
    "fir": 1,
    "sec": 2,
    "thi": 3,
    "fou": 4,
    "ers": 1,
    "zwe": 2,
    "dri": 3,
    "vie": 4,
}


def _ordinal(word: str) -> int:
    word = word.lower()
    return int(word[0]) if word[0].isdigit() else _NTH.get(word[:1]) or _NTH[word[:3]]


def _quarter(match: re.Match[str], order: Order) -> Hit | None:
    number = _ordinal(match["q"] or match["q3"])
    return _hit(match, _day(_year(match), number * 3 - 2, 1), Precision.quarter)


def _half(match: re.Match[str], order: Order) -> Hit | None:
    word = (match["h"] or match["h3"] or match["h4"]).lower()
    second = word[0] == "下" or word == "h2" or (word[0] not in "上h" and _ordinal(word) == 2)
    return _hit(match, _day(_year(match), 7 if second else 1, 1), Precision.half_year)


def _month(match: re.Match[str], order: Order) -> Hit | None:
    groups = match.groupdict()
    number = int(groups["m"]) if groups.get("m") else month_numbers()[groups["name"]]
    return _hit(match, _day(_year(match), number, 1), Precision.month)


def han_number(text: str) -> int:
    """A day or month written in Chinese numerals: 十二 → 12, 二十一 → 21, 廿五 → 25."""
    text = text.replace("廿", "二十").replace("卅", "三十").replace("元", "一").replace("正", "一")
    tens, ten, ones = text.partition("十")
    if not ten:
        return int("".join(str(_HAN[c]) for c in text))
    return (_HAN[tens] if tens else 1) * 10 + (_HAN[ones] if ones else 0)


def western(text: str) -> str:
    """Full-width digits, Chinese numerals and eras in dates as plain digits. Lengths may change."""
    text = _RING.sub(lambda year: re.sub("[○O]", "0", year[0]), text.translate(_WIDE))

    def han(match: re.Match[str]) -> str:
        year = "".join(str(_HAN[c]) for c in match[1])
        month = f"{han_number(match[2])}月" if match[2] else ""
        return f"{year}年{month}" + (f"{han_number(match[3])}日" if match[3] else "")

    def era(match: re.Match[str]) -> str:
        return f"{_ERA_ZERO.get(match[1], 1911) + (1 if match[2] == '元' else int(match[2]))}年"

    return _ERA.sub(era, _HAN_DATE.sub(han, text))


def absolute(text: str, order: Order = "DMY") -> Iterator[Hit]:
    """Every date with a year in `text` (already `western`), from left to right; where two forms overlap the more exact one holds."""
    if not _YEARLIKE.search(text):
        return
    flat = plain_keep(text)
    months = month_numbers()
    named = any(word in months for word in _WORD.findall(flat))
    taken: list[Hit] = []
    for pattern, read in _forms():
        if not named and pattern not in _nameless():
            continue
        for match in pattern.finditer(flat):
            if any(match.start() < hit.end and hit.start < match.end() for hit in taken):
                continue
            if hit := read(match, order):
                taken.append(hit)
    yield from sorted(taken)


def month_end(day: date) -> date:
    """The last day of the month of `day`."""
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
