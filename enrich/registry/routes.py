"""What a registry route is: a question about one firm in, an answer with its cost out."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from core.enrichment import Web
from core.records import Capture, Frozen, Source
from core.words import Access
from enrich.registry.names_match import pick, same_name
from enrich.registry.record import Candidate, RegistryRecord


class Asked(Frozen):
    """What is known of the firm that is looked for. The first name is the most likely registered one."""

    firm: str
    names: tuple[str, ...]
    uscc: str | None = None
    lei: str | None = None
    company_number: str | None = None
    country: str | None = None


class Outcome(StrEnum):
    """What came back."""

    found = "found"
    none = "none"
    several = "several"
    failed = "failed"
    stopped = "stopped"
    budget = "budget"


class Answer(Frozen):
    """One route's answer. `record` is set only where it is the firm that was asked for."""

    route: str
    source: Source
    outcome: Outcome
    query: str
    record: RegistryRecord | None = None
    candidates: tuple[Candidate, ...] = ()
    capture: Capture | None = None
    captures: tuple[Capture, ...] = ()
    access: Access = Access.ok
    calls: int = 0
    cost: Decimal = Decimal(0)
    detail: str = ""
    detail_zh: str = ""


class Route(Protocol):
    """One way to a registry."""

    name: str
    source: Source
    price: Decimal
    """Expected CNY of one look-up, for the order of routes."""
    per_day: int

    def serves(self, asked: Asked) -> bool:
        """Can this route know the firm, by its country and what is known of it?"""
        ...

    async def look_up(self, asked: Asked, web: Web) -> Answer:
        """Ask. Raises SourceDown where the source must be left alone; everything else is an answer."""
        ...


def about(asked: Asked, record: RegistryRecord | None) -> bool:
    """Is this record about the firm that was asked for? A registry answers for others too."""
    if record is None:
        return False
    if asked.uscc and record.uscc:
        return asked.uscc == record.uscc
    if asked.lei and record.lei:
        return asked.lei == record.lei
    return any(same_name(name, record.name) for name in asked.names)


def picked(asked: Asked, candidates: tuple[Candidate, ...]) -> tuple[Candidate | None, str, str]:
    """The one candidate that is the firm, or why there is none, in Chinese and English."""
    zh = en = ""
    for name in asked.names:
        choice = pick(name, candidates, uscc=asked.uscc)
        if choice.index is not None:
            return candidates[choice.index], "", ""
        zh, en = zh or choice.reason_zh, en or choice.reason_en
    return None, zh, en
