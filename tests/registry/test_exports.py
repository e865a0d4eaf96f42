"""Exports and saved pages that a person brings: renamed columns are found or refused, never misread."""

from decimal import Decimal
from email.message import EmailMessage

import pytest
import xlsxwriter

from core.errors import BadInput
from enrich.patents.export_file import read_export as read_patents
from enrich.registry.dropped import read_dropped
from enrich.registry.export_file import read_export
from enrich.registry.page import parse_registry
from tests.registry import layouts

HEADS = [
    "公司名称",
    "经营状态",
    "法定代表人",
    "注册资本",
    "成立日期",
    "统一社会信用代码",
    "注册地址",
    "曾用名",
    "参保人数",
]
ROW = [
    layouts.TITLE,
    "存续",
    "张建国",
    "12500万元人民币",
    "2011-03-05",
    layouts.CODE,
    "上海市嘉定区墨玉南路888号",
    "-",
    "612",
]


def sheet(path, rows):
    book = xlsxwriter.Workbook(str(path))
    page = book.add_worksheet()
    for number, row in enumerate(rows):
        page.write_row(number, 0, row)
    book.close()
    return path


def test_an_export_with_a_title_above_and_columns_in_any_order(tmp_path):
    order = [5, 0, 8, 3, 1, 2, 4, 7, 6]
    rows = [
        ["企查查导出 2026-11-01"],
        [],
        [HEADS[i] for i in order],
        [ROW[i] for i in order],
        ["合计", "", "", "", "", "", "", "", ""],
    ]
    (record,) = read_export(sheet(tmp_path / "e.xlsx", rows))
    assert (record.name, record.uscc, record.insured_count, record.capital) == (
        layouts.TITLE,
        layouts.CODE,
        612,
        Decimal(125_000_000),
    )


def test_renamed_columns_with_the_unit_in_the_head(tmp_path):
    heads = ["企业名称", "登记状态", "法人", "注册资本(万元)", "成立时间", "信用代码"]
    path = tmp_path / "e.csv"
    path.write_text(
        "\n".join([",".join(heads), f"{layouts.TITLE},在业,张建国,12500,2011/3/5,{layouts.CODE}"]), encoding="gb18030"
    )
    (record,) = read_export(path)
    assert (record.capital, record.currency, record.established_on.isoformat()) == (
        Decimal(125_000_000),
        "CNY",
        "2011-03-05",
    )


@pytest.mark.parametrize("heads", [["列一", "列二", "列三"], ["Firma X", "状态"], []])
def test_a_file_without_recognisable_columns_is_refused_with_its_heads(tmp_path, heads):
    with pytest.raises(BadInput, match=r"e\.xlsx"):
        read_export(sheet(tmp_path / "e.xlsx", [heads, ["a", "b", "c"]]))


@pytest.mark.parametrize(
    ("name", "body"), [("e.xlsx", b"PK\x03\x04broken"), ("e.csv", b""), ("e.pdf", b"%PDF-1.4 nothing")]
)
def test_broken_files_are_one_clear_line(tmp_path, name, body):
    path = tmp_path / name
    path.write_bytes(body)
    with pytest.raises(BadInput, match=name.replace(".", r"\.")):
        read_export(path)


def test_patent_exports_by_label(tmp_path):
    rows = [
        ["序号", "申请号", "公开（公告）号", "标题", "申请日", "公开（公告）日", "申请（专利权）人", "专利类型"],
        [
            "1",
            "CN202410000001.X",
            "CN119000001A",
            "一种制动卡钳",
            "2024.12.01",
            "2025.06.03",
            "上海示例汽车电子有限公司；某大学",
            "发明申请",
        ],
        ["2", "CN202420000002.3", "CN222000002U", "一种支架", "2024-05-06", "2025-01-07", "别的公司", ""],
    ]
    first, second = read_patents(sheet(tmp_path / "p.xlsx", rows))
    assert (first.number, first.kind, first.applicants) == (
        "CN119000001A",
        "发明申请",
        ("上海示例汽车电子有限公司", "某大学"),
    )
    assert (first.filed_on.isoformat(), first.published_on.isoformat(), second.kind) == (
        "2024-12-01",
        "2025-06-03",
        "实用新型",
    )
    with pytest.raises(BadInput, match="applicant"):
        read_patents(sheet(tmp_path / "q.xlsx", [rows[0][:6], rows[1][:6]]))


def test_saved_pages_as_mhtml_and_html(tmp_path):
    message = EmailMessage()
    message["From"] = "<Saved by Blink>"
    message["Subject"] = "page"
    message.set_content("x")
    message.add_alternative(layouts.QCC_NEW, subtype="html")
    message.replace_header(
        "Content-Type", message["Content-Type"].replace("multipart/alternative", "multipart/related")
    )
    mhtml = tmp_path / "p.mhtml"
    mhtml.write_bytes(message.as_bytes())
    page = tmp_path / "p.html"
    page.write_bytes(layouts.GSXT_NEW.encode("gb18030"))
    for path in (mhtml, page):
        assert parse_registry(read_dropped(path), "").record.uscc == layouts.CODE


def test_what_holds_no_page_is_refused(tmp_path):
    for name, body in (("a.png", b"\x89PNG\r\n\x1a\n"), ("b.html", b"")):
        path = tmp_path / name
        path.write_bytes(body)
        with pytest.raises(BadInput):
            read_dropped(path)
