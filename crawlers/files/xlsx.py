"""Spreadsheets: XLSX, XLS, XLSB and ODS, with title rows, merged cells and several sheets."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from core.errors import BadInput
from core.listing import ListReading
from crawlers.files import READERS
from crawlers.files.archive import inspect
from crawlers.files.body import FileBody
from crawlers.lists import label_table

_MOST_SHEETS = 60


@READERS.add("xlsx")
def read_xlsx(body: FileBody) -> ListReading:
    """Every sheet that lists firms. Sheets that list none (notes, statistics) are left out."""
    if body.data[:2] == b"PK":
        inspect(body.data, body.name)
    tables = _tables(body)
    if not tables:
        raise BadInput(f"{body.name}: the workbook is empty; save it again with its list")
    readings = [(name, label_table(rows, method=f"sheet:{name}")) for name, rows in tables]
    found = [(name, reading) for name, reading in readings if reading.records]
    if not found:
        biggest = max(range(len(tables)), key=lambda i: len(tables[i][1]))
        return readings[biggest][1]
    records = tuple(record for _, reading in found for record in reading.records)
    return ListReading(records=records, method="sheet:" + ", ".join(name for name, _ in found))


def _tables(body: FileBody) -> list[tuple[str, list[list[str]]]]:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(body.data), load_tables=False)
        visible = [
            meta.name
            for meta in book.sheets_metadata
            if meta.visible is SheetVisibleEnum.Visible and meta.typ is SheetTypeEnum.WorkSheet
        ]
        sheets = [(name, book.get_sheet_by_name(name)) for name in (visible or book.sheet_names)[:_MOST_SHEETS]]
        read = [(name, _grid(sheet)) for name, sheet in sheets if sheet.height and sheet.width]
    except PasswordError as error:
        raise BadInput(
            f"{body.name}: the workbook is protected by a password; remove it and save the file again"
        ) from error
    except (CalamineError, ValueError, OSError, EOFError) as error:
        raise BadInput(f"{body.name}: the workbook is truncated or broken ({error}); download it again") from error
    return [(name, rows) for name, rows in read if any(any(row) for row in rows)]


def _grid(sheet: CalamineSheet) -> list[list[str]]:
    grid = [
        [cell if type(cell) is str else text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=True)
    ]
    _fill_merged(sheet, grid)
    return grid


def _fill_merged(sheet: CalamineSheet, grid: list[list[str]]) -> None:
    """A cell merged downwards holds for each of its rows; one merged sideways is a heading and stays one cell."""
    top, left = sheet.start or (0, 0)
    ranges: Sequence[tuple[tuple[int, int], tuple[int, int]]] = sheet.merged_cell_ranges or ()
    for (first, column), (last, right) in ranges:
        if right != column or last == first:
            continue
        first, last, column = first - top, last - top, column - left
        if 0 <= first < len(grid) and 0 <= column < len(grid[first]):
            for row in grid[first + 1 : last + 1]:
                row[column] = row[column] or grid[first][column]


def text(cell: object) -> str:
    """A cell as a reader sees it: whole numbers without ".0", dates as ISO."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, dt.datetime | dt.date | dt.time):
        return cell.isoformat()
    return str(cell)
