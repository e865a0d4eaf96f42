"""Most names are a word of the firm's own before a trade and a legal form that thousands share. Such a frame is parsed
once, and the own words are put in: "Kadorex Automotive Systems GmbH" in the frame of "… Automotive Systems GmbH".

A name has a frame only where parsing asks nothing of its own words: letters only, no word of any vocabulary, and not at
the end, where forms are mended and towns are cut off.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from screen.names.legal_forms import ENGLISH_FORMS, form_mended
from screen.names.lookups import latin_words, per_installation
from screen.names.tails import BEGUN, towns

_PLAIN = re.compile(r"[A-Za-z][A-Za-z .]*(?:\b[Cc][Oo]\.?, ?[Ll][Tt][Dd]\.?)?")
_MARKS = ("qzxva", "qzxvb", "qzxve")
"""What stands for own words in a frame: no word of any language, and as long as the shortest own word."""
_SHORTEST, _LONGEST = 5, 14
"""Shorter words may be initials, longer ones may hold a form."""
_READ_BY_PARSING = frozenset(
    "technology technical science polytechnic university branch office liaison representative niederlassung zweigniederlassung "
    "succursale sucursal filiale bureau and und the".split()
)


class Framed(NamedTuple):
    """A name as its frame and the words that were taken out."""

    frame: str
    own: dict[str, str]
    """Mark → the word in lower case."""


def _known(_: Path) -> frozenset[str]:
    table = latin_words()
    phrases = (*table.forms, *(phrase.split() for phrase in table.cuts))
    single = (
        table.same,
        table.standing,
        table.dropped,
        table.spread,
        table.departments,
        towns(),
        ENGLISH_FORMS,
        _READ_BY_PARSING,
    )
    return frozenset(word for words in (*phrases, *single) for word in words)


_vocabulary = per_installation(_known)


def framed(name: str) -> Framed | None:
    """The frame of a name and its own words; None for a name that must be parsed as it is."""
    if _PLAIN.fullmatch(name) is None or "  " in name or BEGUN.match(name):
        return None
    pieces, table = name.split(" "), latin_words()
    words = name.lower().split(" ")
    last = words[-1].rpartition(",")[2].replace(".", "")
    if ((last,) not in table.forms and last not in table.same) or not table.cut_by.isdisjoint(words):
        return None
    known = _vocabulary()
    own: dict[str, str] = {}
    for at, word in enumerate(words[:-1]):
        if (
            _SHORTEST <= len(word) <= _LONGEST
            and word not in known
            and word.isalpha()
            and (word[0] not in "claik" or form_mended(word) == word)
        ):
            if len(own) == len(_MARKS):
                return None
            mark = _MARKS[len(own)]
            own[mark] = word
            pieces[at] = mark
    return Framed(" ".join(pieces), own) if own else None
