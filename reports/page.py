"""A report as one HTML page for mail and print: no script, nothing loaded from elsewhere, every word escaped."""

from __future__ import annotations

from functools import lru_cache

from jinja2 import Environment, Template

from reports.report import Report
from reports.sections import KINDS, sections

_PAGE = """<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>{{ title }}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<style>body{font:15px/1.5 "Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif;margin:2em auto;max-width:1200px;padding:0 1em}
table{border-collapse:collapse;width:100%;margin:.4em 0 2em}td,th{border:1px solid #c5ccd3;padding:.3em .55em;text-align:left;
vertical-align:top;overflow-wrap:break-word;white-space:pre-line}
th{background:#eef2f6}h2{margin:1.2em 0 .2em;font-size:1.15em}.warn{background:#fff3cd;padding:.5em}</style>
</head><body><h1>{{ title }}</h1>
<p>生成 made {{ report.made_at.strftime("%Y-%m-%d %H:%M") }} UTC · 规则 policy {{ report.policy }} · SHA-256 <code>{{ report.sha256[:16] }}</code></p>
{% if not report.holidays_known %}<p class="warn">工作日历缺少该年的节假日：请补充 config/workdays.yml。
The calendar has no holidays for this year: add them to config/workdays.yml.</p>{% endif %}
{% if report.streak.missed %}<p class="warn">连续 {{ report.streak.months|length }} 个月抽检合格率低于 80%。
Inspections under 80 % in {{ report.streak.months|length }} months in a row.</p>{% endif %}
{% for section in tables %}<h2>{{ section.title }}</h2>
<table><thead><tr>{% for heading in section.headings %}<th scope="col">{{ heading }}</th>{% endfor %}</tr></thead>
<tbody>{% for row in section.rows %}<tr>{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>
{% endfor %}</tbody></table>{% endfor %}</body></html>
"""


@lru_cache(maxsize=1)
def _template() -> Template:
    return Environment(autoescape=True).from_string(_PAGE)


def as_html(report: Report) -> str:
    """The page."""
    title = f"{KINDS[report.kind]} {report.period}"
    return _template().render(title=title, report=report, tables=sections(report))
