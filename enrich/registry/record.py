"""The canonical registry record: whatever the route, the same fields in the same units."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import JsonValue

from core.records import Frozen
from core.values.headcount import Headcount
from core.values.money import Money
from core.words import Access, RegistryStatus


class RegistryRecord(Frozen):
    """One firm as a registry states it. What the registry hides, masks or leaves out is None, never a placeholder."""

    name: str | None = None
    uscc: str | None = None
    company_number: str | None = None
    lei: str | None = None
    country: str | None = None
    status: RegistryStatus = RegistryStatus.unknown
    status_raw: str | None = None
    company_type: str | None = None
    legal_person: str | None = None
    capital: Decimal | None = None
    """Registered capital in whole units of `currency`."""
    currency: str | None = None
    capital_raw: str | None = None
    paid_in: Decimal | None = None
    established_on: date | None = None
    approved_on: date | None = None
    address: str | None = None
    scope: str | None = None
    industry: str | None = None
    insured_count: int | None = None
    """Insured staff of the firm itself; branches may be left out."""
    insured_year: int | None = None
    headcount: Headcount | None = None
    """人员规模: usually a range, modelled by the portal; may disagree with the insured."""
    former_names: tuple[str, ...] = ()
    english_name: str | None = None
    is_branch: bool = False
    branch_of: str | None = None
    registered_at: str | None = None
    website: str | None = None
    phone: str | None = None
    email: str | None = None
    revenue: Money | None = None
    key: str | None = None
    """The portal's own number of the firm."""
    notes: tuple[str, ...] = ()
    """What a person should know about single values, such as an assumed currency."""

    def contract(self) -> dict[str, JsonValue]:
        """The record as `parse registry --json` prints it (DESIGN section 8)."""
        return {
            "name": self.name,
            "uscc": self.uscc,
            "status": self.status.value,
            "status_raw": self.status_raw,
            "company_type": self.company_type,
            "legal_person": self.legal_person,
            "capital": _number(self.capital),
            "currency": self.currency,
            "established_on": self.established_on.isoformat() if self.established_on else None,
            "address": self.address,
            "scope": self.scope,
            "insured_count": self.insured_count,
            "headcount": self.headcount.raw if self.headcount else None,
            "former_names": list(self.former_names),
            "branch_of": (self.branch_of or "unknown") if self.is_branch else None,
        }


class Candidate(Frozen):
    """One hit of a registry search: enough to see whether it is the firm that was asked for."""

    name: str
    url: str | None = None
    key: str | None = None
    uscc: str | None = None
    status_raw: str | None = None
    legal_person: str | None = None
    established_on: date | None = None
    address: str | None = None
    former_names: tuple[str, ...] = ()


class RegistryReading(Frozen):
    """What a parser made of one answer of a registry."""

    access: Access
    record: RegistryRecord | None = None
    candidates: tuple[Candidate, ...] = ()
    detail: str = ""

    def contract(self) -> dict[str, Any]:
        """The reading as `parse registry --json` prints it."""
        return {"access": self.access.value, "record": self.record.contract() if self.record else None}


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
