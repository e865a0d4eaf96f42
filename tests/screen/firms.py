"""Builds a firm from the few words that a case gives; everything left out is what an ordinary firm would have."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from core import identity
from core.policy import Policy
from core.records import Activity, Capture, Contact, Fact, Firm, Locator, Search, Sighting, Source
from core.words import Access, ActivityKind, ContactRole, Field, Precision, SourceKind

TODAY = date(2026, 11, 21)
NOW = datetime(2026, 11, 21, 4, tzinfo=UTC)

SOURCES = {
    "show": Source(
        key="show", kind=SourceKind.show, title="Auto Shanghai 2025 exhibitor list", url="https://show.example/list"
    ),
    "registry": Source(
        key="registry", kind=SourceKind.registry, title="Registry portal", url="https://registry.example/"
    ),
    "website": Source(key="website", kind=SourceKind.website, title="The firm's own site", url="https://firm.example/"),
    "person": Source(key="person", kind=SourceKind.person, title="Li Wei", url=None),
}


def capture(name: str, *, access: Access = Access.ok, shot: bool = True) -> Capture:
    """An archived page."""
    url = f"https://{name}.example/"
    return Capture(
        sha256=identity.digest(name) * 2,
        url=url,
        final_url=url,
        fetched_at=NOW,
        access=access,
        http_status=200,
        screenshot="ab/shot.jpg" if shot else None,
    )


def firm(given: dict[str, Any]) -> Firm:
    """The firm that a case describes. Keys: name, aliases, country, listed, sources, registry, website, person, events, searches, …"""
    sources = dict(SOURCES)
    for key, changes in (given.get("sources") or {}).items():
        sources[key] = sources.get(key, SOURCES["show"]).model_copy(update={"key": key, **changes})
    shot, access = given.get("screenshot", True), Access(given.get("access", "ok"))
    pages = {key: capture(key, access=access, shot=shot) for key in ("registry", "website", "person")}
    facts = [
        _fact(field, value, key, pages[key])
        for key in ("registry", "website", "person")
        for field, values in (given.get(key) or {}).items()
        for value in (
            values if isinstance(values, list) and field not in ("products", "registry_candidates") else [values]
        )
    ]
    name = given.get("name", "上海示例制动系统有限公司")
    rows = given.get("listed", [{"source": "show", "name": name}])
    return Firm(
        id="f1",
        name=name,
        aliases=tuple(given.get("aliases", ())),
        country=given.get("country", "CN"),
        duplicate_of=given.get("duplicate_of"),
        sources=tuple(sources.values()),
        sightings=tuple(_sighting(i, row, sources) for i, row in enumerate(rows)),
        facts=tuple(facts),
        activities=tuple(_event(e) for e in given.get("events", ())),
        searches=tuple(_search(s) for s in given.get("searches", ())),
        contacts=tuple(_contact(c) for c in given.get("contacts", ())),
        captures=tuple(pages.values()),
    )


def policy(changes: dict[str, Any] | None = None) -> Policy:
    """The default policy with a case's switches."""
    base = Policy(version="test", author="test").model_dump()
    for key, value in (changes or {}).items():
        base[key] = {**base[key], **value} if isinstance(value, dict) else value
    return Policy.model_validate(base)


def _fact(field: str, value: Any, key: str, page: Capture) -> Fact:
    return Fact(
        id=identity.fact_id("f1", field, str(value), key, page.id, None),
        firm="f1",
        field=Field(field),
        value=value,
        source=key,
        capture=page.id,
        extractor="person:li" if key == "person" else key,
        found_at=NOW,
    )


def _sighting(i: int, row: dict[str, Any], sources: dict[str, Source]) -> Sighting:
    key = row.get("source", "show")
    url = row.get("url", sources[key].url if key in sources else "") or ""
    rest = {k: v for k, v in row.items() if k not in ("source", "url")}
    return Sighting(id=f"s{i}", source=key, url=url, locator=Locator(page="1", row=i + 1), seen_at=NOW, **rest)


def _event(event: dict[str, Any]) -> Activity:
    return Activity(
        id=identity.digest(event.get("title"), event.get("day")),
        firm="f1",
        kind=ActivityKind(event.get("kind", "product")),
        title=event.get("title", "新一代线控制动发布"),
        happened_on=event.get("day"),
        precision=Precision(event.get("precision", "day")),
        source="website",
        found_at=NOW,
    )


def _search(search: dict[str, Any]) -> Search:
    return Search(
        id=identity.digest(*search.values()),
        firm="f1",
        kind=search["kind"],
        where=search.get("where", "firm.example"),
        query=search.get("query", ""),
        pages_seen=search.get("pages_seen", 5),
        coverage=search.get("coverage", 1.0),
        access=Access(search.get("access", "ok")),
        source="website",
        at=NOW,
    )


def _contact(contact: dict[str, Any]) -> Contact:
    return Contact(id="p1", firm="f1", source="website", found_at=NOW, role=ContactRole.rd_leader, **contact)
