"""Keeps the columns of the firm row that pages sort, filter and search by in step with the facts."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from pydantic import JsonValue
from sqlalchemy import bindparam, select, update

from core.records import Fact
from core.trust import current
from core.words import Field, SourceKind
from storage import mapping
from storage.database import Transaction
from storage.models import Alias, FactRow, FirmRow, SightingRow, SourceRow
from storage.repositories.firms import members
from storage.repositories.search import reindex_firms

_SHOWN = (
    Field.legal_name,
    Field.former_name,
    Field.alias,
    Field.uscc,
    Field.lei,
    Field.company_number,
    Field.website,
    Field.sub_field,
    Field.hq_city,
)


def describe(tx: Transaction, firms: Sequence[str]) -> None:
    """Recompute legal name, registry number, domain, sub-field, province and the searchable text of these firms.

    `save_verdicts` calls it; call it yourself where such facts were saved and no verdict follows.
    """
    groups = members(tx, firms)
    everyone = list({member for group in groups.values() for member in group})
    facts = _facts(tx, everyone)
    kinds = _kinds(tx, facts)
    names = _names(tx, everyone)
    rows, texts = [], {}
    for firm, group in groups.items():
        together = [fact for member in group for fact in facts[member]]
        row = _columns(together, kinds) | {"row_id": firm}
        rows.append(row)
        stated = [_text(fact.value) for fact in together if fact.field in _SEARCHED]
        texts[firm] = [*(name for member in group for name in names[member]), *stated, row["uscc"], row["domain"]]
    changed: dict[str, Any] = {
        name: bindparam(name) for name in ("legal_name", "uscc", "domain", "sub_field", "province")
    }
    if rows:
        tx.connection().execute(update(FirmRow).where(FirmRow.id == bindparam("row_id")).values(**changed), rows)
    reindex_firms(tx, texts)


_SEARCHED = (Field.legal_name, Field.former_name, Field.alias, Field.uscc, Field.lei, Field.company_number)


def host(website: str | None) -> str | None:
    """The host of an address without www, or None."""
    if not website:
        return None
    try:
        found = urlsplit(website if "//" in website else "//" + website).hostname
    except ValueError:
        return None
    return found.removeprefix("www.") if found else None


def _facts(tx: Transaction, firms: Sequence[str]) -> defaultdict[str, list[Fact]]:
    table = FactRow.__table__
    found: defaultdict[str, list[Fact]] = defaultdict(list)
    for row in tx.execute(select(table).where(table.c.firm.in_(firms), table.c.field.in_(_SHOWN))):
        found[row.firm].append(mapping.fact(row, None))
    return found


def _kinds(tx: Transaction, facts: dict[str, list[Fact]]) -> dict[str, SourceKind]:
    keys = {fact.source for group in facts.values() for fact in group}
    rows = tx.execute(select(SourceRow.key, SourceRow.kind).where(SourceRow.key.in_(keys)))
    return {key: SourceKind(kind) for key, kind in rows}


def _names(tx: Transaction, firms: Sequence[str]) -> defaultdict[str, list[str | None]]:
    found: defaultdict[str, list[str | None]] = defaultdict(list)
    for firm, name in tx.execute(select(FirmRow.id, FirmRow.name).where(FirmRow.id.in_(firms))):
        found[firm].append(name)
    for owner, name, rest in tx.execute(
        select(SightingRow.firm, SightingRow.name, SightingRow.rest).where(SightingRow.firm.in_(firms))
    ):
        found[owner or ""] += [name, rest.get("name_alt")]
    for firm, name in tx.execute(select(Alias.firm, Alias.name).where(Alias.firm.in_(firms))):
        found[firm].append(name)
    return found


def _columns(facts: Sequence[Fact], kinds: dict[str, SourceKind]) -> dict[str, Any]:
    def value(field: Field) -> str | None:
        fact = current(facts, field, kinds)
        return None if fact is None else _text(fact.value)

    return {
        "legal_name": value(Field.legal_name),
        "uscc": value(Field.uscc) or value(Field.lei) or value(Field.company_number),
        "domain": host(value(Field.website)),
        "sub_field": value(Field.sub_field),
        "province": _province(current(facts, Field.hq_city, kinds)),
    }


def _province(fact: Fact | None) -> str | None:
    """Of a head office stated as {"province": …, "city": …}; foreign ones give their country."""
    if fact is None or not isinstance(fact.value, dict):
        return None
    return _text(fact.value.get("province")) or _text(fact.value.get("country"))


def _text(value: JsonValue) -> str | None:
    """A value as text: itself, or what it calls itself by."""
    if isinstance(value, str):
        return value or None
    if isinstance(value, dict):
        return next(
            (_text(value[key]) for key in ("name", "key", "code", "url", "text", "value") if value.get(key)), None
        )
    if isinstance(value, list) and value:
        return _text(value[0])
    return None
