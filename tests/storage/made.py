"""Records that storage tests are about."""

from datetime import UTC, datetime, timedelta

from core.identity import activity_id, contact_id, decision_id, fact_id, firm_id, search_id, sighting_id, verdict_id
from core.records import (
    Activity,
    Capture,
    Contact,
    Decision,
    Fact,
    Finding,
    Locator,
    Reason,
    Search,
    Sighting,
    Source,
    Verdict,
)
from core.words import (
    Access,
    ActivityKind,
    ContactRole,
    EmailKind,
    Field,
    Outcome,
    Precision,
    SightingKind,
    SourceKind,
    Status,
)

NOW = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
SHOW = Source(key="shanghai_2025", kind=SourceKind.show, title="2025上海车展参展名录", edition="2025")
REGISTRY = Source(key="registry:test", kind=SourceKind.registry, title="National registry")


def later(hours: float) -> datetime:
    return NOW + timedelta(hours=hours)


def sighting(
    name: str, booth: str = "1A01", kind: str = "firm", source: Source = SHOW, at: datetime = NOW, **more: str
) -> Sighting:
    return Sighting(
        id=sighting_id(source.key, kind, name, booth, 1),
        source=source.key,
        url="https://show.example/list",
        locator=Locator(page="1", row=1),
        seen_at=at,
        name=name,
        booth=booth,
        country="cn",
        kind=SightingKind(kind),
        **more,
    )


def firm(name: str) -> str:
    return firm_id(name, "cn")


def capture(url: str = "https://firm.example/rd", **more: str) -> Capture:
    return Capture(sha256="a" * 64, url=url, final_url=url, fetched_at=NOW, access=Access.ok, http_status=200, **more)


def fact(of: str, field: Field = Field.legal_name, value: object = "上海甲汽车技术有限公司", **more: object) -> Fact:
    base = {"source": REGISTRY.key, "extractor": "registry", "found_at": NOW} | more
    return Fact.model_validate(
        {
            "id": fact_id(of, field, str(value), str(base["source"]), None, None),
            "firm": of,
            "field": field,
            "value": value,
        }
        | base
    )


def activity(of: str) -> Activity:
    title = "发布新一代线控底盘"
    day = NOW.date()
    return Activity(
        id=activity_id(of, "product", title, day, None),
        firm=of,
        kind=ActivityKind.product,
        title=title,
        happened_on=day,
        precision=Precision.day,
        source=REGISTRY.key,
        found_at=NOW,
    )


def contact(of: str, name: str = "王工", email: str = "wang@firm.example") -> Contact:
    return Contact(
        id=contact_id(of, name, "研发总监"),
        firm=of,
        name=name,
        title="研发总监",
        role=ContactRole.rd_leader,
        email=email,
        email_kind=EmailKind.corporate,
        source=REGISTRY.key,
        found_at=NOW,
    )


def search(of: str) -> Search:
    return Search(
        id=search_id(of, "patent", "patents.example", "甲", NOW),
        firm=of,
        kind="patent",
        where="patents.example",
        query="甲",
        pages_seen=2,
        coverage=0.9,
        blind_spots=("unpublished filings",),
        source=REGISTRY.key,
        at=NOW,
    )


def verdict(
    of: str, status: Status = Status.review, code: str = "E5b", inputs: str = "i1", at: datetime = NOW
) -> Verdict:
    finding = Finding(
        rule="has-rd-activity", code=code, outcome=Outcome.unknown, reason=Reason(zh="未检索", en="not searched")
    )
    return Verdict(
        id=verdict_id(of, inputs, "p1"),
        firm=of,
        status=status,
        grade=None,
        findings=(finding,),
        missing=(Field.revenue,),
        policy="p1",
        inputs=inputs,
        at=at,
    )


def decision(of: str, status: Status = Status.qualified, by: str = "rep1", at: datetime = NOW) -> Decision:
    return Decision(id=decision_id(of, by, at), firm=of, status=status, reason="证据齐全", by=by, at=at)
