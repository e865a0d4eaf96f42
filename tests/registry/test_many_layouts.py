# ruff: noqa: E501 - markup is easier to read unbroken
"""One firm printed in twenty more ways, made by rule rather than by hand: the parser must read every one alike."""

import pytest

from enrich.registry.page import parse_registry
from tests.registry.layouts import CODE, TITLE

FIELDS = [
    ("统一社会信用代码", CODE), ("企业名称", TITLE), ("法定代表人", "张建国"), ("登记状态", "存续（在营、开业、在册）"), ("成立日期", "2011-03-05"),
    ("注册资本", "12,500万元人民币"), ("实缴资本", ""), ("企业类型", "有限责任公司(外商投资、非独资)"), ("参保人数", "612"), ("人员规模", "500-999人"),
    ("注册地址", "上海市嘉定区安亭镇墨玉南路888号"), ("经营范围", "汽车电子产品的研发、生产；销售自产产品。（依法须经批准的项目）"),
]  # fmt: skip
EXPECTED = {
    "name": TITLE, "uscc": CODE, "status": "active", "legal_person": "张建国", "capital": 125000000, "currency": "CNY", "established_on": "2011-03-05",
    "address": FIELDS[10][1], "scope": FIELDS[11][1], "insured_count": 612, "headcount": "500-999人", "company_type": FIELDS[7][1], "branch_of": None,
}  # fmt: skip


def page(body):
    return f"<html><head><title>{TITLE}_企业信用查询 - 某查</title></head><body><nav><a href=/>首页</a><a>企业名称查询</a></nav>{body}<footer>地址：北京市海淀区某路1号 电话：010-12345678</footer></body></html>"


def each(form, fields=FIELDS):
    return "".join(form.format(k=k, v=v) for k, v in fields)


def twos(form):
    return "".join(form.format(k=k, v=v, j=j, w=w) for (k, v), (j, w) in zip(FIELDS[::2], FIELDS[1::2], strict=True))


LEGAL = {
    "法定代表人": "<span class=ava>张</span><a>张建国</a><a>TA有12家企业</a>",
    "企业名称": "<em>上海</em>示例汽车电子有限公司",
}
LAYOUTS = {
    "label and value in one cell": page("<table>" + each("<tr><td>·{k}：&nbsp;<i>{v}</i></td></tr>") + "</table>"),
    "two of them a row": page(
        "<table>"
        + twos("<tr><td>·{k}：&nbsp;<span>{v}</span></td><td>·{j}：&nbsp;<span>{w}</span></td></tr>")
        + "</table>"
    ),
    "table in a table": page(
        "<table><tr><td><table>" + each("<tr><td>{k}</td><td>{v}</td></tr>") + "</table></td></tr></table>"
    ),
    "two pairs a row": page("<table>" + twos("<tr><td>{k}</td><td>{v}</td><td>{j}</td><td>{w}</td></tr>") + "</table>"),
    "heads and cells": page(
        "<table>"
        + twos("<tr><th class=a>{k}</th><td class=b><span>{v}</span></td><th class=a>{j}</th><td class=b>{w}</td></tr>")
        + "</table>"
    ),
    "flat definition list": page("<dl>" + each("<dt>{k}</dt><dd>{v}</dd>") + "</dl>"),
    "list items": page("<ul>" + each("<li><span class=k>{k}</span><span class=v>{v}</span></li>") + "</ul>"),
    "list items with colons": page("<ul>" + each("<li><span>{k}：</span><span>{v}</span></li>") + "</ul>"),
    "bold labels and line breaks": page("<p>" + each("<b>{k}:</b> {v}<br>") + "</p>"),
    "tooltips and buttons": page(
        "<table>"
        + each(
            "<tr><td class=l>{k}<i title='说明'></i><span class=tip>?</span></td><td class=r>{v}<a>查看更多</a></td></tr>"
        )
        + "</table>"
    ),
    "flat boxes": page("<div class=row>" + each("<div class=label>{k}</div><div class=value>{v}</div>") + "</div>"),
    "deep boxes": page(
        "<div>" + each("<div class=item><div><span>{k}</span></div><div><div><p>{v}</p></div></div></div>") + "</div>"
    ),
    "framework comments": page(
        "<div>" + each("<div><span>{k}<!-- -->：</span><span><!-- -->{v}<!-- --></span></div>") + "</div>"
    ),
    "running text": page("<div>" + each("{k}：{v} ") + "</div>"),
    "one line of heads over one line of values": page(
        "<table><tr>" + each("<td>{k}</td>") + "</tr><tr>" + each("<td>{v}</td>") + "</tr></table>"
    ),
    "initials and highlights": page(
        "<table>" + each("<tr><td>{k}</td><td>{v}</td></tr>", [(k, LEGAL.get(k, v)) for k, v in FIELDS]) + "</table>"
    ),
    "upper case tags, no closing": page("<TABLE>" + each("<TR><TD>{k}<TD>{v}") + "</TABLE>"),
    "plain text, blanks": each("{k} {v}\n"),
    "plain text, colons": each("{k}：{v}\n"),
    "plain text, two lines": each("{k}\n{v}\n", [(k, v) for k, v in FIELDS if v]),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_reads_alike(layout):
    record = parse_registry(LAYOUTS[layout], "https://x.example/company/1").record
    assert record is not None
    assert {key: record.contract()[key] for key in EXPECTED} == EXPECTED
    assert record.paid_in is None
