"""Amounts of money: 万, 亿, million, bn, Mio. and 億 with currency, year, basis and ranges; exact decimals.

Nothing is guessed: a number without multiplier and currency (`5000`) is no amount, a missing currency stays missing
unless the caller names the home currency, and a rate such as 3.00元/万元 is refused. Vocabulary: `config/lookups/currencies.yml`.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from core.records import Frozen
from core.values.fold import fold
from core.values.money_words import MoneyWords, money_words
from core.values.numerals import NUMBER, read_number

_PLAIN = str.maketrans(
    {"萬": "万", "億": "亿", "圓": "圆", "幣": "币", "韓": "韩", "臺": "台", "−": "-", "－": "-", "資": "资"}
)
_YEAR = re.compile(
    r"(?<![\d.,])((?:19|20)\d{2})\s*(?:财年|会计年度|年度?)(?!\d)|\bFY\s?'?((?:20)?\d{2})\b|\bin ((?:19|20)\d{2})\b|\(((?:19|20)\d{2})\)",
    re.I,
)
_UNIT_IN_BRACKETS = re.compile(r"(?<=\d)\s*\(\s*([万亿][^()\d]{0,5})\)")
_GLUED = re.compile(r"\b(USD|CNY|RMB|EUR|GBP|JPY|HKD|TWD|KRW|CHF|SEK|INR|SGD|US\$|NT\$|HK\$)(?=\d)")
_OF = re.compile(r"(?<=[a-z]) (?:di|de|d')\s*(?=eur|dollar|franc)", re.I)
"""25 milioni di euro, 45 millions d'euros."""
_WHOLE = frozenset("EUR CHF SEK NOK DKK PLN CZK HUF RON TRY BRL IDR".split())
"""Where a dot before three last figures parts thousands: 60.000 €."""
_RANGE = re.compile(r"\s*(?:-|–|—|~|至|到|～|\bto\b|\band\b|\bbis\b|から)\s*", re.I)
_RATE = re.compile(r"^\s*(?:(?:/|每|per\b)(?!\s*(?:年|year|annum|a\b))|%|‰|股|倍)", re.I)
_COUNTED = re.compile(r"^\s*[余多]?(?:[A-Za-z]|(?![以左上下的余多至到整其和及并或])[\u4e00-\u9fff])")
"""What follows a number of things rather than money: 1.2万人, 5万吨, 2 million vehicles."""


_THOUSANDS = re.compile(r"[1-9]\d{0,2}\.\d{3}")


class Money(Frozen):
    """An amount in whole units of its currency. `low` equals `high` where one number is stated; an open end is None."""

    low: Decimal | None
    high: Decimal | None
    currency: str | None
    """ISO 4217; None where the text names none."""
    assumed: bool = False
    """Is the currency the home currency of the caller rather than a stated one?"""
    year: int | None = None
    basis: str = "stated"
    """annual_report, audited, stated, estimate or range."""
    raw: str

    @property
    def amount(self) -> Decimal | None:
        """The number, where it is one number."""
        return self.low if self.low == self.high else None


class _Amount(NamedTuple):
    low: Decimal
    high: Decimal
    currency: str | None
    start: int
    end: int


class _Number(NamedTuple):
    value: Decimal
    scale: Decimal | None
    start: int
    end: int


def parse_money(text: str | None, *, home_currency: str | None = None) -> Money | None:
    """The one amount that the text states, or None where it states none or several different ones.

    `home_currency` (ISO 4217) reads bare ¥, $ and 元, and stands in where no currency is named, marked as assumed.
    """
    found = find_money(text, home_currency=home_currency)
    distinct = {(money.low, money.high, money.currency) for money in found}
    return found[0] if len(distinct) == 1 else None


def find_money(text: str | None, *, home_currency: str | None = None) -> tuple[Money, ...]:
    """Every amount of the text, in order."""
    raw = fold(text or "")
    line = _UNIT_IN_BRACKETS.sub(r"\1", raw.translate(_PLAIN))
    line = _OF.sub(" ", _GLUED.sub(r"\1 ", line))
    words = money_words()
    years = [int(y) if len(y) == 4 else 2000 + int(y) for m in _YEAR.finditer(line) for y in m.groups() if y]
    line = _YEAR.sub(lambda m: " " * len(m[0]), line)
    amounts = _joined(_amounts(line, words, home_currency), line)
    return tuple(_money(a, line, raw, words, home_currency, years, len(amounts) == 1) for a in amounts)


def _money(
    a: _Amount, line: str, raw: str, words: MoneyWords, home: str | None, years: list[int], alone: bool
) -> Money:
    before, after = line[max(0, a.start - 14) : a.start], line[a.end : a.end + 10]
    low: Decimal | None = a.low
    high: Decimal | None = a.high
    if a.low == a.high and alone:
        if words.at_most.search(before) or words.at_most_after.match(after):
            low = None
        elif words.at_least.search(before) or words.at_least_after.match(after):
            high = None
    said = next(
        (name for name, pattern in words.basis if pattern.search(line, max(0, a.start - 40), a.end + 20)), "stated"
    )
    basis = said if low == high else "range"
    return Money(
        low=low,
        high=high,
        currency=a.currency or home,
        assumed=a.currency is None and home is not None,
        year=years[0] if len(set(years)) == 1 else None,
        basis=basis,
        raw=raw,
    )


