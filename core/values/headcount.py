"""Numbers of people: employees and insured staff, exact, as a range, or withheld.

参保人数 is the number of insured, which may leave out branches; 人员规模 is a range. 企业选择不公示 means that the firm keeps
the number to itself, which is not zero.
"""

from __future__ import annotations

import re

from core.records import Frozen
from core.values.fold import fold
from core.values.numerals import NUMBER, read_number

_WITHHELD = re.compile(r"不公示|未公示|不公开|未公开|保密|withheld|not disclosed|undisclosed|not published", re.I)
_YEAR = re.compile(
    r"(?<!\d)((?:19|20)\d{2})\s*(?:年报|年度|年|财年|末)|\(((?:19|20)\d{2})\)|\b(?:in|FY|as of) ?((?:19|20)\d{2})\b",
    re.I,
)
_DATE = re.compile(r"(?<!\d)((?:19|20)\d{2})[-/.](?:0?[1-9]|1[0-2])(?:[-/.]\d{1,2})?(?!\d)")
_SCALE = re.compile(r"\s*(万|萬|千|k\b|thousand\b)", re.I)
_RANGE = re.compile(r"\s*(?:人|名)?\s*(?:-|–|—|~|至|到|\bto\b|\bbis\b)\s*", re.I)
_MOST = re.compile(
    r"(?:少于|小于|不足|不到|低于|不超过|<|less than|under|fewer than|below|up to|weniger als|bis zu)\s*$", re.I
)
_MOST_AFTER = re.compile(r"\s*(?:人|名)?\s*(?:以下|以内|未満)")
_LEAST = re.compile(r"(?:大于|超过|超|逾|不少于|多于|>|≥|over|more than|at least|above|mehr als|über)\s*$", re.I)
_LEAST_AFTER = re.compile(r"\s*(?:余?(?:人|名)?\s*以上|[余多](?:人|名)|\+|plus\b)")
_OTHER = re.compile(r"\s*(?:%|％|万?元|亿|万辆|台|家|个|平方|项|件|million|billion|年|月|日|€|\$)", re.I)


class Headcount(Frozen):
    """How many people. `low` equals `high` where one number is stated; `withheld` where the firm will not say."""

    low: int | None = None
    high: int | None = None
    year: int | None = None
    withheld: bool = False
    raw: str

    @property
    def number(self) -> int | None:
        """The number, where it is one number."""
        return self.low if self.low == self.high else None


def parse_headcount(text: str | int | None) -> Headcount | None:
    """Read a head count, or None where the text states none or several that differ."""
    raw = fold(str(text if text is not None else ""))
    if not raw:
        return None
    if _WITHHELD.search(raw):
        return Headcount(withheld=True, year=_year(raw), raw=raw)
    year = _year(raw)
    line = _YEAR.sub(lambda m: " " * len(m[0]), _DATE.sub(lambda m: " " * len(m[0]), raw))
    spans = _counts(line)
    if len(spans) == 2 and _RANGE.fullmatch(line[spans[0][2] : spans[1][1]]) and spans[0][0] <= spans[1][0]:
        return Headcount(low=spans[0][0], high=spans[1][0], year=year, raw=raw)
    if len({number for number, _, _ in spans}) != 1:
        return None
    number, start, end = spans[0]
    before, after = line[:start], line[end:]
    if _MOST.search(before) or _MOST_AFTER.match(after):
        # 以下 and 以内 include the number (Civil Code, article 1259), 少于 and 不足 do not.
        inclusive = re.search(r"不超过|up to|bis zu", before, re.I) or re.match(r"\s*(?:人|名)?\s*以", after)
        most = number if inclusive else max(number - 1, 0)
        return Headcount(low=None, high=most, year=year, raw=raw)
    if _LEAST.search(before) or _LEAST_AFTER.match(after):
        return Headcount(low=number, high=None, year=year, raw=raw)
    return Headcount(low=number, high=number, year=year, raw=raw)


def _year(raw: str) -> int | None:
    years = {int(y) for m in _YEAR.finditer(raw) for y in m.groups() if y} | {int(m[1]) for m in _DATE.finditer(raw)}
    return years.pop() if len(years) == 1 else None


def _counts(line: str) -> list[tuple[int, int, int]]:
    """Whole numbers with their spans; percentages, money and other units are no people."""
    found = []
    for match in NUMBER.finditer(line):
        # People are whole: a mark before three last figures parts thousands.
        value, end = read_number(match[0], comma_decimal="." in match[0]), match.end()
        if scale := _SCALE.match(line, end):
            value = value * (10_000 if scale[1] in "万萬" else 1_000) if value is not None else None
            end = scale.end()
        if value is None or value != value.to_integral_value() or _OTHER.match(line, end):
            continue
        found.append((int(value), match.start(), end))
    return found
