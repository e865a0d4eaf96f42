"""Repeated structure on a page: which atoms are names of one list, where each record begins and ends, its columns.

A list of firms is found by its names. Atoms that stand at like places (same block path, same place in the block, same
class words) form a group; the largest subtree that holds one member of a group and no other is that member's record.
So tables, cards, nested letter groups, definition lists and lines between breaks are one case.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from crawlers.lists.columns import Column, sample
from crawlers.lists.dom import Atom, Page
from crawlers.lists.links import link_columns
from crawlers.lists.shapes import name_shape
from crawlers.lists.vocabulary import exact_field, field_of, group, has_cjk, legal_form, plain

_LABELLED = re.compile(r"^([^:：]{1,36}?)\s*[:：]\s*(\S.*)$")
_OUTSIDE = frozenset({"nav", "footer", "filter"})
MOST_CANDIDATES = 14
_TRIAL = 160


@dataclass(slots=True)
class Group:
    """Atoms at like places: the candidate names of one list."""

    members: list[int]
    cheap: float = 0.0


@dataclass(slots=True)
class RecordSet:
    """Records cut around the members of a group. `spans` are node intervals; `columns[0]` holds the names."""

    members: list[int]
    spans: list[tuple[int, int]]
    columns: list[Column] = field(default_factory=list)
    holders: list[int] = field(default_factory=list)
    segmented: bool = False


def mark_labels(page: Page, often: int = 2) -> None:
    """Take label words off values ("Stand: B12") and hand label-only atoms ("Country", dt, th) to the value after them.

    A word counts as a label where it is a field word or comes back `often` times.
    """
    texts = [a for a in page.atoms if a.kind == "text"]
    prefixes = Counter(m[1] for a in texts if len(a.text) < 300 and (m := _LABELLED.match(a.text)))
    alone = Counter(a.text for a in texts if len(a.text) <= 40)
    waiting: Atom | None = None
    for atom in texts:
        found = _LABELLED.match(atom.text) if len(atom.text) < 4000 else None
        if found and not found[1].lower().startswith("http") and (field_of(found[1]) or prefixes[found[1]] > often):
            atom.label, atom.text = found[1], found[2]
            waiting = None
        elif _label_only(page, atom, alone[atom.text], often):
            waiting = atom
        elif waiting is not None:
            if _near(page, waiting, atom):
                atom.label = waiting.text.rstrip(" :：")
                waiting.kind = "label"
            waiting = None


def _label_only(page: Page, atom: Atom, count: int, often: int) -> bool:
    text = atom.text
    if len(text) > 40:
        return False
    if text[-1] in ":：":
        return count >= often or field_of(text) is not None
    known = exact_field(text) if len(text) > 1 or has_cjk(text) else None  # the "T" of an avatar is no telephone
    if not known or count < often or (atom.href and not atom.href.startswith("#")):
        return False
    tag = page.tags[page.parents[atom.node]]
    return known != "name" or often == 1 or tag in ("dt", "th", "label")


def _near(page: Page, label: Atom, value: Atom) -> bool:
    """Do they share a block at most three levels up?"""
    above = {label.node}
    node = label.node
    for _ in range(4):
        node = page.parents[node]
        above.add(node)
    node = value.node
    for _ in range(4):
        node = page.parents[node]
        if node in above:
            return True
        if node < 0:
            break
    return False


def groups(page: Page) -> list[Group]:
    """The most name-like groups of atoms, best first."""
    keyed: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for number, atom in enumerate(page.atoms):
        if atom.kind in ("label", "header", "meta") or len(atom.text) > 180 or page.zones[atom.node] in _OUTSIDE:
            continue
        if atom.label and field_of(atom.label) not in ("name", "name_alt", None):
            continue
        for key in _keys(page, atom):
            keyed[key].append(number)
    best: dict[tuple[int, ...], Group] = {}
    for members in keyed.values():
        if len(members) < 2 and not _only_row(page, members[0]):
            continue
        cheap = _cheap(page, members)
        if cheap > 0.25 and len(members) > 2:
            members = _of_one_region(page, members)
        if cheap > 0.25:
            signature = (len(members), members[0], members[len(members) // 2], members[-1])
            if signature not in best:
                best[signature] = Group(members, cheap)
    return sorted(best.values(), key=lambda g: -g.cheap)[:MOST_CANDIDATES]


def _only_row(page: Page, member: int) -> bool:
    """A table of one row is a list if its header says that the cell is a firm's name."""
    header = _header(page, page.atoms[member])
    return exact_field(header) == "name" and plain(header) not in ("title", "name") if header else False


