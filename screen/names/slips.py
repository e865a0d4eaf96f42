"""Slips of the pen: one character dropped, doubled, swapped or replaced by one that looks alike.

How much may differ depends on what differs: one character of a short Chinese brand makes another firm (程顺, 家顺), one
letter in a long English word is a slip.
"""

from __future__ import annotations

import re

from rapidfuzz.distance import OSA

_TWINS = (
    "日曰 己已巳 未末 土士 干千于 天夭 人入八 大太犬 戊戌戍 侯候 晟晠 刀力 贝见 田由甲申 王玉 木本 氏氐 乌鸟 兔免 冶治 "
    "折拆 析折 洒酒 汨汩 祗祇 拔拨 陡徒 徽微 赢羸 汇江 亨享 柬東 斤斥 予矛 白自 电申 东车 几儿 九丸 万方 风凤 束柬 睛晴 洗冼 崇祟 州洲 车军 料枓 汽气"
).split()
_TWIN = {frozenset((a, b)) for group in _TWINS for a in group for b in group if a != b}


def twins(a: str, b: str) -> bool:
    """Do two characters look alike?"""
    return frozenset((a, b)) in _TWIN


def one_slip(a: str, b: str) -> str | None:
    """What kind of single slip parts two texts: drop, swap, twin or change; None for more or none."""
    if a == b or not -1 <= len(a) - len(b) <= 1:
        return None
    if not (_FIGURE.isdisjoint(a) and _FIGURE.isdisjoint(b)) and _figures(a) != _figures(b):
        return None
    start = shared_start(a, b)
    if len(a) != len(b):
        longer, shorter = (a, b) if len(a) > len(b) else (b, a)
        return "drop" if longer[start + 1 :] == shorter[start:] else None
    rest_a, rest_b = a[start:], b[start:]
    if rest_a[1:] == rest_b[1:]:
        return "twin" if twins(rest_a[0], rest_b[0]) else "change"
    if len(rest_a) > 1 and rest_a[0] == rest_b[1] and rest_a[1] == rest_b[0] and rest_a[2:] == rest_b[2:]:
        return "swap"
    return None


def shared_start(a: str, b: str) -> int:
    """How many characters two texts begin with alike."""
    for start, (x, y) in enumerate(zip(a, b, strict=False)):
        if x != y:
            return start
    return min(len(a), len(b))


_FIGURE = frozenset("0123456789〇零一二三四五六七八九十百壹贰叁甲乙丙丁东南西北上下左右前后")


def _figures(text: str) -> list[str]:
    """Numerals and directions in order: 中铁一局 and 中铁十一局 are two firms by intent, not by a slip."""
    return [char for char in text if char in _FIGURE]


def word_slip(a: str, b: str) -> bool:
    """Is one Latin word the other with a slip? Short words and words with figures must be equal."""
    shortest = min(len(a), len(b))
    if misread(a, b):
        return True
    if shortest < 5 or abs(len(a) - len(b)) > 2 or any(c.isdigit() for c in a + b):
        return False
    slips = OSA.distance(a, b, score_cutoff=2)
    if slips == 1:
        return shortest >= 6 or one_slip(a, b) == "swap" or (shortest >= 5 and _doubled(a, b))
    return slips == 2 and shortest >= 10


def doubled_or_swapped(a: str, b: str) -> bool:
    """Is one the other with a letter doubled or two neighbours swapped? Such slips make no other name."""
    return one_slip(a, b) == "swap" or (abs(len(a) - len(b)) == 1 and _doubled(a, b)) or misread(a, b)


_SEEN = (("rn", "m"), ("vv", "w"), ("v", "u"), ("c", "e"), ("i", "l"))


def misread(a: str, b: str) -> bool:
    """Is one Latin word the other as a scanner reads it: rn for m, u for v, c for e? Six letters or more."""
    if min(len(a), len(b)) < 6 or abs(len(a) - len(b)) > 2 or a[0] != b[0]:
        return False
    for written, seen in _SEEN:
        a, b = a.replace(written, seen), b.replace(written, seen)
    return a == b


_READ_AS = str.maketrans("015", "ols")
_FIGURE_INSIDE = re.compile(r"(?<=[a-z]{2})[015](?=[a-z])|(?<=[a-z]{4})0$|(?<=^[a-z])[015](?=[a-z]{3})")


def figures_read(word: str) -> str:
    """A figure inside a word as the letter it was read for: Meta1l, Carrar0. CP8 and 3M stay."""
    return _FIGURE_INSIDE.sub(lambda found: found[0].translate(_READ_AS), word)


def neighbours(word: str) -> tuple[str, ...]:
    """The word and all words with a letter less: two words one slip apart share one of them."""
    return (word, *(word[:at] + word[at + 1 :] for at in range(len(word))))


def _doubled(a: str, b: str) -> bool:
    longer, shorter = (a, b) if len(a) > len(b) else (b, a)
    return any(longer[i] == longer[i - 1] and longer[:i] + longer[i + 1 :] == shorter for i in range(1, len(longer)))
