"""Names of months and week days in the languages that firms' pages are written in, from CLDR."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

LANGUAGES = (
    "en de fr es it pt nl pl cs sk hu ro sv da nb fi tr ru uk el bg hr sl lt lv et id vi ca sr sr_Latn"
).split()


def plain(word: str) -> str:
    """Lower case without accents and dots, as names of months are compared."""
    bare = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in bare if not unicodedata.combining(c) and c != ".").strip()


@lru_cache(maxsize=1)
def month_numbers() -> Mapping[str, int]:
    """Every spelling of a month (full, short, stand-alone) and its number; a spelling that two languages read differently is left out."""
    from babel import Locale

    found: dict[str, set[int]] = {}
    for language in LANGUAGES:
        months = Locale.parse(language).months
        for form in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in months[form][width].items():
                    found.setdefault(plain(str(name)), set()).add(int(number))
    for name, number in _MORE.items():
        found[name] = {number}
    return {name: next(iter(n)) for name, n in found.items() if len(n) == 1 and len(name) >= 3 and not name.isdigit()}


# Short forms that are printed although CLDR has others, and the reading where neighbours disagree (listopad, srpen …).
_MORE = {
    "sept": 9, "sep": 9, "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "oct": 10, "nov": 11, "dec": 12,
    "janv": 1, "fevr": 2, "avr": 4, "juil": 7, "mrz": 3, "marz": 3, "maerz": 3, "jaenner": 1, "janner": 1, "okt": 10, "dez": 12, "mai": 5,
    "ene": 1, "abr": 4, "ago": 8, "dic": 12, "gen": 1, "mag": 5, "giu": 6, "lug": 7, "set": 9, "ott": 10, "out": 10, "fev": 2,
    "mei": 5, "mrt": 3, "maj": 5, "juni": 6, "juli": 7, "setiembre": 9, "febr": 2, "sett": 9, "mars": 3, "juin": 6, "aout": 8, "aou": 8,
    "listopada": 11, "lis": 11, "lip": 7, "srp": 8, "genn": 1,
}  # fmt: skip


@lru_cache(maxsize=1)
def month_pattern() -> str:
    """An alternation that matches every name, longest first, accents and case aside; used on text folded by `plain_keep`."""
    return "|".join(sorted(map(re.escape, month_numbers()), key=len, reverse=True))


def plain_keep(text: str) -> str:
    """Lower case without accents, character for character, so that positions still hold in the original."""
    out = []
    for c in text:
        bare = unicodedata.normalize("NFD", c.lower())
        out.append(bare[0] if bare and len(c.lower()) == 1 else c if len(c.lower()) == 1 else c.lower()[0])
    return "".join(out)
