"""Every stated truth and trap of the real saved registry pages and answers."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from core.words import Access, RegistryStatus
from enrich.registry import qcc, tyc
from enrich.registry.page import parse_registry
from enrich.registry.sections import read_branches, read_staff

pytestmark = pytest.mark.shared
URL = "https://www.tianyancha.com/company/26120374"


def text(shared: Path, name: str) -> str:
    return (shared / "registry" / name).read_text(encoding="utf-8", errors="replace")


def record(shared: Path, name: str):
    reading = parse_registry(text(shared, name), URL)
    assert reading.access is Access.ok
    return reading.record


def test_gsxt_branch(shared):
    found = record(shared, "gsxt/guangxi_2016_branch_detail.html")
    assert found.name == "中国移动通信集团广西有限公司宁明分公司东安营业厅"
    assert (found.uscc, found.company_number, found.legal_person) == (None, "451400400001219", "陆雄兵")
    assert (found.established_on, found.approved_on, found.status) == (
        date(2010, 3, 22),
        date(2014, 7, 9),
        RegistryStatus.active,
    )
    assert found.address == "宁明县农村信用合作社东安营业部一楼"
    assert (found.is_branch, found.branch_of) == (True, "中国移动通信集团广西有限公司")


def test_gsxt_staff_and_branches(shared):
    page = text(shared, "gsxt/tianjin_staff_branch_fragment.html")
    staff = read_staff(page)
    assert len(staff) == 13
    assert [post for name, post in staff if name == "黄侃"] == ["董事长", "经理"]
    assert read_branches(page) == ("天津南环铁路有限公司黄万运管分公司", "天津南环铁路有限公司机务分公司")
    assert parse_registry(page, URL).record is None


def test_qichacha_2018(shared):
    found = record(shared, "qichacha/firm_detail_2018.html")
    assert (found.name, found.uscc, found.legal_person) == (
        "北京中科遥数信息技术有限公司",
        "91110105579065830X",
        "王鹏",
    )
    assert (found.capital, found.paid_in, found.currency) == (Decimal(12_500_000), Decimal(500_000), "CNY")
    assert (found.status, found.status_raw, found.established_on) == (RegistryStatus.active, "开业", date(2011, 7, 8))
    assert (found.english_name, found.former_names) == (None, ("北京华夏遥云信息技术有限公司",))
    assert (found.insured_count, found.headcount.raw, found.phone) == (48, "100-499人", None)
    assert read_branches(text(shared, "qichacha/firm_detail_2018.html"))[0] == "北京中科遥数信息技术有限公司盘锦分公司"


@pytest.mark.parametrize("name", ["company_26120374_detail_2024.html", "next_data_baseinfo_26120374.json"])
def test_tianyancha(shared, name):
    found = record(shared, f"tianyancha/{name}")
    assert (found.name, found.uscc, found.status) == (
        "华夏幸福基业股份有限公司",
        "911310006096709523",
        RegistryStatus.active,
    )
    assert (found.capital, found.paid_in, found.established_on) == (
        Decimal(3_914_381_782),
        Decimal(3_913_720_342),
        date(1993, 5, 28),
    )
    assert (found.insured_count, found.insured_year, found.headcount.raw) == (21, 2023, "小于50人")
    assert found.former_names == ("华夏幸福基业投资开发股份有限公司", "浙江国祥制冷工业股份有限公司")
    assert found.industry.endswith("L721")
    assert (found.website, found.english_name) == ("https://www.cfldcn.com", "China Fortune Land Development CO.,LTD.")
    assert (found.revenue.amount, found.revenue.year) == (Decimal("35907000000"), 2023)


def test_tianyancha_without_its_embedded_data_reads_the_same_labels(shared):
    import re

    page = re.sub(
        r'<script id="__NEXT_DATA__".*?</script>',
        "",
        text(shared, "tianyancha/company_26120374_detail_2024.html"),
        flags=re.S,
    )
    found = parse_registry(page, URL).record
    assert (found.name, found.uscc, found.capital) == (
        "华夏幸福基业股份有限公司",
        "911310006096709523",
        Decimal(3_914_381_782),
    )
    assert (found.is_branch, found.former_names) == (False, ())


def test_an_entity_that_is_no_company(shared):
    found = record(shared, "tianyancha/next_data_hospital_2024.json")
    assert (found.name, found.uscc, found.status_raw) == ("福州台江医院", "52350100786927085Q", "正常")
    assert (found.status, found.capital) == (RegistryStatus.active, None)


def test_tianyancha_api(shared):
    nanchang = record(shared, "tyc-api/baseinfoV2_nanchang.json")
    assert (nanchang.uscc, nanchang.capital, nanchang.paid_in) == (
        "91360100158382213N",
        Decimal(5_670_000),
        Decimal(5_669_990),
    )
    assert (nanchang.established_on, nanchang.industry) == (date(1992, 6, 11), "研究和试验发展")
    xiamen = record(shared, "tyc-api/baseinfo_xiamen_2020.json")
    assert (xiamen.established_on, xiamen.insured_count, xiamen.former_names) == (
        date(2013, 5, 22),
        4,
        ("厦门研悟教育咨询有限公司",),
    )
    total, branches = tyc.read_branches(json.loads(text(shared, "tyc-api/branch_baidu.json")))
    assert (total, len(branches)) == (9, 4)
    assert tyc.pages(total, len(branches), 1) == 2
    assert parse_registry(text(shared, "tyc-api/branch_baidu.json"), URL).record is None


def test_qichacha_api(shared):
    found = record(shared, "qcc-api/410_GetDetailsByName_xiaoju.json")
    assert (found.name, found.uscc, found.capital) == (
        "北京小桔科技有限公司",
        "9111010859963405XW",
        Decimal(10_000_000),
    )
    assert (found.established_on, found.status) == (date(2012, 7, 10), RegistryStatus.active)
    verified = qcc.read_detail(json.loads(text(shared, "qcc-api/2001_EnterpriseInfo_Verify_doc_sample.json")))
    assert (verified.status, verified.insured_count, verified.headcount.raw) == (RegistryStatus.active, 81, "10000以上")
    assert (verified.capital, verified.name, verified.uscc) == (Decimal(1_850_000_000), None, None)
    assert any("RevokeInfo" in note for note in verified.notes)
    assert qcc.read_search(json.loads(text(shared, "qcc-api/886_fuzzysearch_doc_sample.json"))) == ()


ERRORS = {
    "not_found": {Access.not_found},
    "rate_limited": {Access.rate_limited},
    "no_quota": {Access.rate_limited},
    "no_balance": {Access.rate_limited},
    "failed": {Access.down},
    "bad_parameter": {Access.down},
    "bad_key": {Access.blocked},
    "bad_signature_or_ip": {Access.blocked},
    "export_refused": {Access.blocked},
    "ip_refused": {Access.blocked},
    "no_permission": {Access.blocked},
}
BLOCKS = {
    "js_challenge": Access.challenged,
    "login_required": Access.login_required,
    "rate_limited": Access.rate_limited,
    "blocked": Access.blocked,
}


def test_every_error_answer_and_block_page_has_its_state(shared):
    seen = 0
    for meta in sorted((shared / "registry").glob("*/*.meta.json")):
        truth = json.loads(meta.read_text(encoding="utf-8"))
        kind = truth["truth"].get("class")
        if kind is None:
            continue
        reading = parse_registry(text(shared, truth["file"]), URL, status=truth["truth"].get("http", 200))
        wanted = ERRORS[kind] if truth["system"].endswith("-api") else {BLOCKS[kind]}
        assert reading.access in wanted, truth["file"]
        assert reading.record is None
        seen += 1
    assert seen >= 15


def test_gleif(shared):
    found = record(shared, "gleif/lei_record_apple_doc.json")
    assert (found.name, found.lei, found.status, found.country) == (
        "Apple Inc.",
        "HWUPKR0MPOU8FGXBT394",
        RegistryStatus.active,
        "US",
    )
    assert found.former_names == ("Apple Computer, Inc.",)
