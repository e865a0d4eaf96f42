"""Keys that cost microseconds, for a million names: equality, near equality and the brand.

They only say which names are worth comparing; `screen.names.compare` decides.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise

from core.values.company_names import strict_key, traditional
from core.values.fold import radicals
from core.values.gazetteer import gazetteer
from screen.names.lookups import brand_translations, latin_words, trades
from screen.names.pinyin import readings
from screen.names.places import place_names
from screen.names.spelling import spelled

_SIGNS = re.compile(r"[\W_]+")
_ALPHABETS = re.compile(r"[\u0370-\u052f]")
_HAN = re.compile(r"[\u3400-\u9fff]")
_FORM = re.compile(r"(?:有限责任公司|股份有限公司|有限公司|集团公司|总公司|公司|集团|股份|控股|总厂|厂)+$")


@lru_cache(maxsize=1)
def _one_to_one() -> dict[int, str]:
    """Traditional characters, radicals and capital letters as what they stand for, for `str.translate`."""
    table = {ord(old): new for old, new in traditional().items()}
    table |= {code: new for code in range(0x2E80, 0x2FE0) if (new := radicals(chr(code))) != chr(code)}
    return table


def quick_key(name: str) -> str:
    """All letters and characters of a name, folded as `strict_key` folds them, at a tenth of the cost."""
    if name.isascii():
        return _SIGNS.sub("", name).casefold()
    if _ALPHABETS.search(name):
        return strict_key(spelled(name))
    text = name if unicodedata.is_normalized("NFKC", name) else unicodedata.normalize("NFKC", name)
    return _SIGNS.sub("", text.translate(_one_to_one())).casefold()


def has_han(key: str) -> bool:
    """Is it written in Chinese characters?"""
    return _HAN.search(key) is not None


@lru_cache(maxsize=65_536)
def _form_off(key: str) -> str:
    return _FORM.sub("", key) or key


@lru_cache(maxsize=16_384)
def _sound(char: str) -> str:
    return readings(char)[0]


def _spelt(text: str) -> str:
    return "".join(map(_sound, text))


def without_place(key: str) -> str:
    """The key without the place it begins with."""
    known = place_names().zh
    for length in (4, 3, 2):
        if key[:length] in known:
            rest = key[length:]
            return rest[1:] if rest[:1] in ("市", "省", "县", "区") and len(rest) > 3 else rest
    return key


def brand_keys(name: str, key: str) -> tuple[str, ...]:
    """What the brand sounds like, in the alphabet: the same for 宁波华翔 and "Ningbo Huaxiang"."""
    if not has_han(key):
        return _latin_brands(name)
    body = _form_off(key)
    rest = without_place(body) or body
    again = without_place(rest) if rest is not body else rest
    found = [_spelt(rest[:2])]
    # A registered name has its brand behind the place; a short one, or one without a brand, may begin with it.
    if not key.endswith("公司") or rest[:2] in trades().zh:
        if rest != body:
            found.append(_spelt(body[:2]))
        if again != rest and again:
            found.append(_spelt(again[:2]))
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    """Words that say nothing about whose name it is: forms, trades, places."""
    forms = {word for form in latin_words().forms for word in form}
    table = gazetteer()
    cities = frozenset(table.cities_en) | frozenset(table.provinces_en)
    return frozenset(forms) | latin_words().dropped | frozenset(trades().en) | cities


@lru_cache(maxsize=1)
def _translated() -> dict[str, str]:
    """English brands that are words → the pinyin of what they translate."""
    return {english: _spelt(zh) for zh, words in brand_translations().items() for english in words}


_WORDS = re.compile(r"[^\W_]+")


def _latin_brands(name: str) -> tuple[str, ...]:
    words = _WORDS.findall(name.casefold() if name.isascii() else spelled(name).casefold())
    common = _common()
    rare = [w for w in words if w not in common]
    found = [w for w in rare if len(w) > 2][:3]
    if len(rare) > 1:
        found.append("".join(rare[:2]))
    translated = _translated()
    runs = [*words, *("".join(pair) for pair in pairwise(words))]
    found += [translated[run] for run in runs[:10] if run in translated]
    if not found:
        found = [w for w in words if w in place_names().en] or ["".join(words[:3])]
    return tuple(dict.fromkeys(found))


def near_keys(key: str) -> tuple[str, str]:
    """Front and back of a key: one slip leaves one of them whole."""
    if has_han(key):
        body = _FORM.sub("", key) or key
        half = max(3, len(body) // 2)
        return "<" + body[:half], ">" + body[-half:]
    return "<" + key[:11], ">" + key[-26:-6]
