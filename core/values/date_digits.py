"""Dates of other scripts written in plain digits: full-width and Eastern digits, Chinese numerals, eras, Buddhist years."""

from __future__ import annotations

import re

_WIDE = str.maketrans("０１２３４５６７８９／．－：～〇", "0123456789/.-:~0") | {
    zero + n: str(n) for zero in (0x660, 0x6F0, 0x966, 0x9E6, 0xE50) for n in range(10)
}
"""Full-width digits, and those of Arabic, Persian, Devanagari, Bengali and Thai."""
_MARKS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_BUDDHIST = re.compile("(?<=[\u0e00-\u0e7f.])(\\s*)(25[3-9]\\d)(?!\\d)")
HAN_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"0": 0, "〇": 0, "两": 2}
_HAN_DATE = re.compile(
    r"([零0一二三四五六七八九]{4})年(?:([元正一二三四五六七八九十]{1,3})月)?(?:([一二三四五六七八九十廿卅]{1,3})[日号])?"
)
_RING = re.compile(r"二[○O][一二三四五六七八九○O零0]{2}年")
"""Typists write the zero of a year as a ring or a letter."""
_ERA = re.compile(r"(令和|平成|昭和|中華民國|中华民国|民國|民国)\s*(元|\d{1,3})\s*年")
_ERA_ZERO = {"令和": 2018, "平成": 1988, "昭和": 1925}


def han_number(text: str) -> int:
    """A day or month written in Chinese numerals: 十二 → 12, 二十一 → 21, 廿五 → 25."""
    text = text.replace("廿", "二十").replace("卅", "三十").replace("元", "一").replace("正", "一")
    tens, ten, ones = text.partition("十")
    if not ten:
        return int("".join(str(HAN_DIGITS[c]) for c in text))
    return (HAN_DIGITS[tens] if tens else 1) * 10 + (HAN_DIGITS[ones] if ones else 0)


def western(text: str) -> str:
    """Full-width digits, Chinese numerals and eras in dates as plain digits. Lengths may change."""
    text = _RING.sub(lambda year: re.sub("[○O]", "0", year[0]), text.translate(_WIDE))

    def han(match: re.Match[str]) -> str:
        year = "".join(str(HAN_DIGITS[c]) for c in match[1])
        month = f"{han_number(match[2])}月" if match[2] else ""
        return f"{year}年{month}" + (f"{han_number(match[3])}日" if match[3] else "")

    def era(match: re.Match[str]) -> str:
        return f"{_ERA_ZERO.get(match[1], 1911) + (1 if match[2] == '元' else int(match[2]))}年"

    if not text.isascii():
        text = _BUDDHIST.sub(lambda year: f"{year[1]}{int(year[2]) - 543}", _MARKS.sub("", text))
    return _ERA.sub(era, _HAN_DATE.sub(han, text))
