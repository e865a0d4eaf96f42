"""The other tables of a registry page: key staff and branches, by the heads of their columns."""

from __future__ import annotations

import re
from typing import Any

from enrich.page_text import parse_html
from enrich.registry.branches import head_office_name, is_branch
from enrich.registry.cells import clean, printed

_NAME, _POST = re.compile(r"^姓名$|^name$", re.I), re.compile(r"^职务$|^职位$|^(?:post|position|title)$", re.I)
_FIRM = re.compile(r"^(?:分支机构)?(?:企业|公司)?名称$|^分支机构$|^(?:branch )?name$", re.I)


def read_staff(text: str) -> tuple[tuple[str, str], ...]:
    """Registered people with their posts. A row may hold two people; one person may hold two posts."""
    found: list[tuple[str, str]] = []
    for rows in _tables(text):
        pairs: list[tuple[int, int]] = []
        for row in rows:
            names = [i for i, cell in enumerate(row) if _NAME.match(cell)]
            posts = [i for i, cell in enumerate(row) if _POST.match(cell)]
            if names and len(names) == len(posts):
                pairs = list(zip(names, posts, strict=True))
            else:
                people = ((clean(row[n]), clean(row[p])) for n, p in pairs if max(n, p) < len(row))
                found += [(name, post) for name, post in people if name and post]
    return tuple(found)


def read_branches(text: str) -> tuple[str, ...]:
    """Names of branches that the page lists; other lists of firms on the page (investments) are none."""
    found: list[str] = []
    for rows in _tables(text):
        column: int | None = None
        for row in rows:
            heads = [i for i, cell in enumerate(row) if _FIRM.match(re.sub(r"\s", "", cell))]
            if heads:
                column = heads[0]
                continue
            # Some portals number the branches and print no head; there the name itself must name its head office.
            shown = row if column is None else row[column : column + 1]
            names = [name for cell in shown if (name := clean(cell)) and is_branch(name, None)]
            found += [name for name in names if column is not None or head_office_name(name)]
    return tuple(dict.fromkeys(found))


def _tables(text: str) -> list[list[list[str]]]:
    tree = parse_html(text)
    return [
        [_cells(row) for row in table.iter("tr") if next(row.iterancestors("table")) is table]
        for table in tree.iter("table")
    ]


def _cells(row: Any) -> list[str]:
    return [
        next((t for piece in cell.itertext() if (t := printed(piece))), "") for cell in row.iterchildren("td", "th")
    ]
