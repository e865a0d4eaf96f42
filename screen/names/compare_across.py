"""A Chinese name and an English one. English names of Chinese firms are place and brand in pinyin with translated trade words.

Every English word must be explained by the Chinese name, and the Chinese brand must be spelt in the English one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import OSA

from screen.names import pinyin
from screen.names.chinese import Chinese, chinese, concepts
from screen.names.latin import Latin, latin_name
from screen.names.legal_forms import GROUPS, HOLDINGS
from screen.names.lookups import brand_translations, per_installation, trades
from screen.names.places import compatible, is_region, latin_spots, region_latin, spots_of
from screen.names.reasons import Comparison, judged
from screen.names.slips import word_slip

_LONGEST_PHRASE = 4
_ADMINISTRATIVE = frozenset(
    "the of and for in province provincial city municipal municipality county district prc".split()
)
"""Words for the rank of a place, and words between words."""


@dataclass
class _Explained:
    """What the Chinese name explains of the English one."""

    brand: set[int] = field(default_factory=set)
    """Characters of the brand that are spelt out or translated."""
    how: str = "brand_pinyin"
    place: bool = False
    place_conflict: bool = False
    other_place: bool = False
    """Does the English name have a place where the Chinese one has none?"""
    trades: set[int] = field(default_factory=set)
    """Concepts that both names have."""
    other_trades: list[str] = field(default_factory=list)
    """English trade words that tell a trade the Chinese name does not have."""
    strange: list[str] = field(default_factory=list)
    """Words that nothing explains."""


def compare_across(han: str, english: str) -> Comparison:
    """Is a Chinese name the same firm as one in Latin script?"""
    zh, en = chinese(han), latin_name(english)
    if zh.branch != en.branch:
        return judged(0.3, "branch")
    said = _explain(zh, en)
    if said.place_conflict:
        return judged(0.2, "place_differs")
    if not zh.brand:
        return _without_brand(zh, said)
    covered = len(said.brand) / len(zh.brand)
    if covered == 1 or (covered >= 0.5 and len(zh.brand) >= 4):
        return _brand_spelt(zh, en, said, covered)
    return _brand_by_sound(zh, en, said)


def _explain(zh: Chinese, en: Latin) -> _Explained:
    said = _Explained()
    words = [w for w in en.every if w not in _ADMINISTRATIVE] or list(en.raw)
    at = 0
    while at < len(words):
        at += _take_brand(zh, words, at, said) or _take_place(zh, words, at, said) or _take_trade(zh, words, at, said) or (
            _take_strange(zh, words[at], said)
        )  # fmt: skip
    return said


def _runs(words: list[str], at: int) -> list[tuple[int, str]]:
    """The next words joined, the longest run first."""
    longest = min(_LONGEST_PHRASE, len(words) - at)
    return [(length, "".join(words[at : at + length])) for length in range(longest, 0, -1)]


def _take_brand(zh: Chinese, words: list[str], at: int, said: _Explained) -> int:
    if not zh.brand:
        return 0
    brand = zh.brand.casefold()
    for length, run in _runs(words, at):
        if run == brand or (len(run) >= 3 and pinyin.spells(run, brand)):
            said.brand.update(range(len(brand)))
            return length
        for start, end, english in _translated(brand):
            if run in english:
                said.brand.update(range(start, end))
                said.how = "brand_word"
                return length
        found = pinyin.span(run, brand) if len(run) >= 3 else None
        if found is not None and (found[1] - found[0] >= 2 or length == 1):
            if said.brand and found[0] <= max(said.brand):
                continue
            if latin_spots(run) and not set(range(*found)) - said.brand:
                continue
            said.brand.update(range(*found))
            return length
    return 0


@lru_cache(maxsize=16_384)
def _translated(brand: str) -> tuple[tuple[int, int, tuple[str, ...]], ...]:
    """The pieces of a brand that are words: from, to, and the English words for them."""
    found = ((brand.find(word), word, english) for word, english in brand_translations().items() if word in brand)
    return tuple((start, start + len(word), english) for start, word, english in found)


def _take_place(zh: Chinese, words: list[str], at: int, said: _Explained) -> int:
    mine = [p for p in zh.places if not is_region(p)]
    for length, run in _runs(words, at):
        if any(region_latin(p) == run for p in zh.places if is_region(p)):
            said.place = True
            return length
        if any(pinyin.spells(run, p) or pinyin.spells(run, p.rstrip("市省县区")) for p in mine):
            said.place = True
            return length
        spots = latin_spots(run)
        if not spots:
            continue
        if not mine:
            said.other_place = True
            return length
        if any(compatible(spots, spots_of(p)) for p in mine):
            said.place = True
            return length
        if length == 1 and not pinyin.span(run, zh.body):
            said.place_conflict = True
            return length
    return 0


def _take_trade(zh: Chinese, words: list[str], at: int, said: _Explained) -> int:
    table = trades()
    mine = concepts(zh.words)
    known = 0
    for length in range(min(_LONGEST_PHRASE, len(words) - at), 0, -1):
        meant = table.en.get(" ".join(words[at : at + length])) or (
            table.en.get("".join(words[at : at + length])) if length > 1 else _slipped(words[at])
        )
        if not meant:
            continue
        if meant & mine:
            said.trades |= meant & mine
            return length
        known = known or length
        if meant & table.generic:
            return length
    if known:
        said.other_trades.append(" ".join(words[at : at + known]))
        return known
    return 0


@lru_cache(maxsize=16_384)
def _slipped(word: str) -> frozenset[int]:
    """A trade word with a slip: Automative."""
    if len(word) < 6:
        return frozenset()
    near = process.extract(word, _trade_words_from().get(word[0], ()), scorer=OSA.distance, score_cutoff=2, limit=None)
    return next((trades().en[known] for known, _, _ in near if word_slip(known, word)), frozenset())


def _by_letter(_: Path) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for word in trades().en:
        found.setdefault(word[0], []).append(word)
    return found


_trade_words_from = per_installation(_by_letter)
"""English trade words by their first letter."""


def _take_strange(zh: Chinese, word: str, said: _Explained) -> int:
    """Pinyin of the trade explains a word too: 机电 as "jidian"."""
    found = pinyin.span(word, zh.body) if len(word) >= 4 else None
    if found is None or found[1] - found[0] < 2:
        said.strange.append(word)
    return 1


def _trade_words(zh: Chinese) -> set[int]:
    """Concepts of the Chinese trade that tell it from another."""
    return {c for c in concepts(zh.words) if c not in trades().generic}


def _brand_spelt(zh: Chinese, en: Latin, said: _Explained, covered: float) -> Comparison:
    wanted, table = _trade_words(zh), trades()
    hits = said.trades - table.generic
    strange = [w for w in said.strange if len(w) > 2]
    if strange:
        anchored = covered == 1 and said.place and (hits or (not wanted and said.trades))
        short = covered == 1 and not zh.full and not zh.places and bool(said.trades)
        enough = (anchored or short) and len(strange) == 1 and not said.other_trades and len(zh.brand) >= 2
        return judged(0.77 if enough else 0.5, said.how, "extra")
    if wanted and said.other_trades and not hits:
        if said.place and covered == 1 and said.trades:
            return judged(0.78, said.how, "place", "trade_part")
        return judged(0.5, said.how, "trade_differs")
    if zh.full and not wanted and len(said.other_trades) > 1:
        return judged(0.6, said.how, "trade_differs")
    score = 0.97 if covered == 1 else 0.84
    if wanted and not hits:
        score -= 0.08 if said.place else 0.14
    if said.other_trades:
        score -= 0.06
    if len(zh.brand) < 2 and not (said.place and hits):
        score = 0.6
    if zh.full and en.countries is not None:
        score -= _unlike(zh, en, said)
    keys = [said.how] + ["place"] * said.place + ["trade"] * bool(hits)
    return judged(score, *keys)


def _unlike(zh: Chinese, en: Latin, said: _Explained) -> float:
    """What tells two registered names of one brand apart: a group or a trade that only one of them names.

    English names drop the word for a group and part of the trade, but they hardly ever make them up.
    """
    house = not (HOLDINGS | GROUPS).isdisjoint(en.every)
    loss = 0.25 if house and not zh.group else 0.05 if zh.group and not house else 0.0
    daughter = any(not is_region(place) for place in zh.beside)
    if said.other_place or (daughter and not said.place):
        loss += 0.25
    if len(said.brand) < len(zh.brand) and not said.place:
        loss += 0.1
    unsaid = [w for w in zh.words if (meant := concepts((w,)) - trades().generic) and not meant & said.trades]
    return loss + (0.07 if unsaid and said.trades - trades().generic else 0.0)


def _without_brand(zh: Chinese, said: _Explained) -> Comparison:
    """襄阳汽车轴承: place and trade are all there is, so both must agree wholly."""
    wanted = _trade_words(zh)
    shortened = not zh.full and len(said.other_trades) == 1 and bool(said.trades - trades().generic)
    if said.strange or (said.other_trades and not shortened) or not said.place:
        return judged(0.4, "extra" if said.strange else "trade_differs")
    per_word = [concepts((w,)) - trades().generic for w in zh.words]
    missing = [c for c in per_word if c and not c & said.trades]
    if wanted and missing:
        return judged(0.5 if len(missing) > 1 or len([c for c in per_word if c]) == 1 else 0.76, "place", "trade_part")
    if not wanted and not zh.places:
        return judged(0.3, "unlike")
    if all(is_region(p) for p in zh.places) and not wanted:
        return judged(0.5, "place")
    return judged(0.9, "no_brand", "place")


def _brand_by_sound(zh: Chinese, en: Latin, said: _Explained) -> Comparison:
    """A coined brand: it must sound like the characters, and place and trade must agree."""
    if not said.strange or len(said.strange) > 2:
        return judged(0.2, "brand_differs")
    coined = "".join(said.strange)
    hits = said.trades - trades().generic
    sure = said.place + bool(hits) - bool(said.other_trades)
    if len(coined) >= 3 and coined in pinyin.initials(zh.brand) | pinyin.initials(zh.lead):
        return judged(0.8 if sure >= 1 or (len(coined) >= 3 and not zh.trade) else 0.6, "brand_initials")
    alike = max(pinyin.sounds_like(coined, zh.brand), max(pinyin.sounds_like(w, zh.brand) for w in said.strange))
    if alike >= 0.85 and len(coined) >= 5:
        return judged(0.8 if sure >= 1 else 0.76 if not said.other_trades else 0.68, "brand_sound")
    if alike >= 0.6 and sure >= 2 and len(said.strange) == 1:
        return judged(0.76, "brand_sound", "place", "trade")
    if said.brand and sure >= 2 and alike >= 0.5:
        return judged(0.76, "brand_sound", "place", "trade")
    return judged(0.3, "brand_differs")
