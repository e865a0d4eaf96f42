"""The parts of a name in Latin script: words, legal forms with the countries they belong to, initials.

Order is kept but does not count for comparison: patent offices write "BOSCH GMBH ROBERT".
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from core.values.company_names import branch_marker
from core.values.countries import read_country
from screen.names.frames import framed
from screen.names.legal_forms import ENGLISH_FORMS, forms_mended, without_forms
from screen.names.lookups import LatinWords, latin_words
from screen.names.slips import figures_read
from screen.names.spelling import bare_latin, spelled
from screen.names.tails import split_beside, towns

_POSSESSIVE = re.compile(r"['’`´](?=s\b)|['’`´]")
_ELISION = re.compile(r"\b(?:[dlDL]|[dD]ell|[dD]all|[nN]ell)['’`´]")
_AND_CO = re.compile(r"&\s*C\b\.?(?=\s|$)", re.IGNORECASE)
_AND = re.compile(r"\s*[&+]\s*")
_PLAIN = re.compile(r"[A-Za-z0-9 ,;:-]*")
"""Nothing to read but words: a dot, a bracket, an apostrophe or a letter with an accent takes more."""
_SPLIT = re.compile(r"[^\w.]+|_")
_DOTTED = re.compile(r"\b(?:\w\.){2,}\w?\b\.?|\b\w\.(?:\s?\w\.)+")


class Latin(NamedTuple):
    """A Latin name in parts. Words are in lower case without accents, in the order of the name."""

    key: str
    """The words in order of the alphabet, with the forms left out."""
    words: tuple[str, ...]
    """Every word but legal forms and words without weight; variants are the word that stands for them."""
    raw: tuple[str, ...]
    """The same words as they are written."""
    every: tuple[str, ...]
    """All words but the forms of English names: pinyin has syllables such as "an", "de" and "ao"."""
    countries: frozenset[str] | None
    """Where the legal form belongs: None without a form, empty for one that is used everywhere."""
    branch: bool
    turned: bool = False
    """Does the first name stand behind: BOSCH GMBH ROBERT, or Bosch, Robert GmbH?"""
    beside: tuple[str, ...] = ()
    """Words of an address or a department; no part of the name."""
    acronym: str = ""
    """The acronym that the name gives for itself in brackets or in front."""
    solid: str = ""
    """All words but the forms, run together."""
    long: bool = False
    """So long that a form of thirty or forty characters may have cut it."""
    person: bool = False
    """Surname, comma, first names and nothing else."""


@lru_cache(maxsize=65_536)
def latin_name(name: str) -> Latin:
    """Split a name in Latin script."""
    found = framed(name)
    return _filled(_frame(found.frame), found.own, len(name)) if found else parsed(name)


def _filled(frame: Latin, own: dict[str, str], length: int) -> Latin:
    """The parts of a frame with the firm's own words in it."""
    words = tuple([own.get(w, w) for w in frame.words])
    solid = frame.solid
    for mark, word in own.items():
        solid = solid.replace(mark, word)
    return frame._replace(
        key=" ".join(sorted(words)),
        words=words,
        raw=tuple([own.get(w, w) for w in frame.raw]),
        every=tuple([own.get(w, w) for w in frame.every]),
        solid=solid,
        long=length >= CUT_FROM,
    )


@lru_cache(maxsize=16_384)
def _frame(frame: str) -> Latin:
    return parsed(frame)


def parsed(name: str) -> Latin:
    """The parts of a name, word for word; `latin_name` gives the same and asks less."""
    split = split_beside(spelled(name))
    table = latin_words()
    tokens = tokens_of(split.name)
    tokens = forms_mended(_without_cuts(tokens, table), table, len(name) >= CUT_FROM)
    kept, countries = without_forms(tokens, table)
    kept, town = _without_town(tokens, kept, countries)
    dropped, same = table.dropped, table.same
    weighty = [t for i, t in enumerate(kept) if t not in dropped or len(kept) == 1 or (not i and len(t) == 1)]
    weighty = weighty or kept or tokens
    if len(kept) > 1 and not table.spread.keys().isdisjoint(weighty):
        weighty = [part for t in weighty for part in table.spread.get(t, (t,))]
    words = tuple([same.get(t, t) for t in weighty])
    if "university" in words:
        words, weighty = _learned(words, weighty)
    every = tuple([t for t in tokens if t not in ENGLISH_FORMS])
    comma = "," in split.name and _INVERTED.match(split.name) is not None
    turned = bool(kept) and not town and ((countries is not None and tokens[-1] == kept[-1]) or comma)
    return Latin(
        " ".join(sorted(words)), words, tuple(weighty), every, countries, branch_marker(name) is not None, turned,
        (*town, *split.beside), split.acronym, "".join([t for t in kept if t not in _AND_WORDS]), len(name) >= CUT_FROM,
        comma and countries is None and len(weighty) <= 4 and same.keys().isdisjoint(weighty),
    )  # fmt: skip


