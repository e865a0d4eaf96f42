"""What a hand-over did, and where the ids over there are remembered between runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from core.records import Frozen

Links = Mapping[str, tuple[str, str]]
"""Subject → (id over there, SHA-256 of what was last sent)."""


class Memory(Protocol):
    """Where links are kept between runs; storage in earnest, a dict in tests."""

    def known(self, subjects: Sequence[str]) -> Links:
        """Links of those subjects that were sent before."""
        ...

    def keep(self, links: Links) -> None:
        """Remember; must be on disk when it returns."""
        ...


class Failure(Frozen):
    """A record that Zoho refused, in its own words."""

    subject: str
    name: str
    code: str
    why: str


class Handed(Frozen):
    """What a hand-over did, or in a dry run would do."""

    inserted: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    unchanged: int = 0
    unsigned: int = 0
    """Held back: no person has signed them, and the policy asks for it."""
    people: int = 0
    people_kept_home: int = 0
    """People at firms in China, with a data centre abroad."""
    failed: tuple[Failure, ...] = ()
    left_out: tuple[str, ...] = ()
    """Fields of our map that the organisation does not have."""
    calls: int = 0
    dry_run: bool = False
