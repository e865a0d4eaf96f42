"""The licensed APIs against a stand-in that checks signatures, headers and paging, for every code of the tables."""

from datetime import date
from decimal import Decimal

import pytest
from pytest_httpserver import HTTPServer

from core.errors import SourceDown
from core.settings import Settings, settings
from core.words import Access
from enrich.patents.record import distinct
from enrich.patents.routes import patent_routes
from enrich.patents.sites import PatentSites
from enrich.registry import api_codes, calls, qcc, tyc
from enrich.registry.api_codes import Action
from enrich.registry.api_routes import api_routes
from enrich.registry.portals import ApiRoute
from enrich.registry.routes import Asked, Outcome
from tests.registry import layouts
from tests.registry.api_stub import KEY, SECRET, TOKEN, answer, qcc_refusal, reader, run, tyc_refusal

FIRM = Asked(firm="f1", names=(layouts.TITLE,), country="CN")
ROUTE = ApiRoute(search_price=Decimal("0.10"), detail_price=Decimal("0.50"))
DETAIL = {
    "Name": layouts.TITLE, "CreditCode": layouts.CODE, "Status": "存续", "OperName": "张建国", "StartDate": "2011-03-05",
    "RegistCapi": "12500万元", "EconKind": "有限责任公司", "InsuredCount": "612", "PersonScope": "500-999人", "Address": "上海市嘉定区墨玉南路888号",
}  # fmt: skip


@pytest.fixture
def keyed(httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch) -> Settings:
    base = httpserver.url_for("").rstrip("/")
    for name, value in {
        "QCC_KEY": KEY, "QCC_SECRET": SECRET, "QCC_BASE_URL": base, "TYC_TOKEN": TOKEN, "TYC_BASE_URL": base, "GLEIF_BASE_URL": f"{base}/api/v1",
        "COMPANIES_HOUSE_KEY": "ch", "COMPANIES_HOUSE_BASE_URL": base, "EPO_KEY": "epo", "EPO_SECRET": "pw", "EPO_BASE_URL": f"{base}/3.2",
    }.items():  # fmt: skip
        monkeypatch.setenv(f"SHOWFLOOR_{name}", value)
    monkeypatch.setattr(calls, "PAUSES", (0.0, 0.0))
    settings.cache_clear()
    return settings()


def route(keyed: Settings, name: str):
    return next(r for r in api_routes(keyed, {name: ROUTE}) if r.name == name)


def ask(keyed, httpserver, monkeypatch, name, asked=FIRM):
    web = reader(httpserver, monkeypatch)

    async def work():
        try:
            return await route(keyed, name).look_up(asked, web)
        finally:
            await web.close()

    return run(work())


def test_qichacha_search_pick_detail(keyed, httpserver, monkeypatch):
    seen = []

    def search(request):
        seen.append(dict(request.args))
        hits = [
            {"Name": layouts.TITLE, "CreditCode": layouts.CODE, "Status": "存续", "OperName": "张建国"},
            {"Name": layouts.TITLE + "分公司", "Status": "注销", "No": "1", "OperName": "x"},
        ]
        return answer(
            qcc_refusal(request) or {"Status": "200", "Message": "ok", "Paging": {"TotalRecords": 2}, "Result": hits}
        )

    def detail(request):
        seen.append(dict(request.args))
        return answer(
            qcc_refusal(request) or {"Status": "200", "Message": "ok", "Result": {"VerifyResult": 1, "Data": DETAIL}}
        )

    httpserver.expect_request(qcc.SEARCH).respond_with_handler(search)
    httpserver.expect_request(qcc.VERIFY).respond_with_handler(detail)
    found = ask(keyed, httpserver, monkeypatch, "qcc")
    assert (found.outcome, found.record.uscc, found.record.insured_count) == (Outcome.found, layouts.CODE, 612)
    assert (found.calls, found.cost) == (2, Decimal("0.60"))
    assert seen[0]["searchKey"] == layouts.TITLE
    assert seen[1]["searchKey"] == layouts.CODE


