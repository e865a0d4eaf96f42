"""The parts of a Chinese name: 行政区划 + 字号 + 行业 + 组织形式, with the place in front or in brackets.

A hint for comparison, never the truth about a name: 宁德时代 has no place to drop, and its place stays part of `lead`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from core.values.company_names import branch_marker
from screen.names.lookups import Trades, trades
from screen.names.places import is_region, leading_place, spots_of
from screen.names.spelling import spelled

_FORMS = (
    ("股份有限公司", "joint"), ("股份公司", "joint"), ("集团有限责任公司", "group"), ("集团有限公司", "group"),
    ("集团公司", "group"), ("有限责任公司", "limited"), ("有限公司", "limited"), ("有限合伙企业", "partners"),
    ("合伙企业", "partners"), ("(有限合伙)", "partners"), ("总公司", "company"), ("公司", "company"), ("株式会社", "kk"),
    ("总厂", "works"), ("厂", "works"), ("研究总院", "institute"), ("研究院", "institute"), ("研究所", "institute"),
    ("合作社", "coop"),
)  # fmt: skip
_TAILS = ("集团", "股份", "控股")
_BRACKET = re.compile(r"[(\[【〔<〈]([^)\]】〕>〉]*)[)\]】〕>〉]")
_SIGNS = re.compile(r"[()\[\]【】〔〕<>〈〉《》“”‘’「」『』]")
_NOISE = re.compile(r"[\s·•・.,，。、\-—–_/&+*'\"!?:;]+")


@dataclass(frozen=True, slots=True)
class Chinese:
    """A Chinese name in parts."""

    key: str
    """All letters and characters, nothing else."""
    body: str
    """What stands before the legal form, without brackets and signs."""
    places: tuple[str, ...]
    brand: str
    trade: str
    words: tuple[str, ...]
    """The trade cut into known words; unknown pieces stay as they are."""
    form: str
    """joint, limited, group, company …; empty for a short name."""
    branch: bool
    group: bool
    """Does it call itself a group or holding?"""
    beside: tuple[str, ...] = ()
    """Those of its places that stand in brackets, as in the names of daughters."""

    @property
    def lead(self) -> str:
        """Place and brand together, as many firms are called."""
        return "".join(self.places[:1]) + self.brand

    @property
    def full(self) -> bool:
        """Does it have a legal form, as registered names do?"""
        return bool(self.form)


@lru_cache(maxsize=65_536)
def chinese(name: str) -> Chinese:
    """Split a name; it should hold Chinese characters."""
    text = spelled(name)
    bracketed = [m.strip() for m in _BRACKET.findall(text)]
    key = _NOISE.sub("", _SIGNS.sub("", text)).casefold()
    body, form = _form(key)
    bare, group = _tail(body)
    places, rest, beside = _places(bare, bracketed)
    brand, trade, words = _brand(rest, trades())
    if not brand and places and not is_region(places[0]) and len(places) > 1 and rest == "":
        brand = places[-1]
    return Chinese(key, body, tuple(places), brand, trade, words, form, branch_marker(name) is not None,
                   group or form == "group", tuple(beside))  # fmt: skip


def _form(key: str) -> tuple[str, str]:
    if "有限有限" in key or key.endswith("公司公司"):
        key = key.replace("有限有限", "有限").replace("公司公司", "公司")
    for ending, kind in _FORMS:
        if key.endswith(ending) and len(key) > len(ending):
            return key[: -len(ending)], kind
    if key.startswith("株式会社"):
        return key[4:], "kk"
    return key, ""


def _tail(body: str) -> tuple[str, bool]:
    """The body without 集团, 控股 and 股份 at its end, but never fewer than two characters."""
    group = False
    found = True
    while found:
        found = False
        for tail in _TAILS:
            if body.endswith(tail) and len(body) - len(tail) >= 2:
                body, found = body[: -len(tail)], True
                group = group or tail != "股份"
    return body, group


def _places(body: str, bracketed: list[str]) -> tuple[list[str], str, list[str]]:
    """Places in front and in brackets, what is left without them, and those in brackets alone."""
    places: list[str] = []
    rest = body
    for inside in bracketed:
        if inside and leading_place(inside) == inside and inside in rest:
            places.append(inside)
            rest = rest.replace(inside, "", 1)
    front: list[str] = []
    while True:
        place = leading_place(rest)
        if not place or len(place) >= len(rest):
            break
        if front and not _continues(front, place):
            break
        front.append(place)
        rest = rest[len(place) :]
        if rest[:1] in ("市", "省", "县", "区") and len(rest) > 2:
            rest = rest[1:]
        if len(front) == 3:
            break
    return [*front, *places], rest, places


def _continues(front: list[str], place: str) -> bool:
    """Is this the city of the province before it, rather than a brand that is also a place?"""
    spots = spots_of(place)
    before = spots_of(front[-1])
    return bool(spots) and bool(before) and any(
        s.province == b.province and s.city is not None and (b.city is None or s.city == b.city) and s != b
        for s in spots
        for b in before
    )  # fmt: skip


def _brand(text: str, table: Trades) -> tuple[str, str, tuple[str, ...]]:
    """Brand, trade and the trade's words. A brand has two characters or more (企业名称登记), so a known word at the second
    character is part of the brand."""
    if _hit(text, 0, table) == len(text):
        return "", text, (text,)
    start = next((at for at in (0, *range(2, len(text))) if _covers(text, at, table)), len(text))
    return text[:start], text[start:], cut(text[start:])


def _covers(text: str, at: int, table: Trades) -> bool:
    """Is everything from here known words, but for a character or two?"""
    known, at_end = 0, at
    if not _hit(text, at, table):
        return False
    while at_end < len(text):
        length = _hit(text, at_end, table)
        known += length
        at_end += length or 1
    return len(text) - at - known <= max(1, (len(text) - at) // 4)


def _hit(text: str, at: int, table: Trades) -> int:
    for length in range(min(table.longest.get(text[at : at + 1], 0), len(text) - at), 1, -1):
        if text[at : at + length] in table.zh:
            return length
    return 0


@lru_cache(maxsize=65_536)
def cut(trade: str) -> tuple[str, ...]:
    """The known words of a trade from the left, the longest first; what is unknown stays in pieces."""
    table = trades()
    found: list[str] = []
    at = 0
    loose = ""
    while at < len(trade):
        length = _hit(trade, at, table)
        if length:
            found += [loose] * bool(loose) + [trade[at : at + length]]
            loose = ""
        else:
            loose += trade[at]
        at += length or 1
    return tuple(found + [loose] * bool(loose))


def concepts(words: tuple[str, ...]) -> frozenset[int]:
    """What the words mean, as concepts of the vocabulary."""
    table = trades()
    found: set[int] = set()
    for word in words:
        found |= table.zh.get(word, frozenset())
    return frozenset(found)


def specific(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words that tell a trade from another."""
    table = trades()
    return tuple(w for w in words if not table.zh.get(w) or not table.zh[w] <= table.generic)
