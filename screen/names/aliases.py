"""Other names that are publicly known, from `config/lookups/aliases.yml`. What a base learns itself is kept in storage."""

from __future__ import annotations

from pathlib import Path

from core.catalogue import words
from core.values.company_names import strict_key
from screen.names.lookups import per_installation


def _table(folder: Path) -> dict[str, frozenset[str]]:
    data: dict[str, list[str]] = words(folder / "aliases.yml")
    found: dict[str, set[str]] = {}
    for registered, others in data.items():
        for name in (registered, *others):
            found.setdefault(strict_key(name), set()).add(strict_key(registered))
    return {key: frozenset(owners) for key, owners in found.items()}


_known = per_installation(_table)


def owners(name: str) -> frozenset[str]:
    """Keys of the registered names that a name is known to stand for; empty where nothing is known."""
    return _known().get(strict_key(name), frozenset())


def owners_of(key: str) -> frozenset[str]:
    """The same for the strict key of a name."""
    return _known().get(key, frozenset())


def aliased(key_a: str, key_b: str) -> bool:
    """Are two names, by their strict keys, known to be one firm's?"""
    known = _known()
    return key_a in known and key_b in known and bool(known[key_a] & known[key_b])
