"""Between records and rows. Reading a firm a thousand times a minute happens here, so rows are plain tuples."""

from collections.abc import Sequence
from operator import attrgetter, itemgetter
from typing import Any, Final

from sqlalchemy import Row

from core.records import Activity, Capture, Contact, Decision, Fact, Locator, Search, Sighting, Source, Verdict
from core.words import SightingKind
from storage.views import FirmLine

_OWN_COLUMNS: Final = frozenset(
    {"id", "source", "url", "locator", "seen_at", "name", "booth", "country", "website", "kind"}
)
_REST: Final = tuple(name for name in Sighting.model_fields if name not in _OWN_COLUMNS)

_FACT: Final = tuple(name for name in Fact.model_fields if name not in ("verified_by", "verified_at"))
_OF_FACT: Final = itemgetter(*_FACT)
_KEY_OF_FACT: Final = itemgetter("firm", "id")
_values_of: Final = attrgetter("__dict__")

Values = dict[str, Any]


def sighting_values(row: Sighting, firm: str | None, crawl: str | None) -> Values:
    """A sighting as a row of its table."""
    rest = {name: value for name in _REST if (value := getattr(row, name))}
    return {
        "id": row.id,
        "source": row.source,
        "firm": firm,
        "kind": row.kind.value,
        "name": row.name,
        "url": row.url,
        "page": row.locator.page,
        "row": row.locator.row,
        "booth": row.booth,
        "country": row.country,
        "website": row.website,
        "rest": rest,
        "first_seen_at": row.seen_at,
        "last_seen_at": row.seen_at,
        "first_crawl": crawl,
        "last_crawl": crawl,
    }


def sighting(row: Row[Any]) -> Sighting:
    """The sighting as it was first seen."""
    return Sighting(
        id=row.id,
        source=row.source,
        url=row.url,
        locator=Locator(page=row.page, row=row.row),
        seen_at=row.first_seen_at,
        name=row.name,
        booth=row.booth,
        country=row.country,
        website=row.website,
        kind=SightingKind(row.kind),
        **row.rest,
    )


def source_values(source: Source) -> Values:
    """A source as a row."""
    return {name: getattr(source, name) for name in Source.model_fields} | {"kind": source.kind.value}


def source(row: Row[Any]) -> Source:
    """A row as a source."""
    return Source.model_validate(row._asdict())


def capture_values(capture: Capture) -> Values:
    """A capture as a row."""
    values = {name: getattr(capture, name) for name in Capture.model_fields}
    return values | {"id": capture.id, "access": capture.access.value}


def capture(row: Row[Any]) -> Capture:
    """A row as a capture."""
    return Capture.model_validate(_only(row, Capture.model_fields))


def fact_values(fact: Fact) -> Values:
    """A fact as a row; verification is a row of its own."""
    values = {**fact.__dict__, "field": str(fact.field), "confirmed_at": fact.found_at}
    del values["verified_by"], values["verified_at"]
    return values


def fact_columns(facts: Sequence[Fact]) -> dict[str, Sequence[Any]]:
    """Facts, one at least, as the columns of their rows, each fact once."""
    rows = list(map(_values_of, facts))
    if len(set(map(_KEY_OF_FACT, rows))) < len(rows):
        rows = list({_KEY_OF_FACT(row): row for row in rows}.values())
    columns: dict[str, Sequence[Any]] = dict(zip(_FACT, zip(*map(_OF_FACT, rows), strict=True), strict=True))
    columns["field"] = list(map(str, columns["field"]))
    return columns | {"confirmed_at": columns["found_at"]}


def fact(row: Row[Any], verified: tuple[str, Any] | None) -> Fact:
    """A row as a fact, with the newest signature under it."""
    by, at = verified or (None, None)
    return Fact(
        id=row.id,
        firm=row.firm,
        field=row.field,
        value=row.value,
        source=row.source,
        capture=row.capture,
        quote=row.quote,
        extractor=row.extractor,
        confidence=row.confidence,
        found_at=row.found_at,
        verified_by=by,
        verified_at=at,
    )


def plain_values(record: Activity | Contact | Search) -> Values:
    """A record whose columns are its fields."""
    values = {name: getattr(record, name) for name in type(record).model_fields}
    return values | {"blind_spots": list(record.blind_spots)} if isinstance(record, Search) else values


def activity(row: Row[Any]) -> Activity:
    """A row as an activity."""
    return Activity.model_validate(_only(row, Activity.model_fields))


def contact(row: Row[Any]) -> Contact:
    """A row as a contact."""
    return Contact.model_validate(_only(row, Contact.model_fields))


def search(row: Row[Any]) -> Search:
    """A row as a search."""
    return Search.model_validate(_only(row, Search.model_fields))


def verdict_values(verdict: Verdict) -> Values:
    """A verdict as a row."""
    return {
        "firm": verdict.firm,
        "id": verdict.id,
        "status": verdict.status.value,
        "grade": verdict.grade.value if verdict.grade else None,
        "findings": [finding.model_dump(mode="json") for finding in verdict.findings],
        "missing": [field.value for field in verdict.missing],
        "policy": verdict.policy,
        "inputs": verdict.inputs,
        "at": verdict.at,
    }


def verdict(row: Row[Any]) -> Verdict:
    """A row as a verdict."""
    return Verdict.model_validate(_only(row, Verdict.model_fields))


def decision(row: Row[Any]) -> Decision:
    """A row as a decision; undo rows carry no status and are not decisions."""
    return Decision.model_validate(_only(row, Decision.model_fields))


def firm_line(row: Row[Any]) -> FirmLine:
    """A row of the firm table as a line of a page."""
    values = _only(row, FirmLine.model_fields.keys() - {"priority", "decided"})
    return FirmLine(**values, priority=-row.rank, decided=row.decision is not None)


def _only(row: Row[Any], names: Any) -> Values:
    return {name: getattr(row, name) for name in names}
