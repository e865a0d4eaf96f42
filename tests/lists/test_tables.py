"""Tables, JSON of unknown shape and plain text: how columns get their fields."""

from __future__ import annotations

import pytest

from crawlers.lists import label_table, read_json, read_records, read_text
from crawlers.lists.vocabulary import exact_field

NAMES = ["Abbott Tools Ltd", "Acme Brakes", "Cotswold Rubber Co", "Dyson & Sons", "Eagle Optics Inc."]


def test_the_header_is_found_below_title_rows() -> None:
    rows = [
        ["2026汽车零部件展参展商名录", "", ""],
        ["", "", ""],
        ["序号", "企业名称", "展位号"],
        ["1", "比亚迪", "E5B02"],
        ["2", "宁波拓普集团股份有限公司", "N1C03"],
    ]
    reading = label_table(rows)
    assert [(r.name, r.booth) for r in reading.records] == [("比亚迪", "E5B02"), ("宁波拓普集团股份有限公司", "N1C03")]


def test_without_a_header_the_values_say_what_they_are() -> None:
    rows = [[str(n), f"B{n}2", name, "Germany", f"www.f{n}.de"] for n, name in enumerate(NAMES, 1)]
    reading = label_table(rows)
    first = reading.records[0]
    assert (first.name, first.booth, first.country, first.website) == (
        "Abbott Tools Ltd",
        "B12",
        "Germany",
        "www.f1.de",
    )


def test_columns_side_by_side_are_one_list() -> None:
    rows = [
        ["Company", "Booth", "Company", "Booth"],
        [NAMES[0], "A1", NAMES[1], "A2"],
        [NAMES[2], "A3", NAMES[3], "A4"],
    ]
    assert [r.name for r in label_table(rows).records] == NAMES[:4]


def test_letters_and_repeated_headers_between_the_rows_are_no_firms() -> None:
    header = ["Exhibitor", "Country", "Stand"]
    rows = [
        header,
        ["A", "", ""],
        [NAMES[0], "Italy", "A1"],
        [NAMES[1], "Spain", "A2"],
        header,
        ["C", "", ""],
        [NAMES[2], "China", "B1"],
    ]
    assert [r.name for r in label_table(rows).records] == NAMES[:3]


def test_a_table_of_something_else_is_refused() -> None:
    rows = [
        ["Date", "Title", "Author"],
        *([f"2026-05-0{n}", f"How we won the race number {n}", "Ann"] for n in range(1, 6)),
    ]
    reading = label_table(rows)
    assert reading.records == ()
    assert reading.refused


def test_json_finds_the_firms_at_any_depth_with_both_names_and_all_stands() -> None:
    value = {
        "menu": [{"name": "Home"}, {"name": "News"}, {"name": "Press"}],
        "data": {
            "total": 3,
            "list": [
                {
                    "id": n,
                    "name": f"测试{n}科技有限公司",
                    "name_en": f"Test {n} Tech Co., Ltd.",
                    "booths": [{"no": f"H{n}-A1"}, {"no": "Z9"}],
                }
                for n in range(3)
            ],
        },
    }
    reading = read_json(value, "https://x.example/api")
    assert reading.declared_total == 3
    assert reading.records[0].name == "测试0科技有限公司"
    assert reading.records[0].name_alt == "Test 0 Tech Co., Ltd."
    assert reading.records[0].booth == "H0-A1; Z9"


def test_json_of_news_is_refused() -> None:
    news = [
        {"title": f"Bosch opens plant number {n}", "published": f"2026-05-0{n}", "author": "Ann"} for n in range(1, 6)
    ]
    assert read_json({"items": news}, "https://x.example/api").records == ()


def test_records_of_a_file_are_read_by_key_or_by_place() -> None:
    assert len(read_records([{"company": n, "stand": f"A{i}"} for i, n in enumerate(NAMES)]).records) == 5
    assert len(read_records([["Company", "Stand"], *([n, f"A{i}"] for i, n in enumerate(NAMES))]).records) == 5


def test_text_one_firm_a_line_with_the_stand_behind_it() -> None:
    reading = read_text(
        "Exhibitor list 2026\n\nA\nAlpha GmbH – Hall 3 B12\nBosch AG – Hall 4 C1\n\nC\nContinental AG – Hall 1 A22\n"
    )
    assert [(r.name, r.booth) for r in reading.records] == [
        ("Alpha GmbH", "Hall 3 B12"),
        ("Bosch AG", "Hall 4 C1"),
        ("Continental AG", "Hall 1 A22"),
    ]


def test_text_in_blocks() -> None:
    reading = read_text(
        "Alpha GmbH\n70173 Stuttgart\nTel: +49 711 123456\nwww.alpha.de\n\nBeta AG\n80331 München\nTel: +49 89 998877\nE-Mail: info@beta.de\n"
    )
    assert [(r.name, r.phone) for r in reading.records] == [
        ("Alpha GmbH", "+49 711 123456"),
        ("Beta AG", "+49 89 998877"),
    ]


def test_running_text_is_refused() -> None:
    text = "The show opens at nine.\nWe welcome all visitors to our halls this year.\nTickets are sold at the door and online."
    assert read_text(text).records == ()


@pytest.mark.parametrize(
    ("label", "field"),
    [
        ("展品类别 Category", "category"),
        ("展位号 / Booth No.", "booth"),
        ("国家/地区 Country", "country"),
        ("展品类别 Booth", None),
        ("转向系统 Steering systems", None),
    ],
)
def test_a_label_may_say_its_field_in_two_languages(label: str, field: str | None) -> None:
    assert exact_field(label) == field
