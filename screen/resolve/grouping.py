"""Groups the rows of a file into firms in nearly linear time: equal numbers, equal keys, then names worth comparing.

A wrong merge is worse than a missed one. Rows with two numbers never meet, a short name that fits two firms stays
alone, and blocks that are too full are only searched for near equality.
"""

from __future__ import annotations

import gc
from array import array
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import product
from operator import itemgetter
from typing import NamedTuple

from core.records import Reason
from core.values.company_names import branch_marker
from core.values.uscc import read_lei, read_uscc, read_vat
from screen.names.aliases import aliased
from screen.names.chinese import chinese
from screen.names.compare import ALIAS, compare_usable
from screen.names.latin import latin_name
from screen.names.places import compatible
from screen.names.quick_key import has_han, quick_key
from screen.names.reasons import Comparison, judged
from screen.names.usable import doubtful, unusable
from screen.resolve.blocks import (
    Block,
    Cost,
    Cut,
    Part,
    blocks,
    brand_cost,
    brand_pairs,
    brand_work,
    cut,
    near_cost,
    near_pairs,
    near_work,
    within,
    worth,
)
from screen.resolve.claims import domain_of
from screen.resolve.propose import spots_in
from screen.resolve.quick import brand_or_alias_keys, near_keys, slip_keys

DOMAIN_BLOCK = 30
ASKED = 8
"""So many rows of each of two groups are asked whether they are two firms."""
CLEARLY = 0.04
"""By so much one fit must be better than the next before a name that fits two firms goes to the better one."""


