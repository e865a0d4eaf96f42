"""Answers of list services in many shapes: wrapped hits, nested stands, totals beside the records."""

from __future__ import annotations

from typing import Any

import pytest

from core.words import SightingKind
from crawlers.lists import read_json

NAMES = ["Abbott Tools Ltd", "Acme Brakes", "Bluebird Cycles", "Cotswold Rubber Co", "Dyson & Sons"]


def rows(make: Any) -> list[Any]:
    return [make(number, name) for number, name in enumerate(NAMES)]


SHAPES: dict[str, tuple[Any, str, int | None]] = {
    "hits with fields": (
        {
            "results": {
                "found": 1319,
                "hit": rows(lambda i, n: {"id": str(i), "fields": {"exhname_t": n, "boothsdisplay_la": [f"B{i}10"]}}),
            }
        },
        "B010",
        1319,
    ),
    "wrapped exhibitor": (
        {
            "metaData": {"hitsTotal": 42},
            "hits": rows(
                lambda i, n: {"exhibitor": {"id": i, "name": n, "halls": [{"stand": [{"name": f"B{i}2"}]}]}, "score": 1}
            ),
        },
        "B02",
        42,
    ),
    "search hits": (
        {
            "hits": rows(lambda i, n: {"companyName": n, "standReference": f"A{i}1", "objectID": f"exh-{i}"}),
            "nbHits": 640,
        },
        "A01",
        640,
    ),
    "graph nodes": (
        {
            "view": {
                "nodes": rows(lambda i, n: {"id": f"RXh{i}", "name": n, "withEvent": {"booth": f"H{i}"}}),
                "totalCount": 321,
            }
        },
        "H0",
        321,
    ),
    "stands with halls": (
        {
            "NbExhibitors": 5,
            "list": rows(lambda i, n: {"Exhi_CompanyName": n, "Stands": [{"Hall": "5A", "Name": f"E{i}01"}]}),
        },
        "5A E001",
        5,
    ),
    "location": (
        rows(lambda i, n: {"exh": f"x.{i}", "name": n, "location": f"Hall 7, level 0 / C{i}9", "country": "Germany"}),
        "Hall 7, level 0 / C09",
        None,
    ),
}


@pytest.mark.parametrize("shape", sorted(SHAPES))
def test_the_firms_their_stands_and_the_total(shape: str) -> None:
    value, booth, total = SHAPES[shape]
    reading = read_json(value, "https://www.show.example/api/exhibitors")
    assert [r.name for r in reading.records] == NAMES
    assert reading.records[0].booth == booth
    assert reading.declared_total == total


@pytest.mark.parametrize(
    "value",
    [
        [{"label": n, "url": "/x"} for n in ("Home", "About us", "Contact", "News")],
        [{"name": n, "price": "12.00 EUR"} for n in ("Disc", "Pad", "Oil")],
        [{"first_name": n, "email": f"{n}@x.com"} for n in ("Ann", "Bob", "Cat")],
        [1, 2],
        None,
    ],
)
def test_other_records_are_refused(value: Any) -> None:
    assert read_json(value, "https://x.example/api").records == ()


def test_a_trademark_among_exhibitors_is_told_by_the_type_of_its_record() -> None:
    firms = [
        {"name": f"宁波测试{char}汽车有限公司", "type": "exhibitor", "boothNo": f"1A{n:02}"}
        for n, char in enumerate("甲乙丙")
    ]
    mark = {"name": "XINSHENGDRIVE®", "type": "brand", "boothNo": ""}
    rows = read_json({"data": {"list": [*firms, mark]}}, "http://show.example/api?offset=120").records
    assert [row.kind for row in rows] == [SightingKind.firm] * 3 + [SightingKind.brand]
