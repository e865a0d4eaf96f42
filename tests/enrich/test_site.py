"""Finding and proving the site, walking it once, and what the enrichers bring home."""

import asyncio
from datetime import date

import pytest

from core.enrichment import Gleaned
from core.records import Firm
from core.words import Field
from enrich import ENRICHERS
from enrich.activity import Activity
from enrich.contacts import ContactFinder
from enrich.page_kinds import Kind
from enrich.rd_centre import RdCentre
from enrich.site_facts import site_facts
from enrich.website import Website
from tests.enrich.site_web import SiteWeb, firm_of

TODAY = date(2026, 11, 21)
NAME = "宁波样例制动系统有限公司"
HOME = "https://www.yangli-brake.com.cn/"
FOOT = f"<footer>© 2026 {NAME} 浙ICP备12345678号-1</footer>"


MENU = {
    "/rd.html": "研发中心",
    "/news/": "新闻中心",
    "/products/": "产品中心",
    "/team.html": "管理团队",
    "/contact.html": "联系我们",
    "https://elsewhere.example.com/": "链接",
}


def page(body: str, foot: str = FOOT) -> str:
    menu = "".join(f"<a href='{href}'>{text}</a>" for href, text in MENU.items())
    prose = "<p>公司专业生产汽车制动系统零部件，产品销往二十多个国家和地区，欢迎新老客户来电洽谈。</p>"
    return f"<html lang='zh'><head><title>样例</title></head><body><nav>{menu}</nav>{prose}{body}{foot}</body></html>"


SITE = {
    HOME: page("<h1>首页</h1>"),
    f"{HOME}rd.html": page("<h1>研发实力</h1><p>公司拥有独立的研发中心，现有研发人员120人。</p>"),
    f"{HOME}news/": page(
        "<h1>新闻中心</h1><ul>"
        + "".join(
            (f"<li><a href='/news/{n}.html'>公司推出新一代线控制动系统第{n}版</a><span>2026-0{n}-15</span></li>")
            for n in range(1, 5)
        )
        + "</ul>"
    ),
    f"{HOME}products/": page(
        "<h1>产品中心</h1><div class='g'>"
        + "".join(f"<div class='i'><h3>{name}</h3></div>" for name in ("制动卡钳", "线控制动", "电子驻车"))
        + "</div>"
    ),
    f"{HOME}team.html": page(
        "<h1>管理团队</h1><div class='m'><h3>王建国</h3><p>研发总监</p><p>电话：0574-86880001</p>"
        "</div><div class='m'><h3>李晓梅</h3><p>销售总监</p></div>"
    ),
    f"{HOME}contact.html": page(
        "<h1>联系我们</h1><p>地址：浙江省宁波市北仑区样例路1号</p><p>电话：0574-86880000</p><p>邮箱：info@yangli-brake.com.cn</p>"
    ),
}


def glean(enricher: object, firm: Firm, web: SiteWeb) -> Gleaned:
    return asyncio.run(enricher.glean(firm, web, TODAY))  # type: ignore[attr-defined]


def values(gleaned: Gleaned, field: Field) -> list[object]:
    return [found.value for leaf in gleaned.leaves for found in leaf.found if found.field is field]


def test_every_enricher_is_registered_under_its_name() -> None:
    assert {"website", "rd_centre", "activity", "contacts", "recognition"} <= set(ENRICHERS.names())
    assert all(plugin.name == name for name, plugin in ENRICHERS)


@pytest.mark.parametrize("firm", [firm_of(NAME, website=HOME), firm_of(NAME, email="info@yangli-brake.com.cn")])
def test_the_site_is_found_and_proved_by_its_owner_line(firm: Firm) -> None:
    web = SiteWeb({**SITE, "https://yangli-brake.com.cn/": SITE[HOME]})
    gleaned = glean(Website(), firm, web)
    website = next(found for leaf in gleaned.leaves for found in leaf.found if found.field is Field.website)
    assert "yangli-brake.com.cn" in str(website.value)
    assert NAME in str(website.quote)


def test_statements_of_the_pages_come_with_the_site() -> None:
    gleaned = glean(Website(), firm_of(NAME, website=HOME), SiteWeb(SITE))
    assert values(gleaned, Field.products) == [["制动卡钳", "线控制动", "电子驻车"]]
    assert values(gleaned, Field.phone)[0] == "+8657486880000"
    assert {"province": "浙江省", "city": "宁波市"}.items() <= dict(values(gleaned, Field.hq_city)[0]).items()  # type: ignore[call-overload]
    assert all(leaf.capture for leaf in gleaned.leaves if leaf.found)


def test_a_site_that_names_another_owner_is_refused() -> None:
    other = {url: html.replace(NAME, "宁波样例实业有限公司") for url, html in SITE.items()}
    gleaned = glean(Website(), firm_of(NAME, website=HOME), SiteWeb(other))
    assert values(gleaned, Field.website) == []
    assert "宁波样例实业有限公司" in gleaned.notes[0]


def test_a_marketplace_and_a_free_mail_host_are_not_tried() -> None:
    web = SiteWeb({})
    glean(Website(), firm_of(NAME, website="https://yangli.en.alibaba.com/", email="yangli@163.com"), web)
    assert web.asked == []


def test_a_site_that_turns_us_away_is_no_site_without_rd() -> None:
    gleaned = glean(Website(), firm_of(NAME, website=HOME), SiteWeb(SITE, stopped=["yangli"]))
    assert (gleaned.leaves, gleaned.notes) == ((), (f"{HOME}: blocked",))


def test_rd_activity_and_leaders_come_from_one_walk() -> None:
    firm = firm_of(NAME, known=HOME)
    walks = []
    for enricher in (RdCentre(), Activity(), ContactFinder()):
        web = SiteWeb(SITE)
        gleaned = glean(enricher, firm, web)
        walks.append(web.asked)
        if enricher.name == "rd_centre":
            assert values(gleaned, Field.has_rd) == ["yes"]
        if enricher.name == "activity":
            events = [event for leaf in gleaned.leaves for event in leaf.events]
            assert [event.happened_on for event in events][:2] == [date(2026, 1, 15), date(2026, 2, 15)]
        if enricher.name == "contacts":
            people = [person for leaf in gleaned.leaves for person in leaf.people]
            assert [(p.name, p.title, p.phone) for p in people] == [("王建国", "研发总监", "+8657486880001")]
    assert walks[0] == walks[1] == walks[2]
    assert len(walks[0]) <= 8
    assert not any("elsewhere" in url for url in walks[0])


def test_finding_nothing_is_recorded_with_its_coverage() -> None:
    quiet = {url: html for url, html in SITE.items() if "rd" not in url and "news" not in url}
    for enricher in (RdCentre(), Activity()):
        gleaned = glean(enricher, firm_of(NAME, known=HOME), SiteWeb(quiet))
        search = gleaned.leaves[-1].searches[0]
        assert search.hits == 0
        assert 0 < search.coverage < 1
        assert search.pages_seen == 4


def test_a_product_may_begin_with_a_number_and_a_counter_is_none() -> None:
    page = (
        "<html lang=en><body><main><h1>What We Make</h1><div>1</div><div>77 GHz millimetre-wave radars</div><p>{0}</p>"
        "<div>2</div><div>automotive lidars</div><p>{0}</p></main></body></html>"
    ).format("For many vehicle platforms, customised on request by our engineers in three plants.")
    found = site_facts(page, "http://www.qunming.example/product", Kind.product)
    assert [fact.value for fact in found if fact.field is Field.products] == [
        ["77 GHz millimetre-wave radars", "automotive lidars"]
    ]
