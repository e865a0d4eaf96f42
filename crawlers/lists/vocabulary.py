"""The words of lists in many languages, from `config/lookups/`, folded for comparison and loaded once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

from core.catalogue import words as lookup

_LOOKUPS = Path(__file__).resolve().parent.parent.parent / "config" / "lookups"
_EDGE = re.compile(r"[\s:：.。*()（）\[\]【】/|#№°º,、·・_-]+")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_GOES_ON = re.compile(r"有限(?:责任)?公司(?!.*(?:公司|厂|廠|所|院|部|中心|处|店|局|会)\W*$)[\u4e00-\u9fff]{4,}[^)）]*$")
_LANGUAGES = ("en", "zh", "de", "fr", "it", "es", "ja", "ko", "nl", "pt", "pl", "cs", "tr", "ru", "sv", "hu")


def plain(text: str) -> str:
    """A label as it is compared: no case, no punctuation, single blanks."""
    return _EDGE.sub(" ", text.casefold()).strip()


def tokens(identifier: str) -> str:
    """An identifier such as `companyNameEn` or `exh-stand__no` as words: "company name en", "exh stand no"."""
    return plain(_CAMEL.sub(" ", identifier))


def has_cjk(text: str) -> bool:
    """Does the text hold a Chinese, Japanese or Korean character?"""
    return _CJK.search(text) is not None


@lru_cache(maxsize=1)
def _labels() -> Any:
    return lookup(_LOOKUPS / "list_labels.yml")


def _text(value: Any) -> str:
    # YAML 1.1 reads the bare words `on` and `no` as truth values.
    return {True: "on", False: "no"}.get(value, "") if isinstance(value, bool) else str(value)


@lru_cache(maxsize=32)
def group(name: str) -> frozenset[str]:
    """One word group of `list_labels.yml`, folded."""
    return frozenset(plain(_text(word)) or _text(word) for word in _labels()[name])


@lru_cache(maxsize=1)
def _field_words() -> tuple[dict[str, str], list[tuple[str, str]]]:
    exact: dict[str, str] = {}
    for field, entries in _labels()["fields"].items():
        for word in entries:
            folded = plain(_text(word)) or _text(word)
            exact.setdefault(folded, field)
    inside = sorted(((w, f) for w, f in exact.items() if has_cjk(w) and len(w) > 1), key=lambda pair: -len(pair[0]))
    return exact, inside


@lru_cache(maxsize=8192)
def exact_field(label: str) -> str | None:
    """The field whose word the label is, and nothing besides; it may say so in two languages ("展品类别 Category")."""
    if len(label) > 48:
        return None
    exact, folded = _field_words()[0], plain(label)
    if folded in exact or not has_cjk(folded):
        return exact.get(folded)
    parts = folded.split()
    halves = [" ".join(p for p in parts if has_cjk(p) is cjk) for cjk in (True, False)]
    named = {exact.get(half) for half in halves}
    return named.pop() if len(named) == 1 else None


@lru_cache(maxsize=4096)
def field_of(label: str) -> str | None:
    """The field that a header or label names, or None.

    The whole label first, then its parts ("公司名称 Company name"), then a Chinese, Japanese or Korean word inside it.
    """
    exact, inside = _field_words()
    folded = plain(label)
    if not folded or len(folded) > 48:
        return None
    if folded in exact:
        return exact[folded]
    if has_cjk(folded):
        ideographs = len(_CJK.findall(folded))
        for word, field in inside:
            # "公司" also ends every firm's name: a label is not much longer than its word.
            if word in folded and ideographs <= 2 * len(word) + 1:
                return _other_language(field, folded)
    parts = folded.split()
    for size in range(min(3, len(parts)), 0, -1):
        for start in (*range(len(parts) - size, -1, -1),):
            found = exact.get(" ".join(parts[start : start + size]))
            if found and (size > 1 or len(parts) <= 4):
                return _other_language(found, folded)
    return None


def _other_language(field: str, folded: str) -> str:
    if field == "name" and any(word in folded for word in ("英文", "英語", "영문", "english")):
        return "name_alt"
    return field


@lru_cache(maxsize=4096)
def identifier_field(identifier: str) -> str | None:
    """The field that a class, id or key name speaks of, by its words; weaker evidence than a visible label."""
    exact, _ = _field_words()
    folded = tokens(identifier)
    if folded in exact:
        return exact[folded]
    parts = folded.split()
    for size in (2, 1):
        for start in range(len(parts) - size, -1, -1):
            found = exact.get(" ".join(parts[start : start + size]))
            if found:
                return found
    return None


@lru_cache(maxsize=1)
def _legal() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    data = lookup(_LOOKUPS / "legal_forms.yml")

    def words_of(entries: Iterable[Any]) -> str:
        return "|".join(re.escape(_text(e)) for e in sorted(map(_text, entries), key=len, reverse=True))

    weak = re.compile(rf"(?:^|[\s,(&])(?:{words_of(data['latin'])})(?=$|[\s,.;)&])", re.I)
    strong = re.compile(rf"[\s,(](?:{words_of(data['strong'])})(?=$|[\s,.;)&])", re.I)
    cjk = re.compile("|".join(re.escape(_text(e)) for e in data["cjk"]))
    return weak, strong, cjk


def legal_form(text: str) -> bool:
    """Does the name carry a legal form (GmbH, Co., Ltd, 有限公司, 株式会社)?

    A Chinese form ends the name, but for a branch or a place in brackets: what goes on after it is news of the firm.
    """
    _, strong, cjk = _legal()
    if _GOES_ON.search(text):
        return False
    return bool(cjk.search(text) if has_cjk(text) else None) or strong.search(text) is not None


def firm_word(text: str) -> bool:
    """Does it carry a legal form or a word that firms like in their names (Group, Systems, 科技)?"""
    weak, _, cjk = _legal()
    return bool(cjk.search(text)) or weak.search(text) is not None


@lru_cache(maxsize=1)
def _countries() -> tuple[dict[str, str], frozenset[str]]:
    from babel import Locale

    names: dict[str, str] = {}
    for language in _LANGUAGES:
        for code, name in Locale(language).territories.items():
            if len(code) == 2 and code.isalpha():
                names.setdefault(plain(name), code)
    for name, code in _labels()["country_aliases"].items():
        names[plain(_text(name))] = str(code)
    return names, frozenset(names.values())


def country(text: str) -> str | None:
    """The ISO code of a country's name in one of eleven languages, or of a bare code such as DE; else None."""
    if not 2 <= len(text) <= 48:
        return None
    names, codes = _countries()
    known = names.get(plain(text))
    if known is None and len(text) == 2 and text.isupper() and text in codes:
        return text
    return known


