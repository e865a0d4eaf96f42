"""Two names in Latin script: the same words in any order, abbreviation or language, but for slips."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from screen.names.brand_slips import slips_allowed
from screen.names.latin import Latin, latin_name
from screen.names.legal_forms import GROUPS, HOLDINGS
from screen.names.lookups import latin_words, trades
from screen.names.places import compatible, latin_spots, place_names
from screen.names.reasons import Comparison, judged
from screen.names.slips import doubled_or_swapped, one_slip, word_slip
from screen.names.tails import initials_of

_LETTERS = 14
"""Names of so many letters may be turned round anywhere: E. I. DuPont de Nemours, DU PONT DE NEMOURS E I."""
_WEAK = frozenset("company enterprise enterprises share shares stock".split())


def compare_latin(name_a: str, name_b: str) -> Comparison:
    """Are two names in Latin script one firm?"""
    a, b = latin_name(name_a), latin_name(name_b)
    if a.branch != b.branch:
        return judged(0.3, "branch")
    clash = a.countries is not None and b.countries is not None and a.countries and b.countries
    if clash and not (_placed(a) or _placed(b)) and not (a.countries or frozenset()) & (b.countries or frozenset()):
        return judged(0.5, "country") if a.key == b.key else judged(0.2, "unlike")
    if _of_two_ranks(a, b):
        return judged(0.6, "group")
    if a.key == b.key:
        if _american(name_a, name_b) or _american(name_b, name_a):
            return judged(0.5, "country")
        return judged(1.0 if a.raw == b.raw else 0.97, "equal" if a.raw == b.raw else "words")
    if (
        a.solid == b.solid
        or _run_together(a) == _run_together(b)
        or (_length(a) == _length(b) and _letters(a) == _letters(b))
    ):
        return judged(0.96, "words")
    if len(a.solid) == len(b.solid) >= _LETTERS and a.solid in b.solid + b.solid:
        return judged(0.9, "words")
    if _cut_off(a, b):
        return judged(0.86, "cut")
    if _own_acronym(a, b):
        return judged(0.88, "acronym")
    left, right, certainty, slips = _pair_off(a, b)
    # BSH Bosch und Siemens Hausgeräte, read with its acronym and without.
    left, right = [w for w in left if w != b.acronym], [w for w in right if w != a.acronym]
    if slips and not slips_allowed([w for w in a.words if w in b.words], slips):
        return judged(0.7 if not left and not right else 0.4, "typo")
    if not left and not right:
        return judged(certainty, "words" if certainty > 0.9 else "typo")
    return _leftovers(a, b, left, right, certainty)


def _of_two_ranks(a: Latin, b: Latin) -> bool:
    """Is one registered name the holding's or the group's, the other the operating firm's: Daimler Truck Holding AG?

    English names of Asian firms take up and drop the word Group as they please.
    """
    if a.countries is None or b.countries is None or _placed(a) or _placed(b):
        return False
    houses = HOLDINGS if "AS" in a.countries and "AS" in b.countries else HOLDINGS | GROUPS
    return houses.isdisjoint(a.every) is not houses.isdisjoint(b.every)


_COMPANY = re.compile(r"\bcompany\W*$", re.IGNORECASE)
_COMPANY_LIMITED = re.compile(r"\bcompany,? (?:limited|ltd|p\.? ?l\.? ?c)\W*$", re.IGNORECASE)


def _american(name: str, other: str) -> bool:
    """Ford Motor Company is registered in America as it stands; Ford Motor Company Limited is its British daughter."""
    return bool(_COMPANY.search(name) and _COMPANY_LIMITED.search(other))


def _run_together(name: Latin) -> str:
    return "".join(name.raw)


def _length(name: Latin) -> int:
    """Letters of all words, which cost less to count than to sort."""
    return len(name.key) - len(name.words) + 1


def _letters(name: Latin) -> list[str]:
    """The words with initials as single letters: "H C F" and "F" with "HC" are the same."""
    return sorted(piece for word in name.words for piece in (word if len(word) <= 3 else (word,)))


class _PairedOff(NamedTuple):
    """What is left on both sides, how sure the matches are, and which words match but for a slip."""

    left: list[str]
    right: list[str]
    certainty: float
    slips: list[tuple[str, str]]


def _pair_off(a: Latin, b: Latin) -> _PairedOff:
    """Match word by word."""
    left, right = list(zip(a.words, a.raw, strict=True)), list(zip(b.words, b.raw, strict=True))
    certainty = 0.96
    slips: list[tuple[str, str]] = []
    slipped = _slipped(a, b)
    _take_equal(left, right)
    for alike, worth in ((_umlaut, 0.96), (slipped, 0.9), (_abbreviated, 0.85), (_initial(a, b), 0.85)):
        if not left or not right:
            break
        if alike is _abbreviated and len(left) == len(a.words):
            continue
        for mine in list(left):
            found = next((yours for yours in right if alike(mine, yours)), None)
            if found is not None:
                left.remove(mine)
                right.remove(found)
                certainty = min(certainty, worth)
                if alike is slipped:
                    slips.append((mine[1], found[1]))
    for side, other in ((left, right), (right, left)):
        certainty = min(certainty, _joined(side, other))
    return _PairedOff([w for w, _ in left], [w for w, _ in right], certainty, slips)


def _take_equal(left: list[tuple[str, str]], right: list[tuple[str, str]]) -> None:
    """Take away the words that both have."""
    for mine in list(left):
        found = next((yours for yours in right if mine[0] == yours[0] or mine[1] == yours[1]), None)
        if found is not None:
            left.remove(mine)
            right.remove(found)


def _umlaut(mine: tuple[str, str], yours: tuple[str, str]) -> bool:
    """Müller without its dots is Muller, spelt out Mueller."""
    longer, shorter = (mine[1], yours[1]) if len(mine[1]) > len(yours[1]) else (yours[1], mine[1])
    if not 1 <= len(longer) - len(shorter) <= 2 or longer[:1] != shorter[:1]:
        return False
    for spelt, plain in (("ae", "a"), ("oe", "o"), ("ue", "u"), ("aa", "a")):
        if spelt in longer:
            longer_plain = longer.replace(spelt, plain)
            if longer_plain == shorter or longer_plain == shorter.replace(spelt, plain):
                return True
    return False


def _slipped(a: Latin, b: Latin) -> Callable[[tuple[str, str], tuple[str, str]], bool]:
    """One slip a name; a second one only in a long word. First names that differ in a letter are two people."""
    slips = 0

    def alike(mine: tuple[str, str], yours: tuple[str, str]) -> bool:
        nonlocal slips
        x, y = mine[1], yours[1]
        if (a.person or b.person) and not doubled_or_swapped(x, y):
            return False
        if slips and min(len(x), len(y)) < 9:
            return False
        if sorted((x + "s", y + "s"))[0] in (x, y) and "university" in a.words and len(x) > 3:
            return True  # Lunds universitet
        found = word_slip(x, y) or _short_slip(a, b, x, y)
        slips += found
        return found

    return alike


def _short_slip(a: Latin, b: Latin, x: str, y: str) -> bool:
    """BOSH for BOSCH beside ROBERT: a letter lost from five where a longer word stands beside it in both."""
    if {len(x), len(y)} != {4, 5} or one_slip(x, y) != "drop" or x[0] != y[0] or len(a.words) != len(b.words):
        return False
    return any(len(word) >= 6 and word not in trades().en for word in set(a.words) & set(b.words))


_HEADS = tuple(
    (
        "anlag anlas apparat antrieb elektr optik optic automa industri ingenieur einricht export import entwick aktien arm auto "
        "energ engin equip instr intern oil bau technik werk handel verarbeit bearbeit waren teil vertrieb guss beschicht fabrik"
    ).split()
)
"""How second words of compounds begin: what is left of an abbreviated word is none of them."""
_CUT_HEADS = ("tech", "masch", "fabr", "elektr", "mech", "gesellsch", "werkz", "anl")
"""How the last parts of compounds are cut: Antriebstech."""


def _abbreviated(mine: tuple[str, str], yours: tuple[str, str]) -> bool:
    """The first letters of a long word: Druckmasch, Telecomm. What is cut off begins with a vowel, as endings do and
    second words of compounds rarely do: Stahl is no abbreviation of Stahlbau."""
    short, long = sorted((mine[1], yours[1]), key=len)
    if len(short) < 3 or len(long) < max(7, len(short) + 3) or not long.startswith(short):
        return False
    rest = long[len(short) :]
    if rest.startswith(_HEADS):
        return False
    if short in (known := trades().en):
        # A word of a trade is no abbreviation but of a word for the same: Stahl and Stahlbau are two trades.
        return not known[short].isdisjoint(known.get(long, frozenset()))
    standing, whole = latin_words().standing, latin_words().same
    if short in whole and long not in known and long not in whole:
        # A whole word and another: Universität and Universitätsklinikum; but "scientifque" is a slip of what it stands for.
        return any(stands == whole[short] and word_slip(word, long) for word, stands in whole.items())
    if any(word in known or word in standing for word in (mine[0], yours[0])):
        return True
    if short.endswith(_CUT_HEADS) and len(short) >= 7:
        return True
    if len(rest) < 4 and rest not in ("ung", "ion", "ics", "iek"):
        return False
    return len(short) >= 5 and rest[0] in "aeiou" and short[-1] not in "aeiouy"


def _cut_off(a: Latin, b: Latin) -> bool:
    """Is one the other, cut inside a word at the length of a field?"""
    short, long = sorted((a.solid, b.solid), key=len)
    if len(short) < 20 or not long.startswith(short) or len(long) == len(short):
        return False
    name, whole = (a, b) if a.solid == short else (b, a)
    if not name.long or name.countries:
        return False
    if not _COUNTRIES.isdisjoint(w for w in whole.words if w not in name.words):
        return False
    return name.raw[-1] not in whole.raw and any(word.startswith(name.raw[-1]) for word in whole.raw)


_COUNTRIES = frozenset(
    "germany france italy spain austria switzerland netherlands belgium sweden norway denmark finland poland japan usa uk europe "
    "china india brasil brazil iberica canada mexico korea asia czech hungary portugal ireland australia russia turkiye turkey".split()
)
"""A country in a name is another firm of the group."""


def _own_acronym(a: Latin, b: Latin) -> bool:
    """C.N.R.S. and a name that calls itself (CNRS)."""
    return any(len(x.acronym) >= 3 and y.raw == (x.acronym,) and not y.acronym for x, y in ((a, b), (b, a)))


def _initial(a: Latin, b: Latin) -> Callable[[tuple[str, str], tuple[str, str]], bool]:
    """R. Bosch and Robert Bosch: a first name stands in front, or behind the form of a name that is turned round."""
    front = {name.raw[0] for name in (a, b)} | {name.raw[-1] for name in (a, b) if name.turned}

    def alike(mine: tuple[str, str], yours: tuple[str, str]) -> bool:
        short, long = sorted((mine[1], yours[1]), key=len)
        return len(short) == 1 and len(long) > 2 and long.startswith(short) and long in front and short in front

    return alike


def _joined(side: list[tuple[str, str]], other: list[tuple[str, str]]) -> float:
    """Two or three words here that are one word there: Thyssen Krupp, ThyssenKrupp."""
    for whole in list(other):
        for size in (2, 3):
            for at in range(len(side) - size + 1):
                run = side[at : at + size]
                joined = "".join(raw for _, raw in run)
                if joined == whole[1] or (len(joined) >= 10 and word_slip(joined, whole[1])):
                    for part in run:
                        side.remove(part)
                    other.remove(whole)
                    return 0.93
    return 1.0


def _leftovers(a: Latin, b: Latin, left: list[str], right: list[str], certainty: float) -> Comparison:
    matched = len(a.words) - len(left)
    acronym = _acronym(a, b)
    if acronym:
        return judged(acronym, "acronym")
    chinese = _placed(a) or _placed(b)
    if not matched:
        return judged(0.1, "unlike")
    if _part_acronym(a, b, left, right):
        return judged(0.82, "acronym")
    brand_left = [w for w in left if _weight(w)], [w for w in right if _weight(w)]
    if chinese:
        return _chinese_firm(a, b, left, right, certainty)
    if not brand_left[0] and not brand_left[1]:
        return judged(min(certainty, 0.85), "words")
    if matched >= 1 and not (left and right) and _only_initials(left + right) and _distinct(a, b):
        return judged(min(certainty, 0.8), "words")
    share = matched / max(len(a.words), len(b.words))
    return judged(0.7 * share, "extra")


def _weight(word: str) -> bool:
    return word not in _WEAK


def _only_initials(words: list[str]) -> bool:
    return all(len(w) <= 2 for w in words)


def _distinct(a: Latin, b: Latin) -> bool:
    return any(len(w) >= 5 for w in set(a.words) & set(b.words))


def _acronym(a: Latin, b: Latin) -> float:
    short, long = (a, b) if len(a.words) < len(b.words) else (b, a)
    if len(short.raw) != 1 or len(long.raw) < 3:
        return 0.0
    word = short.raw[0]
    if 3 <= len(word) == len(long.raw) and word == "".join(w[0] for w in long.raw):
        # Three letters stand for many firms: the forms must speak for it too.
        return 0.8 if len(word) > 3 or (a.countries is None) == (b.countries is None) else 0.72
    return 0.8 if 4 <= len(word) <= 9 and initials_of(word, list(long.every)) else 0.0


def _part_acronym(a: Latin, b: Latin, left: list[str], right: list[str]) -> bool:
    """K.U.LEUVEN and Katholieke Universiteit Leuven: initials of what is left on the other side, in order."""
    for side, other, words, name in ((left, right, a, b), (right, left, b, a)):
        if len(side) != 1 or len(other) < 2:
            continue
        rest = [raw for word, raw in zip(name.words, name.raw, strict=True) if word in other]
        university = len(rest) == 2 and "university" in name.words
        if "".join(r[0] for r in rest) == side[0] and (len(rest) >= 3 or university) and words.words[0] == side[0]:
            return True
    return False


def _placed(name: Latin) -> bool:
    """Does a place of China stand in it, as in most English names of Chinese firms?"""
    return not place_names().en.keys().isdisjoint(name.raw)


_LEARNED = frozenset("university institute academy college school".split())
"""Schools are told apart by the very words that firms translate freely: science, technology, industry."""


def _chinese_firm(a: Latin, b: Latin, left: list[str], right: list[str], certainty: float) -> Comparison:
    """English names of Chinese firms: the place may be dropped, and trade words are translated freely."""
    if any(word in _LEARNED for word in (*a.words, *b.words)):
        return judged(0.5, "extra")
    table = trades()
    places = [[w for w in side if latin_spots(w)] for side in (left, right)]
    agree = any(compatible(latin_spots(x), latin_spots(y)) for x in places[0] for y in places[1])
    if places[0] and places[1] and not agree:
        return judged(0.3, "place_differs")
    rest = [[w for w in side if w not in places[n]] for n, side in enumerate((left, right))]
    rest = [_strange(rest[0], rest[1]), _strange(rest[1], rest[0])]
    brands = [w for side in rest for w in side if w not in table.en]
    shared = [w for w in a.words if w in b.words or any(word_slip(w, v) for v in b.words)]
    named = [w for w in shared if w not in table.en and not latin_spots(w)]
    if brands:
        return judged(0.4, "brand_differs")
    if not named:
        plain = not (places[0] or places[1]) and all(table.en[w] <= table.generic for side in rest for w in side)
        return judged(0.85, "place", "trade") if plain else judged(0.3, "trade_differs")
    trade = [w for side in rest for w in side if not table.en[w] <= table.generic]
    if trade:
        dropped = not (rest[0] and rest[1]) and not (places[0] or places[1]) and len("".join(named)) >= 8
        bare = not any(w in table.en for w in shared)
        return judged(0.76 if dropped and bare else 0.5, "brand", "trade_differs")
    if places[0] or places[1]:
        anchored = len(named) > 1 or any(w in table.en and not table.en[w] <= table.generic for w in shared)
        return judged(min(certainty, 0.82 if anchored else 0.7), "brand", "trade")
    return judged(min(certainty, 0.86), "brand", "trade")


def _strange(mine: list[str], yours: list[str]) -> list[str]:
    """Words whose meaning the other side does not have either."""
    table = trades()
    meant = frozenset().union(*(table.en.get(w, frozenset()) for w in yours)) if yours else frozenset()
    return [w for w in mine if w not in _WEAK and not table.en.get(w, frozenset()) & meant]
