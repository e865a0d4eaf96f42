"""Companies House, the register of the United Kingdom: free key, 600 requests in five minutes (SOURCES section 5)."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote_plus

from enrich.registry.branches import is_branch
from enrich.registry.cells import clean, day
from enrich.registry.record import Candidate, RegistryRecord
from enrich.registry.statuses import read_status

SOURCE = "companies_house"


def headers(key: str) -> dict[str, str]:
    """HTTP Basic: the key is the user, the password is empty."""
    return {"Authorization": "Basic " + base64.b64encode(f"{key}:".encode()).decode()}


def search_url(base: str, name: str, start: int = 0, size: int = 20) -> str:
    """Address of a search by name."""
    return f"{base}/search/companies?q={quote_plus(name)}&items_per_page={size}&start_index={start}"


def company_url(base: str, number: str) -> str:
    """Address of one company."""
    return f"{base}/company/{quote_plus(number)}"


def read_candidates(tree: Any) -> tuple[Candidate, ...]:
    """The hits of a search."""
    items = tree.get("items") if isinstance(tree, Mapping) else None
    return tuple(
        Candidate(
            name=str(item["title"]),
            key=str(item.get("company_number") or "") or None,
            status_raw=item.get("company_status"),
            established_on=day(item.get("date_of_creation")),
            address=clean(item.get("address_snippet")),
        )
        for item in items or ()
        if isinstance(item, Mapping) and item.get("title")
    )


def read_company(tree: Any) -> RegistryRecord | None:
    """The record of one company; None where the answer is none, such as an error."""
    if not isinstance(tree, Mapping) or not tree.get("company_name"):
        return None
    name, status = clean(str(tree["company_name"])), clean(str(tree.get("company_status") or ""))
    detail = clean(str(tree.get("company_status_detail") or "").replace("-", " "))
    kind = clean(str(tree.get("type") or ""))
    office = tree.get("registered_office_address") or {}
    order = ("address_line_1", "address_line_2", "locality", "region", "postal_code", "country")
    previous = [
        str(p["name"]) for p in tree.get("previous_company_names") or () if isinstance(p, Mapping) and p.get("name")
    ]
    foreign = tree.get("foreign_company_details") or {}
    branch = is_branch(name, kind) or kind in ("uk-establishment", "oversea-company")
    return RegistryRecord(
        name=name,
        company_number=clean(str(tree.get("company_number") or "")),
        country="GB",
        status=read_status(f"{status or ''} {detail or ''}"),
        status_raw=status,
        company_type=kind,
        established_on=day(tree.get("date_of_creation")),
        address=", ".join(str(office[key]) for key in order if office.get(key)) or None,
        industry=", ".join(str(code) for code in tree.get("sic_codes") or ()) or None,
        former_names=tuple(previous),
        is_branch=branch,
        branch_of=clean(str((foreign.get("originating_registry") or {}).get("name") or "")) if branch else None,
    )
