"""One parser for every registry page: the same firm in many layouts, and what must never become data."""

import json
import re
from datetime import date
from decimal import Decimal

import pytest

from core.words import Access, RegistryStatus
from enrich.registry.hits import read_hits
from enrich.registry.names_match import pick
from enrich.registry.page import parse_registry
from tests.registry import layouts

URL = "https://registry.example/company/26120374"
SAME_FIRM = ["QCC_NEW", "GSXT_NEW", "BOXES", "TEXT", "AIQICHA"]


@pytest.mark.parametrize("layout", SAME_FIRM)
def test_every_layout_gives_the_same_firm(layout):
    reading = parse_registry(getattr(layouts, layout), URL)
    record = reading.record
    assert reading.access is Access.ok
    assert (record.name, record.uscc, record.status) == (layouts.TITLE, layouts.CODE, RegistryStatus.active)
    assert (record.legal_person, record.capital, record.currency) == ("张建国", Decimal(125_000_000), "CNY")
    assert (record.established_on, record.address) == (date(2011, 3, 5), "上海市嘉定区安亭镇墨玉南路888号")
    assert not record.is_branch


def test_the_fuller_layout_gives_staff_names_and_scope():
    record = parse_registry(layouts.QCC_NEW, URL).record
    assert (record.insured_count, record.insured_year, record.headcount.raw) == (612, 2024, "500-999人")
    assert record.former_names == ("上海示例电子有限公司", "上海样例电器有限公司")
    assert record.scope == "汽车电子产品的研发、生产；销售自产产品。（依法须经批准的项目）"
    assert record.english_name is None


def test_justified_labels_and_a_row_of_changes_below():
    record = parse_registry(layouts.JUSTIFIED, URL).record
    assert (record.name, record.company_number, record.uscc) == (layouts.TITLE, "310114000123456", None)
    assert record.scope is None


def test_foreign_registers():
    uk = parse_registry(layouts.UK, URL).record
    assert (uk.name, uk.status, uk.established_on) == (
        "EXAMPLE AUTOMOTIVE TECHNOLOGY LIMITED",
        RegistryStatus.closing,
        date(1999, 3, 3),
    )
    taiwan = parse_registry(layouts.TAIWAN, URL).record
    assert (taiwan.status, taiwan.capital, taiwan.currency, taiwan.established_on) == (
        RegistryStatus.active, Decimal(5_000_000), "TWD", date(2009, 3, 5),
    )  # fmt: skip


def test_digits_in_a_scrambled_font_are_no_data():
    record = parse_registry(layouts.SCRAMBLED, URL).record
    assert (record.capital, record.established_on) == (None, None)
    assert record.uscc == layouts.CODE


def test_masked_and_hidden_values_are_no_data():
    record = parse_registry(layouts.MASKED, URL).record
    assert record.name == layouts.TITLE
    hidden = (record.uscc, record.legal_person, record.capital, record.established_on, record.address, record.phone)
    assert hidden == (None,) * 6


def test_a_page_of_hits_is_no_record_and_gives_candidates():
    assert parse_registry(layouts.HITS, URL).record is None
    hits = read_hits(layouts.HITS, URL, re.compile(r"/company/\d+"))
    assert [(hit.name, hit.uscc, hit.status_raw) for hit in hits] == [
        (layouts.TITLE, layouts.CODE, "存续"),
        (f"{layouts.TITLE}武汉分公司", layouts.OTHER, "注销"),
    ]
    assert pick(layouts.TITLE, hits).index == 0
    assert pick("上海示例汽车电子", hits).index is None


@pytest.mark.parametrize(
    ("text", "access"),
    [
        ("<html><body><p>hello world, nothing here</p></body></html>", Access.layout_changed),
        (
            "<html><head><title>安全验证</title></head><body>请完成安全验证，拖动滑块后继续访问</body></html>",
            Access.challenged,
        ),
        (
            "<html><head><title>会员登录 - 企查查</title></head><body><div id=app></div></body></html>",
            Access.login_required,
        ),
        ('{"foo": 1}', Access.layout_changed),
        ('{"state":"warn","message":"mustlogin","data":null}', Access.login_required),
    ],
)
def test_what_is_no_register_entry_is_never_no_data(text, access):
    reading = parse_registry(text, URL)
    assert (reading.access, reading.record) == (access, None)


def test_status_521_with_a_script_is_a_challenge():
    assert (
        parse_registry("<script>document.cookie='__jsl_clearance_s=x'</script>", URL, status=521).access
        is Access.challenged
    )


def test_a_firm_whose_every_value_is_absent_is_no_record():
    page = "<table><tr><td>企业名称</td><td>-</td><td>统一社会信用代码</td><td>-</td></tr><tr><td>登记状态</td><td>-</td></tr></table>"
    assert parse_registry(f"<html><body>{page}</body></html>", URL).record is None


def test_contract_keys_are_those_of_the_design():
    keys = "name uscc status status_raw company_type legal_person capital currency established_on address scope insured_count headcount former_names branch_of"
    contract = parse_registry(layouts.QCC_NEW, URL).contract()
    assert list(contract) == ["access", "record"]
    assert list(contract["record"]) == keys.split()
    assert json.loads(json.dumps(contract))["record"]["capital"] == 125_000_000


@pytest.mark.parametrize(
    "broken",
    [
        lambda t: t[: len(t) // 2],
        lambda t: t.replace("</td>", ""),
        lambda t: t.replace("<tr>", ""),
        lambda t: t.replace('"', ""),
    ],
)
def test_broken_markup_never_raises_and_never_names_another_firm(broken):
    for layout in ("QCC_NEW", "GSXT_NEW", "BOXES", "HITS"):
        record = parse_registry(broken(getattr(layouts, layout)), URL).record
        assert record is None or record.name in (layouts.TITLE, None)
