"""Records drawn twice, once for wide and once for narrow screens: the second drawing says nothing and is not read."""

from __future__ import annotations

from collections import defaultdict

from crawlers.lists.dom import Atom, Page

_FEWEST = 3
_MOST_ATOMS = 40
_CELLS = frozenset({"td", "th", "tr", "dt", "dd", "#"})

_Make = tuple[str, str]


def silence_twins(page: Page) -> None:
    """Take neighbours of differing make that say the same in nearly every record as one; the one in more pieces stays.

    A rule needs three records, since two rows of a list may well be the same by chance, and drawings of more than one
    piece, since a name may well be its own slogan. Cells of tables are values of their own, whatever they say.
    """
    pairs: dict[tuple[_Make, _Make], list[tuple[list[Atom], list[Atom]]]] = defaultdict(list)
    for node, tag in enumerate(page.tags):
        beside = page.end[node]
        if tag in _CELLS or beside >= len(page.tags) or page.parents[beside] != page.parents[node]:
            continue
        one, other = (tag, page.classes[node]), (page.tags[beside], page.classes[beside])
        if other[0] not in _CELLS and one != other:
            pairs[one, other].append((_texts(page, node), _texts(page, beside)))
    for found in pairs.values():
        same = [(a, b) for a, b in found if max(len(a), len(b)) > 1 and _said(a) == _said(b)]
        if len(same) >= _FEWEST and len(same) > 0.8 * sum(bool(a or b) for a, b in found):
            for one_drawing, other_drawing in same:
                for atom in other_drawing if len(one_drawing) >= len(other_drawing) else one_drawing:
                    atom.kind = "label"


def _texts(page: Page, node: int) -> list[Atom]:
    end = page.end[node]
    first, last = page.first[node], page.first[end] if end < len(page.tags) else len(page.atoms)
    return [a for a in page.atoms[first:last] if a.kind == "text"] if last - first <= _MOST_ATOMS else []


def _said(atoms: list[Atom]) -> str:
    return "".join("".join(atom.text.split()) for atom in atoms).casefold()
