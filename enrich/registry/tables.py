"""Labels and values in table cells: which rows are pairs, which are the head of a list, which are rows of one."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import Any

from enrich.registry.pairs import MARKS, Pairs, pieces, read_inline, words_of
from enrich.registry.vocabulary import vocabulary

_PROSE = frozenset(("scope", "address", "former_names"))
_Row = tuple[list[Any], list[str]]


def read_tables(tree: Any, pairs: Pairs) -> None:
    tables = [(table, rows) for table in tree.iter("table") if (rows := _rows(table))]
    marks = _label_classes([row for _, rows in tables for row in rows])
    for table, rows in tables:
        if _headed(table) == "former_names" and len(rows) > 1:
            pairs.add("former_names", "\n".join(texts[0] for _, texts in rows[1:] if texts), "")
            continue
        columns = _label_columns(rows)
        heads: list[str] | None = None
        for number, (cells, texts) in enumerate(rows):
            if _is_head(cells, texts, marks):
                heads = texts
                if number == 0 and len(rows) == 2:
                    _read_column(texts, rows[1], pairs)
                continue
            if heads is not None and len(heads) >= 3 and len(texts) >= len(heads):
                continue  # a row of a list: branches, changes, shareholders
            _read_row(cells, texts, pairs, columns)


def _headed(table: Any) -> str | None:
    """The field that the heading right above a table names, as for a list of former names."""
    above = table.getprevious()
    heading = above is not None and above.tag in ("h2", "h3", "h4", "h5")
    return vocabulary().field(words_of(above)) if heading else None


def _label_columns(rows: list[_Row]) -> frozenset[tuple[int, int]]:
    """Columns, told by the row's width, that hold labels in every other row: there an unknown word is a label too."""
    every: Counter[tuple[int, int]] = Counter()
    known: Counter[tuple[int, int]] = Counter()
    for _, texts in rows:
        for at, text in enumerate(texts):
            every[(len(texts), at)] += 1
            known[(len(texts), at)] += vocabulary().field(text) is not None
    return frozenset(spot for spot, count in known.items() if count >= 2 and count * 2 >= every[spot])


def _rows(table: Any) -> list[_Row]:
    """The rows of the innermost tables, each with its cells and their words."""
    rows: list[_Row] = []
    for row in table.iter("tr"):
        cells = list(row.iterchildren("td", "th"))
        own = next(row.iterancestors("table")) is table
        if own and not any(next(cell.iterdescendants("table"), None) is not None for cell in cells):
            rows.append((cells, [words_of(cell) for cell in cells]))
    return rows


def _label_classes(rows: list[_Row]) -> frozenset[str]:
    """Classes that the page gives to labels and hardly to anything else."""
    every: Counter[str] = Counter()
    labels: Counter[str] = Counter()
    for cells, texts in rows:
        for cell, text in zip(cells, texts, strict=True):
            every[cell.get("class") or ""] += 1
            labels[cell.get("class") or ""] += vocabulary().field(text) is not None
    return frozenset(name for name, count in labels.items() if name and count >= 3 and count >= 0.6 * every[name])


def _read_column(heads: list[str], row: _Row, pairs: Pairs) -> None:
    """A head over exactly one row of values; a name there is a branch or a shareholder, so that it is left alone."""
    cells, texts = row
    if len(texts) != len(heads) or heads[0] in _COUNTING:
        return
    for head, cell in zip(heads, cells, strict=True):
        name = vocabulary().field(head)
        if (
            name
            and name != "name"
            and (len(heads) <= 3 or sum(map(bool, map(vocabulary().field, heads))) * 2 >= len(heads))
        ):
            pairs.add(name, _value(cell, name), head)


_COUNTING = ("序号", "编号", "No.", "No", "#")


def _is_head(cells: list[Any], texts: list[str], marks: frozenset[str]) -> bool:
    """Three or more cells of which none is a value: th all along, labels by their class, or labels side by side."""
    filled = [text for text in texts if text]
    if len(filled) < 3:
        return False
    known = sum(vocabulary().field(text) is not None for text in filled)
    if all(cell.tag == "th" or cell.get("class") in marks for cell in cells):
        return True
    return filled[0] in _COUNTING or (known >= 2 and known >= len(filled) - 1 and _adjacent(texts))


def _adjacent(texts: list[str]) -> bool:
    known = [vocabulary().field(text) is not None for text in texts]
    return any(a and b for a, b in pairwise(known)) and not any(len(t) > 20 for t in texts)


def _read_row(cells: list[Any], texts: list[str], pairs: Pairs, columns: frozenset[tuple[int, int]]) -> None:
    words = vocabulary()
    fields = [words.field(text) for text in texts]
    at = 0
    while at < len(cells):
        name = fields[at]
        if name is None:
            read_inline(texts[at], pairs)
            at += 1
            continue
        follows = at + 1 < len(cells)
        if follows and fields[at + 1] is None and not words.inline.match(texts[at + 1].lstrip(MARKS)):
            beyond = at + 2
            if (
                beyond < len(cells)
                and texts[beyond]
                and fields[beyond] is None
                and (len(texts), beyond) not in columns
                and not _alike(cells[at], cells[beyond])
            ):
                return  # a label with several values beside it is a row of changes
            pairs.add(name, _value(cells[at + 1], name), texts[at], in_table=True)
            at += 2
        else:
            pairs.seen += 1
            at += 1


def _alike(label: Any, other: Any) -> bool:
    """Is the other cell drawn like the label, so that it is a label that we do not know?"""
    if label.tag != other.tag:
        return False
    return label.tag == "th" or bool(label.get("class") and label.get("class") == other.get("class"))


def _value(cell: Any, name: str) -> str:
    """The text of a value cell. Short fields end at the first piece: what follows is links and buttons of the page."""
    words = vocabulary()
    if any(
        mark in (e.get("class") or "").split()
        for e in cell.iter()
        if isinstance(e.tag, str)
        for mark in words.scrambled
    ):
        return ""
    shown = [piece for piece in pieces(cell) if not words.noise.match(piece)]
    if not shown:
        return ""
    if name == "former_names":
        return "\n".join(shown)
    return "".join(shown) if name in _PROSE else shown[0]
