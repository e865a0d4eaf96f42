"""PDF catalogues: columns, tables, blocks, running heads, Chinese fonts."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawlers.files import read
from crawlers.files.pdf_text import clean
from tests.files.documents import columns, pdf
from tests.files.firms import booths, chinese, latin, rows

DATA = Path(__file__).parent / "data"
FIRMS = latin(700)


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_names_in_columns(count: int) -> None:
    """Columns are read one after the other; head and page number are no firms."""
    pages = columns([[name[:22]] for name in FIRMS[:400]], count, head="Exhibitors of the Example Show 2027")
    reading = read(pdf(pages, size=8), "names.pdf")
    assert [row.name for row in reading.records] == [name[:22].strip() for name in FIRMS[:400]]


@pytest.mark.parametrize("count", [1, 2, 3])
def test_an_index_of_names_and_booths(count: int) -> None:
    """Name on the left of a column, booth at its right edge."""
    entries = list(zip(FIRMS, booths(700), strict=True))[:400]
    reading = read(pdf(columns(entries, count), size=6), "index.pdf")
    assert [(row.name, row.booth) for row in reading.records] == entries


def test_leaders_part_name_and_booth() -> None:
    """Alderkett GmbH ........ A1.10"""
    entries = list(zip(FIRMS, booths(700), strict=True))[:120]
    pages = columns([[f"{name} {'.' * (60 - len(name))} {booth}"] for name, booth in entries], 1)
    assert [(row.name, row.booth) for row in read(pdf(pages), "index.pdf").records] == entries


def test_blocks_of_lines() -> None:
    """Name, address, phone, site; white between the blocks."""
    pages = []
    for start in range(0, 40, 8):
        cells = []
        for index, name in enumerate(FIRMS[start : start + 8]):
            top = 780 - index * 80
            lines = (
                name,
                f"Hauptstr. {start + index + 1}, 70173 Stuttgart",
                "Tel.: +49 711 555010",
                f"www.firm{start + index}.example",
            )
            cells += [(40.0, top - 11.0 * at, text) for at, text in enumerate(lines)]
        pages.append(cells)
    reading = read(pdf(pages), "blocks.pdf")
    assert [row.name for row in reading.records] == FIRMS[:40]


def test_a_table_with_a_header() -> None:
    """Three columns that differ are one table, not three lists."""
    entries = [[name, "Germany", booth] for name, booth in zip(FIRMS[:90], booths(90), strict=True)]
    pages = [
        [
            (x, 780 - 14 * y, text)
            for y, line in enumerate([["Company", "Country", "Booth"], *entries[s : s + 45]])
            for x, text in zip((40, 280, 420), line, strict=True)
        ]
        for s in (0, 45)
    ]
    reading = read(pdf(pages), "table.pdf")
    assert [(row.name, row.country, row.booth) for row in reading.records] == [tuple(line) for line in entries]


def test_chinese_characters_are_no_radicals() -> None:
    """A font may map 车 to the radical ⻋; names would never match again."""
    names = chinese(60)
    names[3:5] = ["宁波长鹰车联网电子有限公司", "见龙飞马齿轮（重庆）有限公司"]
    reading = read(DATA / "two-columns-zh.pdf")
    assert [(row.name, row.booth) for row in reading.records] == list(zip(names, booths(60), strict=True))


def test_radicals_and_ligatures_are_replaced() -> None:
    """⻋ ⼦ ⻓ and ﬁ, but not the full-width brackets that a name is printed with."""
    assert clean("汽⻋电⼦（⻓春） ﬁlter") == "汽车电子（长春） filter"


def test_rows_survive_several_hundred_pages() -> None:
    """Nothing is lost between pages."""
    entries = rows(440)
    entries = [[name, booth] for name, booth in entries if name.isascii()]
    pages = columns(entries, 2, lines=3)
    assert len(read(pdf(pages), "long.pdf").records) == len(entries)