def _amounts(line: str, words: MoneyWords, home: str | None) -> list[_Amount]:
    found: list[_Amount] = []
    numbers = _numbers(line, words)
    for index, number in enumerate(numbers):
        following = numbers[index + 1] if index + 1 < len(numbers) else None
        scale = number.scale
        gap = line[number.end : following.start] if following else ""
        if scale is None and following and following.scale and _RANGE.fullmatch(gap) and _plain_low(number, following):
            scale = following.scale  # 1-5亿: the unit stands once, for both
        name, start, end = _currency(line, number.start, number.end, words, home, found[-1].end if found else 0)
        if scale is None and name is None and end == number.end:
            ranged = (
                following and _RANGE.fullmatch(gap) and _currency(line, following.start, following.end, words, home)
            )
            if not ranged or ranged[0] is None or following is None or following.scale:
                continue
        rest = line[end : end + 24]
        bare = name is None and end == number.end
        if _RATE.match(rest) or (bare and _COUNTED.match(rest) and not _RANGE.match(rest)):
            continue
        value = _plain(number.value * (scale or 1))
        if scale is None and name in _WHOLE and _THOUSANDS.fullmatch(line[number.start : number.end]):
            value = _plain(number.value * 1000)
        if _minus(line, start) or _minus(line, number.start):
            value = -value
        found.append(_Amount(value, value, name, start, end))
    return found


def _minus(line: str, at: int) -> bool:
    """Is the sign before this place a minus, rather than the dash of a range?"""
    return line[at - 1 : at] == "-" and (at == 1 or line[at - 2] in " \t:(：")


def _plain(value: Decimal) -> Decimal:
    # A number of more digits than the context holds is no sum of money and cannot be quantized.
    whole = value == value.to_integral_value() and value.adjusted() < 27
    return value.quantize(Decimal(1)) if whole else value.normalize()


def _plain_low(number: _Number, following: _Number) -> bool:
    """5000-1亿 would read as 5,000亿 to 1亿; then the first number is no amount at all."""
    return number.value <= following.value


def _numbers(line: str, words: MoneyWords) -> list[_Number]:
    """Numbers with their multiplier; 3亿5000万 is one number."""
    found: list[_Number] = []
    for match in NUMBER.finditer(line):
        scale, unit, end = _scale(line, match.end(), words)
        value = read_number(match[0], comma_decimal=unit in words.comma_decimal)
        if value is None:
            continue
        last = found[-1] if found else None
        if last and last.end == match.start() and last.scale and scale and scale < last.scale:
            found[-1] = _Number(last.value * last.scale + value * scale, Decimal(1), last.start, end)
            continue
        found.append(_Number(value, _one(scale, match[0]), match.start(), end))
    return found


def _one(scale: Decimal | None, digits: str) -> Decimal | None:
    """A Chinese numeral such as 叁亿贰仟万 carries its multiplier in itself."""
    return scale or (Decimal(1) if re.search("[万亿]", digits) else None)


def _scale(line: str, at: int, words: MoneyWords) -> tuple[Decimal | None, str, int]:
    scale: Decimal | None = None
    unit, end = "", at
    while match := words.multiplier.match(line, end):  # 百万, 5百万, 2 million
        scale = (scale or Decimal(1)) * words.multipliers[match[1]]
        unit, end = match[1], match.end()
    if match := re.match(r"\s*兆", line[end : end + 4]):
        asian = re.search("日元|日圆|円|JPY|韩元|韩币|KRW|新台币|台币|NT|TWD", line, re.I)
        return (Decimal("1e12") if asian else None), "兆", end + match.end() if asian else end
    return scale, unit, end


def _currency(
    line: str, start: int, end: int, words: MoneyWords, home: str | None, floor: int = 0
) -> tuple[str | None, int, int]:
    """The currency that touches the number, with the span of both. A plain 元 gives way to a fuller name before it."""
    before = words.currency_before.search(line[max(0, start - 24) : start].rstrip("-"))
    shift = max(0, start - 24)
    if before and before.start() + shift < floor:
        before = None  # 1亿元-5亿元: that 元 belongs to the first number
    after = words.currency_after.match(line, end)
    if after and after[1].casefold() in words.shared and line[after.end() : after.end() + 1].strip():
        after = words.currency_after.match(line, after.end()) or after  # 100万元港币: the fuller name says which 元
    codes = []
    for match in (before, after):
        if match:
            codes.append((match[1].casefold() in words.shared, words.code(match[1], home)))
    start = before.start() + shift if before else start
    end = after.end() if after else end
    named = [code for shared, code in sorted(codes, key=lambda item: item[0]) if code]
    return (named[0] if named else None), start, end


def _joined(amounts: list[_Amount], line: str) -> list[_Amount]:
    """Two amounts with a range sign between become one; a currency that stands once holds for both."""
    out: list[_Amount] = []
    for amount in amounts:
        last = out[-1] if out else None
        gap = line[last.end : amount.start] if last else ""
        agree = last is not None and (last.currency is None or amount.currency in (None, last.currency))
        if last and agree and last.low == last.high <= amount.low and _RANGE.fullmatch(gap):
            out[-1] = _Amount(last.low, amount.high, amount.currency or last.currency, last.start, amount.end)
        else:
            out.append(amount)
    return out
