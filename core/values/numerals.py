"""Numbers as written: 1,234.56 · 1.234,56 · 1 234 567 · 伍仟 · 三点五. Decimals, exact."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

_HAN = "零〇一二三四五六七八九两壹贰叁肆伍陆柒捌玖十百千拾佰仟"
_UNIT_DIGITS = "一二三四五六七八九两壹贰叁肆伍陆柒捌玖十拾"
_ARABIC = r"(?<![\dA-Za-z.,])(?:\d{1,3}(?:[ ']\d{3})+(?:[.,]\d+)?(?!\d)|\d+(?:[.,]\d+)*)"
_CHINESE = rf"(?<!\d)[{_HAN}][{_HAN}点万亿]{{0,40}}"
NUMBER = re.compile(f"{_ARABIC}|{_CHINESE}")
"""A number in digits or Chinese numerals; 万 and 亿 belong to a Chinese numeral, and are a multiplier after digits."""


def read_number(text: str, *, comma_decimal: bool = False) -> Decimal | None:
    """The value, or None where the marks make no sense. `comma_decimal`: the words around write 1,2 for one and a fifth."""
    if text[0].isdigit() and text[0].isascii():
        return _digits(re.sub(r"[ ']", "", text), comma_decimal)
    return _chinese(text)


def _digits(text: str, comma_decimal: bool) -> Decimal | None:
    commas, dots = text.count(","), text.count(".")
    if commas and dots:
        decimal = max(",", ".", key=text.rfind)
        text = text.replace("," if decimal == "." else ".", "").replace(decimal, ".")
    elif commas == 1 and (comma_decimal or not re.fullmatch(r"\d{1,3},\d{3}", text)):
        text = text.replace(",", ".")
    elif commas:
        if not re.fullmatch(r"\d{1,3}(?:,\d{2,3})+", text):
            return None
        text = text.replace(",", "")
    elif dots > 1 or (dots == 1 and comma_decimal and re.fullmatch(r"\d{1,3}\.\d{3}", text)):
        text = text.replace(".", "")
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def _chinese(text: str) -> Decimal | None:
    if not re.search(f"[{_UNIT_DIGITS}]", text):
        return None  # 百万 alone is a multiplier
    text = text.rstrip("点")
    import cn2an  # takes a while to load, and most numbers are in digits

    head = re.match(r"(.+点.+?)([万亿]*)$", text)
    try:
        if head:
            # cn2an refuses 一点二亿, so that the multiplier is put on by hand.
            scale = Decimal(1)
            for unit in head[2]:
                scale *= 10_000 if unit == "万" else 100_000_000
            return Decimal(str(cn2an.cn2an(head[1], "smart"))) * scale
        return Decimal(str(cn2an.cn2an(text, "smart")))
    except (ValueError, KeyError):  # cn2an looks up what it cannot read
        return None
