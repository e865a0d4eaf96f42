"""Firms for export tests: one complete, one hostile, and any number of plain ones."""

from __future__ import annotations

from datetime import UTC, date, datetime

from core.records import Activity, Capture, Contact, Decision, Fact, Firm, Locator, Sighting, Source, Verdict
from core.words import Access, ActivityKind, ContactRole, EmailKind, Field, Grade, Precision, SourceKind, Status

NOW = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
SHOW = Source(
    key="show_2026", kind=SourceKind.show, title="Example Motor Show 2026 exhibitors", title_zh="2026示例车展参展名录"
)
REGISTRY = Source(key="registry:test", kind=SourceKind.registry, title="Registry")
PAGE = Capture(
    sha256="ab" * 32,
    url="https://firm.example/rd",
    final_url="https://firm.example/rd",
    fetched_at=NOW,
    access=Access.ok,
)

FACTS: dict[Field, object] = {
    Field.legal_name: "上海甲汽车技术有限公司",
    Field.uscc: "91310114MA1GTXXXX7",
    Field.sub_field: "nev.tier1.battery",
    Field.revenue: {"amount": "350000000", "currency": "CNY", "year": 2025, "basis": "annual_report", "raw": "3.5亿元"},
    Field.headcount: {"low": 100, "high": 499, "raw": "100-499人"},
    Field.hq_city: {"province": "上海市", "city": "上海市", "district": "嘉定区", "country": "CN", "raw": "上海嘉定"},
    Field.products: ["电池包", "电池管理系统"],
    Field.has_rd: "yes",
    Field.website: "https://firm.example/",
    Field.country: "CN",
}


def fact(firm: str, field: Field, value: object) -> Fact:
    return Fact.model_validate(
        {
            "id": f"t-{firm}-{field}",
            "firm": firm,
            "field": field,
            "value": value,
            "source": REGISTRY.key,
            "capture": PAGE.id,
            "extractor": "registry",
            "found_at": NOW,
        }
    )


def sighting(firm: str, name: str, row: int = 7, **more: object) -> Sighting:
    return Sighting.model_validate(
        {
            "id": f"s-{firm}",
            "source": SHOW.key,
            "url": "https://show.example/list",
            "locator": Locator(page="1", row=row),
            "seen_at": NOW,
            "name": name,
            "booth": "1A01",
            "country": "cn",
        }
        | more
    )


def person(firm: str, name: str = "王工", **more: object) -> Contact:
    return Contact.model_validate(
        {
            "id": f"p-{firm}-{name}",
            "firm": firm,
            "name": name,
            "title": "研发总监",
            "role": ContactRole.rd_leader,
            "phone": "+86 21 6912 3456",
            "email": "wang@firm.example",
            "email_kind": EmailKind.corporate,
            "source": SHOW.key,
            "found_at": NOW,
        }
        | more
    )


def verdict(firm: str, status: Status = Status.qualified) -> Verdict:
    grade = Grade.A if status is Status.qualified else None
    return Verdict(id=f"v-{firm}", firm=firm, status=status, grade=grade, findings=(), policy="p1", inputs="i1", at=NOW)


def signed(firm: str, status: Status = Status.qualified) -> Decision:
    return Decision(id=f"d-{firm}", firm=firm, status=status, reason="证据齐全", by="rep1", at=NOW)


def firm(number: int = 1, status: Status = Status.qualified, *, sign: bool = True, **more: object) -> Firm:
    """A complete firm; `number` keeps firms apart."""
    key = f"f{number:024d}"
    said = FACTS | {Field.legal_name: f"上海甲{number}汽车技术有限公司"}
    event = Activity(
        id=f"a-{key}",
        firm=key,
        kind=ActivityKind.product,
        title="发布新一代电池包",
        happened_on=date(2026, 1, 15),
        precision=Precision.day,
        source=REGISTRY.key,
        capture=PAGE.id,
        found_at=NOW,
    )
    base: dict[str, object] = {
        "id": key,
        "name": f"甲{number}",
        "country": "cn",
        "sources": (SHOW, REGISTRY),
        "sightings": (sighting(key, f"甲{number}"),),
        "facts": tuple(fact(key, field, value) for field, value in said.items()),
        "activities": (event,),
        "contacts": (person(key),),
        "captures": (PAGE,),
        "verdict": verdict(key, status),
        "decision": signed(key, status) if sign else None,
    }
    return Firm.model_validate(base | more)


ATTACKS = (
    "=cmd|'/c calc'!A0",
    '+HYPERLINK("http://evil.example","x")',
    "-2+3",
    "@SUM(1+1)",
    "\t=1+1",
    "\r=1+1",
    "＝1+1",
    "\u200b=1+1",
    "|calc",
    "%0A",
)
"""Names by which somebody would like to run something on a rep's computer."""


def hostile(attack: str, number: int = 9) -> Firm:
    """A firm whose every text is an attack."""
    whole = firm(number)
    key = whole.id
    texts = {
        Field.legal_name,
        Field.uscc,
        Field.sub_field,
        Field.products,
        Field.website,
        Field.has_rd,
        Field.headcount,
    }
    return whole.model_copy(
        update={
            "name": attack,
            "facts": tuple(fact(key, f.field, attack if f.field in texts else f.value) for f in whole.facts),
            "sightings": (sighting(key, attack, booth=attack, url=attack),),
            "contacts": (person(key, attack, title=attack, phone=attack, email=attack),),
            "sources": (SHOW.model_copy(update={"title_zh": attack}), REGISTRY),
        }
    )
