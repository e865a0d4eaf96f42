"""How well each field was read: the values of firms against their true ones. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

from pydantic import JsonValue

from core.records import Firm, Frozen
from core.words import Field, HasRd
from demo.truth import Expected


class FieldScore(Frozen):
    """How well one field was read. `stated` counts what the pages state: values of firms, events or people."""

    field: str
    right: int
    wrong: int
    stated: int
    missed: tuple[str, ...] = ()
    """Some of the firms whose value was not found, for looking into."""
    mistaken: tuple[str, ...] = ()
    """Some of the wrong values, each with its firm."""

    @property
    def precision(self) -> float | None:
        """Share of the values found that are true; None where nothing was found."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else None

    @property
    def recall(self) -> float | None:
        """Share of the stated values that were found; None where there was nothing to find."""
        return min(1.0, self.right / self.stated) if self.stated else None


class Counted:
    """Counts the right, wrong and stated values of one field."""

    def __init__(self, field: str) -> None:
        self.field, self.right, self.wrong, self.stated = field, 0, 0, 0
        self.missed: list[str] = []
        self.mistaken: list[str] = []

    def found(self, firm: str, value: object, is_right: bool) -> None:
        """One value was found."""
        self.right += is_right
        self.wrong += not is_right
        if not is_right:
            self.mistaken.append(f"{firm}: {value}")

    def due(self, firm: str, is_found: bool) -> None:
        """One value is stated somewhere, whether found or not."""
        self.stated += 1
        if not is_found:
            self.missed.append(firm)

    def score(self) -> FieldScore:
        """The count as a record."""
        return FieldScore(
            field=self.field, right=self.right, wrong=self.wrong, stated=self.stated,
            missed=tuple(self.missed[:12]), mistaken=tuple(self.mistaken[:12]),
        )  # fmt: skip


def field_scores(pairs: Iterable[tuple[Expected, Firm | None]]) -> tuple[FieldScore, ...]:
    """Every field that some page states, over firms paired with their truth.

    A true value that nobody was asked to find counts neither way; any value of a firm that can have none is wrong.
    """
    counted = {field: Counted(field.value) for field in Field}
    for expected, firm in pairs:
        for field in Field:
            texts = expected.values.get(field) or expected.allowed.get(field)
            if texts is None:
                continue
            value = _value(firm, field) if firm is not None else None
            is_right = value is not None and holds(value, texts, field)
            if field in expected.values:
                counted[field].due(expected.name, is_right)
            if value is not None and not (is_right and field not in expected.values):
                counted[field].found(expected.name, value, is_right)
    return tuple(count.score() for count in counted.values() if count.stated or count.wrong)


def _value(firm: Firm, field: Field) -> JsonValue:
    """The current value; the category is what lists say, in the rows themselves."""
    if field is Field.category:
        return next((row.category for row in firm.sightings if row.category), None)
    value = firm.value(field)
    return None if value == HasRd.unknown.value and field is Field.has_rd else value


def holds(value: JsonValue, texts: tuple[str, ...], field: Field | None = None) -> bool:
    """Does a value, of whatever shape, state what is true? Numbers are compared as numbers.

    Of products each that is named must be true; of a revenue both ends; a telephone number is compared by its digits.
    Of other fields one true text among the parts of the value is enough.
    """
    leaves = list(_leaves(value))
    if field is Field.phone:
        return any(text in re.sub(r"\D", "", leaf) for leaf in leaves for text in texts)
    if field is Field.products:
        return bool(leaves) and all(any(_same(leaf, text) for text in texts) for leaf in leaves)
    if field is Field.revenue and isinstance(value, dict):
        ends = [str(value[key]) for key in ("amount", "low", "high") if value.get(key) is not None]
        return bool(ends) and all(any(_same(end, text) for text in texts) for end in ends)
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
