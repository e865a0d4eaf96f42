"""The vocabularies of company names, each read once: `config/lookups/trade_words.yml` and its neighbours."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from core.catalogue import words
from core.settings import settings


def lookup(name: str) -> Any:
    """A file of `config/lookups/` as plain data."""
    return words(_folder() / name)


def _folder() -> Path:
    return settings().config_dir / "lookups"


@dataclass(frozen=True)
class Trades:
    """Trade words of both languages by concept; concepts are numbers."""

    zh: dict[str, frozenset[int]]
    en: dict[str, frozenset[int]]
    """English words and phrases (parted by blanks) → concepts."""
    generic: frozenset[int]
    """Concepts that tell no two firms apart."""
    longest: int
    """Characters of the longest Chinese word."""


def trades() -> Trades:
    """The vocabulary of this installation."""
    return _trades(_folder())


@lru_cache(maxsize=2)
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
    return Trades(
        zh={word: frozenset(found) for word, found in zh.items()},
        en={word: frozenset(found) for word, found in en.items()},
        generic=frozenset(generic),
        longest=max(map(len, zh)),
    )


@dataclass(frozen=True)
class LatinWords:
    """Legal forms, variants and words without weight in Latin names."""

    forms: dict[tuple[str, ...], frozenset[str]]
    """The words of a legal form → where it is used; empty for anywhere."""
    same: dict[str, str]
    """Variant → the word that stands for it."""
    dropped: frozenset[str]
    cuts: tuple[str, ...]


def latin_words() -> LatinWords:
    """The vocabulary of this installation."""
    return _latin_words(_folder())


@lru_cache(maxsize=2)
def _latin_words(folder: Path) -> LatinWords:
    data = words(folder / "name_words.yml")
    forms: dict[tuple[str, ...], frozenset[str]] = {}
    for where, line in data["forms"].items():
        for form in line.split("|"):
            key = tuple(form.split())
            forms[key] = forms.get(key, frozenset()) | frozenset(where.split())
    same = {}
    for line in data["same"]:
        first, *others = line.split()
        same |= dict.fromkeys(others, first)
    return LatinWords(forms=forms, same=same, dropped=frozenset(data["dropped"].split()), cuts=tuple(data["cuts"]))


@lru_cache(maxsize=2)
def _brands(folder: Path) -> dict[str, tuple[str, ...]]:
    data = words(folder / "brand_words.yml")
    return {
        zh: tuple(word.replace("_", "").replace("-", "") for word in english.split()) for zh, english in data.items()
    }


def brand_translations() -> dict[str, tuple[str, ...]]:
    """Chinese brands that are words → their English words, joined."""
    return _brands(_folder())
