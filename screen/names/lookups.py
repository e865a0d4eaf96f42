"""The vocabularies of company names, each read once: `config/lookups/trade_words.yml` and its neighbours."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from core.catalogue import words
from core.settings import Settings, settings

T = TypeVar("T")


def per_installation(build: Callable[[Path], T]) -> Callable[[], T]:
    """Build a table from `config/lookups/` once for each installation; asking again costs a comparison of identity."""
    kept: list[tuple[Settings, T]] = []

    def read() -> T:
        now = settings()
        if not kept or kept[0][0] is not now:
            kept[:] = [(now, build(now.config_dir / "lookups"))]
        return kept[0][1]

    return read


@dataclass(frozen=True)
class Trades:
    """Trade words of both languages by concept; concepts are numbers."""

    zh: dict[str, frozenset[int]]
    en: dict[str, frozenset[int]]
    """English words and phrases (parted by blanks) → concepts."""
    generic: frozenset[int]
    """Concepts that tell no two firms apart."""
    longest: dict[str, int]
    """The first character of a Chinese word → characters of the longest that begins so."""


def _trades(folder: Path) -> Trades:
    data = words(folder / "trade_words.yml")
    zh: defaultdict[str, set[int]] = defaultdict(set)
    en: defaultdict[str, set[int]] = defaultdict(set)
    generic = set()
    lines = [(line, True) for line in data["generic"]] + [(line, False) for line in data["specific"]]
    for number, (line, is_generic) in enumerate(lines):
        chinese, _, english = line.partition("|")
        if is_generic:
            generic.add(number)
        for word in chinese.split():
            zh[word].add(number)
        for word in english.split():
            en[word.replace("_", " ").replace("-", " ")].add(number)
            en[word.replace("_", "").replace("-", "")].add(number)
    longest: dict[str, int] = {}
    for word in zh:
        longest[word[0]] = max(longest.get(word[0], 0), len(word))
    return Trades(
        zh={word: frozenset(found) for word, found in zh.items()},
        en={word: frozenset(found) for word, found in en.items()},
        generic=frozenset(generic),
        longest=longest,
    )


@dataclass(frozen=True)
class LatinWords:
    """Legal forms, variants and words without weight in Latin names."""

    forms: dict[tuple[str, ...], frozenset[str]]
    """The words of a legal form → where it is used; empty for anywhere."""
    form_lengths: dict[str, tuple[int, ...]]
    """The first word of a form → how many words the forms have that begin so, the longest first."""
    same: dict[str, str]
    """Variant → the word that stands for it."""
    standing: frozenset[str]
    """The words that stand for others."""
    dropped: frozenset[str]
    cuts: tuple[str, ...]
    """Phrases from which on nothing is the name."""
    cut_by: frozenset[str]
    """The last words of those phrases: rarer than the first ones, which are "a" and "for"."""
    departments: frozenset[str]
    """Words by which what follows a comma is a part of the house: Dept., Faculty, Patentabteilung."""
    given: frozenset[str]
    """First names, which stand before many firms' names and tell none apart."""
    spread: dict[str, tuple[str, ...]]
    """One word → the words that it is in another language: jukogyo → heavy industry."""


def _latin_words(folder: Path) -> LatinWords:
    data = words(folder / "name_words.yml")
    forms: dict[tuple[str, ...], frozenset[str]] = {}
    for where, line in data["forms"].items():
        for form in line.split("|"):
            key = tuple(form.split())
            forms[key] = forms.get(key, frozenset()) | frozenset(where.split())
    same: dict[str, str] = {}
    for line in data["same"]:
        first, *others = line.split()
        same |= dict.fromkeys(others, first)
    lengths: defaultdict[str, set[int]] = defaultdict(set)
    for begun in forms:
        lengths[begun[0]].add(len(begun))
    return LatinWords(
        forms=forms,
        form_lengths={first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()},
        same=same,
        standing=frozenset(same.values()),
        dropped=frozenset(data["dropped"].split()),
        cuts=tuple(data["cuts"]),
        cut_by=frozenset(phrase.split()[-1] for phrase in data["cuts"]),
        departments=frozenset(data["departments"].split()),
        given=frozenset(data["given"].split()),
        spread={word: tuple(parts.split()) for word, parts in data["spread"].items()},
    )


def _brands(folder: Path) -> dict[str, tuple[str, ...]]:
    data = words(folder / "brand_words.yml")
    return {
        zh: tuple(word.replace("_", "").replace("-", "") for word in english.split()) for zh, english in data.items()
    }


trades = per_installation(_trades)
"""The trade words of this installation."""

latin_words = per_installation(_latin_words)
"""The legal forms and variants of this installation."""

brand_translations = per_installation(_brands)
"""Chinese brands that are words → their English words, joined."""
