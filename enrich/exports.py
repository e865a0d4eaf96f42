"""Tables that a person downloaded from a portal (XLSX, XLS, CSV): rows by column label, whatever the columns are called today.

A renamed or moved column is found again by its label; a table in which a needed column cannot be recognised is refused
with the heads that were found, rather than read wrongly.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from pathlib import Path

from core.errors import BadInput
from core.values.fold import fold
from core.web.decode import Kind, decode, sniff

_HEAD_WITHIN = 15
"""Portals print a title, a note and a date above the head row."""
_MAX_ROWS = 200_000


def read_table(path: Path) -> list[list[str]]:
    """Every row of the first sheet that holds any, as text. Raises BadInput where the file is no table."""
    if not path.is_file():
        raise BadInput(f"{path}: no such file")
    body = path.read_bytes()
    kind = sniff(body)
    if kind in (Kind.xlsx, Kind.xls):
        return _sheet(path)
    if kind in (Kind.text, Kind.empty) or path.suffix.lower() in (".csv", ".tsv", ".txt"):
        text = decode(body).lstrip("\ufeff")
        if not text.strip():
            raise BadInput(f"{path}: the file is empty")
        return list(csv.reader(io.StringIO(text), _dialect(text)))[:_MAX_ROWS]
    raise BadInput(f"{path}: {kind.value} is no table; give the portal's export as XLSX or CSV")


def _dialect(text: str) -> type[csv.Dialect]:
    try:
        found = csv.Sniffer().sniff(text[:8000], delimiters=",;\t|")
    except csv.Error:
        return csv.excel
    found.doublequote = True
    return found


def _sheet(path: Path) -> list[list[str]]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_path(str(path))
        for name in book.sheet_names:
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=True)
            if any(any(cell not in ("", None) for cell in row) for row in rows):
                return [[_cell(cell) for cell in row] for row in rows[:_MAX_ROWS]]
    except (CalamineError, OSError) as error:
        raise BadInput(f"{path}: cannot be opened ({error}); save it again as XLSX without a password") from error
    raise BadInput(f"{path}: no sheet holds any row")


def _cell(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def labelled(
    path: Path, rows: list[list[str]], field_of: Callable[[str], str | None], needed: Iterable[frozenset[str]]
) -> list[dict[str, str]]:
    """The rows below the head row, by field. `needed`: of each set, one field at least must have a column.

    Raises BadInput naming the heads that were found where a needed column is missing, or is there twice.
    """
    wanted = list(needed)
    best: list[str | None] = []
    at, heads = 0, rows[0] if rows else []
    for number, row in enumerate(rows[:_HEAD_WITHIN]):
        fields = [field_of(cell) for cell in row]
        if len({f for f in fields if f}) > len({f for f in best if f}):
            best, at, heads = fields, number, row
    for group in wanted:
        if not group & set(best):
            shown = ", ".join(fold(cell) for cell in heads if cell.strip())[:300]
            raise BadInput(
                f"{path}: row {at + 1}: no column for {' or '.join(sorted(group))}; the heads are: {shown}. "
                "If the portal renamed a column, add its new label to config/lookups"
            )
    found = []
    for row in rows[at + 1 :]:
        values: dict[str, str] = {}
        for field, cell in zip(best, row, strict=False):
            if field and cell.strip() and field not in values:
                values[field] = cell.strip()
        if any(group & values.keys() for group in wanted):
            found.append(values)
    return found
