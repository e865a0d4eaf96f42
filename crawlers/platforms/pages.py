"""How lists of platforms go on: the remaining pages once the first states a total, or one page at a time.

The page size that counts is the one the server really gave: many cap what was asked for.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from hashlib import sha256

from core.listing import Answer, Ask, ListConfig
from core.records import ListRow

Turn = Callable[[int, int], Ask]
"""Makes the ask for the page `number` (0 is the first) when pages hold `size` rows."""


def numbered(ask: Ask, index: int) -> Ask:
    """The ask marked as page `index` (0 is the first), with the label a person would use."""
    label = ask.label or f"page {index + 1}"
    return ask.model_copy(update={"label": label, "meta": {**ask.meta, "index": index}})


def index_of(answer: Answer) -> int:
    """Which page this answer is; 0 is the first."""
    found = answer.ask.meta.get("index")
    return found if isinstance(found, int) else 0


def onward(
    answer: Answer,
    config: ListConfig,
    rows: Sequence[ListRow],
    total: int | None,
    turn: Turn,
    *,
    size: int | None = None,
) -> tuple[tuple[Ask, ...], int | None]:
    """What to ask after this answer, and how many pages there are where that is known.

    With a total, the first page asks for all others at once. Without, each page asks for the next until one is empty
    or repeats the page before it. `size` overrules the number of rows seen, where rows are not the unit of paging.
    """
    index, count = index_of(answer), size or len(rows)
    if not rows:
        return (), None
    if total is not None:
        pages = min(math.ceil(total / count), config.max_pages)
        asks = tuple(numbered(turn(n, count), n) for n in range(1, pages)) if index == 0 else ()
        return asks, max(pages, 1)
    mark = sha256("\n".join(row.name for row in rows).encode()).hexdigest()[:16]
    if answer.ask.meta.get("before") == mark or index + 1 >= config.max_pages:
        return (), None
    kept = answer.ask.meta.get("size")
    following = numbered(turn(index + 1, kept if isinstance(kept, int) else count), index + 1)
    meta = {**following.meta, "before": mark, "size": kept if isinstance(kept, int) else count}
    return (following.model_copy(update={"meta": meta}),), None
