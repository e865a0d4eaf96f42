"""Names of months and week days in the languages that firms' pages are written in, from CLDR."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

LANGUAGES = (
    "en de fr es it pt nl pl cs sk hu ro sv da nb fi tr ru uk el bg hr sl lt lv et id vi ca sr sr_Latn"
).split()
RARER = "ar he fa th hi ms is gl sq az kk ka be hy bn ur".split()
"""Languages whose names are taken only where none of the others has them."""
_ACCENT = re.compile("[\u0300-\u036f]")


def plain(word: str) -> str:
    """Lower case without accents and dots, as names of months are compared."""
    bare = unicodedata.normalize("NFC", _ACCENT.sub("", unicodedata.normalize("NFD", word.casefold())))
    # Thai cuts its months with dots: a dot inside a name belongs to it.
    return bare.strip(".").strip() if "\u0e00" <= bare[:1] <= "\u0e7f" else bare.replace(".", "").strip()


@lru_cache(maxsize=1)
def month_numbers() -> Mapping[str, int]:
    """Every spelling of a month (full, short, stand-alone) and its number; a spelling that two languages read differently is left out."""
    from babel import Locale

    common: dict[str, set[int]] = {}
    rarer: dict[str, set[int]] = {}
    for language in (*LANGUAGES, *RARER):
        months = Locale.parse(language).months
        found = common if language in LANGUAGES else rarer
        for form in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in months[form][width].items():
                    found.setdefault(plain(str(name)), set()).add(int(number))
    found = rarer | common | {name: {number} for name, number in _MORE.items()}
    return {
        name: next(iter(n))
        for name, n in found.items()
        if len(n) == 1 and len(name) >= 3 and not re.search(r"\d", name)
    }


# Short forms that are printed although CLDR has others, and the reading where neighbours disagree (listopad, srpen …).
_MORE = {
    "sept": 9, "sep": 9, "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "oct": 10, "nov": 11, "dec": 12,
    "janv": 1, "fevr": 2, "avr": 4, "juil": 7, "mrz": 3, "marz": 3, "maerz": 3, "jaenner": 1, "janner": 1, "okt": 10, "dez": 12, "mai": 5,
    "ene": 1, "abr": 4, "ago": 8, "dic": 12, "gen": 1, "mag": 5, "giu": 6, "lug": 7, "set": 9, "ott": 10, "out": 10, "fev": 2,
    "mei": 5, "mrt": 3, "maj": 5, "juni": 6, "juli": 7, "setiembre": 9, "febr": 2, "sett": 9, "mars": 3, "juin": 6, "aout": 8, "aou": 8,
    "listopada": 11, "lis": 11, "lip": 7, "srp": 8, "genn": 1, "agust": 8, "מרץ": 3,
}  # fmt: skip


@lru_cache(maxsize=1)
def month_pattern() -> str:
    """An alternation that matches every name, longest first, accents and case aside; used on text folded by `plain_keep`."""
    return "|".join(sorted(map(re.escape, month_numbers()), key=len, reverse=True))


@lru_cache(maxsize=1)
def week_day_pattern() -> str:
    """An alternation of the names of days of the week, full and short, longest first; short ones of two letters with their dot."""
    from babel import Locale

    found = set(_MORE_DAYS)
    for language in (*LANGUAGES, *RARER):
        days = Locale.parse(language).days
        for form in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                names = (str(name).strip(".").lower() for name in days[form][width].values())
                found |= {name if len(name) > 2 else f"{name}." for name in names if len(name) > 1}
    return "|".join(sorted(map(re.escape, found), key=len, reverse=True))


_MORE_DAYS = (
    "tues",
    "thur",
    "thurs",
    "weds",
    "sonnabend",
    "mo,",
    "di,",
    "mi,",
    "do,",
    "fr,",
    "sa,",
    "so,",
    "chủ nhật",
    "cn,",
)


class _Bare(dict[int, str]):
    """The lower-case letter without its accent for each code point, worked out when first met."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        low = letter.lower()
        bare = unicodedata.normalize("NFD", low)
        # Only accents go: a Korean syllable falls into letters too, and must stay whole.
        kept = bare[0] if len(low) == 1 and _ACCENT.fullmatch(bare[1:2]) else low[0]
        self[code] = kept
        return kept


_BARE = _Bare()


def plain_keep(text: str) -> str:
    """Lower case without accents, character for character, so that positions still hold in the original."""
    return text.lower() if text.isascii() else text.translate(_BARE)
