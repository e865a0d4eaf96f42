"""Firms as a nightly run leaves them, made by number: each with its own names, facts, pages, events and searches."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from core import identity
from core.records import Activity, Capture, Contact, Fact, Firm, Locator, Search, Sighting, Source
from core.words import Access, ActivityKind, ContactRole, EmailKind, Field, Precision, SourceKind

NOW = datetime(2026, 11, 21, 4, tzinfo=UTC)
FOUND = datetime(2026, 11, 20, 18, tzinfo=UTC)
SHOW = Source(
    key="bench_2026", kind=SourceKind.show, title="Benchmark show 2026 exhibitor list", url="https://show.example/list"
)
REGISTRY = Source(key="registry", kind=SourceKind.registry, title="Registry portal", url="https://registry.example/")
PLACES = "上海 北京 深圳 苏州 宁波 重庆 武汉 长春 柳州 芜湖 合肥 广州 天津 杭州 无锡 常州".split()
WORDS = "华 域 德 赛 均 胜 拓 普 旭 升 星 宇 万 里 扬 伯 特 利 保 隆 继 峰 精 锻 双 环 银 轮 中 鼎 亚 太 科 博 达 福 耀".split()


def name_of(n: int) -> str:
    """The nth registered name; every name is another one."""
    digits, rest = "", n
    for _ in range(4):
        digits, rest = digits + WORDS[rest % len(WORDS)], rest // len(WORDS)
    return f"{PLACES[n % 16]}{digits}汽车制动系统有限公司"


def made_firm(n: int) -> Firm:
    """The nth firm: six in ten qualify, the others lack a field, are too small, dead, or not searched."""
    name = name_of(n)
    firm = identity.firm_id(name, "cn")
    site = Source(
        key=f"website:firm{n}.example",
        kind=SourceKind.website,
        title=f"firm{n}.example",
        url=f"https://firm{n}.example/",
    )
    record, home, rd = (
        _capture(url)
        for url in (f"https://registry.example/{n}", f"https://firm{n}.example/", f"https://firm{n}.example/rd")
    )
    facts = [_fact(firm, field, value, REGISTRY, record) for field, value in _registered(n, name).items()]
    facts += [_fact(firm, field, value, site, rd) for field, value in _told(n).items()]
    return Firm(
        id=firm,
        name=name,
        country="cn",
        sources=(SHOW, REGISTRY, site),
        sightings=(_sighting(n, name),),
        facts=tuple(facts),
        activities=tuple(_event(firm, k, n, site, home) for k in range(n % 3 + (n % 10 != 4))),
        contacts=(_leader(firm, n, site, home),),
        searches=tuple(_search(firm, kind, n, site) for kind in ("product", "patent", "rd")),
        captures=(record, home, rd),
    )  # fmt: skip


def _registered(n: int, name: str) -> dict[Field, Any]:
    told: dict[Field, Any] = {
        Field.legal_name: name,
        Field.uscc: f"91{310000 + n % 300000:06d}{n:09d}X",
        Field.company_type: "有限责任公司",
        Field.registry_status: {"status": "dead", "raw": "注销"}
        if n % 10 == 1
        else {"status": "active", "raw": "存续"},
        Field.hq_city: {"province": "江苏省", "city": f"{PLACES[n % 16]}市", "district": "嘉定区", "country": "CN"},
        Field.industry: "C3670 汽车零部件及配件制造",
        Field.scope: f"汽车零部件的研发、生产、销售；货物进出口。第{n}号许可",
        Field.insured_count: 100 + n % 900,
    }
    if n % 10 != 2:
        told[Field.revenue] = {"amount": str(180_000_000 + n % 4_000 * 1_000_000), "currency": "CNY", "year": 2025}
    return told


def _told(n: int) -> dict[Field, Any]:
    told: dict[Field, Any] = {
        Field.products: ["线控制动", f"电子驻车 EPB{n}"],
        Field.website: f"https://firm{n}.example/",
    }
    if n % 10 != 3:
        told[Field.has_rd] = "yes"
    return told | {Field.sub_field: "nev.tier1.brake"}


def _capture(url: str) -> Capture:
    shot = identity.digest("shot", url)
    return Capture(
        sha256=identity.digest(url) * 2 + "0" * 16, url=url, final_url=url, fetched_at=FOUND, access=Access.ok, http_status=200,
        content_type="text/html", title=url, language="zh", warc=f"2026/11/20.warc.gz#{shot}", screenshot=f"{shot}.png", viewport=None,
    )  # fmt: skip


def _fact(firm: str, field: Field, value: Any, source: Source, page: Capture) -> Fact:
    return Fact(
        id=identity.fact_id(firm, field, str(value), source.key, page.url, None), firm=firm, field=field, value=value, source=source.key,
        capture=page.id, quote=f"……{value}……", extractor=source.kind.value, confidence=0.9, found_at=FOUND,
    )  # fmt: skip


def _sighting(n: int, name: str) -> Sighting:
    return Sighting(
        id=identity.sighting_id(SHOW.key, "firm", name, f"{n}", 1), source=SHOW.key, url="https://show.example/list", name=name, country="cn",
        booth=f"{n}", locator=Locator(page=str(n // 50), row=n % 50), seen_at=FOUND, website=f"https://firm{n}.example/", category="制动",
    )  # fmt: skip


def _event(firm: str, k: int, n: int, site: Source, page: Capture) -> Activity:
    day, title = FOUND.date() - timedelta(days=100 * k + n % 300), f"新一代线控制动 {n}-{k} 发布"
    return Activity(
        id=identity.activity_id(firm, "product", title, day, None), firm=firm, kind=ActivityKind.product, title=title, happened_on=day,
        precision=Precision.day, quote=title, source=site.key, capture=page.id, found_at=FOUND,
    )  # fmt: skip


def _leader(firm: str, n: int, site: Source, page: Capture) -> Contact:
    return Contact(
        id=identity.contact_id(firm, f"王{n}", "研发总监"), firm=firm, name=f"王{n}", title="研发总监", role=ContactRole.rd_leader,
        email=f"wang@firm{n}.example", email_kind=EmailKind.corporate, source=site.key, capture=page.id, found_at=FOUND,
    )  # fmt: skip


def _search(firm: str, kind: str, n: int, site: Source) -> Search:
    where = f"firm{n}.example"
    return Search(
        id=identity.search_id(firm, kind, where, "", FOUND), firm=firm, kind=kind, where=where, query="", pages_seen=5,
        coverage=0.2 if n % 10 == 4 else 1.0, source=site.key, at=FOUND,
    )  # fmt: skip
