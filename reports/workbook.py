"""A report as XLSX, a sheet a table. No cell is ever a formula or a link."""

from __future__ import annotations

import io

import xlsxwriter

from reports.report import Report
from reports.sections import KINDS, sections

_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def as_xlsx(report: Report) -> bytes:
    """The workbook."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, _OPTIONS) as book:
        book.set_properties(
            {"title": f"{KINDS[report.kind]} {report.period}", "created": report.made_at.replace(tzinfo=None)}
        )
        head = book.add_format({"bold": True, "bg_color": "#EEF2F6", "bottom": 1, "text_wrap": True})
        wrap = book.add_format({"text_wrap": True, "valign": "top"})
        for section in sections(report):
            sheet = book.add_worksheet(section.title[:31])
            sheet.freeze_panes(1, 0)
            for column, heading in enumerate(section.headings):
                width = max(
                    len(line) for cell in [heading, *(row[column] for row in section.rows)] for line in cell.split("\n")
                )
                sheet.set_column(column, column, min(60, width + 8))
                sheet.write_string(0, column, heading, head)
                for row, cells in enumerate(section.rows, 1):
                    sheet.write_string(row, column, cells[column], wrap)
    return file.getvalue()
