"""Records that stand side by side, cut into columns, and what each column's values look like taken together."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from crawlers.lists.shapes import (
    is_booth,
    is_country,
    is_date,
    is_email,
    is_number,
    is_phone,
    is_place_pair,
    is_price,
    is_url,
    name_shape,
    named_booth,
    sentence,
)
from crawlers.lists.vocabulary import has_cjk, legal_form

_SAMPLE = 240


@dataclass(slots=True)
class Traits:
    """Shares (0..1) of a column's filled values that have a shape; `fill` and `unique` are over all records."""

    fill: float = 0.0
    unique: float = 0.0
    email: float = 0.0
    phone: float = 0.0
    url: float = 0.0
    country: float = 0.0
    place: float = 0.0
    """Town and country in one value ("Turin, Italy")."""
    booth: float = 0.0
    named_booth: float = 0.0
    date: float = 0.0
    price: float = 0.0
    number: float = 0.0
    sentence: float = 0.0
    legal: float = 0.0
    name: float = 0.0
    cjk: float = 0.0
    length: float = 0.0
    serial: bool = False


@dataclass(slots=True)
class Column:
    """One value a record, "" where a record has none."""

    key: str
    values: list[str]
    label: str = ""
    """The visible header or label words."""
    hint: str = ""
    """Words of the class, key or item property: weaker than what a reader sees."""
    link: str = ""
    """"external", "internal" or "" for columns that are not link targets."""
    named: bool = False
    """The hint is a key that was chosen for what the value is, as in JSON, not for how it looks, as class names are."""
    _traits: Traits | None = field(default=None, repr=False)

    @property
    def traits(self) -> Traits:
        """The shapes of this column's values; measured once, on an even sample of the records."""
        if self._traits is None:
            self._traits = measure(self.values)
        return self._traits


def sample(values: Sequence[str], size: int = _SAMPLE) -> list[str]:
    """At most `size` of the filled values, spread evenly."""
    filled = [v for v in values if v]
    if len(filled) <= size:
        return filled
    step = len(filled) / size
    return [filled[int(i * step)] for i in range(size)]


def measure(values: Sequence[str]) -> Traits:
    """The traits of one column."""
    filled = [v for v in values if v]
    if not filled:
        return Traits()
    seen = sample(filled)
    count = len(seen)

    def share(test: Callable[[str], bool]) -> float:
        return sum(map(test, seen)) / count

    traits = Traits(fill=len(filled) / max(len(values), 1), unique=len(set(filled)) / len(filled))
    traits.length = sum(map(len, seen)) / count
    traits.cjk = share(has_cjk)
    traits.number = share(is_number)
    if traits.length <= 60:
        traits.email, traits.phone, traits.url = share(is_email), share(is_phone), share(is_url)
        traits.country, traits.date, traits.price = share(is_country), share(is_date), share(is_price)
        traits.booth, traits.named_booth = share(is_booth), share(named_booth)
    if traits.length <= 90:
        traits.place = share(is_place_pair)
    traits.legal, traits.sentence = share(legal_form), share(sentence)
    traits.name = sum(map(name_shape, seen)) / count
    traits.serial = traits.number > 0.9 and _serial(filled)
    return traits


def _serial(values: Sequence[str]) -> bool:
    """Does the column count its rows, up or down, or hold the numbers of a database?"""
    numbers = [int(v.strip(" .#()")) for v in values if v.strip(" .#()").isdigit()]
    if len(numbers) < max(2, 0.8 * len(values)):
        return False
    steps = [b - a for a, b in itertools.pairwise(numbers)]
    return sum(abs(s) == 1 for s in steps) > 0.7 * len(steps) or min(numbers) > 999_999
