"""The patent enricher: own patents of the period, honest records of the search."""

import asyncio
from datetime import UTC, date, datetime

import pytest
import yaml

from core.records import Fact, Firm
from core.settings import settings
from core.words import Access, ActivityKind, Field
from enrich.patents.patents import LAG, PatentEnricher, events_of, own
from enrich.patents.record import Patent
from tests.registry.fake_web import FakeWeb

TODAY = date(2026, 11, 21)
HEAD = "<tr><th>申请号</th><th>名称</th><th>公开号</th><th>申请日</th><th>公开日</th><th>申请人</th></tr>"


def row(number, filed, published, applicant="示例有限公司"):
    cells = (f"CN20250000000{number}.X", f"装置{number}", f"CN12000000{number}A", filed, published, applicant)
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


def page(total, *rows):
    return f"<html><body>专利检索 共 {total} 条记录<table>{HEAD}{''.join(rows)}</table></body></html>"


@pytest.fixture
def site(tmp_path, monkeypatch):
    folder = tmp_path / "config"
    folder.mkdir()
    (folder / "lookups").symlink_to(settings().config_dir / "lookups")
    config = {
        "epo": False,
        "tyc": False,
        "qcc": False,
        "sites": {"s": {"title": "Search", "search_url": "https://p.example/?a={applicant}&p={page}"}},
    }
    (folder / "patent_sites.yml").write_text(yaml.safe_dump(config), encoding="utf-8")
    monkeypatch.setenv("SHOWFLOOR_CONFIG_DIR", str(folder))
    settings.cache_clear()


def glean(answer, firm=None):
    web = FakeWeb(answer)
    firm = firm or Firm(id="f1", name="示例有限公司")
    return asyncio.run(PatentEnricher().glean(firm, web, TODAY)), web


def test_pages_are_read_to_the_declared_total_and_others_left_out(site):
    pages = {
        "p=1": page(3, row(1, "2026-01-05", "2026-06-01"), row(2, "2025-12-01", "2026-03-01", "别的公司")),
        "p=2": page(3, row(3, "2019-01-01", "2020-01-01")),
    }
    gleaned, web = glean(lambda url, _: next(html for part, html in pages.items() if part in url))
    events = [event for leaf in gleaned.leaves for event in leaf.events]
    assert {(e.kind, e.number) for e in events} == {
        (ActivityKind.patent_filed, "CN202500000001.X"), (ActivityKind.patent_published, "CN202500000001.X"),
    }  # fmt: skip
    (sought,) = [s for leaf in gleaned.leaves for s in leaf.searches]
    assert (sought.coverage, sought.hits, sought.pages_seen, len(web.asked)) == (1.0, 2, 2, 2)
    assert LAG in sought.blind_spots
    assert len(gleaned.captures) == 2


def test_no_hit_is_negative_evidence_and_a_broken_layout_is_not(site):
    gleaned, _ = glean(lambda *_: "<html><body>专利检索 没有检索到符合条件的专利</body></html>")
    (nothing,) = [s for leaf in gleaned.leaves for s in leaf.searches]
    assert (nothing.access, nothing.coverage, nothing.hits) == (Access.not_found, 1.0, 0)
    gleaned, _ = glean(lambda *_: "<html><body>Welcome to our new site</body></html>", Firm(id="f2", name="乙有限公司"))
    (unseen,) = [s for leaf in gleaned.leaves for s in leaf.searches]
    assert (unseen.access, unseen.coverage) == (Access.layout_changed, 0.0)


def test_a_challenge_says_nothing_of_the_firm(site):
    wall = "<html><head><title>安全验证</title></head><body>请完成安全验证，拖动滑块后继续访问</body></html>"
    gleaned, _ = glean(lambda *_: wall)
    (sought,) = [s for leaf in gleaned.leaves for s in leaf.searches]
    assert (sought.access, sought.coverage) == (Access.challenged, 0.0)


def test_known_aliases_are_applicants_too():
    patents = (
        Patent(number="1", title="a", applicants=("示例（集团）公司",)),
        Patent(number="2", title="b", applicants=("EXAMPLE CO LTD",)),
        Patent(number="3", title="c"),
    )
    assert [p.number for p in own(patents, ["示例(集团)公司", "Example Co., Ltd."])] == ["1", "2"]


def test_dates_outside_the_period_or_in_the_future_are_left_out():
    patents = [
        Patent(number=str(n), title="t", published_on=day)
        for n, day in enumerate((date(2024, 11, 20), date(2024, 11, 21), TODAY, date(2026, 11, 22)))
    ]
    assert [e.number for e in events_of(patents, date(2024, 11, 21), TODAY)] == ["2", "1"]


def test_firms_are_asked_again_after_a_month_only(site):
    fact = Fact(
        id="t",
        firm="f1",
        field=Field.legal_name,
        value="示例有限公司",
        source="s",
        extractor="x",
        found_at=datetime(2026, 1, 1, tzinfo=UTC),
    )
    firm = Firm(id="f1", name="Example", facts=(fact,))
    gleaned, web = glean(lambda *_: page(0), firm)
    assert "%E7%A4%BA%E4%BE%8B" in web.asked[0][0]
    assert PatentEnricher().wants(firm, datetime(2026, 11, 21, tzinfo=UTC))
    assert gleaned.enricher == "patents"
