"""Groups the rows of a file into firms in nearly linear time: equal numbers, equal keys, then names worth comparing.

A wrong merge is worse than a missed one. Rows with two numbers never meet, a short name that fits two firms stays
alone, and blocks that are too full are only searched for near equality.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from rapidfuzz.distance import OSA

from core.records import Reason
from core.values.company_names import branch_marker
from core.values.uscc import read_lei, read_uscc, read_vat
from screen.names.aliases import aliased
from screen.names.chinese import chinese
from screen.names.compare import compare_usable
from screen.names.places import compatible
from screen.names.reasons import Comparison, judged
from screen.names.slips import one_slip
from screen.names.usable import unusable
from screen.resolve.claims import domain_of
from screen.resolve.propose import spots_in
from screen.resolve.quick import brand_keys, has_han, near_keys, quick_key

NEAR_WORK = 8
"""Pairs a row that may be looked at for slips."""
BRAND_WORK = 100
"""One pair in so many rows may be compared because of its brand, beyond the first 20,000. Rare brands come first."""
DOMAIN_BLOCK = 30
CLEARLY = 0.04
"""By so much one fit must be better than the next before a name that fits two firms goes to the better one."""


class Resolver:
    """Takes rows one by one, then tells the firm of each. Memory: a few hundred bytes a row."""

    def __init__(self) -> None:
        self.ids: list[str] = []
        self.names: list[str] = []
        self.keys: list[str] = []
        self.places: dict[int, str] = {}
        self.domains: dict[int, str] = {}
        self.numbers: dict[int, str] = {}
        self.complaints: dict[str, Reason] = {}
        self._parent: list[int] = []
        self._of_numbers: dict[int, str] = {}

    def add(self, row: dict[str, object]) -> None:
        """Take in one row: id and name; place, website, uscc, lei and vat where known."""
        at = len(self.ids)
        self.ids.append(str(row["id"]))
        name = str(row.get("name") or "")
        self.names.append(name)
        self._parent.append(at)
        key = quick_key(name)
        if (len(key) < 8 or len(name) > 80) and (why := unusable(name)) is not None:
            self.complaints[self.ids[-1]] = why
            key = ""
        self.keys.append(key)
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
                    self.complaints[self.ids[-1]] = Reason(
                        zh=f"{kind} 校验位不符,未采用", en=f"{kind}: wrong check digit, not used"
                    )

    def resolve(self) -> Iterator[tuple[str, str]]:
        """(id, firm) of every row in order; a firm is named by the id of its first row."""
        self._join_equal()
        leaders = [at for at in range(len(self.ids)) if self._find(at) == at and self.keys[at]]
        edges = self._compared(leaders)
        self._join_edges(edges)
        self._join_domains()
        for at, row in enumerate(self.ids):
            yield row, self.ids[self._find(at)]

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
            if key:
                self._join(known.setdefault(key, at), at)

    def _compared(self, leaders: list[int]) -> list[tuple[float, int, int]]:
        """Pairs of leaders that one comparison calls the same firm."""
        seen: set[tuple[int, int]] = set()
        edges: list[tuple[float, int, int]] = []
        for a, b in self._candidates(leaders):
            pair = (a, b) if a < b else (b, a)
            if pair in seen:
                continue
            seen.add(pair)
            if not self._may_meet(a, b):
                continue
            said = self._said(a, b)
            if said.same and self._places_allow(a, b, said):
                edges.append((said.score, *pair))
        return edges

    def _candidates(self, leaders: list[int]) -> Iterator[tuple[int, int]]:
        """Pairs worth comparing, those of the rarest keys first, until the work that a file of this size may cost is done."""
        left = NEAR_WORK * len(leaders) + 100_000
        for block in sorted(_blocks(leaders, self._near), key=len):
            left -= len(block) * len(block) // 2
            if left < 0:
                break
            yield from self._near_pairs(block)
        left = len(leaders) // BRAND_WORK + 20_000
        for block in sorted(_blocks(leaders, self._brands), key=len):
            for pair in self._brand_pairs(block):
                left -= 1
                yield pair
            if left < 0:
                break

    def _near(self, at: int) -> Iterable[str]:
        return near_keys(self.keys[at])

    def _brands(self, at: int) -> Iterable[str]:
        return brand_keys(self.names[at], self.keys[at])

    def _near_pairs(self, block: list[int]) -> Iterator[tuple[int, int]]:
        for n, a in enumerate(block):
            mine = self.keys[a]
            close = _one_slip_of if not mine.isascii() else _two_slips_of
            for b in block[n + 1 :]:
                if close(mine, self.keys[b]):
                    yield a, b

    def _brand_pairs(self, block: list[int]) -> Iterator[tuple[int, int]]:
        """Two registered Chinese names differ by a slip, which is looked for elsewhere, or begin alike."""
        for n, a in enumerate(block):
            mine = self.keys[a]
            for b in block[n + 1 :]:
                yours = self.keys[b]
                if not (mine.endswith("公司") and yours.endswith("公司") and mine[:3] != yours[:3]):
                    yield a, b

    def _said(self, a: int, b: int) -> Comparison:
        if aliased(self.keys[a], self.keys[b]):
            return judged(0.95, "alias")
        return compare_usable(self.names[a], self.names[b])

    def _may_meet(self, a: int, b: int) -> bool:
        mine, yours = self._of_numbers.get(self._find(a)), self._of_numbers.get(self._find(b))
        return not (mine and yours and mine != yours)

    def _places_allow(self, a: int, b: int, said: Comparison) -> bool:
        mine, yours = spots_in(self.places.get(a)), spots_in(self.places.get(b))
        return not mine or not yours or compatible(mine, yours) or said.score >= 0.97

    def _join_edges(self, edges: list[tuple[float, int, int]]) -> None:
        """The surest first; a name that fits two firms that are not one stays with neither."""
        beside: dict[int, list[tuple[float, int]]] = {}
        for score, a, b in edges:
            beside.setdefault(a, []).append((score, b))
            beside.setdefault(b, []).append((score, a))
        best = {at: max(others)[0] for at, others in beside.items()}
        torn = {at for at, others in beside.items() if len(others) > 1 and self._torn(at, others)}
        lost = {at for at in torn if self._torn(at, [o for o in beside[at] if o[0] > best[at] - CLEARLY])}
        for score, a, b in sorted(edges, key=lambda edge: (-edge[0], edge[1], edge[2])):
            second = any(at in torn and score <= best[at] - CLEARLY for at in (a, b))
            if not second and a not in lost and b not in lost:
                self._join(a, b)

    def _torn(self, at: int, others: list[tuple[float, int]]) -> bool:
        """Does a short name fit two registered ones that are different firms?"""
        if chinese(self.names[at]).full and has_han(self.keys[at]):
            return False
        full = [b for _, b in others if has_han(self.keys[b]) and chinese(self.names[b]).full][:8]
        return any(
            not self._said(x, y).same and self._find(x) != self._find(y)
            for n, x in enumerate(full)
            for y in full[n + 1 :]
        )

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


def _blocks(rows: list[int], keys: Callable[[int], Iterable[str]]) -> Iterator[list[int]]:
    """Rows that share a key; keys of one row only cost nothing more than their place in a table."""
    first: dict[int, int] = {}
    more: dict[int, list[int]] = {}
    for at in rows:
        for key in keys(at):
            mark = hash(key)
            other = first.setdefault(mark, at)
            if other != at:
                more.setdefault(mark, [other]).append(at)
    del first
    yield from more.values()


def _one_slip_of(mine: str, yours: str) -> bool:
    """Chinese names: a dropped, swapped or look-alike character. Another character in its place is another name."""
    apart = len(mine) - len(yours)
    return -1 <= apart <= 1 and OSA.distance(mine, yours, score_cutoff=1) == 1 and one_slip(mine, yours) != "change"


def _two_slips_of(mine: str, yours: str) -> bool:
    return -2 <= len(mine) - len(yours) <= 2 and OSA.distance(mine, yours, score_cutoff=2) <= 2
