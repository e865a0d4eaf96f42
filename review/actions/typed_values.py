"""What a person types into a field, read into the shape that facts have (docs/facts.md); refused where it says nothing."""

from __future__ import annotations

import re

from pydantic import JsonValue

from core.values.headcount import parse_headcount
from core.values.money import parse_money
from core.values.places import read_place
from core.values.uscc import read_uscc, uscc_complaint
from core.words import Field, HasRd, RegistryStatus
from enrich.registry.facts import headcount_value, revenue_value
from enrich.registry.statuses import read_status
from review.words import Refusal
from screen.taxonomy import taxonomy

_RD = {
    "有": HasRd.yes,
    "yes": HasRd.yes,
    "无": HasRd.no,
    "no": HasRd.no,
    "外包": HasRd.outsourced,
    "outsourced": HasRd.outsourced,
}


def typed_value(field: Field, text: str) -> JsonValue:
    """The value of a field; Refusal says how it should be written."""
    said = text.strip()
    if not said:
        raise Refusal("typed.empty")
    match field:
        case Field.revenue:
            return _revenue(said)
        case Field.hq_city:
            return _city(said)
        case Field.products:
            return [part for part in re.split(r"\s*[、,，;；\n]\s*", said) if part][:60]
        case Field.has_rd:
            return _has_rd(said)
        case Field.sub_field:
            return _sub_field(said)
        case Field.uscc:
            code = read_uscc(said)
            if code is None:
                raise Refusal("typed.uscc", why=uscc_complaint(said) or "")
            return code
        case Field.headcount:
            found = parse_headcount(said)
            if found is None:
                raise Refusal("typed.headcount", text=said[:60])
            return headcount_value(found)
        case Field.registry_status:
            return _status(said)
    return said[:2000]


def _revenue(text: str) -> JsonValue:
    money = parse_money(text, home_currency="CNY")
    if money is None:
        raise Refusal("typed.revenue", text=text[:60])
    return revenue_value(money)


def _city(text: str) -> JsonValue:
    place = read_place(text)
    if place is None or not place.specific:
        raise Refusal("typed.city", text=text[:60])
    return {key: value for key, value in place.model_dump().items() if value is not None}


def _has_rd(text: str) -> str:
    found = _RD.get(text.casefold())
    if found is None:
        raise Refusal("typed.has_rd")
    return found.value


def _sub_field(text: str) -> str:
    wanted = text.casefold()
    keys = taxonomy().sub_fields()
    for key in keys:
        if wanted in (key, *(label.casefold() for label in taxonomy().label(key))):
            return key
    raise Refusal("typed.sub_field", text=text[:60])


def _status(text: str) -> JsonValue:
    status = read_status(text)
    if status is RegistryStatus.unknown:
        raise Refusal("typed.status", text=text[:60])
    return {"status": status.value, "raw": text}
