"""The total that a page declares, in the words and attributes of many sites; what is no total is none."""

from __future__ import annotations

import pytest

from crawlers.lists import declared_total

TOTALS = [
    ("<p>1,195 exhibitors</p>", 1195), ("<p>共 283 家企业</p>", 283), ('<table><tr data-totalitemcount="747"><td>x</td></tr></table>', 747),
    ("<div>Showing 1-20 of 540</div>", 540), ("<div>1 - 20 von 599 Ausstellern</div>", 599), ("<p>1 234 résultats</p>", 1234), ("<p>全 312 件</p>", 312),
    ("<p><b>87</b> Aussteller gefunden</p>", 87), ("<p>총 145개사</p>", 145), ("<p>Total: 2,713</p>", 2713), ("<h2>Members (64)</h2>", 64),
    ("<p>Results 21 to 40 of 1,020</p>", 1020), ("<p>Trovati 120 espositori</p>", 120), ("<p>参展商总数：1020</p>", 1020), ("<p>検索結果：56件</p>", 56),
    ("<p>We found 77 exhibitors matching your search</p>", 77), ("<p>450 Aussteller aus 30 Ländern</p>", 450), ("<p>共1020条记录</p>", 1020),
    ("<p>Affichage de 1 à 25 sur 361</p>", 361), ("<p>Number of exhibitors: 93</p>", 93), ("<p>Se han encontrado 58 resultados</p>", 58),
    ("<p>Page 1 of 16</p>", None), ("<p>Copyright 2026 Company</p>", None), ("<p>20 per page</p>", None), ("<p>Exhibitors 2027</p>", None),
    ("<p>第 1 / 12 页</p>", None), ("<p>Call 020 7946 000</p>", None), ("<p>Founded in 1998, members meet yearly</p>", None),
]  # fmt: skip


@pytest.mark.parametrize(("html", "total"), TOTALS)
def test_the_declared_total(html: str, total: int | None) -> None:
    assert declared_total(f"<html><body>{html}</body></html>") == total