def test_a_known_credit_code_saves_the_search(keyed, httpserver, monkeypatch):
    httpserver.expect_request(qcc.VERIFY).respond_with_handler(
        lambda r: answer(
            qcc_refusal(r) or {"Status": "200", "Message": "ok", "Result": {"VerifyResult": 1, "Data": DETAIL}}
        )
    )
    found = ask(keyed, httpserver, monkeypatch, "qcc", FIRM.model_copy(update={"uscc": layouts.CODE}))
    assert (found.outcome, found.calls, found.cost) == (Outcome.found, 1, Decimal("0.50"))


def test_an_answer_about_another_firm_is_never_written(keyed, httpserver, monkeypatch):
    other = {**DETAIL, "Name": "别的公司有限公司", "CreditCode": layouts.OTHER}
    httpserver.expect_request(qcc.VERIFY).respond_with_handler(
        lambda r: answer({"Status": "200", "Message": "ok", "Result": {"VerifyResult": 1, "Data": other}})
    )
    found = ask(keyed, httpserver, monkeypatch, "qcc", FIRM.model_copy(update={"uscc": layouts.CODE}))
    assert (found.outcome, found.record) == (Outcome.failed, None)
    assert "别的公司" in found.detail


def test_tianyancha_search_with_em_marks_and_epoch_days(keyed, httpserver, monkeypatch):
    item = {
        "name": f"<em>{layouts.TITLE}</em>",
        "creditCode": layouts.CODE,
        "regStatus": "存续",
        "id": 7,
        "legalPersonName": "张建国",
        "estiblishTime": 1299254400000,
    }
    base = {
        **item,
        "name": layouts.TITLE,
        "regCapital": "12500万",
        "historyNames": "旧名有限公司\t",
        "socialStaffNum": 612,
    }

    def search(request):
        assert request.args["word"] == layouts.TITLE
        return answer(
            tyc_refusal(request) or {"error_code": 0, "reason": "ok", "result": {"total": 1, "items": [item]}}
        )

    httpserver.expect_request(tyc.SEARCH).respond_with_handler(search)
    httpserver.expect_request(tyc.DETAIL).respond_with_handler(
        lambda r: answer(tyc_refusal(r) or {"error_code": 0, "reason": "ok", "result": base})
    )
    record = ask(keyed, httpserver, monkeypatch, "tyc").record
    assert (record.established_on, record.capital, record.currency) == (date(2011, 3, 5), Decimal(125_000_000), "CNY")
    assert record.former_names == ("旧名有限公司",)
    assert record.notes == ("capital: currency not stated, taken as CNY",)


def test_several_or_no_equal_names_go_to_a_person(keyed, httpserver, monkeypatch):
    twins = [{"Name": layouts.TITLE, "OperName": n, "Status": "存续", "No": n} for n in "ab"]
    httpserver.expect_request(qcc.SEARCH).respond_with_handler(
        lambda r: answer({"Status": "200", "Message": "ok", "Result": twins})
    )
    found = ask(keyed, httpserver, monkeypatch, "qcc")
    assert (found.outcome, len(found.candidates), found.cost) == (Outcome.several, 2, Decimal("0.10"))


CODES = [("qcc", code, said) for code, said in api_codes.QCC.items()] + [
    ("tyc", code, said) for code, said in api_codes.TYC.items()
]


