"""Keys that cost microseconds, for a million names: equality, near equality and the brand.

They only say which names are worth comparing; `screen.names.compare` decides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from core.values.gazetteer import gazetteer
from screen.names.aliases import owners_of
from screen.names.latin import latin_name
from screen.names.lookups import brand_translations, latin_words, per_installation, trades
from screen.names.pinyin import readings
from screen.names.places import place_names
from screen.names.quick_key import has_han
from screen.names.slips import figures_read, neighbours
from screen.names.spelling import bare_latin, spelled

_WORDS = re.compile(r"[^\W_]+")
_APART = {code: chr(code).lower() if chr(code).isalnum() else " " for code in range(128)}
_FORMS = ("有限公司", "有限责任公司", "总公司", "公司", "股份", "集团", "控股", "总厂", "厂")
"""Legal forms that end a name, the commonest first; 股份有限公司 is two of them."""
_FORMS_BY_END = {end: tuple(form for form in _FORMS if form[-1] == end) for end in {form[-1] for form in _FORMS}}


def _form_off(key: str) -> str:
    body = key[:-4] if key.endswith("有限公司") else key
    while forms := _FORMS_BY_END.get(body[-1:]):
        form = next(filter(body.endswith, forms), "")
        if not form:
            break
        body = body[: -len(form)]
    return body or key


@lru_cache(maxsize=16_384)
def _sound(char: str) -> str:
    return readings(char)[0]


@lru_cache(maxsize=65_536)
def _spelt(text: str) -> str:
    return "".join(map(_sound, text))


@dataclass(frozen=True)
class _Vocabulary:
    """What an installation's word lists say about brands, gathered for one look-up a name."""

    places: dict[str, tuple[int, ...]]
    """Places of up to four characters, without lengths; and the first character of each → how long they may be."""
    places_latin: frozenset[str]
    trades: frozenset[str]
    common: frozenset[str]
    """Words that say nothing about whose name it is: forms, trades, places."""
    translated: dict[str, str]
    """English brands that are words → the pinyin of what they translate."""
    begun: frozenset[str]
    """The first two letters of those brands."""
    forms: frozenset[str]
    """Words of legal forms that are no words of names."""
    dropped: frozenset[str]
    same: dict[str, str]
    """Spellings, abbreviations and translations → the word that stands for them."""


def _gathered(_: Path) -> _Vocabulary:
    table = gazetteer()
    cities = frozenset(table.cities_en) | frozenset(table.provinces_en)
    forms = frozenset(word for form in latin_words().forms for word in form)
    translated = {english: _spelt(zh) for zh, words in brand_translations().items() for english in words}
    return _Vocabulary(
        places=_by_first([place for place in place_names().zh if 2 <= len(place) <= 4]),
        places_latin=frozenset(place_names().en),
        trades=frozenset(trades().zh),
        common=forms | latin_words().dropped | frozenset(trades().en) | cities,
        translated=translated,
        begun=frozenset(word[:2] for word in translated),
        forms=frozenset(form[0] for form in latin_words().forms if len(form) == 1),
        dropped=latin_words().dropped,
        same=latin_words().same,
    )


def _by_first(places: list[str]) -> dict[str, tuple[int, ...]]:
    lengths: dict[str, set[int]] = {}
    for place in places:
        lengths.setdefault(place[0], set()).add(len(place))
    return dict.fromkeys(places, ()) | {first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()}


_vocabulary = per_installation(_gathered)


def without_place(key: str) -> str:
    """The key without the place it begins with."""
    return _without_place(key, _vocabulary().places)


def _without_place(key: str, known: dict[str, tuple[int, ...]]) -> str:
    for length in known.get(key[:1], ()):
        if key[:length] in known:
            rest = key[length:]
            return rest[1:] if rest[:1] in ("市", "省", "县", "区") and len(rest) > 3 else rest
    return key


def brand_keys(name: str, key: str) -> tuple[str, ...]:
    """What the brand sounds like, in the alphabet: the same for 宁波华翔 and "Ningbo Huaxiang"."""
    if not has_han(key):
        return _latin_brands(name)
    body = _form_off(key)
    known = _vocabulary()
    rest = _without_place(body, known.places) or body
    # A registered name has its brand behind the place; a short one, or one without a brand, may begin with it.
    front = rest[:2]
    if key.endswith("公司") and front not in known.trades:
        return (_spelt(front),)
    again = _without_place(rest, known.places) if rest is not body else rest
    found = [_spelt(front)]
    if rest != body:
        found.append(_spelt(body[:2]))
    if again != rest and again:
        found.append(_spelt(again[:2]))
    return tuple(dict.fromkeys(found))


def brand_or_alias_keys(name: str, key: str) -> tuple[str, ...]:
    """The keys of the brand, and the registered names that an installation knows a name to stand for."""
    owners = owners_of(key)
    return (*brand_keys(name, key), *("@" + owner for owner in sorted(owners))) if owners else brand_keys(name, key)


def slip_keys(name: str, key: str) -> tuple[str, ...]:
    """The keys of the brand, and in Latin script of the brand with a slip: a dozen a name, for files that are not large."""
    found = brand_or_alias_keys(name, key)
    if has_han(key) or not found or not 5 <= len(found[0]) <= 14 or not found[0].isalnum():
        return found
    return (*found, *("~" + word for word in neighbours(figures_read(found[0]))))


def _latin_brands(name: str) -> tuple[str, ...]:
    plain = name.isascii()
    words = name.translate(_APART).split() if plain else _WORDS.findall(bare_latin(spelled(name)).casefold())
    known = _vocabulary()
    rare = _rare(words, known)
    found = [w for w in rare if len(w) > 2][:4]
    if len(rare) > 1:
        found.append(rare[0] + rare[1])
    run = " ".join(found)
    if "ae" in run or "oe" in run or "ue" in run:
        found += [_UMLAUT.sub(r"\1", w) for w in found if "e" in w[2:] and _UMLAUT.search(w)]
    if not found:
        found = [w for w in words if w in known.places_latin] + [latin_name(name).key]
    if not known.begun.isdisjoint([w[:2] for w in words]):
        runs = [*words, *map("".join, pairwise(words))]
        found += [known.translated[run] for run in runs[:10] if run in known.translated]
    if len(words) > 2 or len(rare[0] if rare else "") <= 7:
        found += _acronyms(words, known)
    return tuple(dict.fromkeys(found))


def _rare(words: list[str], known: _Vocabulary) -> list[str]:
    """The words that may be a brand, each as the word that stands for it."""
    common, same = known.common, known.same
    return [v for w in words if w not in common and (v := same.get(w, w)) not in common]


_UMLAUT = re.compile("([aou])e")


def _acronyms(words: list[str], known: _Vocabulary) -> list[str]:
    """What a short name is as an acronym, and the initials of a long one: C.N.R.S. and Centre National …"""
    forms, dropped = known.forms, known.dropped
    kept = [w for w in words if w not in forms]
    if len(kept) < 8 and 3 <= (letters := len("".join(kept))) <= 7 and (len(kept) == 1 or letters == len(kept)):
        return ["=" + "".join(kept)]
    initials = "".join([w[0] for w in kept if w not in dropped])
    return ["=" + initials] if 3 <= len(initials) <= 7 else []


def near_keys(key: str) -> tuple[str, str]:
    """Front and back of a key: one slip leaves one of them whole."""
    if has_han(key):
        body = _form_off(key)
        half = max(3, len(body) // 2)
        return "<" + body[:half], ">" + body[-half:]
    return "<" + key[:11], ">" + key[-26:-6]
