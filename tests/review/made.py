"""A small base for the review pages: firms that are ready, incomplete, doubtful and void, with archived evidence."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from core.identity import activity_id, contact_id, fact_id, firm_id, search_id, sighting_id
from core.records import Activity, Capture, Contact, Fact, Locator, Search, Sighting, Source
from core.words import Access, ActivityKind, ContactRole, EmailKind, Field, Precision, SightingKind, SourceKind
from review.actions.judging import judge_again
from review.desk import Desk
from storage.repositories.evidence import (
    save_activities,
    save_captures,
    save_contacts,
    save_facts,
    save_searches,
)
from storage.repositories.sightings import save_sightings
from storage.repositories.sources import save_list_captures, save_sources

SHOW = Source(key="shanghai_2025", kind=SourceKind.show, title="2025上海车展参展名录", edition="2025")
REGISTRY = Source(key="registry:test", kind=SourceKind.registry, title="国家企业信用信息公示系统")
WEBSITE = Source(key="website:example", kind=SourceKind.website, title="企业官网")
LIST_URL = "https://show.example/list"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360f8cfc000000301010018dd8db00000000049454e44ae426082"
)
HOSTILE = (
    "<script>alert(1)</script>股份有限公司",
    "\u202egnp.exe\u202c 有限公司",
    "长" * 9_990 + "有限公司",
    "'\"><img src=x onerror=alert(1)>{{7*7}} Co., Ltd.",
)

USCC = ("91310000607378429T", "91110000600037341L")


def name_of(number: int) -> str:
    """A firm's name by number."""
    return f"上海第{number}汽车制动系统有限公司"


def key_of(name: str) -> str:
    """The id under which a name is stored."""
    return firm_id(name, "cn")


def add_firm(desk: Desk, name: str, *, lacking: tuple[Field, ...] = (), dead: bool = False, idle: bool = False) -> str:
    """A firm as a night leaves it. `lacking` fields have no fact; `dead` is deregistered; `idle` shows no activity."""
    now, firm = desk.clock(), key_of(name)
    page = (
        f"<html><body><h1>{name.replace('<', '&lt;')}</h1><p>我们设有自己的研发中心，从事制动系统开发。</p></body></html>"
    ).encode()
    capture = _archived(desk, f"https://firm.example/{firm}", page, "研发中心")
    listing = _archived(desk, LIST_URL, b"<ul><li>firms</li></ul>", "参展名录")
    status = "dead" if dead else "active"
    values: dict[Field, tuple[Source, object]] = {
        Field.legal_name: (REGISTRY, name),
        Field.registry_status: (REGISTRY, {"status": status, "raw": "注销" if dead else "存续"}),
        Field.company_type: (REGISTRY, "有限责任公司"),
        Field.revenue: (REGISTRY, {"amount": "520000000", "currency": "CNY", "year": 2025, "raw": "5.2亿元"}),
        Field.hq_city: (REGISTRY, {"province": "上海市", "city": "上海市", "district": "嘉定区", "country": "CN"}),
        Field.country: (REGISTRY, "CN"),
        Field.products: (WEBSITE, ["制动器", "制动盘"]),
        Field.has_rd: (WEBSITE, "yes"),
    }
    facts = [
        _fact(firm, field, value, source, capture, now)
        for field, (source, value) in values.items()
        if field not in lacking
    ]
    row = Sighting(
        id=sighting_id(SHOW.key, "firm", name, "1A01", 1),
        source=SHOW.key,
        url=LIST_URL,
        locator=Locator(page="1", row=1),
        seen_at=now - timedelta(days=1),
        name=name,
        booth="1A01",
        country="cn",
        kind=SightingKind.firm,
        category="制动系统",
    )
    with desk.db.writing() as tx:
        save_sources(tx, [SHOW, REGISTRY, WEBSITE])
        save_sightings(tx, SHOW, [row])
        save_captures(tx, [capture], firm)
        save_list_captures(tx, SHOW.key, [listing])
        save_facts(tx, facts)
        save_searches(tx, [_search(firm, kind, now) for kind in ("patent", "product")])
        if not idle:
            save_activities(tx, [_activity(firm, capture, now)])
        judge_again(tx, desk, firm)
    return firm


def add_leader(desk: Desk, firm: str, name: str = "王建国", phone: str | None = "021-59501234") -> str:
    """An R&D leader at a firm."""
    contact = Contact(
        id=contact_id(firm, name, "研发总监"),
        firm=firm,
        name=name,
        title="研发总监",
        role=ContactRole.rd_leader,
        phone=phone,
        email="wang@firm.example",
        email_kind=EmailKind.corporate,
        source=WEBSITE.key,
        found_at=desk.clock(),
    )
    with desk.db.writing() as tx:
        save_contacts(tx, [contact])
    return contact.id


def _archived(desk: Desk, url: str, body: bytes, title: str) -> Capture:
    return desk.store.keep(
        url=url,
        final_url=url,
        status=200,
        headers={"Content-Type": "text/html; charset=utf-8"},
        body=body,
        access=Access.ok,
        fetched_at=datetime(2026, 3, 1, tzinfo=UTC),
        title=title,
        screenshot=PNG,
    )


def _fact(firm: str, field: Field, value: object, source: Source, capture: Capture, at: datetime) -> Fact:
    quote = "我们设有自己的研发中心" if field is Field.has_rd else None
    return Fact.model_validate(
        {
            "id": fact_id(firm, field, str(value), source.key, capture.id, quote),
            "firm": firm,
            "field": field,
            "value": value,
            "source": source.key,
            "capture": capture.id,
            "quote": quote,
            "extractor": "test",
            "found_at": at,
        }
    )


def _activity(firm: str, capture: Capture, at: datetime) -> Activity:
    day = at.date() - timedelta(days=30)
    return Activity(
        id=activity_id(firm, "product", "发布新一代线控制动", day, None),
        firm=firm,
        kind=ActivityKind.product,
        title="发布新一代线控制动",
        happened_on=day,
        precision=Precision.day,
        source=WEBSITE.key,
        capture=capture.id,
        found_at=at,
    )


def _search(firm: str, kind: str, at: datetime) -> Search:
    return Search(
        id=search_id(firm, kind, "search.example", "制动", at),
        firm=firm,
        kind=kind,
        where="search.example",
        query="制动",
        pages_seen=3,
        coverage=1.0,
        source=WEBSITE.key,
        at=at,
    )
