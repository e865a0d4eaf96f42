"""Spreadsheets and delimited text, as people save them."""

from __future__ import annotations

import pytest

from core.listing import ListReading
from crawlers.files import read
from tests.files.documents import xlsx
from tests.files.firms import booths, chinese, latin, rows

HEADER = ["Company", "Booth", "Country"]
TABLE = [[name, booth, "Germany"] for name, booth in zip(latin(40), booths(40), strict=True)]


def names(reading: ListReading) -> list[str]:
    """The names that were read."""
    assert reading.refused is None, reading.refused
    return [row.name for row in reading.records]


def test_title_rows_above_the_header_are_no_firms() -> None:
    """A title, a date and an empty line come before the header in most exported lists."""
    data = xlsx({"List": [["Example Show 2027"], ["Status: 1 March 2027"], [], HEADER, *TABLE]})
    reading = read(data, "list.xlsx")
    assert names(reading) == [row[0] for row in TABLE]
    assert reading.records[0].booth == TABLE[0][1]
    assert reading.records[0].country == "Germany"


def test_a_list_without_a_header_is_read() -> None:
    """The first row is a firm like the others."""
    assert names(read(xlsx({"Sheet1": TABLE}), "list.xlsx")) == [row[0] for row in TABLE]


def test_chinese_headers_and_names() -> None:
    """序号, 公司名称, 展位号, and the English name beside it."""
    table = [[i + 1, zh, en, b] for i, (zh, en, b) in enumerate(zip(chinese(30), latin(30), booths(30), strict=True))]
    reading = read(xlsx({"参展商": [["序号", "公司名称", "英文名称", "展位号"], *table]}), "名录.xlsx")
    assert names(reading) == chinese(30)
    assert [row.name_alt for row in reading.records] == latin(30)
    assert [row.booth for row in reading.records] == booths(30)


def test_every_sheet_with_firms_counts_and_notes_do_not() -> None:
    """Halls as sheets of one list; a sheet of statistics adds nothing."""
    book = {
        "Hall 1": [HEADER, *TABLE[:20]],
        "Hall 2": [HEADER, *TABLE[20:]],
        "Statistics": [["Visitors", 1200], ["Area", "14,000 m²"], ["Opening", "9 am"]],
    }
    assert names(read(xlsx(book), "list.xlsx")) == [row[0] for row in TABLE]


def test_a_cell_merged_downwards_holds_for_each_of_its_rows() -> None:
    """One country for a block of firms."""
    table: list[list[object]] = [["Company", "Booth", "Country"], *[[n, b, ""] for n, b, _ in TABLE[:12]]]
    reading = read(xlsx({"List": table}, merged=[(1, 6, 2, "Italy"), (7, 12, 2, "France")]), "list.xlsx")
    assert [row.country for row in reading.records] == ["Italy"] * 6 + ["France"] * 6


def test_whole_numbers_are_written_without_a_point() -> None:
    """Booth 1204 is no 1204.0."""
    table = [["Company", "Booth"], *[[name, 1200 + i] for i, name in enumerate(latin(20))]]
    assert [row.booth for row in read(xlsx({"List": table}), "x.xlsx").records][:2] == ["1200", "1201"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_any_delimiter_in_any_encoding(delimiter: str, encoding: str) -> None:
    """Quotes only where the delimiter stands inside a cell."""
    lines = [["公司名称", "展位号"], *[[name, booth] for name, booth in zip(chinese(60), booths(60), strict=True)]]
    text = "\r\n".join(delimiter.join(f'"{c}"' if delimiter in c else c for c in line) for line in lines)
    assert names(read(text.encode(encoding), "list.txt")) == chinese(60)


@pytest.mark.parametrize(
    ("encoding", "sample"),
    [("cp1252", "Mühlhörn Größe"), ("shift_jis", "株式会社かすみ精機製作所 トヨミ工場"), ("euc_kr", "한들장비")],
)
def test_encodings_of_other_countries(encoding: str, sample: str) -> None:
    """Names come out as they were written."""
    lines = ["Company;Booth", *[f"{sample} {name};{booth}" for name, booth in zip(latin(40), booths(40), strict=True)]]
    reading = read("\n".join(lines).encode(encoding), "list.csv")
    assert names(reading)[0].startswith(sample)


def test_lines_in_two_encodings() -> None:
    """Two lists pasted together: UTF-8 above, GBK below."""
    table = list(zip(chinese(40), booths(40), strict=True))
    data = "公司名称,展位号\n".encode() + "".join(f"{n},{b}\n" for n, b in table[:20]).encode()
    data += "".join(f"{n},{b}\n" for n, b in table[20:]).encode("gb18030")
    assert names(read(data, "list.csv")) == chinese(40)


def test_a_stray_quote_does_not_swallow_the_rest() -> None:
    """An inch sign in a name is no opening quote."""
    table = [['19" Rack Systems GmbH', "A1.10"], *rows(30)]
    text = "Company,Booth\n" + "\n".join(f"{n},{b}" if "," not in n else f'"{n}",{b}' for n, b in table)
    assert '19" Rack Systems GmbH' in names(read(text.encode(), "list.csv"))


def test_excel_says_which_separator() -> None:
    """`sep=;` is for Excel and no firm."""
    text = "sep=;\nCompany;Booth\n" + "\n".join(f"{n};{b}" for n, b in rows(20))
    assert len(names(read(text.encode(), "list.csv"))) == 20


def test_nul_bytes_between_characters_are_dropped() -> None:
    """Some old systems pad with them."""
    text = "Company;Booth\n" + "\n".join(f"{n};{b}" for n, b in rows(30))
    data = text.encode().replace(b"Alderkett", b"Alder\x00kett", 1)
    assert names(read(data, "list.csv"))[0] == rows(1)[0][0]