@pytest.mark.parametrize(("name", "code", "said"), CODES, ids=[f"{n}-{c}" for n, c, _ in CODES])
def test_every_documented_code_has_its_action(keyed, httpserver, monkeypatch, name, code, said):
    tree = (
        {"Status": code, "Message": said.text, "Result": None}
        if name == "qcc"
        else {"error_code": code, "reason": said.text, "result": None}
    )
    httpserver.expect_request(qcc.SEARCH if name == "qcc" else tyc.SEARCH).respond_with_handler(lambda r: answer(tree))
    if said.action in (Action.use, Action.not_found, Action.bad_input):
        found = ask(keyed, httpserver, monkeypatch, name)
        assert (found.record, found.outcome) == (None, Outcome.none)
        assert found.cost == (Decimal("0.10") if said.billed else 0)
        assert len(httpserver.log) == 1
        return
    with pytest.raises(SourceDown) as down:
        ask(keyed, httpserver, monkeypatch, name)
    assert len(httpserver.log) == (3 if said.action is Action.retry else 1)
    assert down.value.access in (Access.rate_limited, Access.blocked)
    assert down.value.access is (Access.blocked if said.action is Action.config else Access.rate_limited)


@pytest.mark.parametrize("name", ["qcc", "tyc"])
def test_a_wrong_secret_stops_the_source_with_a_line_for_the_operator(keyed, httpserver, monkeypatch, name):
    monkeypatch.setenv("SHOWFLOOR_QCC_SECRET", "wrong")
    monkeypatch.setenv("SHOWFLOOR_TYC_TOKEN", "wrong")
    settings.cache_clear()
    httpserver.expect_request(qcc.SEARCH).respond_with_handler(lambda r: answer(qcc_refusal(r) or {}))
    httpserver.expect_request(tyc.SEARCH).respond_with_handler(lambda r: answer(tyc_refusal(r) or {}))
    with pytest.raises(SourceDown, match="SHOWFLOOR_") as down:
        ask(settings(), httpserver, monkeypatch, name)
    assert down.value.access is Access.blocked


def test_a_retried_call_is_signed_anew_and_then_succeeds(keyed, httpserver, monkeypatch):
    answers = iter([{"Status": "122", "Message": "并发"}, {"Status": "201", "Message": "无结果", "Result": None}])
    httpserver.expect_request(qcc.SEARCH).respond_with_handler(lambda r: answer(qcc_refusal(r) or next(answers)))
    found = ask(keyed, httpserver, monkeypatch, "qcc")
    assert (found.outcome, found.access, found.calls, found.cost) == (
        Outcome.none,
        Access.not_found,
        2,
        Decimal("0.10"),
    )


def test_gleif_and_companies_house(keyed, httpserver, monkeypatch):
    entity = {
        "legalName": {"name": "Example GmbH"},
        "status": "ACTIVE",
        "legalAddress": {"country": "DE", "city": "Stuttgart"},
        "category": "GENERAL",
    }
    row = {
        "type": "lei-records",
        "id": "HWUPKR0MPOU8FGXBT394",
        "attributes": {"lei": "HWUPKR0MPOU8FGXBT394", "entity": entity, "registration": {"status": "LAPSED"}},
    }
    httpserver.expect_request("/api/v1/lei-records").respond_with_json({"data": [row]})
    german = Asked(firm="f2", names=("EXAMPLE GMBH",), country="DE")
    found = ask(keyed, httpserver, monkeypatch, "gleif", german)
    assert (found.outcome, found.record.lei) == (Outcome.found, "HWUPKR0MPOU8FGXBT394")
    assert "LAPSED" in found.record.notes[0]

    def company(request):
        assert request.headers["Authorization"] == "Basic Y2g6"
        return answer(
            {
                "company_name": "EXAMPLE LTD",
                "company_number": "01234567",
                "company_status": "dissolved",
                "type": "ltd",
                "date_of_creation": "1999-03-03",
            }
        )

    httpserver.expect_request("/search/companies").respond_with_json(
        {"items": [{"title": "EXAMPLE LTD", "company_number": "01234567"}]}
    )
    httpserver.expect_request("/company/01234567").respond_with_handler(company)
    british = ask(
        keyed, httpserver, monkeypatch, "companies_house", Asked(firm="f3", names=("Example Ltd.",), country="GB")
    )
    assert (british.outcome, british.record.status.value) == (Outcome.found, "dead")


