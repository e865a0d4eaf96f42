"""GLEIF: legal entities of the world by name or LEI; free, 60 requests a minute (SOURCES section 5).

`entity.status` says whether the firm lives; `registration.status` only whether its LEI was renewed: LAPSED is not dead.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from core.values.uscc import read_lei, read_uscc
from core.words import RegistryStatus
from enrich.registry.branches import is_branch
from enrich.registry.cells import clean, day
from enrich.registry.record import RegistryRecord
from enrich.registry.statuses import read_status

SOURCE = "gleif"
ACCEPT = {"Accept": "application/vnd.api+json"}


def search_url(base: str, name: str, country: str | None = None, page: int = 1, size: int = 10) -> str:
    """Address of a search by legal name. The brackets stay as they are: the API refuses escaped ones."""
    where = f"filter[entity.legalName]={quote(name)}"
    if country:
        where += f"&filter[entity.legalAddress.country]={quote(country)}"
    return f"{base}/lei-records?{where}&page[number]={page}&page[size]={size}"


def record_url(base: str, lei: str) -> str:
    """Address of one record."""
    return f"{base}/lei-records/{lei}"


def read_records(tree: Any) -> tuple[RegistryRecord, ...]:
    """The records of a search or of one look-up; entries that are no LEI records are left out."""
    data = tree.get("data") if isinstance(tree, Mapping) else None
    rows = data if isinstance(data, list) else [data] if isinstance(data, Mapping) else []
    return tuple(record for record in (_record(row) for row in rows if isinstance(row, Mapping)) if record)


def _record(row: Mapping[str, Any]) -> RegistryRecord | None:
    attributes = row.get("attributes") if row.get("type") == "lei-records" else None
    entity = attributes.get("entity") if isinstance(attributes, Mapping) else None
    if not isinstance(attributes, Mapping) or not isinstance(entity, Mapping):
        return None
    registration = attributes.get("registration") or {}
    legal = entity.get("legalName") or {}
    others = [o for o in entity.get("otherNames") or () if isinstance(o, Mapping) and o.get("name")]
    office = entity.get("headquartersAddress") or entity.get("legalAddress") or {}
    name = clean(str(legal.get("name") or ""))
    raw_status = clean(str(entity.get("status") or ""))
    status = read_status(raw_status)
    branch = entity.get("category") == "BRANCH" or is_branch(name, None)
    number = clean(str(entity.get("registeredAs") or ""))
    lapsed = registration.get("status") not in ("ISSUED", None)
    return RegistryRecord(
        name=name,
        lei=read_lei(str(attributes.get("lei") or row.get("id") or "")),
        uscc=read_uscc(number),
        company_number=number,
        country=(entity.get("legalAddress") or {}).get("country"),
        status=RegistryStatus.unknown if raw_status in (None, "NULL") else status,
        status_raw=raw_status,
        address=_address(office),
        established_on=day(str(entity.get("creationDate") or "")),
        former_names=tuple(str(o["name"]) for o in others if "PREVIOUS" in str(o.get("type"))),
        english_name=next(
            (str(o["name"]) for o in others if _latin(str(o["name"])) and "PREVIOUS" not in str(o.get("type"))), None
        ),
        is_branch=branch,
        notes=(f"LEI registration {registration.get('status')}: not renewed, which says nothing about the firm",)
        if lapsed
        else (),
    )


def _latin(name: str) -> bool:
    return name.isascii()


def _address(office: Mapping[str, Any]) -> str | None:
    parts = [*(office.get("addressLines") or ()), office.get("city"), office.get("postalCode"), office.get("country")]
    return ", ".join(str(part) for part in parts if part) or None
