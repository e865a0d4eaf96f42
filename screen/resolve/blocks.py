"""Rows that share a key, and how much comparing a file of some size is worth.

Blocks are worked through from the rarest key on, until the work is done that the number of rows allows. Where the line
falls depends on the sizes of all blocks together and not on the order of rows or on who holds which block: so several
workers, each with the blocks of some keys, compare exactly the pairs that one would.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple
from zlib import crc32

from rapidfuzz import process
from rapidfuzz.distance import OSA

from screen.names.slips import one_slip

Block = list[int]
_FEW = 5


class Cost(NamedTuple):
    """What one block costs; blocks come in the order of `size` and `first`."""

    size: int
    first: int
    """The lowest row in it."""
    pairs: int


class Cut(NamedTuple):
    """The last block that is worth its work."""

    size: int
    first: int


class Part(NamedTuple):
    """Which blocks are a worker's: those of every `of`th key, counted by checksum, which is the same on every machine."""

    number: int = 0
    of: int = 1

    def holds(self, key: str) -> bool:
        """Is the block of this key the worker's?"""
        return self.of == 1 or crc32(key.encode()) % self.of == self.number


def blocks(rows: Sequence[int], keys: Iterable[Iterable[str]], part: Part) -> list[Block]:
    """The rows that share a key, for the keys of a part; `keys` are each row's. A key of one row costs no more than its
    place in a table."""
    first: dict[int, int] = {}
    more: dict[int, Block] = {}
    whole, known = part.of == 1, first.setdefault
    for at, found in zip(rows, keys, strict=True):
        for key in found:
            if whole or part.holds(key):
                other = known(mark := hash(key), at)
                if other != at:
                    more.setdefault(mark, [other]).append(at)
    return sorted(more.values(), key=lambda block: (len(block), block[0]))


def worth(costs: Iterable[Cost], allowed: int) -> list[Cost]:
    """The costs in order up to the block at which the allowed number of pairs is used up; no cut lies behind it."""
    taken: list[Cost] = []
    for cost in costs:
        taken.append(cost)
        allowed -= cost.pairs
        if allowed < 0:
            break
    return taken


def cut(costs: Iterable[Cost], allowed: int) -> Cut:
    """Up to which block the allowed number of pairs reaches; the one that goes beyond is still worked through."""
    last = worth(sorted(costs), allowed)[-1:]
    return Cut(last[0].size, last[0].first) if last else Cut(0, 0)


def within(found: Iterable[Block], limit: Cut) -> Iterator[Block]:
    """The blocks up to the cut."""
    return (block for block in found if (len(block), block[0]) <= limit)


def near_work(rows: int) -> int:
    """Pairs that may be looked at for slips: that is cheap."""
    return 8 * rows + 100_000


def brand_work(rows: int) -> int:
    """Pairs that may be compared because of their brand."""
    return rows // 100 + 20_000


def near_cost(block: Block) -> Cost:
    """Every pair is looked at."""
    return Cost(len(block), block[0], len(block) * len(block) // 2)


def brand_cost(block: Block, keys: Sequence[str]) -> Cost:
    """Every pair but those that `brand_pairs` leaves out."""
    registered = [key[:3] for at in block if (key := keys[at]).endswith("公司")]
    left_out = _couples(len(registered))
    if left_out:
        left_out -= sum(map(_couples, Counter(registered).values()))
    return Cost(len(block), block[0], _couples(len(block)) - left_out)


def near_pairs(block: Block, keys: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Pairs that a slip of the pen may part."""
    if len(block) == 2:
        a, b = block
        if _slip_apart(keys[a], keys[b]):
            yield a, b
        return
    written = [keys[at] for at in block]
    for n, mine in enumerate(written[:-1]):
        if mine.isascii():
            yield from ((block[n], block[m]) for m in _within_slips(mine, written, n + 1, 2))
            continue
        for m in _within_slips(mine, written, n + 1, 1):
            if _not_another(mine, written[m]):
                yield block[n], block[m]


def _slip_apart(mine: str, yours: str) -> bool:
    """What `near_pairs` asks of the two rows of the commonest blocks, without the lists that many rows need."""
    plain = mine.isascii()
    slips = 2 if plain else 1
    if not -slips <= len(mine) - len(yours) <= slips or OSA.distance(mine, yours, score_cutoff=slips) > slips:
        return False
    return plain or _not_another(mine, yours)


def _not_another(mine: str, yours: str) -> bool:
    """In a Chinese name another character in the place of one makes another name."""
    return len(mine) != len(yours) or (mine != yours and one_slip(mine, yours) != "change")


def _within_slips(mine: str, written: list[str], start: int, slips: int) -> list[int]:
    if len(written) - start >= _FEW:
        found = process.extract(mine, written[start:], scorer=OSA.distance, score_cutoff=slips, limit=None)
        return [start + index for _, _, index in found]
    long = len(mine)
    return [
        m
        for m in range(start, len(written))
        if -slips <= long - len(written[m]) <= slips and OSA.distance(mine, written[m], score_cutoff=slips) <= slips
    ]


def brand_pairs(block: Block, keys: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Two registered Chinese names differ by a slip, which is looked for elsewhere, or begin alike."""
    for n, a in enumerate(block):
        mine = keys[a]
        registered = mine.endswith("公司")
        for b in block[n + 1 :]:
            yours = keys[b]
            if not (registered and yours.endswith("公司") and mine[:3] != yours[:3]):
                yield a, b


def _couples(number: int) -> int:
    return number * (number - 1) // 2
