"""Leaders from the licensed team list: those who are there, with titles of R&D."""

import asyncio
import json
from datetime import UTC, date, datetime

from core.records import Fact, Firm
from core.settings import settings
from core.words import ContactRole, Field
from enrich.registry.team import TeamEnricher, read_team
from tests.registry import layouts
from tests.registry.fake_web import FakeWeb

TEAM = {"error_code": 0, "reason": "ok", "result": {"total": 3, "items": [
    {"name": "李工", "title": "研发总监", "isDimission": 0}, {"name": "王前", "title": "首席技术官", "isDimission": 1},
    {"name": "赵销", "title": "销售总监", "isDimission": 0}]}}  # fmt: skip


def test_only_leaders_of_rd_who_are_still_there(monkeypatch):
    assert [(p.name, p.role is ContactRole.rd_leader) for p in read_team(TEAM)] == [("李工", True), ("赵销", False)]
    monkeypatch.setenv("SHOWFLOOR_TYC_TOKEN", "token-of-the-test")
    settings.cache_clear()
    now = datetime(2026, 11, 21, tzinfo=UTC)
    fact = Fact(id="t", firm="f", field=Field.uscc, value=layouts.CODE, source="s", extractor="x", found_at=now)
    firm = Firm(id="f", name=layouts.TITLE, facts=(fact,))
    enricher = TeamEnricher()
    assert enricher.wants(firm, now)
    web = FakeWeb(lambda url, headers: json.dumps(TEAM, ensure_ascii=False))
    gleaned = asyncio.run(enricher.glean(firm, web, date(2026, 11, 21)))
    assert [p.name for leaf in gleaned.leaves for p in leaf.people] == ["李工"]
    assert web.asked[0][1]["Authorization"] == "token-of-the-test"


def test_without_a_token_nothing_is_asked():
    assert not TeamEnricher().wants(Firm(id="f", name="x"), datetime(2026, 11, 21, tzinfo=UTC))
