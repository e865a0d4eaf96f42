"""Rows of cells → labelled records, with a header row under title rows, or with none at all.

Spreadsheets, CSV, PDF columns and HTML tables all end here, so that they are labelled alike.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from core.listing import ListReading
from core.values.fold import visible
from crawlers.lists.columns import Column
from crawlers.lists.firmness import ENOUGH, firmness, refusal
from crawlers.lists.labelling import label_columns
from crawlers.lists.rows import build_rows
from crawlers.lists.shapes import sentence
from crawlers.lists.vocabulary import field_of

_HEADER_WITHIN = 25
MOST_ROWS = 400_000
"""More rows than any list of firms has; the rest is cut off and never read."""


def label_table(rows: Sequence[Sequence[str]], *, header: bool | None = None, method: str = "table") -> ListReading:
    """Read a table of texts. `header` None: find the header row, or find that there is none.

    Title rows above the header, empty rows, repeated headers and rows that only name a group (a letter, a hall) are left
    out. Never raises: a table without firms is a reading with the reason.
    """
    columns = table_columns(rows, header=header)
    if not columns:
        return ListReading(refused="the table is empty / 表格为空", method=method)
    labels = label_columns(columns)
    found = firmness(columns, labels, context=0.6)
    size = len(columns[0].values)
    if found.score < ENOUGH:
        return ListReading(refused=refusal(found, size), method=method)
    return ListReading(records=tuple(build_rows(columns, labels)), method=method)


def table_columns(rows: Sequence[Sequence[str]], *, header: bool | None = None) -> list[Column]:
    """The columns of a table below its header; [] where nothing is left."""
    grid = [[visible(str(cell)) if cell is not None else "" for cell in row] for row in rows[:MOST_ROWS]]
    grid = [row for row in grid if any(row)]
    if not grid:
        return []
    at = 0 if header else (_header_row(grid) if header is None else None)
    names = grid[at] if at is not None else []
    body = grid[at + 1 :] if at is not None else grid
    while at is not None and body and _labels_in(body[0]) >= max(2, _labels_in(names)):
        names = [f"{a} {b}".strip() if a != b else a for a, b in _pairs(names, body[0])]
        body = body[1:]
    period = _side_by_side(names)
    if period:
        body = [row[i : i + period] for row in body for i in range(0, len(row), period) if any(row[i : i + period])]
        names = names[:period]
    width = Counter(next((i for i in range(len(row), 0, -1) if row[i - 1]), 0) for row in body)
    widest = max(max(width, default=0), len(names))
    body = _without_groups([row + [""] * (widest - len(row)) for row in body], names, widest)
    if not body:
        return []
    return [
        Column(f"c{i}", [row[i] for row in body], label=names[i] if i < len(names) else "")
        for i in range(widest)
        if any(row[i] for row in body)
    ]


def _pairs(first: Sequence[str], second: Sequence[str]) -> list[tuple[str, str]]:
    size = max(len(first), len(second))
    return list(zip([*first, *[""] * (size - len(first))], [*second, *[""] * (size - len(second))], strict=True))


def _labels_in(row: Sequence[str]) -> int:
    return sum(bool(c and len(c) <= 40 and not sentence(c) and field_of(c)) for c in row)


def _header_row(grid: Sequence[Sequence[str]]) -> int | None:
    """The row that labels the columns: most cells are field words, and what stands below repeats none of them."""
    best: tuple[float, int] | None = None
    for index, row in enumerate(grid[:_HEADER_WITHIN]):
        filled = [c for c in row if c]
        hits = _labels_in(row)
        below = next((r for r in grid[index + 1 :]), None)
        if not hits or below is None or any(c.replace(".", "").isdigit() for c in filled):
            continue
        if hits == 1 and len(filled) > 1 and (len(filled) > 3 or any(len(c) > 24 for c in filled)):
            continue
        if len(filled) == 1 and max(sum(map(bool, r)) for r in grid[index + 1 : index + 6]) > 1:
            continue  # a title above the table
        score = hits + hits / len(filled) - 0.05 * index
        if best is None or score > best[0]:
            best = (score, index)
    return best[1] if best else None


def header_cells(cells: Sequence[str], marked: bool, earlier: bool) -> bool:
    """Does one row of an HTML table label its columns? `marked`: by its markup; `earlier`: a row above was none."""
    hits = _labels_in(cells)
    if marked:
        return len(cells) > 1 or hits > 0
    if earlier or not cells or any(c.replace(".", "").isdigit() for c in cells):
        return False
    return hits >= 2 and hits * 2 >= len(cells) and all(len(c) <= 40 for c in cells)


def _side_by_side(names: Sequence[str]) -> int:
    """The width of one block where a table repeats its columns side by side; 0 where it does not."""
    for period in range(1, len(names) // 2 + 1):
        if len(names) % period == 0 and all(names[i] and names[i] == names[i % period] for i in range(len(names))):
            return period
    return 0


def _without_groups(body: list[list[str]], names: Sequence[str], width: int) -> list[list[str]]:
    """Rows that repeat the header or hold one cell where others hold several name a group, not a firm."""
    header = [*names, *[""] * (width - len(names))]
    typical = sorted(sum(map(bool, row)) for row in body)[len(body) // 2] if body else 0
    kept = []
    for row in body:
        filled = sum(map(bool, row))
        if row == header or (filled > 1 and _only_labels(row)):
            continue
        if filled == 1 and typical >= 3 and (len(max(row, key=len)) <= 2 or not _under_filled(body, row)):
            continue
        kept.append(row)
    return kept


def _only_labels(row: Sequence[str]) -> bool:
    """Is every filled cell a label? The first that is none ends the search, for speed on long tables."""
    return all(not cell.isdigit() and _labels_in((cell,)) for cell in row if cell)


def _under_filled(body: Sequence[Sequence[str]], row: Sequence[str]) -> bool:
    """Does the only filled cell stand in a column that nearly every record fills? Then it may be a bare name."""
    at = next(i for i, c in enumerate(row) if c)
    return sum(bool(r[at]) for r in body[:200]) > 0.9 * min(200, len(body)) and len(row[at]) > 2