def _of_one_region(page: Page, members: list[int]) -> list[int]:
    """The members without those that stand in another part of the page and look less like names.

    Parts are the children of the smallest element around all members; only parts of another make than the fullest are
    weighed, so that letters and rows of one list stay together.
    """
    first, last = page.atoms[members[0]].node, page.atoms[members[-1]].node
    around = page.parents[first]
    while around >= 0 and page.end[around] <= last:
        around = page.parents[around]
    parts: dict[int, list[int]] = defaultdict(list)
    for member in members:
        node = page.atoms[member].node
        while page.parents[node] != around:
            node = page.parents[node]
        parts[node].append(member)
    if not 2 <= len(parts) <= 6:
        return members
    makes: dict[tuple[str, str], list[int]] = defaultdict(list)
    for node, some in parts.items():
        makes[page.tags[node], page.classes[node]].extend(some)
    if len(makes) < 2:
        return _without_menus(page, members, list(parts.values()))
    worth = {make: _cheap(page, some) / (1.0 + 0.22 * len(some).bit_length()) for make, some in makes.items()}
    main = max(makes, key=lambda make: worth[make] * len(makes[make]))
    kept = [m for make, some in makes.items() if make == main or worth[make] >= 0.75 * worth[main] for m in some]
    return sorted(kept) if len(kept) >= 2 else members


def _without_menus(page: Page, members: list[int], parts: list[list[int]]) -> list[int]:
    """Pages laid out in bare tables have no other sign of a menu than its words."""
    fullest = max(parts, key=len)
    kept = [m for some in parts if some is fullest or not _menu_words(page, some) for m in some]
    return _of_one_region(page, sorted(kept)) if 2 < len(kept) < len(members) else members


def _menu_words(page: Page, members: Sequence[int]) -> bool:
    words = [plain(page.atoms[m].text) for m in members]
    return sum(w in group("navigation") or w in group("list_pages") for w in words) >= 0.4 * len(words)


def _keys(page: Page, atom: Atom) -> Iterator[tuple[object, ...]]:
    kind, label = atom.kind, atom.label or _header(page, atom)
    yield ("fine", atom.path, atom.chain, atom.cls, label, kind)
    yield ("class", atom.path, atom.cls, label, kind)
    yield ("order", atom.path, atom.order, label, kind)
    parent = page.parents[atom.node]
    up = page.parents[parent] if parent >= 0 else -1
    if page.tags[parent] not in ("td", "th", "tr") and up >= 0:
        yield ("nth", atom.path, page.index[parent], atom.chain, label, kind)
        yield ("nth2", atom.path, page.index[up], atom.chain, label, kind)
    if atom.table:
        yield ("cells", page.tags[parent], atom.order, label, kind, page.tags[up])