def patent_row(application, kind, month):
    return {
        "ApplicationNumber": application, "PublicationNumber": f"{application[:6]}{kind}", "ApplicationDate": "2024-12-01T00:00:00",
        "PublicationDate": f"2025-0{month}-03T00:00:00", "KindCodeDesc": "发明", "Title": "制动", "AssigneestringList": [layouts.TITLE],
    }  # fmt: skip


def test_patent_pages_are_read_to_the_end_and_counted_by_application(keyed, httpserver, monkeypatch):
    def page(request):
        assert (request.args["pageSize"], request.args["pubDateBegin"]) == ("50", "20241121")
        number = f"CN20241000000{request.args['pageIndex']}.X"
        rows = [patent_row(number, "A", 1), patent_row(number, "B", 2)]
        return answer(
            qcc_refusal(request) or {"Status": "200", "Message": "ok", "Paging": {"TotalRecords": 4}, "Result": rows}
        )

    httpserver.expect_request(qcc.PATENTS).respond_with_handler(page)
    web = reader(httpserver, monkeypatch)
    config = PatentSites(epo=False, tyc=False)
    seen = run(patent_routes(keyed, config)[0].look(layouts.TITLE, date(2024, 11, 21), date(2026, 11, 21), web))
    patents = tuple(p for _, found in seen.pages for p in found)
    assert (seen.total, seen.rows, seen.coverage, len(seen.pages)) == (4, 4, 1.0, 2)
    assert len(distinct(patents)) == 2


def test_epo_token_ranges_and_refusals(keyed, httpserver, monkeypatch):
    def token(request):
        assert request.headers["Authorization"] == "Basic ZXBvOnB3"
        assert request.get_data() == b"grant_type=client_credentials"
        return answer({"access_token": "T", "expires_in": "1199"})

    def search(request):
        assert request.headers["Authorization"] == "Bearer T"
        assert request.args["q"] == 'pa="示例" and pd within "20241121,20261121"'
        document = {"@country": "CN", "@doc-number": "119000001", "@kind": "A", "@family-id": "1", "bibliographic-data": {
            "publication-reference": {"document-id": {"@document-id-type": "docdb", "date": {"$": "20250103"}}},
            "parties": {"applicants": {"applicant": [{"@data-format": "epodoc", "applicant-name": {"name": {"$": "EXAMPLE [CN]"}}}]}}}}  # fmt: skip
        return answer(
            {
                "ops:world-patent-data": {
                    "ops:biblio-search": {
                        "@total-result-count": "1",
                        "ops:search-result": {"exchange-documents": {"exchange-document": document}},
                    }
                }
            }
        )

    httpserver.expect_request("/3.2/auth/accesstoken", method="POST").respond_with_handler(token)
    httpserver.expect_request("/3.2/rest-services/published-data/search/biblio").respond_with_handler(search)
    web = reader(httpserver, monkeypatch)
    seen = run(
        patent_routes(keyed, PatentSites(tyc=False, qcc=False))[0].look(
            "示例", date(2024, 11, 21), date(2026, 11, 21), web
        )
    )
    assert (seen.total, seen.pages[0][1][0].number, seen.pages[0][1][0].applicants) == (1, "CN119000001A", ("EXAMPLE",))


def test_the_key_in_the_address_is_neither_archived_nor_told(keyed, httpserver, monkeypatch):
    httpserver.expect_request(qcc.SEARCH).respond_with_handler(
        lambda r: answer({"Status": "112", "Message": "余额不足", "Result": None})
    )
    web = reader(httpserver, monkeypatch)
    with pytest.raises(SourceDown) as down:
        run(route(keyed, "qcc").look_up(FIRM, web))
    assert KEY not in str(down.value)
    assert all(KEY not in url for url, _, _ in web._shared.sink.kept)
