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

from core.values.date_digits import HAN_DIGITS, han_number, western
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


_Y = r"(?P<y>(?:19|20)\d\d)"
_SEP = r"\s*[-/.·‐‑–—−]\s*"
_NOT_BEFORE = r"(?<![\d.,/\-–])(?<!\d:)"
_NOT_AFTER = r"(?!\d|[-/.,:]\d)"


def _make(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.I)


Form = tuple[re.Pattern[str], Callable[[re.Match[str], Order], "Hit | None"]]
_NTH_MARK = r"(?:st|nd|rd|th|er|re|o|a|e|\.|º|ª|°)?"
_OF = r"(?:\s*(?:of|de|del|d'|den|,|،|-|/|\.|ב|ค\.ศ\.|พ\.ศ\.)?\s*)"
_DASH = r"\s*(?:-|–|—|~|～|至|到|to|bis|au|al|until|und|and|&|−|\+)\s*"


def _year_first() -> tuple[Form, ...]:
    """2026年3月5日, 2026-03-05, 20260305, with the end of a range."""
    return (
        (
            _make(
                (
                    rf"(?<!\d){_Y}\s*[年년]\s*(?P<m>\d{{1,2}})\s*[月월]\s*(?P<d>\d{{1,2}})(?:\s*[日号號일]|(?!\d))(?:{_DASH}(?:(?P<m2>"
                    rf"\d{{1,2}})\s*[月월]\s*)?(?P<d2>\d{{1,2}})\s*[日号號일])?"
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
                rf"{_NOT_BEFORE}(?<![a-z])(?P<d>\d{{1,2}})\.?(?:\s*(?:(?P<name0>{month_pattern()})\.?)?{_DASH}(?P<d2>\d{{1,"
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
        (
            _make(
                rf"(?<!\d){_Y}[\s,\-/.]+(?:(?:m|թ|ж)\.\s*|gada\s+(?P<d3>\d{{1,2}})\.?\s*)?(?<![a-z]){month}(?![a-z])\.?"
                rf"(?(d3)|[\s\-/.]+(?P<d>\d{{1,2}})(?!\d))"
            ),
            _named,
        ),
        (
            _make(
                rf"(?<![a-z]){month}(?![a-z])\.?\s+(?P<d>\d{{1,2}}),?\s+\d{{1,2}}:\d\d(?::\d\d)?\s*(?:[ap]m\s*)?(?:[a-z]{{2,5}}\s+)?{_Y}(?!\d)"
            ),
            _named,
        ),
    )


_HAN_MONTH = "(?P<m>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])[月월]"
_VI_MONTH = r"th(?:ang|g)?\.?\s?(?P<m>\d{1,2}|[a-z]{2,4}(?: (?:mot|hai))?)"


def _number_month_forms() -> tuple[Form, ...]:
    """12月 7, 2019 and 7 12月, 2019 of half-translated systems; 7 tháng 12, 2019 of Vietnamese."""
    year = rf"(?:\s*[,，/.-]\s*|\s+)(?:nam\s+)?{_Y}(?!\d)"
    return (
        (_make(rf"(?<!\d){_HAN_MONTH}\s*(?P<d>\d{{1,2}})(?:st|nd|rd|th)?{year}"), _month_number),
        (_make(rf"{_NOT_BEFORE}(?P<d>\d{{1,2}})[\s/.-]+{_HAN_MONTH}{year}"), _month_number),
        (_make(rf"{_NOT_BEFORE}(?P<d>\d{{1,2}})[\s,/.-]+{_VI_MONTH}{year}"), _month_number),
        (_make(rf"(?<![a-z]){_VI_MONTH}\s(?P<d>\d{{1,2}}){year}"), _month_number),
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
                r"(?<![\d.,/\-–A-Za-z])(?<!\d:)(?P<a>\d{1,2})(?P<s>[-/.])(?P<b>\d{1,2})(?P=s)(?P<yy>\d\d)(?![\d/\-.%A-Za-z]|[,:]\d)"
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
    return (*_year_first(), *_number_month_forms(), *_named_forms(), *_day_first(), *_periods(), *_months())


@lru_cache(maxsize=1)
def _nameless() -> frozenset[re.Pattern[str]]:
    """The forms that hold no name of a month."""
    return frozenset(pattern for pattern, _ in _forms() if "<name>" not in pattern.pattern)


_YEARLIKE = re.compile(r"(?:19|20)\d\d|\d[-/.']\d\d(?!\d)|[-'’/]\d\d(?!\d)")
_WORD = re.compile(r"[^\W\d_]{3,}")
_JOINED = re.compile("[\u0590-\u0e7f]")
"""Scripts whose words hold marks that are no letters, or a preposition in front."""
_REACH = 72
"""No form is longer: around each year this many letters hold the whole date."""


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """The parts of a text in which a date can stand: those around a year, joined where they touch."""
    start = end = -1
    for match in _YEARLIKE.finditer(text):
        if match.start() - _REACH > end:
            if end > 0:
                yield start, end
            start = max(0, match.start() - _REACH)
        end = min(len(text), match.end() + _REACH)
    if end > 0:
        yield start, end


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
    if groups["name"] in ("listopada", "lis") and re.match(r"\d{1,2}\.", match[0]):
        last = 10  # Croatian puts a dot after the day, Polish, whose month is November, none
    first = names[groups["name0"]] if groups.get("name0") else last
    until = None
    if groups.get("d2"):
        until = _day(year, names[groups["name2"]] if groups.get("name2") else last, int(groups["d2"]))
    return _hit(match, _day(year, first, int(groups["d"] or groups["d3"])), Precision.day, until)


_VIETNAMESE = {name: n for n, name in enumerate("mot hai ba tu nam sau bay tam chin muoi".split(), 1)}


def _month_number(match: re.Match[str], order: Order) -> Hit | None:
    word = match["m"]
    if word.isdigit():
        month = int(word)
    elif word[0] in HAN_DIGITS or word[0] == "十":
        month = han_number(word)
    else:
        month = _VIETNAMESE.get(word) or {"muoi mot": 11, "muoi hai": 12, "giêng": 1, "gieng": 1, "chap": 12}.get(
            word, 0
        )
    return _hit(match, _day(_year(match), month, int(match["d"])), Precision.day)


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


def absolute(text: str, order: Order = "DMY") -> Iterator[Hit]:
    """Every date with a year in `text` (already `western`), from left to right; where two forms overlap the more exact one holds."""
    spans = list(_spans(text))
    if not spans:
        return
    flat = plain_keep(text)
    for start, end in spans:
        yield from _within(flat, start, end, order)


def _within(flat: str, start: int, end: int, order: Order) -> list[Hit]:
    months = month_numbers()
    named = any(word in months for word in _WORD.findall(flat, start, end)) or bool(_JOINED.search(flat, start, end))
    taken: list[Hit] = []
    for pattern, read in _forms():
        if not named and pattern not in _nameless():
            continue
        for match in pattern.finditer(flat, start, end):
            if any(match.start() < hit.end and hit.start < match.end() for hit in taken):
                continue
            if hit := read(match, order):
                taken.append(hit)
    return sorted(taken)


def month_end(day: date) -> date:
    """The last day of the month of `day`."""
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


__all__ = ["Hit", "Order", "absolute", "han_number", "month_end", "western"]
