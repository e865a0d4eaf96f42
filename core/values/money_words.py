"""The vocabulary of amounts, compiled once from `config/lookups/currencies.yml`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from core.catalogue import words
from core.settings import settings


@dataclass(frozen=True)
class MoneyWords:
    """Patterns over folded text, and what their words mean."""

    currency_before: re.Pattern[str]
    currency_after: re.Pattern[str]
    codes: dict[str, str]
    shared: dict[str, tuple[str | None, dict[str, str]]]
    multiplier: re.Pattern[str]
    multipliers: dict[str, Decimal]
    comma_decimal: frozenset[str]
    basis: tuple[tuple[str, re.Pattern[str]], ...]
    at_least: re.Pattern[str]
    at_least_after: re.Pattern[str]
    at_most: re.Pattern[str]
    at_most_after: re.Pattern[str]

    def code(self, name: str, home: str | None) -> str | None:
        """ISO code of a currency word; for a shared sign that of the home, else its default, which may be none."""
        key = name.casefold()
        if key in self.shared:
            default, homes = self.shared[key]
            return homes.get(home, default) if home else default
        return self.codes.get(key)


def money_words() -> MoneyWords:
    """The vocabulary of this installation."""
    return _compile(settings().config_dir / "lookups" / "currencies.yml")


@lru_cache(maxsize=4)
def _compile(path: Path) -> MoneyWords:
    data = words(path)
    codes = {name.casefold(): code for code, names in data["names"].items() for name in names}
    shared = {name.casefold(): (entry["default"], entry["homes"]) for name, entry in data["shared"].items()}
    multipliers = {name: Decimal(scale) for scale, names in data["multipliers"].items() for name in names}
    multipliers |= {name.casefold(): value for name, value in multipliers.items() if len(name) > 1} | {
        "m": Decimal("1e6")
    }
    names = _any([*codes, *shared])
    least, most = _any(data["at_least"]), _any(data["at_most"])
    return MoneyWords(
        currency_before=re.compile(rf"({names})\s*(?:约|近|超过?|:)?\s*$", re.I),
        currency_after=re.compile(rf"\s*({names})\s*(?:整|正)?", re.I),
        codes=codes,
        shared=shared,
        multiplier=re.compile(rf"\s*({_any(multipliers)})"),
        multipliers=multipliers,
        comma_decimal=frozenset(data["comma_decimal"]),
        basis=tuple((name, re.compile(_any(listed), re.I)) for name, listed in data["basis"].items()),
        at_least=re.compile(rf"(?:{least})\D{{0,6}}$", re.I),
        at_least_after=re.compile(rf"\s*(?:{least}|\+)", re.I),
        at_most=re.compile(rf"(?:{most})\D{{0,6}}$", re.I),
        at_most_after=re.compile(rf"\s*(?:{most})", re.I),
    )


def _any(names: Iterable[str]) -> str:
    """Longest first; Latin words end where letters end, so that M is not the head of Mexico."""
    ordered = sorted(set(names), key=len, reverse=True)
    return "|".join(_bounded(name) for name in ordered)


def _bounded(name: str) -> str:
    left = r"(?<![A-Za-z])" if name[0].isascii() and name[0].isalpha() else ""
    right = r"(?![A-Za-z])" if name[-1].isascii() and name[-1].isalpha() else ""
    return left + re.escape(name) + right