def _cheap(page: Page, members: Sequence[int]) -> float:
    """A first guess from the names alone, without records."""
    step = max(1, len(members) // 60)
    texts = [page.atoms[m].text for m in members[::step]]
    shape = sum(map(name_shape, texts)) / len(texts)
    legal = sum(map(legal_form, texts)) / len(texts)
    unique = len(set(texts)) / len(texts)
    if shape < 0.3:
        return 0.0
    score = (shape + 0.9 * legal) * (0.3 + 0.7 * unique)
    if page.atoms[members[0]].kind == "title":
        score *= 0.85
    return score * (1.0 + 0.22 * len(members).bit_length())


def cut(page: Page, members: Sequence[int]) -> RecordSet:
    """The records around the members of a group: subtrees, or stretches between names that stand side by side."""
    nodes = [page.atoms[m].node for m in members]
    holders = _holders(page, nodes)
    spans = [(h, page.end[h]) for h in holders]
    parents = page.parents
    beside = gaps = 0
    for (a, b), (h, after) in zip(itertools.pairwise(holders), itertools.pairwise(spans), strict=True):
        if parents[a] == parents[b]:
            beside += 1
            gaps += _atoms_between(page, h[1], after[0]) > 0
    segmented = beside > 0 and gaps > 0.4 * beside and not _among_peers(page, holders)
    if segmented:
        spans = _segments(page, holders)
    return RecordSet(list(members), spans, holders=holders, segmented=segmented)


def _among_peers(page: Page, holders: Sequence[int]) -> bool:
    """Are the elements between the records records of another make: the same tag, and as full as these?"""
    parents, some = page.parents, holders[:: max(1, len(holders) // 40)]
    sizes = sorted(page.first[page.end[h]] - page.first[h] if page.end[h] < len(page.first) else 1 for h in some)
    if sizes[len(sizes) // 2] < 2:
        return False
    chosen = set(holders)
    same = other = 0
    for holder in some:
        node = page.end[holder]
        for _ in range(4):
            if node >= len(page.tags) or parents[node] != parents[holder] or node in chosen:
                break
            if page.tags[node] == page.tags[holder]:
                same += 1
            elif page.end[node] > node + 1:
                other += 1
            node = page.end[node]
    return same > other


def _holders(page: Page, nodes: Sequence[int]) -> list[int]:
    parents, owner = page.parents, dict[int, int]()
    if len(nodes) == 1:
        at = nodes[0]
        while parents[at] >= 0 and page.tags[at] != "tr":
            at = parents[at]
        return [at]
    for number, node in enumerate(nodes):
        at = node
        while at >= 0:
            known = owner.get(at)
            if known is None:
                owner[at] = number
            elif known == -1:
                break
            else:
                owner[at] = -1
            at = parents[at]
    paths: list[list[int]] = []
    for number, node in enumerate(nodes):
        way = [node]
        while parents[way[-1]] >= 0 and owner[parents[way[-1]]] == number:
            way.append(parents[way[-1]])
        paths.append(way)
    heights = Counter(len(way) for way in paths)
    usual = heights.most_common(1)[0][0] if heights else 1
    return [way[min(len(way), usual) - 1] for way in paths]


def _atoms_between(page: Page, start: int, end: int) -> int:
    return page.first[end] - page.first[start] if start < len(page.first) and end < len(page.first) else 0


def _segments(page: Page, holders: Sequence[int]) -> list[tuple[int, int]]:
    spans = []
    lengths = sorted(b - a for a, b in itertools.pairwise(holders) if page.parents[a] == page.parents[b])
    longest = 4 * lengths[len(lengths) // 2] + 8 if lengths else 40
    for number, holder in enumerate(holders):
        stop = page.end[page.parents[holder]]
        if number + 1 < len(holders):
            stop = min(stop, holders[number + 1])
        spans.append((holder, max(page.end[holder], min(stop, holder + longest))))
    return spans


def trial(members: Sequence[int]) -> Sequence[int]:
    """A stretch of a large group that is enough to judge it."""
    if len(members) <= _TRIAL:
        return members
    half = _TRIAL // 2
    middle = len(members) // 2
    return [*members[:half], *members[middle : middle + half]]


def fill_columns(page: Page, records: RecordSet) -> None:
    """Lay the atoms and links of each record into columns; column 0 holds the names."""
    size = len(records.members)
    numbers = page.nodes
    names = [page.atoms[m] for m in records.members]
    labels = [a.label or _header(page, a) for a in names]
    main = Column("name", [a.text for a in names], label=_common(labels), hint=_common([a.hint for a in names]))
    table: dict[tuple[object, ...], Column] = {}
    for row, (start, end) in enumerate(records.spans):
        own = records.members[row]
        seen: Counter[tuple[object, ...]] = Counter()
        for number in range(bisect_left(numbers, start), bisect_left(numbers, end)):
            atom = page.atoms[number]
            if (
                number == own
                or atom.kind in ("label", "header")
                or (atom.kind != "text" and atom.text == names[row].text)
            ):
                continue
            place = (atom.label,) if atom.label else (atom.path, atom.chain, atom.cls, atom.kind)
            count = seen[place]
            seen[place] += 1
            key = (*place, min(count, 6))
            column = table.get(key)
            if column is None:
                column = table[key] = Column(
                    f"{len(table)}", [""] * size, label=atom.label or _header(page, atom), hint=atom.hint
                )
            column.values[row] = f"{column.values[row]}; {atom.text}" if column.values[row] else atom.text
    least = max(1, size // 200)
    kept = [c for c in table.values() if sum(map(bool, c.values)) >= least]
    records.columns = [main, *kept, *link_columns(page, records.spans, names)]


def _header(page: Page, atom: Atom) -> str:
    if atom.table is None:
        return ""
    return page.headers.get(atom.table[0], {}).get(atom.table[1], "")


def _common(texts: Sequence[str]) -> str:
    counted = Counter(sample(texts))
    return counted.most_common(1)[0][0] if counted else ""
