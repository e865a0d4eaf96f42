"""What stands beside a name in Latin script without being part of it: address, department, acronym in brackets.

Registers of applicants and lists of exhibitors write "Siemens AG, Munich", "Univ. Oxford, Dept. of Physics" and
"Centre National de la Recherche Scientifique (CNRS)".
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from core.catalogue import words
from core.values.countries import read_country
from screen.names.asides import without_asides
from screen.names.lookups import latin_words, per_installation
from screen.names.places import compatible, latin_spots
from screen.names.spelling import bare_latin

_PIECES = re.compile(r"\s*[,;]\s*|\s+[-–—]\s+")
_WORDS = re.compile(r"[^\W_]+")
_BRACKET = re.compile(r"\s*\(([^()]*)\)\s*")
_ACRONYM = re.compile(r"[A-Z][A-Za-z]?(?:[A-Z.\-& ]{1,9})[A-Z]\.?|[A-Z][A-Za-z]{0,2}[A-Z]{1,6}")
BEGUN = re.compile(r"([A-Z]{3,6}) (?=[A-Z][a-z])")
"""An acronym may stand in front of what it stands for: VDI Verein Deutscher Ingenieure."""
_LEADING = re.compile(r"([A-Z][A-Z.]{2,9})(?:\s*[-–—:]\s+|\s+(?=\())")


class Split(NamedTuple):
    """A name without what stands beside it."""

    name: str
    beside: tuple[str, ...] = ()
    """Words of the address or the department, folded."""
    acronym: str = ""
    """The acronym that the name gives for itself, in lower case; empty without one."""


def _towns(folder: Path) -> frozenset[str]:
    data: dict[str, str] = words(folder / "foreign_cities.yml")
    return frozenset(town.replace("_", "") for line in data.values() for town in line.split())


towns = per_installation(_towns)
"""Towns outside China, the words of a name joined."""


_CO_LTD = re.compile(r"co\.?, ?ltd\.?$", re.IGNORECASE)
"""The commonest comma in a name parts nothing from it."""


def split_beside(text: str) -> Split:
    """Part a folded name from its address, department and acronym. Most names have none, and asking that is cheap."""
    text = without_asides(text)
    name, acronym = _without_acronym(text) if "(" in text or _LEADING.match(text) or BEGUN.match(text) else (text, "")
    commas = name.count(",")
    if not commas and ";" not in name and " - " not in name and "–" not in name:
        return Split(name, acronym=acronym)
    if commas == 1 and _CO_LTD.search(name) and ";" not in name and "-" not in name and "–" not in name:
        return Split(name, acronym=acronym)
    return _parted(name, acronym)


@lru_cache(maxsize=16_384)
def _parted(name: str, acronym: str) -> Split:
    pieces = [piece for piece in _PIECES.split(name) if piece]
    if len(pieces) == 2 and _is_department(pieces[0]) and any(map(_SCHOOL.match, folded(pieces[1]))):
        return Split(pieces[1], tuple(folded(pieces[0])), acronym)
    for at in range(1, len(pieces)):
        if not _beside(pieces[:at], pieces[at]):
            continue
        rest = pieces[at:]
        if any(_has_form(piece) for piece in rest):
            continue
        found = tuple(word for piece in rest for word in folded(piece))
        return Split(name[: _start(name, pieces, at)].rstrip(" ,;-–—"), found, acronym)
    return Split(name, acronym=acronym)


def folded(text: str) -> list[str]:
    """Words in lower case without accents."""
    return _WORDS.findall(bare_latin(text).casefold())


def _start(name: str, pieces: list[str], at: int) -> int:
    """Where a piece begins in the name."""
    place = 0
    for piece in pieces[:at]:
        place = name.index(piece, place) + len(piece)
    return name.index(pieces[at], place)


_SCHOOL = re.compile("univ|hochschul|college|polytech")
_STATES = frozenset(
    "california texas illinois wisconsin carolina maryland massachusetts minnesota colorado missouri nebraska alabama tennessee "
    "michigan arkansas nevada oregon hawaii alaska ohio indiana".split()
)


def _is_department(piece: str) -> bool:
    parts = folded(piece)
    return bool(parts) and parts[0] in latin_words().departments


def _is_campus(front: list[str]) -> bool:
    """Does the town belong to the name: University of California, Los Angeles?"""
    parts = folded(front[-1])
    return bool(parts) and parts[-1] in _STATES and any(map(_SCHOOL.match, parts))


def _beside(front: list[str], piece: str) -> bool:
    """Is this piece an address or a department, and not a first name or the legal form?"""
    parts = folded(piece)
    if not parts or _has_form(piece):
        return False
    if parts[0] in latin_words().departments or (len(parts) > 1 and parts[-1] in latin_words().departments):
        return True
    if _is_place(parts, piece):
        return not _is_campus(front)
    if (here := latin_spots("".join(parts))) and len(front) == 1:
        return not any((spots := latin_spots(word)) and not compatible(here, spots) for word in folded(front[0]))
    return any(char.isdigit() for char in piece) and any(map(_has_form, front))


def _is_place(parts: list[str], piece: str) -> bool:
    known = towns()
    bare = [part for part in parts if not part.isdigit()]
    return bool(bare) and ("".join(bare) in known or bare[0] in known or read_country(piece) is not None)


def _has_form(piece: str) -> bool:
    parts = folded(piece.replace(".", ""))
    return any((part,) in latin_words().forms for part in parts[-2:])


def _without_acronym(text: str) -> tuple[str, str]:
    leading = _LEADING.match(text)
    if leading is not None:
        rest = text[leading.end() :].strip()
        inside = rest[1:-1] if rest.startswith("(") and rest.endswith(")") else rest
        short = leading[1].replace(".", "").casefold()
        if len(folded(inside)) >= 3 and (initials_of(short, folded(inside)) or _institution(inside)):
            return inside, short
    begun = BEGUN.match(text)
    if begun is not None:
        rest = text[begun.end() :]
        short = begun[1].casefold()
        if any(initials_of(short, folded(rest)[:count]) for count in range(2, len(short) + 3)):
            return rest, short
    for found in _BRACKET.finditer(text):
        inside = found[1].strip()
        rest = (text[: found.start()] + " " + text[found.end() :]).strip()
        if (
            _ACRONYM.fullmatch(inside)
            and read_country(inside) is None
            and (
                _within(inside, rest)
                or (_institution(rest) and inside.isupper() and not latin_spots(inside.casefold()))
            )
        ):
            return rest, re.sub(r"[^a-z0-9]", "", inside.casefold())
    return text, ""


def _institution(name: str) -> bool:
    """Institutions abroad are known by the acronym of their own language: Budapest University of Technology (BME)."""
    same = latin_words().same
    return any(same.get(part, part) in _INSTITUTIONS for part in folded(name))


_INSTITUTIONS = frozenset(
    "university institute centre council academy association agency foundation laboratory".split()
)


def _within(acronym: str, name: str) -> bool:
    """Do the letters stand in the name in this order, the first as an initial? DLR: Deutsches Zentrum für Luft- und Raumfahrt."""
    letters = re.sub(r"[^a-z]", "", acronym.casefold())
    parts = folded(name)
    if len(parts) < 2 or not letters or not any(part.startswith(letters[0]) for part in parts):
        return False
    at, run = 0, "".join(parts)
    for letter in letters:
        at = run.find(letter, at) + 1
        if not at:
            return False
    return sum(any(part.startswith(letter) for part in parts) for letter in letters) * 3 >= len(letters) * 2


def initials_of(acronym: str, parts: list[str]) -> bool:
    """Are these the initials of the words in order? Words between words may be left out: INSERM has the "et" of its name."""
    dropped = latin_words().dropped
    ends = {0}
    for part in parts:
        taken = {end + 1 for end in ends if end < len(acronym) and part.startswith(acronym[end])}
        ends = taken | (ends if part in dropped else set())
        if not ends:
            return False
    return len(acronym) in ends
