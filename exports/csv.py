"""CSV that a spreadsheet opens by a double click: UTF-8 with its mark, every cell quoted, no cell that begins a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from core.records import Firm
from exports import EXPORTS, cells
from exports.columns import COLUMNS, row_of
from exports.files import replaced
from exports.gate import exportable


@EXPORTS.add("csv")
def write(firms: Iterable[Firm], target: Path) -> int:
    """One row a firm below one row of headings; how many firms were written."""
    written = 0
    with replaced(target) as aside, aside.open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
        out.writerow([column.heading for column in COLUMNS])
        for firm in exportable(firms):
            shown = zip(COLUMNS, row_of(firm), strict=True)
            out.writerow([cells.harmless(cells.phone(cell) if column.phone else cell) for column, cell in shown])
            written += 1
    return written