CUT_FROM = 24
"""Registers cut names at 25, 30 or 40 characters."""
_INVERTED = re.compile(r"[^\W\d_][\w'-]+(?: [\w'-]+)?, ")
_AND_WORDS = frozenset("and und et e y og och en ed i the".split())


def _learned(words: tuple[str, ...], raw: list[str]) -> tuple[tuple[str, ...], list[str]]:
    """Universities of technology: Technische Universiteit Delft is Delft University of Technology."""
    if "polytechnic" in words:
        kept = [at for at, word in enumerate(words) if word != "university"]
        return tuple(words[at] for at in kept), [raw[at] for at in kept]
    if "technology" not in words or "science" in words:
        return words, raw
    return tuple("technical" if word == "technology" else word for word in words), raw


def _without_town(
    tokens: list[str], kept: list[str], countries: frozenset[str] | None
) -> tuple[list[str], tuple[str, ...]]:
    """Towns and departments behind the legal form: SIEMENS AKTIENGESELLSCHAFT BERLIN UND MUNCHEN."""
    if countries is None or len(kept) < 2 or tokens[-1] != kept[-1]:
        return kept, ()
    known, parts, behind = towns(), latin_words().departments, 0
    while behind + 1 < len(kept) and kept[-1 - behind] == tokens[-1 - behind]:
        behind += 1
    town = next(
        (
            tuple(kept[-n:])
            for n in range(behind, 0, -1)
            if all(t in known or t in parts or t in _AND_WORDS for t in kept[-n:])
        ),
        (),
    )
    return (kept[: len(kept) - len(town)], town) if town else (kept, ())


def tokens_of(text: str) -> list[str]:
    """Words in lower case without accents; dotted and single letters that follow one another are one word."""
    plain = text if _PLAIN.fullmatch(text) else bare_latin(_signs_read(text))
    found = [t for t in _SPLIT.split(plain.replace(".", " ").casefold()) if t]
    if not _READ_AS_LETTERS.isdisjoint(plain):
        found = [figures_read(t) if len(t) > 4 else t for t in found]
    lengths = list(map(len, found))
    if found and min(lengths) > 1 and max(lengths) <= _GLUED_FROM:
        return found  # nothing to join and nothing to part
    joined: list[str] = []
    single = False
    for token in found:
        if len(token) > _GLUED_FROM and (ending := next((e for e in _GLUED if token.endswith(e) and token != e), "")):
            joined += [token[: -len(ending)], ending]
            single = False
            continue
        if len(token) == 1 and token.isalpha() and single:
            joined[-1] += token
        else:
            joined.append(token)
        single = len(token) == 1 and token.isalpha()
    return joined


_READ_AS_LETTERS = frozenset("015")


def _signs_read(text: str) -> str:
    """Apostrophes, dots, brackets and strokes as what they mean in names."""
    plain = _AND_CO.sub("& Co", text) if "&" in text else text
    if not _APOSTROPHES.isdisjoint(plain):
        plain = _POSSESSIVE.sub("", _ELISION.sub(" ", plain))
    if plain.count(".") > 1:
        plain = _DOTTED.sub(lambda m: " " + re.sub(r"[.\s]", "", m[0]) + " ", plain)
    if "/" in plain and _DANISH.search(plain):
        plain = _DANISH.sub("aktieselskab", plain)
    else:
        plain = (_IN_BRACKETS.sub(r" \1 ", plain) if "(" in plain else plain).replace("/", " ")
    return _AND.sub(" ", plain) if "&" in plain or "+" in plain else plain


_APOSTROPHES = frozenset("'’`´")
_DANISH = re.compile(r"\b[aA]/[sS]\b")
_IN_BRACKETS = re.compile(r"\(([^)]*)\)")


def _without_cuts(tokens: list[str], table: LatinWords) -> list[str]:
    if table.cut_by.isdisjoint(tokens):
        return tokens
    line = " " + " ".join(tokens) + " "
    for phrase in table.cuts:
        at = line.find(f" {phrase} ")
        # A state acts by many hands: "the United States of America as represented by the Secretary of the Navy".
        if at > 2 and not (phrase == "represented by" and _is_state(line[:at])):
            line = line[: at + 1]
    return line.split()


def _is_state(front: str) -> bool:
    return read_country(front.removeprefix(" the").removesuffix(" as").strip()) is not None


_GLUED = ("aktiebolaget", "aktiebolag", "aktiengesellschaft")
"""Forms that are written in one word with the name: Telefonaktiebolaget."""
_GLUED_FROM = 14
"""Characters that such a word has at least, and one more."""