SLIP_ROWS = 20_000
"""Files of so many rows are searched for slips inside the brand of Latin names too, which takes a dozen keys a row."""


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """Without the search for cycles: a million rows make none, and looking through them takes a fifth of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _nearly(best: float) -> float:
    """Above which score a fit is nearly as good as the best. What is known leaves what is likely behind."""
    return best - (0.005 if best == ALIAS else CLEARLY)


class Edge(NamedTuple):
    """Two rows that one comparison calls the same firm."""

    score: float
    a: int
    b: int


class Blocks(NamedTuple):
    """Rows worth comparing: those whose names are nearly equal, and those with one brand."""

    near: list[Block]
    brand: list[Block]


class Costs(NamedTuple):
    """What each block costs."""

    near: list[Cost]
    brand: list[Cost]


class Cuts(NamedTuple):
    """Up to which blocks comparing is worth its work."""

    near: Cut
    brand: Cut


class Resolver:
    """Takes rows one by one, then tells the firm of each. Memory: a few hundred bytes a row.

    `resolve` does all by itself. Several workers that took the same rows go by steps: each calls `led`, then `blocks`
    for its part and `costs`; of all costs together `cuts` are made; each finds the `edges` of its blocks; and of all
    edges together `joined` makes the firms.
    """

    def __init__(self) -> None:
        self.ids: list[str] = []
        self.names: list[str] = []
        self.keys: list[str] = []
        self.places: dict[int, str] = {}
        self.domains: dict[int, str] = {}
        self.numbers: dict[int, str] = {}
        self.complaints: dict[str, Reason] = {}
        self._parent = array("q")
        self._of_numbers: dict[int, str] = {}

    def add(self, row: Mapping[str, object]) -> None:
        """Take in one row: id and name; place, website, uscc, lei and vat where known."""
        at = len(self.ids)
        self.ids.append(str(row["id"]))
        name = str(row.get("name") or "")
        self.names.append(name)
        self._parent.append(at)
        key = quick_key(name)
        if doubtful(name, key) and (why := unusable(name)) is not None:
            self.complaints[self.ids[-1]] = why
            key = ""
        self.keys.append(key)
        if len(row) > 2:
            self._add_evidence(at, row)

    def _add_evidence(self, at: int, row: Mapping[str, object]) -> None:
        if row.get("place"):
            self.places[at] = str(row["place"])
        if row.get("website") and (domain := domain_of(str(row["website"]))):
            self.domains[at] = domain
        for kind, read in (("uscc", read_uscc), ("lei", read_lei), ("vat", read_vat)):
            if row.get(kind):
                number = read(str(row[kind]))
                if number is not None:
                    self.numbers.setdefault(at, number)
                else:
                    self.complaints[self.ids[at]] = Reason(
                        zh=f"{kind} 校验位不符,未采用", en=f"{kind}: wrong check digit, not used"
                    )

    def resolve(self) -> Iterator[tuple[str, str]]:
        """(id, firm) of every row in order; a firm is named by the id of its first row."""
        with _nothing_collected():
            leaders = self.led()
            held = self.blocks(leaders, Part())
            costs = self.costs(held, len(leaders))
            edges = self.edges(held, self.cuts(len(leaders), [costs]))
            del held
            return self.joined(edges)

    def led(self) -> list[int]:
        """Join what is equal; the rows that stand for the others."""
        self._join_equal()
        parent, keys = self._parent, self.keys
        return [at for at in range(len(self.ids)) if parent[at] == at and keys[at]]

    def blocks(self, leaders: list[int], part: Part) -> Blocks:
        """The blocks of one part of all keys."""
        keys = [self.keys[at] for at in leaders]
        near = blocks(leaders, map(near_keys, keys), part)
        of = slip_keys if len(leaders) <= SLIP_ROWS else brand_or_alias_keys
        return Blocks(near, blocks(leaders, map(of, (self.names[at] for at in leaders), keys), part))

    def costs(self, held: Blocks, leaders: int) -> Costs:
        """What comparing these blocks costs, as far as so many leaders can allow it."""
        brand = (brand_cost(block, self.keys) for block in held.brand)
        return Costs(worth(map(near_cost, held.near), near_work(leaders)), worth(brand, brand_work(leaders)))

    def cuts(self, leaders: int, costs: Iterable[Costs]) -> Cuts:
        """How far the work goes that so many leaders allow, the rarest keys first."""
        every = list(costs)
        near = cut((cost for part in every for cost in part.near), near_work(leaders))
        return Cuts(near, cut((cost for part in every for cost in part.brand), brand_work(leaders)))

    def edges(self, held: Blocks, cuts: Cuts) -> list[Edge]:
        """Pairs of leaders that one comparison calls the same firm."""
        seen: set[tuple[int, int]] = set()
        found: list[Edge] = []
        for a, b in self._candidates(held, cuts):
            pair = (a, b) if a < b else (b, a)
            if pair in seen:
                continue
            seen.add(pair)
            if self._of_numbers and not self._may_meet(a, b):
                continue
            said = self._said(a, b)
            if said.same and self._places_allow(a, b, said):
                found.append(Edge(said.score, *pair))
        return found

    def joined(self, edges: Iterable[Edge]) -> Iterator[tuple[str, str]]:
        """The firm of every row, once all edges are known. Twice the same edge counts once."""
        self._join_edges(sorted(set(edges), key=itemgetter(1, 2)))
        self._join_domains()
        return self._told()

    def _told(self) -> Iterator[tuple[str, str]]:
        parent, ids = self._parent, self.ids
        for at, row in enumerate(ids):
            # The first row of a firm stands for it, so what stands before a row is known by now.
            parent[at] = parent[parent[at]]
            yield row, ids[parent[at]]

    def _find(self, at: int) -> int:
        parent = self._parent
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    def _join(self, a: int, b: int) -> bool:
        x, y = sorted((self._find(a), self._find(b)))
        if x == y:
            return True
        mine, yours = self._of_numbers.get(x), self._of_numbers.get(y)
        if mine and yours and mine != yours:
            return False
        self._parent[y] = x
        if mine or yours:
            self._of_numbers[x] = mine or yours or ""
        return True

    def _join_equal(self) -> None:
        """Equal numbers first, then equal keys."""
        first: dict[str, int] = {}
        for at, number in self.numbers.items():
            self._of_numbers[at] = number
        for at, number in self.numbers.items():
            if branch_marker(self.names[at]) is None:
                self._join(first.setdefault(number, at), at)
        known: dict[str, int] = {}
        for at, key in enumerate(self.keys):
            if key and (other := known.setdefault(key, at)) != at:
                self._join(other, at)

    def _candidates(self, held: Blocks, cuts: Cuts) -> Iterator[tuple[int, int]]:
        for block in within(held.near, cuts.near):
            yield from near_pairs(block, self.keys)
        for block in within(held.brand, cuts.brand):
            yield from brand_pairs(block, self.keys)

    def _said(self, a: int, b: int) -> Comparison:
        if aliased(self.keys[a], self.keys[b]):
            return judged(ALIAS, "alias")
        return compare_usable(self.names[a], self.names[b])

    def _may_meet(self, a: int, b: int) -> bool:
        mine, yours = self._of_numbers.get(self._find(a)), self._of_numbers.get(self._find(b))
        return not (mine and yours and mine != yours)

    def _places_allow(self, a: int, b: int, said: Comparison) -> bool:
        mine, yours = spots_in(self.places.get(a)), spots_in(self.places.get(b))
        return not mine or not yours or compatible(mine, yours) or said.score >= 0.97

    def _join_edges(self, edges: list[Edge]) -> None:
        """The surest first; a name that fits two firms that are not one stays with neither."""
        beside: dict[int, list[tuple[float, int]]] = {}
        for score, a, b in edges:
            beside.setdefault(a, []).append((score, b))
            beside.setdefault(b, []).append((score, a))
        nearly = {at: _nearly(max(others)[0]) for at, others in beside.items()}
        torn = {at for at, others in beside.items() if len(others) > 1 and self._torn(at, others)}
        lost = {at for at in torn if self._torn(at, [o for o in beside[at] if o[0] > nearly[at]])}
        groups: dict[int, list[int]] = {}
        # `edges` stand in the order of their rows already, and sorting keeps it among equals.
        for score, a, b in sorted(edges, key=itemgetter(0), reverse=True):
            second = any(at in torn and score <= nearly[at] for at in (a, b))
            if not second and a not in lost and b not in lost:
                self._join_groups(a, b, groups)

    def _join_groups(self, a: int, b: int, groups: dict[int, list[int]]) -> None:
        """Join two groups by two of their rows, unless other rows of them are known as two firms: what is alike by steps
        may be two firms at its ends."""
        first, second = self._find(a), self._find(b)
        if first == second:
            return
        mine, yours = groups.get(first, [first]), groups.get(second, [second])
        if len(mine) + len(yours) > 2:
            pairs = product(mine[:ASKED], yours[:ASKED])
            if any({x, y} != {a, b} and self._two_firms(x, y) for x, y in pairs):
                return
        if self._join(a, b):
            groups[self._find(a)] = mine + yours

    def _two_firms(self, a: int, b: int) -> bool:
        """Are these two registered names in one script of different firms?"""
        han = has_han(self.keys[a])
        if han is not has_han(self.keys[b]) or not (self._registered(a, han) and self._registered(b, han)):
            return False
        return not self._said(a, b).same

    def _registered(self, at: int, han: bool) -> bool:
        name = self.names[at]
        return chinese(name).full if han else latin_name(name).countries is not None

    def _torn(self, at: int, others: list[tuple[float, int]]) -> bool:
        """Does a short or an English name fit two registered Chinese ones that are different firms?"""
        if not has_han(self.keys[at]):
            if self._torn_abroad(at, [b for _, b in others if not has_han(self.keys[b])][:8]):
                return True
        elif chinese(self.names[at]).full:
            return False
        full = [b for _, b in others if has_han(self.keys[b]) and chinese(self.names[b]).full][:8]
        return any(
            not self._said(x, y).same and self._find(x) != self._find(y)
            for n, x in enumerate(full)
            for y in full[n + 1 :]
        )

    def _torn_abroad(self, at: int, others: list[int]) -> bool:
        """Does a name without a legal form fit firms of two countries, or an acronym two names?"""
        name = latin_name(self.names[at])
        if name.countries or len(others) < 2:
            return False
        short = len(name.raw) == 1 and len(name.raw[0]) <= 7
        for n, x in enumerate(others):
            for y in others[n + 1 :]:
                said = self._said(x, y)
                long = short and min(len(latin_name(self.names[z]).words) for z in (x, y)) >= 3
                if "country" in said.signals or (long and not said.same):
                    return True
        return False

    def _join_domains(self) -> None:
        """A site with one registered Chinese name on it: its short and English names are that firm's."""
        on: dict[str, list[int]] = {}
        for at, domain in self.domains.items():
            on.setdefault(domain, []).append(at)
        for rows in on.values():
            if 1 < len(rows) <= DOMAIN_BLOCK:
                self._join_site(rows)

    def _join_site(self, rows: list[int]) -> None:
        usable = [r for r in rows if self.keys[r] and branch_marker(self.names[r]) is None]
        full = {self._find(r) for r in usable if has_han(self.keys[r]) and chinese(self.names[r]).full}
        if len(full) > 1:
            return
        for script in (True, False):
            alike = {self._find(r) for r in usable if has_han(self.keys[r]) is script}
            if len(alike) > 1 and not (script and full and len(alike) == 2):
                return
        for a in usable[1:]:
            first, other = spots_in(self.places.get(usable[0])), spots_in(self.places.get(a))
            if not first or not other or compatible(first, other):
                self._join(usable[0], a)
