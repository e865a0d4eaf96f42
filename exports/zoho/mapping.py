"""What a firm and a person become in Zoho: named values, put into the fields of `config/zoho.yml`."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from decimal import Decimal
from zoneinfo import ZoneInfo

from pydantic import JsonValue

from core.errors import BadInput
from core.records import Contact, Firm
from core.settings import settings
from core.words import Field
from exports import cells, columns, labels
from exports.gate import verified
from exports.zoho.client import CrmField
from exports.zoho.config import ModuleMap

Record = dict[str, JsonValue]
_SUMMED_UP = (
    "sub_field",
    "revenue",
    "has_rd",
    "products",
    "channel",
    "verifier",
    "verified_at",
    "activity",
    "evidence",
)
_HEADINGS = {column.key: column for column in columns.COLUMNS}


def firm_record(firm: Firm, mapped: ModuleMap) -> Record:
    """The firm as a record of its module; empty values are left out, so that nothing over there is wiped."""
    place = firm.value(Field.hq_city)
    spot = place if isinstance(place, dict) else {}
    said = {
        "id": firm.id,
        "legal_name": columns.legal_name(firm),
        "uscc": cells.text(firm.value(Field.uscc) or firm.value(Field.lei) or firm.value(Field.company_number)),
        "website": cells.text(firm.value(Field.website)),
        "city": cells.text(spot.get("city")) or cells.place(place),
        "province": cells.text(spot.get("province")),
        "country": cells.text(firm.value(Field.country) or firm.country).upper(),
        "revenue_cny": _yuan(firm.value(Field.revenue)),
        "employees": _people(firm.value(Field.headcount)),
        "sub_field": labels.sub_field(firm.value(Field.sub_field)),
        "has_rd": labels.rd(firm.value(Field.has_rd)),
        "products": columns.products(firm),
        "channel": columns.channel(firm),
        "verifier": columns.verifier(firm),
        "verified_at": _moment(firm),
        "grade": firm.verdict.grade.value if firm.verdict and firm.verdict.grade else "",
        "activity": columns.activity(firm),
        "evidence": columns.evidence(firm),
        "summary": _summary(firm),
    }
    return _fill(mapped, said)


def person_record(person: Contact, mapped: ModuleMap, firm_over_there: str) -> Record:
    """The person as a record of its module, tied to the firm's record."""
    said = {
        "id": person.id,
        "name": cells.text(person.name),
        "title": cells.text(person.title),
        "phone": cells.text(person.phone),
        "email": cells.text(person.email),
    }
    record = _fill(mapped, said)
    if mapped.firm_field:
        record[mapped.firm_field] = {"id": firm_over_there}
    return record


def content_hash(record: Record) -> str:
    """SHA-256 of what would be sent; the same content is not sent again."""
    return hashlib.sha256(json.dumps(record, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def preflight(mapped: ModuleMap, there: Mapping[str, CrmField]) -> tuple[str, ...]:
    """Fields of the map that the organisation does not have and that will be left out.

    BadInput where a required field, or one by which records are recognised, is not there.
    """
    if not there:
        raise BadInput(f"Zoho lists no fields for module {mapped.module!r}; correct `module` in config/zoho.yml")
    needed = {f.api_name for f in mapped.fields if f.required} | set(mapped.duplicate_check)
    absent = sorted(needed - there.keys())
    if absent:
        raise BadInput(
            f"Zoho's module {mapped.module} has no field {', '.join(absent)}; make it there, or correct config/zoho.yml"
        )
    wanted = [f.api_name for f in mapped.fields] + ([mapped.firm_field] if mapped.firm_field else [])
    return tuple(name for name in wanted if name not in there)


def fitted(record: Record, there: Mapping[str, CrmField]) -> Record:
    """The record without fields that are not there, and with text cut to the length of its field."""
    kept = {}
    for name, value in record.items():
        field = there.get(name)
        if field is None and name != "id":
            continue
        if field is not None and isinstance(value, str) and field.length and len(value) > field.length:
            value = value[: field.length - 1] + "…"
        kept[name] = value
    return kept


def _fill(mapped: ModuleMap, said: Mapping[str, JsonValue]) -> Record:
    unknown = [field.source for field in mapped.fields if field.source not in said]
    if unknown:
        raise BadInput(f"config/zoho.yml: {mapped.module}: no value called {unknown[0]!r}; there are {', '.join(said)}")
    return {field.api_name: value for field in mapped.fields if (value := said[field.source]) not in ("", None)}


def _yuan(value: JsonValue) -> float | None:
    """Yuan only: Zoho would take a foreign amount for its own currency. Of a range the lower end."""
    if not isinstance(value, dict) or value.get("currency") != "CNY":
        return None
    amount = cells.least(value)
    return float(amount.quantize(Decimal("0.01"))) if amount is not None else None


def _people(value: JsonValue) -> int | None:
    found = value.get("low") if isinstance(value, dict) else value
    return found if isinstance(found, int) and not isinstance(found, bool) else None


def _moment(firm: Firm) -> str:
    word = verified(firm)
    return word[1].astimezone(ZoneInfo(settings().timezone)).isoformat(timespec="seconds") if word else ""


def _summary(firm: Firm) -> str:
    lines = [(_HEADINGS[key], _HEADINGS[key].read(firm)) for key in _SUMMED_UP]
    return "\n".join(f"{column.zh} {column.en}: {cell}" for column, cell in lines if cell)
