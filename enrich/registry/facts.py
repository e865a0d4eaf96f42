"""From a canonical record to facts in the shapes of `docs/facts.md`. What the record does not know becomes no fact."""

from __future__ import annotations

from decimal import Decimal

from pydantic import JsonValue

from core.records import Found
from core.values.headcount import Headcount
from core.values.money import Money
from core.values.places import read_place
from core.words import Field
from enrich.registry.record import RegistryRecord


def to_found(record: RegistryRecord) -> tuple[Found, ...]:
    """Every fact that the record states. The quote is the registry's own wording where it differs from the value."""
    found: list[Found] = []

    def add(field: Field, value: JsonValue, quote: str | None = None, confidence: float = 1.0) -> None:
        if value not in (None, "", {}, []):
            found.append(
                Found(
                    field=field,
                    value=value,
                    quote=quote or (value if isinstance(value, str) else None),
                    confidence=confidence,
                )
            )

    add(Field.legal_name, record.name)
    for name in record.former_names:
        add(Field.former_name, name)
    add(Field.alias, record.english_name)
    add(Field.uscc, record.uscc)
    add(Field.lei, record.lei)
    add(Field.company_number, record.company_number)
    if record.status_raw:
        add(Field.registry_status, {"status": record.status.value, "raw": record.status_raw}, record.status_raw)
    add(Field.company_type, record.company_type)
    if record.is_branch:
        add(Field.branch_of, record.branch_of or "unknown", record.name)
    add(Field.legal_person, record.legal_person)
    add(Field.capital, _capital(record), record.capital_raw)
    add(Field.established_on, record.established_on.isoformat() if record.established_on else None)
    add(Field.address, record.address)
    add(Field.scope, record.scope)
    add(Field.industry, record.industry)
    add(Field.website, record.website)
    add(Field.insured_count, record.insured_count, str(record.insured_count))
    if record.headcount:
        add(Field.headcount, headcount_value(record.headcount), record.headcount.raw)
    if record.revenue:
        add(Field.revenue, revenue_value(record.revenue), record.revenue.raw)
    _add_place(record, add)
    return tuple(found)


def _add_place(record: RegistryRecord, add: object) -> None:
    assert callable(add)
    place = read_place(record.address, country=record.country) if record.address else None
    if place is not None:
        value = {key: item for key, item in place.model_dump().items() if item is not None}
        add(Field.hq_city, value, record.address, 1.0 if place.specific else 0.7)
    add(Field.country, record.country or (place.country if place else None), record.address, 0.9)


def _capital(record: RegistryRecord) -> dict[str, JsonValue]:
    value: dict[str, JsonValue] = {}
    if record.capital is not None:
        value["amount"] = plain(record.capital)
    if record.currency and record.capital is not None:
        value["currency"] = record.currency
    if record.capital_raw:
        value["raw"] = record.capital_raw
    return value


def plain(number: Decimal) -> str:
    """A decimal as text without an exponent."""
    return f"{number:f}"


def headcount_value(count: Headcount) -> dict[str, JsonValue]:
    """A head count as a fact's value; a withheld number leaves only the raw words."""
    value: dict[str, JsonValue] = {}
    if count.number is not None:
        value["number"] = count.number
    else:
        value |= {key: end for key, end in (("low", count.low), ("high", count.high)) if end is not None}
    if count.year:
        value["year"] = count.year
    if count.withheld:
        value["withheld"] = True
    return value | {"raw": count.raw}


def revenue_value(money: Money) -> dict[str, JsonValue]:
    """An amount as the value of a revenue fact."""
    value: dict[str, JsonValue] = {"basis": money.basis, "raw": money.raw}
    if money.amount is not None:
        value["amount"] = plain(money.amount)
    else:
        value |= {key: plain(end) for key, end in (("low", money.low), ("high", money.high)) if end is not None}
    if money.currency:
        value["currency"] = money.currency
    if money.year:
        value["year"] = money.year
    return value