@lru_cache(maxsize=1)
def _places() -> frozenset[str]:
    import zoneinfo

    import pycountry

    cities = {
        zone.rsplit("/", 1)[-1].replace("_", " ").casefold() for zone in zoneinfo.available_timezones() if "/" in zone
    }
    return frozenset(cities | {s.name.casefold() for s in pycountry.subdivisions})


_CJK_PLACE = re.compile("[市区县縣州都府県郡町村시군구도]$")


@lru_cache(maxsize=4096)
def is_place(text: str) -> bool:
    """A town or region that is known: a time zone's city, a subdivision of ISO 3166-2, or one that says so in its ending."""
    if has_cjk(text):
        return 2 <= len(text) <= 8 and _CJK_PLACE.search(text) is not None
    return text.casefold() in _places()


@lru_cache(maxsize=16)
def matcher(name: str) -> re.Pattern[str]:
    """A pattern that finds any word of a group: whole words for Latin scripts, anywhere for the others."""
    entries = sorted(group(name), key=len, reverse=True)
    latin = "|".join(re.escape(w) for w in entries if not has_cjk(w))
    cjk = "|".join(re.escape(w) for w in entries if has_cjk(w))
    pattern = rf"(?<!\w)(?:{latin})(?!\w)" if latin else ""
    return re.compile("|".join(p for p in (pattern, cjk) if p))
