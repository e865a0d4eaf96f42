"""`compare(a, b)`: are two names one firm? Names only; what a registry, a site or a phone says is the resolver's business.

What no name can join stays apart: former names and brands that share neither characters nor sound need an alias, a
registry number or a proved domain.
"""

from __future__ import annotations

from functools import lru_cache

from screen.names.aliases import aliased
from screen.names.chinese import chinese
from screen.names.compare_across import compare_across
from screen.names.compare_chinese import compare_chinese
from screen.names.compare_latin import compare_latin
from screen.names.quick_key import quick_key
from screen.names.reasons import Comparison, judged
from screen.names.slips import one_slip
from screen.names.spelling import HAN, HANGUL, KANA, spelled
from screen.names.usable import doubtful, unusable

__all__ = ["Comparison", "compare"]

ALIAS = 0.99
"""What an installation knows is surer than what names look like."""


@lru_cache(maxsize=16_384)
def compare(a: str, b: str) -> Comparison:
    """Compare two names; symmetric. `same` is meant to be right 97 times in 100 when it is True."""
    key_a, key_b = quick_key(a), quick_key(b)
    if _no_firm(a, key_a) or _no_firm(b, key_b):
        return judged(0.0, "unusable")
    if key_a == key_b and key_a:
        return judged(1.0, "equal")
    if aliased(key_a, key_b):
        return judged(ALIAS, "alias")
    return compare_usable(a, b)


def _no_firm(name: str, key: str) -> bool:
    return doubtful(name, key) and unusable(name) is not None


def compare_usable(a: str, b: str) -> Comparison:
    """Compare two names that are known to be usable and to differ in more than spelling; aliases are not asked for."""
    if a.isascii() and b.isascii():
        return compare_latin(min(a, b), max(a, b))
    first, second = sorted((a, b), key=lambda name: (not is_han(name), name))
    if is_han(first) and is_han(second):
        if _other_cjk(first) or _other_cjk(second):
            return _forms_only(first, second)
        return compare_chinese(first, second)
    if _other_cjk(first) or _other_cjk(second):
        return _forms_only(first, second)
    if is_han(first):
        return compare_across(first, second)
    return compare_latin(first, second)


def is_han(name: str) -> bool:
    """Is a name written in Chinese characters, at least in part?"""
    if name.isascii():
        return False
    return len(HAN.findall(name)) >= 2 or bool(KANA.search(name) or HANGUL.search(name))


def _other_cjk(name: str) -> bool:
    return bool(KANA.search(name) or HANGUL.search(name))


def _forms_only(a: str, b: str) -> Comparison:
    """Japanese and Korean names: equal but for the legal form, wherever it stands."""
    x, y = (_bare(n) for n in (a, b))
    if x and x == y:
        return judged(0.96, "form")
    if min(len(x), len(y)) >= 6 and one_slip(x, y) in ("drop", "swap"):
        return judged(0.85, "typo")
    return judged(0.1, "unlike")


def _bare(name: str) -> str:
    text = chinese(name).key
    for form in ("株式会社", "有限会社", "合同会社", "合资会社", "주식회사", "유한회사", "유한책임회사", "㈜", "㈱"):
        text = text.replace(form, "")
    for short in ("(株)", "(주)", "(有)"):
        if short in spelled(name):
            text = text.removeprefix(short[1]).removesuffix(short[1])
    return text
