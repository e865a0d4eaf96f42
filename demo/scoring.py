"""How well each field was read: the values of firms against their true ones. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

from pydantic import JsonValue

from core.records import Firm, Frozen
from core.words import Field
from demo.truth import Expected


class FieldScore(Frozen):
    """How well one field was read. `stated` counts the firms whose pages state it."""

    field: Field
    right: int
    wrong: int
    stated: int

    @property
    def precision(self) -> float | None:
        """Share of the values found that are true; None where nothing was found."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else None

    @property
    def recall(self) -> float | None:
        """Share of the true values that were found; None where there was nothing to find."""
        return self.right / self.stated if self.stated else None


def field_scores(pairs: Iterable[tuple[Expected, Firm | None]]) -> tuple[FieldScore, ...]:
    """Every field that some page states, over firms paired with their truth."""
    right: Counter[Field] = Counter()
    wrong: Counter[Field] = Counter()
    stated: Counter[Field] = Counter()
    for expected, firm in pairs:
        for field, texts in expected.values.items():
            stated[field] += 1
            value = firm.value(field) if firm is not None else None
            if value is None:
                continue
            (right if holds(value, texts) else wrong)[field] += 1
    return tuple(FieldScore(field=f, right=right[f], wrong=wrong[f], stated=stated[f]) for f in Field if stated[f])


def holds(value: JsonValue, texts: tuple[str, ...]) -> bool:
    """Does a value, of whatever shape, state one of these texts? Numbers are compared as numbers."""
    leaves = list(_leaves(value))
    return any(_same(leaf, text) for leaf in leaves for text in texts)


def _leaves(value: JsonValue) -> Iterable[str]:
    if isinstance(value, dict):
        for part in value.values():
            yield from _leaves(part)
    elif isinstance(value, list):
        for part in value:
            yield from _leaves(part)
    elif value is not None:
        yield str(value)


def _same(leaf: str, text: str) -> bool:
    if text.isdigit() and len(text) < 17:
        try:
            return Decimal(leaf) == Decimal(text)
        except InvalidOperation:
            return False
    return text.casefold() in leaf.casefold()
