"""Turns what an enricher brought home into records that belong to a firm."""

from __future__ import annotations

import json
from datetime import datetime

from core import identity
from core.enrichment import Gleaned, Leaf
from core.records import Activity, Capture, Contact, Fact, Firm, Frozen, Search, Source
from core.words import ContactRole


class Gathered(Frozen):
    """Everything learned about one firm by one enricher, ready to be stored in this order."""

    sources: tuple[Source, ...] = ()
    captures: tuple[Capture, ...] = ()
    facts: tuple[Fact, ...] = ()
    activities: tuple[Activity, ...] = ()
    contacts: tuple[Contact, ...] = ()
    searches: tuple[Search, ...] = ()

    def __add__(self, other: Gathered) -> Gathered:
        """Both together."""
        return Gathered(**{name: getattr(self, name) + getattr(other, name) for name in Gathered.model_fields})


def gather(firm: str, gleaned: Gleaned, at: datetime) -> Gathered:
    """The records of one firm, each with its source and its page. Of people only R&D leaders are kept."""
    captures = {c.id: c for c in gleaned.captures}
    captures |= {leaf.capture.id: leaf.capture for leaf in gleaned.leaves if leaf.capture is not None}
    return Gathered(
        sources=tuple({leaf.source.key: leaf.source for leaf in gleaned.leaves}.values()),
        captures=tuple(captures.values()),
        facts=_once(fact for leaf in gleaned.leaves for fact in _facts(firm, leaf, gleaned.enricher, at)),
        activities=_once(event for leaf in gleaned.leaves for event in _activities(firm, leaf, at)),
        contacts=_once(contact for leaf in gleaned.leaves for contact in _contacts(firm, leaf, at)),
        searches=_once(search for leaf in gleaned.leaves for search in _searches(firm, leaf, at)),
    )


def with_gathered(firm: Firm, new: Gathered) -> Firm:
    """The firm as the next enricher should see it."""

    def joined(old: tuple, fresh: tuple) -> tuple:  # type: ignore[type-arg]
        seen = {record.id for record in old}
        return (*old, *(record for record in fresh if record.id not in seen))

    known = {source.key for source in firm.sources}
    return firm.model_copy(
        update={
            "sources": (*firm.sources, *(s for s in new.sources if s.key not in known)),
            "captures": joined(firm.captures, new.captures),
            "facts": joined(firm.facts, new.facts),
            "activities": joined(firm.activities, new.activities),
            "contacts": joined(firm.contacts, new.contacts),
            "searches": joined(firm.searches, new.searches),
        }
    )


def _once(records) -> tuple:  # type: ignore[no-untyped-def, type-arg]
    return tuple({record.id: record for record in records}.values())


def _place(leaf: Leaf) -> str | None:
    return leaf.capture.id if leaf.capture is not None else None


def _facts(firm: str, leaf: Leaf, enricher: str, at: datetime) -> list[Fact]:
    made = []
    for found in leaf.found:
        value = json.dumps(found.value, ensure_ascii=False, sort_keys=True)
        page = leaf.capture.url if leaf.capture is not None else None
        key = identity.fact_id(firm, found.field, value, leaf.source.key, page, found.quote)
        made.append(
            Fact(
                id=key,
                firm=firm,
                field=found.field,
                value=found.value,
                source=leaf.source.key,
                capture=_place(leaf),
                quote=found.quote,
                extractor=enricher,
                confidence=found.confidence,
                found_at=at,
            )
        )
    return made


def _activities(firm: str, leaf: Leaf, at: datetime) -> list[Activity]:
    return [
        Activity(
            **event.model_dump(),
            id=identity.activity_id(firm, event.kind, event.title, event.happened_on, event.number),
            firm=firm,
            source=leaf.source.key,
            capture=_place(leaf),
            found_at=at,
        )
        for event in leaf.events
    ]


def _contacts(firm: str, leaf: Leaf, at: datetime) -> list[Contact]:
    return [
        Contact(
            **person.model_dump(),
            id=identity.contact_id(firm, person.name, person.title),
            firm=firm,
            source=leaf.source.key,
            capture=_place(leaf),
            found_at=at,
        )
        for person in leaf.people
        if person.role is ContactRole.rd_leader
    ]


def _searches(firm: str, leaf: Leaf, at: datetime) -> list[Search]:
    return [
        Search(
            **sought.model_dump(),
            id=identity.search_id(firm, sought.kind, sought.where, sought.query, at),
            firm=firm,
            source=leaf.source.key,
            at=at,
        )
        for sought in leaf.searches
    ]
