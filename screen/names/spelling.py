"""One spelling of a name before anything else looks at it: widths, invisible characters, letters of other alphabets.

A Cyrillic С in "Сhina" looks like the Latin letter; a word that mixes alphabets is read in Latin. A word that is
Cyrillic or Greek throughout is left alone.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from core.values.company_names import simplified
from core.values.fold import fold

_LOOKALIKES = str.maketrans(
    "АВЕКМНОРСТУХІЅЈԚԜаеорсухіѕјԛԝһԁΑΒΕΖΗΙΚΜΝΟΡΤΥΧοραυνικ",
    "ABEKMHOPCTYXISJQWaeopcyxisjqwhdABEZHIKMNOPTYXopauvik",
)
_WORD = re.compile(r"\w+")
_FOREIGN = re.compile(r"[\u0370-\u052f]")
_LATIN = re.compile(r"[A-Za-z]")
HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0002ffff]")
KANA = re.compile(r"[\u3040-\u30ff]")
HANGUL = re.compile(r"[\uac00-\ud7af\u1100-\u11ff]")
_SPECIAL = str.maketrans({"ß": "ss", "ø": "o", "Ø": "O", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ł": "l", "Ł": "L",
                          "đ": "d", "Đ": "D", "ı": "i", "þ": "th", "ð": "d"})  # fmt: skip


def _one_alphabet(word: re.Match[str]) -> str:
    text = word[0]
    if not _LATIN.search(text):
        swapped = text.translate(_LOOKALIKES)
        # A word of look-alikes only says nothing by itself; upper case ones such as "СО" are read by the other words.
        return swapped if not _FOREIGN.search(swapped) and len(text) <= 3 else text
    return text.translate(_LOOKALIKES)


@lru_cache(maxsize=65_536)
def spelled(name: str) -> str:
    """The name folded, in simplified characters, with look-alike letters of other alphabets read as Latin ones."""
    text = fold(name)
    if text.isascii():
        return text
    if _FOREIGN.search(text) and (_LATIN.search(text) or HAN.search(text)):
        text = _WORD.sub(_one_alphabet, text)
    return simplified(text) if HAN.search(text) else text


def bare_latin(text: str) -> str:
    """Without accents: ü → u, ß → ss."""
    if text.isascii():
        return text
    split = unicodedata.normalize("NFKD", text.translate(_SPECIAL))
    return "".join(char for char in split if not unicodedata.combining(char))
