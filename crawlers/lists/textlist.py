"""Plain text → firms: one a line, or in blocks between empty lines, with what each line carries besides the name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from core.listing import ListReading
from core.values.fold import visible
from crawlers.lists.columns import Column
from crawlers.lists.firmness import ENOUGH, firmness, refusal
from crawlers.lists.labelling import label_columns
from crawlers.lists.refine import refine
from crawlers.lists.rows import build_rows
from crawlers.lists.shapes import name_shape, sentence
from crawlers.lists.table import label_table
from crawlers.lists.totals import total_in_texts
from crawlers.lists.vocabulary import exact_field, field_of, has_cjk, legal_form

_CELLS = re.compile(r"\t+|\s{3,}|\s*\|\s*")
_LABELLED = re.compile(r"^([^:：\d]{1,36}?)\s*[:：]\s*(\S.*)$")
MOST_LINES = 400_000


def read_text(text: str) -> ListReading:
    """Read a text list. Never raises; a text without firms is a reading with the reason."""
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")[:MOST_LINES]]
    total = total_in_texts([visible(line) for line in (*lines[:40], *lines[-20:]) if len(line) < 200])
    readings = [_in_cells(lines), _in_blocks(lines), _in_lines(lines)]
    best = max(readings, key=lambda r: (len(r.records) > 0, _worth(r)))
    return best.model_copy(update={"declared_total": best.declared_total or total}) if best.records else best


def _worth(reading: ListReading) -> float:
    """Rows weighed by how much each tells and how much its name looks like a firm's."""
    rows = reading.records
    if not rows:
        return 0.0
    some = rows[:200]
    told = sum(sum(bool(v) for v in (r.booth, r.country, r.phone, r.email, r.website)) for r in some) / len(some)
    names = sum(name_shape(r.name) for r in some) / len(some)
    return len(rows) * names * (1.0 + 0.4 * told)


def _in_cells(lines: Sequence[str]) -> ListReading:
    """Lines whose cells are set apart by tabs, bars or wide gaps."""
    rows = [[visible(c) for c in _CELLS.split(line.strip())] for line in lines if line.strip()]
    widths = Counter(map(len, rows))
    if not rows or sum(n for w, n in widths.items() if w > 1) < 0.6 * len(rows):
        return ListReading(refused="no columns / 没有分栏", method="text")
    return label_table(rows, method="text")


def _in_blocks(lines: Sequence[str]) -> ListReading:
    """Blocks between empty lines: the first line names the firm."""
    blocks: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            blocks[-1].append(visible(line))
        elif blocks[-1]:
            blocks.append([])
    blocks = [b for b in blocks if len(b) > 1 and len(b) <= 15]
    if len(blocks) < 2:
        return ListReading(refused="no blocks / 没有分段", method="text")
    names = Column("name", [b[0] for b in blocks])
    table: dict[str, Column] = {}
    for row, block in enumerate(blocks):
        for place, line in enumerate(block[1:]):
            found = _LABELLED.match(line)
            label = found[1] if found and not found[1].lower().startswith("http") else ""
            value = found[2] if found and label else line
            key = label or f"line {place}"
            column = table.setdefault(key, Column(key, [""] * len(blocks), label=label))
            column.values[row] = f"{column.values[row]}; {value}" if column.values[row] else value
    return _judged([names, *table.values()], "text blocks")


def _in_lines(lines: Sequence[str]) -> ListReading:
    """One firm a line; letters, page numbers, labels and running text are no firms."""
    kept = [visible(line) for line in lines]
    kept = [k for k in kept if len(k) > 1 and any(c.isalpha() for c in k) and not exact_field(k.rstrip(":："))]
    seen = [k for k in kept if not sentence(k) or legal_form(k)]
    if len(seen) < 0.6 * len(kept) or not seen:
        return ListReading(refused=refusal(None, 0), method="text")
    return _judged([Column("name", seen)], "text lines")


def _judged(columns: list[Column], method: str) -> ListReading:
    refined = refine(columns)
    labels = label_columns(refined, name=0)
    found = firmness(refined, labels, context=0.5)
    size = len(refined[0].values)
    if found.score < ENOUGH or size < 2:
        return ListReading(refused=refusal(found, size), method=method)
    rows = [row for row in build_rows(refined, labels) if not _heading(row.name)]
    return ListReading(records=tuple(rows), method=method)


def _heading(name: str) -> bool:
    """A line such as "Exhibitor list 2026" or "参展商名录" among the names."""
    return (
        field_of(name) in ("name", "booth")
        and not legal_form(name)
        and (not has_cjk(name) or len(name) < 10)
        and len(name.split()) <= 4
    )
