"""A key that is wrong, a quota that is used up, a source that asks for patience: said once, obeyed, and in the ledger."""

import asyncio
from datetime import date
from decimal import Decimal

import pytest
from werkzeug.wrappers import Response

from core.errors import SourceDown
from core.records import Firm, Source
from core.settings import settings
from core.words import Access, SourceKind
from enrich.ledger import Ledger, UsedUp
from enrich.patents.epo_ops import rest_of
from enrich.patents.patents import PatentEnricher
from enrich.patents.routes import EpoRoute
from enrich.registry import calls, qcc, tyc
from enrich.registry.api_routes import api_routes
from enrich.registry.portals import ApiRoute
from enrich.registry.routes import Asked, Outcome
from enrich.registry.waterfall import ask, notes_of
from tests.registry.api_stub import KEY, SECRET, TOKEN, answer, reader

ROUTE = ApiRoute(search_price="0.10", detail_price="0.50")
FIRMS = [Asked(firm=f"f{n}", names=(f"示例{n}号有限公司",), country="CN") for n in range(3)]
SINCE, TODAY = date(2024, 11, 21), date(2026, 11, 21)
SEARCH = "/3.2/rest-services/published-data/search/biblio"


@pytest.fixture
def keyed(httpserver, monkeypatch):
    base = httpserver.url_for("").rstrip("/")
    for name, value in {
        "QCC_KEY": KEY, "QCC_SECRET": SECRET, "QCC_BASE_URL": base, "TYC_TOKEN": TOKEN, "TYC_BASE_URL": base,
        "EPO_KEY": "epo", "EPO_SECRET": "pw", "EPO_BASE_URL": f"{base}/3.2",
    }.items():  # fmt: skip
        monkeypatch.setenv(f"SHOWFLOOR_{name}", value)
    monkeypatch.setattr(calls, "PAUSES", (0.0, 0.0))
    settings.cache_clear()
    return base


def look(name, httpserver, monkeypatch, ledger, firms=FIRMS):
    """The answers for several firms, one after the other, as one run asks."""

    async def work():
        async with reader(httpserver, monkeypatch) as web:
            routes = api_routes(settings(), {name: ROUTE})
            return [(await ask(routes, firm, web, ledger))[0] for firm in firms]

    return asyncio.run(work())


USED_UP = [
    ("qcc", qcc.SEARCH, {"Status": "112", "Message": "您的剩余使用量不足", "Result": None}),
    ("qcc", qcc.SEARCH, {"Status": "109", "Message": "超出系统限制", "Result": None}),
    ("tyc", tyc.SEARCH, {"error_code": 300007, "reason": "剩余次数不足", "result": None}),
    ("tyc", tyc.SEARCH, {"error_code": 300006, "reason": "余额不足", "result": None}),
]


@pytest.mark.parametrize(("name", "path", "said"), USED_UP)
def test_a_used_up_quota_rests_the_route_for_the_day_and_is_said_once(keyed, httpserver, monkeypatch, name, path, said):
    httpserver.expect_request(path).respond_with_handler(lambda r: answer(said))
    answers = look(name, httpserver, monkeypatch, Ledger())
    assert [a.outcome for a in answers] == [Outcome.budget] * 3
    assert [a.access for a in answers] == [Access.rate_limited] * 3
    assert len(httpserver.log) == 1
    assert sum(bool(notes_of([a])) for a in answers) == 1
    (row,) = Ledger()
    assert (row.route, row.firm, row.asked, row.calls, row.outcome) == (name, "f0", FIRMS[0].names[0], 1, "budget")
    assert str(said.get("Status", said.get("error_code"))) in row.detail
    look(name, httpserver, monkeypatch, Ledger())
    assert len(httpserver.log) == 1, "another process of the same day asks nothing"


WRONG = [
    ("qcc", qcc.SEARCH, {"Status": "101", "Message": "当前的KEY无效", "Result": None}, "SHOWFLOOR_QCC_KEY"),
    ("tyc", tyc.SEARCH, {"error_code": 300002, "reason": "账号失效", "result": None}, "SHOWFLOOR_TYC_TOKEN"),
]


@pytest.mark.parametrize(("name", "path", "said", "told"), WRONG)
def test_a_wrong_key_is_said_once_and_tried_again_by_the_next_run(
    keyed, httpserver, monkeypatch, name, path, said, told
):
    httpserver.expect_request(path).respond_with_handler(lambda r: answer(said))
    answers = look(name, httpserver, monkeypatch, Ledger())
    assert [(a.outcome, a.record) for a in answers] == [(Outcome.stopped, None)] * 3
    assert len(httpserver.log) == 1
    assert told in "".join(notes_of(answers))
    assert sum(bool(notes_of([a])) for a in answers) == 1
    look(name, httpserver, monkeypatch, Ledger())
    assert len(httpserver.log) == 2, "the key may have been mended meanwhile"


def test_a_portal_of_several_hosts_goes_on_where_one_of_them_is_closed():
    class Portal:
        name, price, per_day, asked = "portal", Decimal(0), 100, 0
        source = Source(key="registry:portal", kind=SourceKind.registry, title="portal")

        def serves(self, asked):
            return True

        async def look_up(self, asked, web):
            self.asked += 1
            raise SourceDown(f"host{self.asked}.example", Access.challenged, "captcha")

    route = Portal()

    async def work():
        ledger = Ledger()
        return [await ask([route], firm, None, ledger) for firm in FIRMS]

    asyncio.run(work())
    assert route.asked == 3


