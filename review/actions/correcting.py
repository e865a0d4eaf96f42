"""A person corrects a field: a new fact with its own source and evidence; what stood there before stays."""

from __future__ import annotations

import json
from urllib.parse import urlsplit

from core.acquisition import vague
from core.identity import digest, fact_id
from core.records import Capture, Fact, Frozen, Source, Verdict
from core.words import Field, SourceKind
from review.actions.judging import judge_again
from review.actions.typed_values import typed_value
from review.desk import Desk
from review.words import Refusal
from storage.database import Transaction
from storage.repositories.audit import note
from storage.repositories.decisions import claim_firm
from storage.repositories.evidence import save_captures, save_facts
from storage.repositories.sources import save_sources

CORRECTABLE = (
    Field.legal_name,
    Field.sub_field,
    Field.revenue,
    Field.hq_city,
    Field.products,
    Field.has_rd,
    Field.website,
    Field.uscc,
    Field.headcount,
    Field.registry_status,
)


class Correction(Frozen):
    """What a person says of a field, and where it can be looked up."""

    field: Field
    value: str
    source: str
    url: str = ""
    quote: str = ""


def correct(
    tx: Transaction, desk: Desk, firm: str, version: int | None, by: str, said: Correction, capture: Capture | None
) -> Verdict:
    """Write the correction and judge the firm anew. Refused for a vague source, and without any evidence."""
    if said.field not in CORRECTABLE:
        raise Refusal("typed.field", field=said.field.value)
    value = typed_value(said.field, said.value)
    source = source_of(desk, by, said.source, said.url)
    if capture is None and not (said.url.strip() and said.quote.strip()):
        raise Refusal("typed.evidence")
    now = desk.clock()
    claim_firm(tx, firm, version)
    save_sources(tx, [source])
    if capture is not None:
        save_captures(tx, [capture], firm)
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    page = capture.id if capture else None
    fact = Fact(
        # The moment is part of the id: who changes a value and changes it back makes a new statement.
        id=fact_id(firm, said.field, text, source.key, page, f"{said.quote} {now.isoformat()}"),
        firm=firm,
        field=said.field,
        value=value,
        source=source.key,
        capture=page,
        quote=said.quote.strip()[:2000] or None,
        extractor=f"person:{by}",
        found_at=now,
        verified_by=by,
        verified_at=now,
    )
    save_facts(tx, [fact])
    note(tx, by, "correct", firm, {"field": said.field.value, "fact": fact.id}, now)
    return judge_again(tx, desk, firm)


def source_of(desk: Desk, by: str, title: str, url: str) -> Source:
    """The source that a person names; Refusal where it is too vague to be traced, or its address is none."""
    said, where = title.strip(), url.strip()
    if (why := vague(said)) is not None:
        raise Refusal("typed.vague", why=why)
    if where and urlsplit(where).scheme not in ("http", "https"):
        raise Refusal("typed.url", url=where[:80])
    return Source(key=f"person:{digest(by, said, where)}", kind=SourceKind.person, title=said[:300], url=where or None)
