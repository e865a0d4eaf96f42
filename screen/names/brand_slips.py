"""Is a slip in a Latin name a slip, or another firm? Hofmann and Hoffmann are two, Pierbburg is none but Pierburg.

What stands beside the slip decides: with another word that is the firm's own, a letter may be wrong; beside a trade
word or a first name only what no language writes.
"""

from __future__ import annotations

from collections.abc import Sequence

from screen.names.lookups import latin_words, trades
from screen.names.slips import misread, one_slip, shared_start
from screen.names.tails import towns

_VOWELS = frozenset("aeiouy")
_ALIKE = tuple(
    map(frozenset, ("sz", "dt", "td", "kc", "ck", "fv", "vw", "fw", "iy", "ij", "gk", "bp", "xs", "zc", "mn", "gq"))
)


def slips_allowed(shared: Sequence[str], slips: Sequence[tuple[str, str]]) -> bool:
    """May two names that share these words be one firm's, with these words slipped?"""
    if not slips or any(map(_own, shared)):
        return True
    if "university" in shared and all(sorted((x + "s", y + "s"))[0] in (x, y) for x, y in slips):
        return True  # Lunds universitet
    weighty = [word for word in shared if word not in latin_words().given and len(word) > 2]
    if len(weighty) > 1:
        return all(x[:1] == y[:1] or sorted(x[:2]) == sorted(y[:2]) for x, y in slips)
    trade = trades().en
    return all((x in trade and len(x) > 5) or (y in trade and len(y) > 5) or _no_other_name(x, y) for x, y in slips)


def _own(word: str) -> bool:
    """Is the word a firm's own: no trade, no first name, no town?"""
    table = latin_words()
    return (
        len(word) > 3
        and word not in trades().en
        and word not in table.given
        and word not in towns()
        and word not in table.standing
    )


def _no_other_name(x: str, y: str) -> bool:
    """Is one of two words the other with a slip that makes no name of its own?"""
    shortest = min(len(x), len(y))
    if misread(x, y) or shortest >= 10:
        return True
    kind = one_slip(x, y)
    if shortest < 5 or kind is None:
        return False
    if kind == "swap":
        return True
    at = shared_start(x, y)
    if kind == "drop":
        longer = x if len(x) > len(y) else y
        return _dropped_oddly(longer, at)
    pair = frozenset((x[at], y[at]))
    natural = pair <= _VOWELS or pair in _ALIKE or at in (0, len(x) - 1)
    return shortest >= 8 and not natural


def _dropped_oddly(longer: str, at: int) -> bool:
    """Was the letter dropped or doubled in a way that no other spelling of a name is: Pierbburg, Sandvk?"""
    letter = longer[at]
    before = longer[at - 1] if at else ""
    if letter == before or letter == longer[at + 1 : at + 2]:
        if letter == "s":
            return len(longer) >= 8 and not longer.endswith(("son", "sen"))
        first = at - 1 if letter == before else at
        return letter in "aiu" or (first > 0 and longer[first - 1] not in _VOWELS) or first == 0
    return len(longer) >= 9 and letter not in "ehst" and 0 < at < len(longer) - 1
