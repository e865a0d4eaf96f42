"""XLSX: one sheet of firms and one of people. No cell is ever a formula or a link."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from core.records import Firm
from exports import EXPORTS, cells
from exports.columns import COLUMNS, legal_name, row_of
from exports.files import replaced
from exports.gate import exportable, without_refused

OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
"""Crawled text stays text; a million rows are written in constant memory."""
_MADE = datetime(2000, 1, 1, tzinfo=UTC)
"""The same firms give the same bytes; who made a file when stands in the export log."""
PEOPLE = (
    ("企业编号 firm id", 12), ("企业全称 legal name", 34), ("姓名 name", 14), ("职务 title", 20), ("电话 phone", 20),
    ("企业邮箱 work e-mail", 28), ("来源 source", 28), ("发现时间 found at", 18),
)  # fmt: skip


@EXPORTS.add("xlsx")
def write(firms: Iterable[Firm], target: Path) -> int:
    """Write the workbook; how many firms are in it."""
    people: list[list[str]] = []
    written = 0
    with replaced(target) as aside, xlsxwriter.Workbook(str(aside), OPTIONS) as book:
        book.set_properties({"title": "Showfloor", "created": _MADE.replace(tzinfo=None)})
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#EEF2F6"})
        plain = book.add_format({"quote_prefix": True})
        sheet = _sheet(book, "企业 firms", [(column.heading, column.width) for column in COLUMNS], head)
        for firm in exportable(firms):
            written += 1
            for number, cell in enumerate(row_of(firm)):
                _write(sheet, written, number, cell, plain)
            people += _people(firm)
        sheet.autofilter(0, 0, max(written, 1), len(COLUMNS) - 1)
        second = _sheet(book, "联系人 contacts", PEOPLE, head)
        for number, person in enumerate(people, 1):
            for place, cell in enumerate(person):
                _write(second, number, place, cell, plain)
    return written


def _write(sheet: Any, row: int, column: int, cell: str, plain: Any) -> None:
    """A text cell; one that looks like a formula stays text even when somebody edits it."""
    sheet.write_string(row, column, cell, plain if cells.harmless(cell) != cell else None)


def _sheet(book: Any, name: str, columns: Iterable[tuple[str, int]], head: Any) -> Any:
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 2)
    for number, (heading, width) in enumerate(columns):
        sheet.set_column(number, number, width)
        sheet.write_string(0, number, heading, head)
    return sheet


def _people(firm: Firm) -> list[list[str]]:
    titles = {source.key: source.title_zh or source.title for source in firm.sources}
    return [
        [
            firm.id, legal_name(firm), cells.text(person.name), cells.text(person.title), cells.text(person.phone),
            cells.text(person.email), cells.text(titles.get(person.source, person.source)), f"{person.found_at:%Y-%m-%d}",
        ]
        for person in without_refused(firm, frozenset()).contacts
    ]  # fmt: skip
