"""Does a Latin word spell these Chinese characters? By pinyin with every reading, by sound, by initials.

A match feature only: 单县 and 曾 are read in every way they can be, since a name does not say which is meant.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from itertools import product

from pypinyin import Style, pinyin
from pypinyin.pinyin_dict import pinyin_dict
from rapidfuzz.distance import Levenshtein

_SOUNDS = (
    ("zh", "z"), ("ch", "c"), ("sh", "s"), ("hs", "s"), ("ts", "c"), ("tz", "z"), ("ph", "f"), ("th", "t"), ("kh", "k"),
    ("x", "s"), ("q", "c"), ("k", "g"), ("t", "d"), ("p", "b"), ("j", "z"), ("y", "i"), ("w", "u"), ("v", "u"), ("ck", "g"),
)  # fmt: skip
"""Spellings that stand for one sound in Wade-Giles, Cantonese and coined brands."""
_VOWELS = frozenset("aeiou")


@lru_cache(maxsize=16_384)
def readings(char: str) -> tuple[str, ...]:
    """The syllables a character may be read as, without tones; the character itself where it is not Chinese."""
    found = pinyin(char, style=Style.NORMAL, heteronym=True, errors="default")[0]
    spellings = dict.fromkeys(syllable.replace("ü", "v") for syllable in found)
    for syllable in tuple(spellings):
        if "v" in syllable:
            spellings |= dict.fromkeys(
                (syllable.replace("v", "u"), syllable.replace("v", "yu"), syllable.replace("v", "lyu")[-4:])
            )
    return tuple(spellings)[:6]


@lru_cache(maxsize=65_536)
def latin(text: str) -> str:
    """The commonest reading of the characters, joined."""
    return "".join(readings(char)[0] for char in text.casefold() if not char.isspace())


def spells(word: str, text: str) -> bool:
    """Is the word exactly the pinyin of the text, in any reading?"""
    ends = {0}
    for char in text.casefold():
        ends = {end + len(r) for end in ends for r in readings(char) if word.startswith(r, end)}
        if not ends:
            return False
    return len(word) in ends


def span(word: str, text: str) -> tuple[int, int] | None:
    """The longest run of characters whose pinyin the word is: (start, end), or None."""
    if len(word) < 2:
        return None
    first = word[0]
    for start, char in enumerate(text):
        if not any(r[0] == first for r in readings(char.casefold()) if r):
            continue
        for end in range(start + 1, min(len(text), start + 8) + 1):
            if spells(word, text[start:end]):
                return start, end
    return None


def initials(text: str) -> set[str]:
    """First letters of the syllables, in every reading."""
    letters = [sorted({r[0] for r in readings(char.casefold()) if r}) for char in text[:8]]
    return {"".join(combination) for combination in product(*(pair[:2] for pair in letters))}


@lru_cache(maxsize=32_768)
def sound(word: str) -> str:
    """The word as it sounds, roughly: pairs of letters that stand for one sound are one, doubled letters single."""
    heard = word.casefold()
    for spelling, letter in _SOUNDS:
        heard = heard.replace(spelling, letter)
    return "".join(c for i, c in enumerate(heard) if i == 0 or c != heard[i - 1])


@lru_cache(maxsize=1)
def _syllables() -> frozenset[str]:
    """Every syllable of standard Chinese, without tones."""
    toned = {reading for line in pinyin_dict.values() for reading in line.split(",")}
    plain = {"".join(c for c in unicodedata.normalize("NFD", r) if c.isascii() or c == "\u0308") for r in toned}
    return frozenset(p.replace("u\u0308", "v").replace("\u0308", "") for p in plain if len(p) > 1 or p in "aeo")


@lru_cache(maxsize=32_768)
def is_pinyin(word: str) -> bool:
    """Can the word be cut into syllables of standard Chinese? Then it spells what it spells and sounds like nothing else."""
    known = _syllables()
    ends = {0}
    for start in range(len(word)):
        if start in ends:
            ends |= {start + n for n in range(1, 7) if word[start : start + n] in known}
    return len(word) in ends


def sounds_like(word: str, text: str) -> float:
    """0..1: how much a coined Latin brand sounds like the characters: "Sinocera" and 国瓷 do not, "Sailun" and 赛轮 do."""
    heard, said = sound(word), sound(latin(text))
    if not heard or not said or heard[0] != said[0] or (is_pinyin(word) and len(word) > 3):
        return 0.0
    whole = Levenshtein.normalized_similarity(heard, said)
    bones = ["".join(c for c in w if c not in _VOWELS) for w in (heard, said)]
    skeleton = Levenshtein.normalized_similarity(*bones) if min(map(len, bones)) >= 2 else 0.0
    return max(whole, 0.8 * skeleton)