def control(search: str) -> dict[str, str]:
    return {
        "X-Throttling-Control": f"busy (images=green:100, inpadoc=green:60, other=green:1000, retrieval=green:200, search={search})"
    }


def epo(httpserver, monkeypatch, answers):
    """One EPO route; `answers` are (status, headers) in turn. Returns a way to look, and the rests that were kept."""
    given, rests = iter(answers), []
    httpserver.expect_request("/3.2/auth/accesstoken").respond_with_handler(
        lambda r: answer({"access_token": "T", "expires_in": "1199"})
    )

    def search(request):
        status, headers = next(given)
        body = '<?xml version="1.0"?><error><code>403</code><message>This request has been rejected</message></error>'
        return Response(body if status == 403 else "", status, headers, content_type="application/xml")

    httpserver.expect_request(SEARCH).respond_with_handler(search)

    async def rest(seconds):
        rests.append(seconds)

    route = EpoRoute(settings().epo_base_url, "epo", "pw", rest)
    return route, rests


def test_epo_is_asked_at_the_pace_that_it_grants(keyed, httpserver, monkeypatch):
    granted = ["green:30", "yellow:30", "red:5", "black:0", "green:60"]
    route, rests = epo(httpserver, monkeypatch, [(404, control(said)) for said in granted])

    async def work():
        async with reader(httpserver, monkeypatch) as web:
            return [await route.look(f"Firm {n}", SINCE, TODAY, web) for n in range(len(granted))]

    seen = asyncio.run(work())
    assert {one.access for one in seen} == {Access.not_found}
    assert rests == [2.0, 4.0, 48.0, 60.0], "the last answer has nobody after it"
    assert rest_of({}) == 0.0


@pytest.mark.parametrize(
    ("reason", "kind"),
    [
        ("RegisteredQuotaPerWeek", UsedUp),
        ("IndividualQuotaPerHour", SourceDown),
        ("AnonymousQuotaPerMinute", SourceDown),
    ],
)
def test_a_rejection_of_epo_names_its_quota(keyed, httpserver, monkeypatch, reason, kind):
    route, _ = epo(httpserver, monkeypatch, [(403, {"X-Rejection-Reason": reason})])

    async def work():
        async with reader(httpserver, monkeypatch) as web:
            await route.look("Firm", SINCE, TODAY, web)

    with pytest.raises(SourceDown, match=reason) as down:
        asyncio.run(work())
    assert (type(down.value), down.value.access) == (kind, Access.rate_limited)


def test_patents_of_a_used_up_source_are_not_looked_for_and_never_none(keyed, httpserver, monkeypatch):
    monkeypatch.delenv("SHOWFLOOR_QCC_KEY")
    monkeypatch.delenv("SHOWFLOOR_EPO_KEY")
    settings.cache_clear()
    httpserver.expect_request(tyc.PATENTS).respond_with_handler(
        lambda r: answer({"error_code": 300007, "reason": "剩余次数不足", "result": None})
    )

    async def work():
        async with reader(httpserver, monkeypatch) as web:
            enricher = PatentEnricher()
            return [await enricher.glean(Firm(id=f.firm, name=f.names[0]), web, TODAY) for f in FIRMS]

    gleaned = asyncio.run(work())
    searches = [s for one in gleaned for leaf in one.leaves for s in leaf.searches]
    assert [(s.access, s.coverage, s.hits) for s in searches] == [(Access.rate_limited, 0.0, 0)] * 3
    assert [len(one.notes) for one in gleaned] == [1, 0, 0]
    assert len(httpserver.log) == 1
    assert [(row.route, row.outcome) for row in Ledger()] == [("patents:tyc", "budget")]


def test_a_patent_search_that_is_billed_stands_in_the_ledger_with_its_cost(keyed, httpserver, monkeypatch, tmp_path):
    for name in ("QCC_KEY", "EPO_KEY"):
        monkeypatch.delenv(f"SHOWFLOOR_{name}")
    folder = tmp_path / "config"
    folder.mkdir()
    (folder / "lookups").symlink_to(settings().config_dir / "lookups")
    (folder / "patent_sites.yml").write_text('prices: {tyc: "0.30"}', encoding="utf-8")
    monkeypatch.setenv("SHOWFLOOR_CONFIG_DIR", str(folder))
    settings.cache_clear()
    httpserver.expect_request(tyc.PATENTS).respond_with_handler(
        lambda r: answer({"error_code": 0, "reason": "ok", "result": {"total": 0, "items": []}})
    )

    async def work():
        async with reader(httpserver, monkeypatch) as web:
            await PatentEnricher().glean(Firm(id="f1", name="示例有限公司"), web, TODAY)

    asyncio.run(work())
    (row,) = Ledger()
    assert (row.route, row.asked, row.calls, str(row.cost), row.outcome) == (
        "patents:tyc",
        "示例有限公司",
        1,
        "0.30",
        "none",
    )
