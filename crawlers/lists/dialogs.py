"""Windows that open over a list tell its records again: their rows belong to the rows that the list itself shows."""

from __future__ import annotations

import re
from collections.abc import Sequence

from core.records import ListRow
from crawlers.lists.dom import Page
from crawlers.lists.vocabulary import plain

_DIALOG = re.compile(r"(?:^|[\s_-])(?:modal|pop-?up|pop-?over|dialog|lightbox|fancybox)(?=$|[\s_-])", re.I)

Placed = tuple[int, str, ListRow]
"""Node where the record begins, section it stands in, its row."""


def without_dialogs(page: Page, placed: Sequence[Placed]) -> list[Placed]:
    """The rows without those in dialogs whose firm a row outside of any dialog names too."""
    inside = [_in_dialog(page, start) for start, _, _ in placed]
    if not any(inside):
        return list(placed)
    shown = {plain(row.name) for (_, _, row), hidden in zip(placed, inside, strict=True) if not hidden}
    return [item for item, hidden in zip(placed, inside, strict=True) if not (hidden and plain(item[2].name) in shown)]


def _in_dialog(page: Page, node: int) -> bool:
    while node >= 0:
        if page.tags[node] == "dialog" or _DIALOG.search(page.classes[node]):
            return True
        node = page.parents[node]
    return False
