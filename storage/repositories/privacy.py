"""Personal data: who must not be approached, and erasing a person everywhere (R-084)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from pydantic import JsonValue
from sqlalchemy import FromClause, and_, or_, select, update

from core.errors import BadInput
from core.identity import made_id
from core.values.fold import fold
from storage.database import Transaction
from storage.models import (
    Base,
    ContactRow,
    DecisionRow,
    DoNotContact,
    Erasure,
    FactRow,
    LeadRow,
    SightingRow,
    TouchRow,
)
from storage.repositories.audit import note
from storage.repositories.firms import members, speaks_for
from storage.upsert import insert_new
from storage.views import Erased

GONE = "[erased]"
"""What stands in the place of erased words."""


def person_hash(kind: str, value: str) -> str:
    """SHA-256 by which a phone, e-mail or name is recognised without being kept."""
    text = re.sub(r"\D", "", fold(value))[-11:] if kind == "phone" else re.sub(r"\s", "", fold(value).casefold())
    return hashlib.sha256(f"{kind}:{text}".encode()).hexdigest()


def refuse_contact(tx: Transaction, kind: str, value: str, why: str, by: str, at: datetime | None = None) -> None:
    """Put a phone, e-mail or name on the do-not-contact list; only its hash is kept."""
    when = at or datetime.now(UTC)
    digest = person_hash(kind, value)
    insert_new(tx, DoNotContact, [{"hash": digest, "kind": kind, "why": why, "by": by, "at": when}])
    note(tx, by, "refuse_contact", digest, {"kind": kind}, when)


def people_refused(tx: Transaction, values: Iterable[tuple[str, str]]) -> frozenset[tuple[str, str]]:
    """Those of the (kind, value) pairs that are on the do-not-contact list or were erased. Ask before any export."""
    hashes = {person_hash(kind, value): (kind, value) for kind, value in values if value}
    found = set(tx.scalars(select(DoNotContact.hash).where(DoNotContact.hash.in_(hashes))))
    found |= set(tx.scalars(select(Erasure.hash).where(Erasure.hash.in_(hashes))))
    return frozenset(hashes[digest] for digest in found)


def erase_contact(tx: Transaction, firm: str, contact: str, why: str, by: str, at: datetime | None = None) -> Erased:
    """Erase a person: name, title, phone and e-mail go from every row that holds them; hashes remain as tombstones.

    Rows of the whole firm (merged ones too) are cleaned of the name, phone and e-mail, and contacts of other firms of
    the same phone and e-mail. The pages in the evidence store still show the person: remove the returned captures there.
    """
    when = at or datetime.now(UTC)
    row = tx.execute(
        select(ContactRow.__table__).where(ContactRow.firm == firm, ContactRow.id == contact)
    ).one_or_none()
    if row is None or row.erased_at is not None:
        raise BadInput(f"no contact {contact!r} of firm {firm!r} to erase")
    values = {kind: value for kind, value in (("name", row.name), ("phone", row.phone), ("email", row.email)) if value}
    top = speaks_for(tx, firm)
    group = members(tx, [top])[top]
    captures = {row.capture} if row.capture else set()
    rows = _erase_contacts(tx, group, values, when, captures) + _erase_facts(tx, group, values, when, captures)
    rows += _clean(tx, SightingRow, group, ("name", "website", "rest"), values, when)
    rows += _clean(tx, DecisionRow, group, ("reason", "note"), values, when)
    rows += _clean(tx, TouchRow, group, ("note", "next_step"), values, None) + _clean(
        tx, LeadRow, group, ("quote", "settled_why"), values, None
    )
    shared = {"rows": rows, "why": why, "by": by, "at": when}
    tombs = [
        {"id": made_id("z", digest, when.isoformat()), "hash": digest, "kind": kind} | shared
        for kind, digest in _tombstones(firm, values).items()
    ]
    insert_new(tx, Erasure, tombs)
    note(tx, by, "erase", contact, {"rows": rows}, when)
    return Erased(rows=rows, captures=tuple(sorted(captures)))


def _tombstones(firm: str, values: dict[str, str]) -> dict[str, str]:
    """Hashes that stay. Two people may share a name, so a name is refused in this firm only."""
    addresses = {kind: person_hash(kind, value) for kind, value in values.items() if kind != "name"}
    return addresses | {"name": person_hash("name", f"{firm} {values['name']}")}


def _erase_contacts(
    tx: Transaction, group: Sequence[str], values: dict[str, str], when: datetime, captures: set[str]
) -> int:
    table = ContactRow.__table__
    same = [and_(table.c.firm.in_(group), table.c.name == values["name"])]
    same += [table.c[kind] == values[kind] for kind in ("phone", "email") if kind in values]
    found = tx.execute(
        select(table.c.firm, table.c.id, table.c.capture).where(or_(*same), table.c.erased_at.is_(None))
    ).all()
    captures |= {row.capture for row in found if row.capture}
    gone = {"name": GONE, "title": None, "phone": None, "email": None, "quote": None, "erased_at": when}
    for row in found:
        tx.execute(update(ContactRow).where(ContactRow.firm == row.firm, ContactRow.id == row.id).values(**gone))
    return len(found)


def _erase_facts(
    tx: Transaction, group: Sequence[str], values: dict[str, str], when: datetime, captures: set[str]
) -> int:
    table = FactRow.__table__
    rows = tx.execute(select(table).where(table.c.firm.in_(group), table.c.erased_at.is_(None))).all()
    hit = [row for row in rows if _holds(row.value, values) or _holds(row.quote, values)]
    captures |= {row.capture for row in hit if row.capture}
    for row in hit:
        cleaned = {"value": None, "quote": None, "erased_at": when}
        tx.execute(update(FactRow).where(FactRow.firm == row.firm, FactRow.id == row.id).values(**cleaned))
    return len(hit)


def _clean(
    tx: Transaction,
    model: type[Base],
    group: Sequence[str],
    columns: Sequence[str],
    values: dict[str, str],
    when: datetime | None,
) -> int:
    table: FromClause = model.__table__
    count = 0
    for row in tx.execute(select(table).where(table.c.firm.in_(group))).all():
        if any(_holds(getattr(row, column), values) for column in columns):
            cleaned: dict[str, Any] = {column: _without(getattr(row, column), values) for column in columns}
            if when is not None:
                cleaned["erased_at"] = when
            tx.execute(update(model).where(table.c.id == row.id).values(**cleaned))
            count += 1
    return count


def _holds(content: JsonValue, values: dict[str, str]) -> bool:
    if isinstance(content, str):
        return any(value in content for value in values.values())
    if isinstance(content, dict):
        return any(_holds(part, values) for part in content.values())
    return isinstance(content, list) and any(_holds(part, values) for part in content)


def _without(content: JsonValue, values: dict[str, str]) -> JsonValue:
    if isinstance(content, str):
        for value in sorted(values.values(), key=len, reverse=True):
            content = content.replace(value, GONE)
        return content
    if isinstance(content, dict):
        return {key: _without(part, values) for key, part in content.items()}
    return [_without(part, values) for part in content] if isinstance(content, list) else content
