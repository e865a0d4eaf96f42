"""Trademark entries among exhibitors: cards that say "a brand of …". They are kept, apart from the firms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from lxml import etree
from parsel import Selector

from core.catalogue import words
from core.records import ListRow
from core.settings import settings
from core.values.fold import fold, visible
from core.words import SightingKind

_FEW = 0.3
_NOTE, _CARD, _NAME = 120, 400, 120
"""Longest note, card and name, in characters: longer ones are prose about a brand."""


def with_brands(rows: Sequence[ListRow], text: str) -> tuple[ListRow, ...]:
    """The rows, with those that are trademarks marked as such, and trademark cards that were no rows added."""
    if not rows or not _quick().search(text):
        return tuple(rows)
    brands = list(_brand_cards(text, weak=_stands_tell(rows)))
    names = {row.name for row in brands}
    marked = {row.name for row in rows if row.name in names and not row.booth}
    if len(marked) > _FEW * len(rows):
        return tuple(rows)
    kept = tuple(
        row.model_copy(update={"kind": SightingKind.brand}) if row.name in marked and not row.booth else row
        for row in rows
    )
    return (*kept, *(row for row in brands if row.name not in marked and not _only_weak(row.description or "")))


def _stands_tell(rows: Sequence[ListRow]) -> bool:
    """Do nearly all firms of this list have a stand, so that an entry without one is no exhibitor?"""
    return sum(bool(row.booth) for row in rows) >= 0.7 * len(rows)


def _brand_cards(text: str, *, weak: bool) -> Iterator[ListRow]:
    """Every card with such a note: the smallest element around the note that says something else too."""
    tree = Selector(text=text, type="html").root
    cards: set[int] = set()
    for element in tree.iter(etree.Element):
        note = visible(element.text or "")
        if not note or len(note) > _NOTE or not (_is_note(note) or (weak and _only_weak(note))):
            continue
        card = _card(element, note)
        name = _name(card, note) if card is not None else None
        if card is not None and name and id(card) not in cards:
            cards.add(id(card))
            yield ListRow(name=name, kind=SightingKind.brand, description=note)


def _card(element: etree._Element, note: str) -> etree._Element | None:
    node = element.getparent()
    while node is not None and node.tag not in ("body", "html"):
        said = visible(" ".join(map(str, node.itertext())))
        if len(said) > _CARD:
            return None
        if said != note:
            return node
        node = node.getparent()
    return None


def _name(card: etree._Element, note: str) -> str | None:
    for part in card.itertext():
        said = visible(str(part))
        if said:
            return said if said != note and not _is_note(said) and 2 <= len(said) <= _NAME else None
    return None


def _only_weak(text: str) -> bool:
    return fold(text).lower() in _words("weak")


def _is_note(text: str) -> bool:
    folded = fold(text).lower()
    if any(folded.startswith(word) and len(folded) > len(word) + 1 for word in _words("of")):
        return True
    rest = folded
    for word in _words("is"):
        rest = rest.replace(word, " ")
    return not rest.strip(" ®™:：/|-·()（）")


@lru_cache(maxsize=4)
def _words(name: str) -> tuple[str, ...]:
    told = words(settings().config_dir / "lookups" / "brand_notes.yml")
    return tuple(sorted((fold(str(word)).lower() for word in told[name]), key=len, reverse=True))


@lru_cache(maxsize=1)
def _quick() -> re.Pattern[str]:
    """Most pages have no such word at all."""
    return re.compile(
        "|".join(re.escape(word) for name in ("of", "is", "weak") for word in _words(name)), re.IGNORECASE
    )
