# ruff: noqa: E501 - markup and payloads are easier to read unbroken
"""Reading of patent searches: JSON of several systems, HTML tables, cards, one patent's page, refusals."""

import json
from datetime import date

import pytest

from core.words import Access
from enrich.patents.page import next_link
from enrich.patents.read import parse_patents
from enrich.patents.record import Patent, distinct

ROWS = "<tr><td>1</td><td>CN202410000001.X</td><td>一种制动卡钳</td><td>CN119000001A</td><td>2024-12-01</td><td>2025.06.03</td><td>甲公司；乙大学</td></tr>"
TABLE = (
    "<html><body><p>检索结果：共 12 条记录</p><table><tr><th>序号</th><th>申请号</th><th>名称</th><th>公开号</th><th>申请日</th><th>公开日</th><th>申请人</th></tr>"
    f"{ROWS}</table><a rel=next href='/s?p=2'>下一页</a></body></html>"
)
CARDS = """<html><body><p>共找到 2 件专利</p>
<div class=item><h3>[发明公布] 一种制动卡钳</h3><p>申请公布号：CN119000001A 申请公布日：2025.06.03</p><p>申请号：2024100000011 申请日：2024.12.01</p><p>申请人：甲公司</p></div>
<div class=item><h3>[实用新型] 一种支架</h3><p>授权公告号：CN222000002U 授权公告日：2025.01.07</p><p>申请号：2024200000023 申请日：2024.05.06</p><p>专利权人：乙公司</p></div></body></html>"""
DETAIL = """<html><head><meta name="DC.title" content=" Brake caliper "></head><body><span itemprop="publicationNumber">CN119000001A</span>
<time itemprop="filingDate" datetime="2024-12-01">2024-12-01</time><time itemprop="publicationDate">2025-06-03</time>
<dd itemprop="assigneeOriginal">Example Co Ltd</dd></body></html>"""
TYC = {
    "error_code": 0,
    "reason": "ok",
    "result": {
        "total": 31,
        "items": [
            {"patentName": "一种制动卡钳", "patentType": "发明专利", "appnumber": "CN202410000001.X", "pubnumber": "CN119000001A", "applicationTime": "2024-12-01", "pubDate": "2025-06-03", "applicantname": '["甲公司","乙大学"]'}
        ],
    },
}  # fmt: skip
GROUPED = {
    "Status": "200",
    "Message": "ok",
    "Paging": {"TotalRecords": 1},
    "Result": {"GroupItems": [{"Items": [{"ApplicationNumber": "CN1", "PublicationNumber": "CN119000001A", "Title": "t", "PublicationDate": "2025-06-03T00:00:00"}]}]},
}  # fmt: skip


@pytest.mark.parametrize(
    "text", [TABLE, CARDS, DETAIL, json.dumps(TYC, ensure_ascii=False)], ids=["table", "cards", "detail", "tyc"]
)
def test_one_patent_however_it_is_printed(text):
    reading = parse_patents(text, "https://p.example/s")
    first = reading.patents[0]
    assert (reading.access, first.number) == (Access.ok, "CN119000001A")
    assert (first.filed_on, first.published_on) == (date(2024, 12, 1), date(2025, 6, 3))
    assert first.title.strip() == first.title != ""
    assert first.applicants[0] in ("甲公司", "Example Co Ltd")


def test_declared_totals():
    totals = [parse_patents(t).total for t in (TABLE, CARDS, json.dumps(TYC), json.dumps(GROUPED))]
    assert totals == [12, 2, 31, 1]
    assert parse_patents("<html><body>专利检索：没有检索到符合条件的专利</body></html>").total == 0
    assert parse_patents("<html><body>暂无数据</body></html>").total is None


def test_kinds_stated_or_by_the_letter_of_the_number():
    table, cards = parse_patents(TABLE), parse_patents(CARDS)
    assert table.patents[0].kind == "发明公布"
    assert [p.kind for p in cards.patents] == ["发明公布", "实用新型"]


def test_an_applicant_list_inside_text():
    assert parse_patents(json.dumps(TYC)).patents[0].applicants == ("甲公司", "乙大学")


def test_a_table_that_is_no_list_of_patents_gives_none():
    other = "<table><tr><th>序号</th><th>企业名称</th><th>成立日期</th></tr><tr><td>1</td><td>甲公司</td><td>2011-01-01</td></tr></table>"
    assert parse_patents(f"<html><body>{other}</body></html>").patents == ()


@pytest.mark.parametrize(
    ("text", "status", "access"),
    [
        ('{"Status":"112","Message":"余额不足"}', 200, Access.rate_limited),
        ('{"error_code":300000,"reason":"无数据","result":null}', 200, Access.not_found),
        ('{"results":{"user_error":"bad syntax"}}', 200, Access.down),
        ("<error><code>403</code><message>This request has been rejected due to the violation of Fair Use policy</message></error>", 200, None),
        ('<?xml version="1.0"?><error><code>403</code><message>rejected: Fair Use policy</message></error>', 403, Access.rate_limited),
        ("<html><head><title>Sorry...</title></head><body>We're sorry... but your computer or network may be sending automated queries.</body></html>", 503, Access.down),
    ],
)  # fmt: skip
def test_refusals_are_no_empty_results(text, status, access):
    reading = parse_patents(text, status=status)
    assert reading.patents == ()
    assert reading.total in (None, 0)
    assert access is None or reading.access is access or status == 503


def test_publication_and_grant_count_once():
    a = Patent(number="CN1A", application="CN202410000001.X", title="t", published_on=date(2025, 1, 1))
    b = a.model_copy(update={"number": "CN1B", "published_on": date(2026, 1, 1), "filed_on": date(2024, 1, 1)})
    (one,) = distinct((b, a))
    assert (one.number, one.filed_on) == ("CN1A", date(2024, 1, 1))
    alone = (Patent(number="CN119000001A", title=""), Patent(number="CN119000001B", title=""))
    assert len(distinct(alone)) == 1


def test_the_next_page():
    assert next_link(TABLE, "https://p.example/s") == "https://p.example/s?p=2"
    assert next_link(CARDS, "https://p.example/s") is None
