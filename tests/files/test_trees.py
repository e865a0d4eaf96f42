"""JSON, JSON lines, XML and saved pages."""

from __future__ import annotations

import json
from email.message import EmailMessage

import pytest

from crawlers.files import read
from tests.files.firms import booths, chinese, latin

PAIRS = list(zip(latin(30), booths(30), strict=True))


def test_json_of_unknown_shape() -> None:
    """The list lies deep, among filters and banners."""
    value = {
        "data": {
            "filters": [{"label": "Hall 1"}, {"label": "Hall 2"}],
            "page": {"exhibitors": [{"companyName": n, "stand": b} for n, b in PAIRS]},
        }
    }
    assert [(r.name, r.booth) for r in read(json.dumps(value).encode(), "x.json").records] == PAIRS


def test_json_lines() -> None:
    """One object a line; the last one cut off."""
    lines = [json.dumps({"companyName": n, "boothNo": b}, ensure_ascii=False) for n, b in PAIRS]
    data = "\n".join([*lines, '{"companyName": "Cut']).encode()
    assert [r.name for r in read(data, "x.jsonl").records] == [n for n, _ in PAIRS]


def test_json_in_a_script() -> None:
    """`var exhibitors = [...]` as some pages keep it."""
    data = ("var exhibitors = " + json.dumps([{"companyName": n, "booth": b} for n, b in PAIRS]) + ";").encode()
    assert len(read(data, "x.js").records) == 30


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "gb18030"])
def test_xml_whose_declaration_lies(encoding: str) -> None:
    """It says UTF-8 and is not; attributes and children are fields alike."""
    names = [f"Mühl & {n}" for n in latin(30)] if encoding != "gb18030" else chinese(30)
    items = "".join(
        f'<exhibitor id="{i}" name="{n.replace("&", "&amp;")}"><stand hall="Hall 1" number="{b}"/><country>Germany</country></exhibitor>'
        for i, (n, b) in enumerate(zip(names, booths(30), strict=True))
    )
    data = f'<?xml version="1.0" encoding="UTF-8"?>\n<result><list>{items}</list></result>'.encode(encoding)
    reading = read(data, "list.xml")
    assert [row.name for row in reading.records] == names
    assert reading.records[0].country == "Germany"


def test_excel_xml_of_2003() -> None:
    """What old systems call .xls."""
    cells = "".join(
        f"<Row><Cell><Data>{n.replace('&', '&amp;')}</Data></Cell><Cell><Data>{b}</Data></Cell></Row>"
        for n, b in [("Company", "Booth"), *PAIRS]
    )
    data = f'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet><Table>{cells}</Table></Worksheet></Workbook>'
    assert [(r.name, r.booth) for r in read(data.encode(), "list.xls").records] == PAIRS


PAGE = (
    "<html><head><meta charset='utf-8'><title>Exhibitors</title></head><body><h1>Exhibitor list</h1><table>"
    "<tr><th>Company</th><th>Booth</th></tr>"
    + "".join(f"<tr><td>{n}</td><td>{b}</td></tr>" for n, b in PAIRS)
    + "</table></body></html>"
)


def test_a_saved_page() -> None:
    """Whatever it is called."""
    assert [(r.name, r.booth) for r in read(PAGE.encode(), "list.xls").records] == PAIRS


def test_a_page_saved_as_a_single_file() -> None:
    """MHTML, the page quoted-printable in it."""
    message = EmailMessage()
    message["Snapshot-Content-Location"] = "https://www.show.example/list"
    message["MIME-Version"] = "1.0"
    message.make_related()
    part = EmailMessage()
    part.set_content(PAGE, subtype="html", cte="quoted-printable")
    message.attach(part)
    assert [(r.name, r.booth) for r in read(message.as_bytes(), "list.mhtml").records] == PAIRS


def test_plain_text() -> None:
    """One firm a line."""
    assert [r.name for r in read("\n".join(latin(40)).encode(), "list.txt").records] == latin(40)
