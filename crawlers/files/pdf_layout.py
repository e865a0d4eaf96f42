"""The layout of a PDF: running heads dropped, white bands found, columns put one after the other."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from crawlers.lists.columns import measure

_BIN = 2.0
_VOTES = 12
"""Pages of fewer lines do not show their layout."""
_NARROWEST = 5.0
"""Points of white that part two columns; the blank between two words is narrower."""
_BLOCK = 1.22
"""So much more white than between the lines of a block opens the next one."""
_MOST_COLUMNS = 12
_HEADING = 1.4
"""Lines that much larger than the ordinary one are headings, as long as they are few."""
_INDEX_LETTER = re.compile(r"^\W*(?:\w|0\s?[-–]\s?9|\w\s?[-–/]\s?\w)\W*$")
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one style on one baseline; points from the page's left bottom corner."""

    left: float
    right: float
    bottom: float
    top: float
    text: str

    @property
    def middle(self) -> float:
        """Height of its middle on the page."""
        return (self.bottom + self.top) / 2

    @property
    def size(self) -> float:
        """Height of the run."""
        return self.top - self.bottom


@dataclass(frozen=True, slots=True)
class Line:
    """Runs on one baseline, left to right. `opens`: more white above it than between the lines of a block."""

    runs: tuple[Run, ...]
    height: float
    opens: bool = False
    bands: tuple[float, ...] = field(default=())
    """Where the cells of its flow begin."""

    @property
    def text(self) -> str:
        """The runs with blanks where the page shows white."""
        parts, end = [], None
        for run in self.runs:
            if end is not None:
                gap = run.left - end
                parts.append("    " if gap > 2.5 * run.size else " " if gap > 0.12 * run.size else "")
            parts.append(run.text)
            end = run.right
        return "".join(parts)

    @property
    def size(self) -> float:
        """Height of its smallest run."""
        return min(run.size for run in self.runs)

    @property
    def place(self) -> float:
        """Height on the page, 0 at the bottom and 1 at the top."""
        return self.runs[0].middle / self.height if self.height else 0.5


def without_margins(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The pages without running heads and feet and without headings.

    A running head comes again, numbers aside, near the edge of pages and nowhere else; a page number is only a number.
    """
    edge: Counter[str] = Counter()
    inside = {_DIGITS.sub("#", line.text) for page in pages for line in page if not _marginal(line)}
    for page in pages:
        edge.update({_DIGITS.sub("#", line.text) for line in page if _marginal(line)} - inside)
    often = max(2 if len(pages) <= 8 else 3, 0.25 * len(pages))
    sizes = sorted(line.size for page in pages for line in page)
    ordinary = sizes[len(sizes) // 2] if sizes else 0.0
    titles = (line for page in pages for line in page if not _INDEX_LETTER.match(line.text))
    large = sum(line.size > _HEADING * ordinary for line in titles) > 0.05 * len(sizes)

    def belongs(line: Line) -> bool:
        bare = _DIGITS.sub("#", line.text)
        if _marginal(line) and (edge[bare] >= often or not bare.strip("# -–/|·.")):
            return False
        if _INDEX_LETTER.match(line.text):
            return False
        return large or line.size <= _HEADING * ordinary

    return [[line for line in page if belongs(line)] for page in pages]


def _marginal(line: Line) -> bool:
    return line.place > 0.88 or line.place < 0.12


def flows(pages: Sequence[Sequence[Line]]) -> tuple[list[Line], int]:
    """All lines in reading order, and how many cells a line of them has (1: running text).

    Pages are laid over each other at their left edges, as left and right pages have different margins. The layout that
    most lines are set in decides; pages of another one, such as a foreword, are read as running text.
    """
    laid = [_at_left(page) for page in pages if page]
    counts = [len(_bands([page])) if len(page) >= _VOTES else 0 for page in laid]
    votes: Counter[int] = Counter()
    for count, page in zip(counts, laid, strict=True):
        votes[count] += len(page) if count else 0
    usual = votes.most_common(1)[0][0] if votes else 0
    chosen = [page for count, page in zip(counts, laid, strict=True) if count == usual] or laid
    edges = _bands(chosen)
    width = _period(chosen, edges)
    lines: list[Line] = []
    for count, page in zip(counts, laid, strict=True):
        if count == 1 and usual > 1 and _prose(page):
            continue
        for start in range(0, len(edges), width):
            lines += _flow(page, edges, start, width)
    return lines, width


def _at_left(page: Sequence[Line]) -> list[Line]:
    """The page moved so that its text begins at 0."""
    starts = Counter(round(run.left) for line in page for run in line.runs)
    edge = min((at for at, times in starts.items() if times >= 3), default=min(starts))
    moved = []
    for line in page:
        runs = tuple(replace(run, left=run.left - edge, right=run.right - edge) for run in line.runs)
        moved.append(replace(line, runs=runs))
    return moved


def _prose(page: Sequence[Line]) -> bool:
    """Long lines of sentences."""
    return sum(len(line.text) for line in page) > 55 * len(page) and measure([line.text for line in page]).booth < 0.2


def _flow(page: Sequence[Line], edges: Sequence[float], start: int, width: int) -> list[Line]:
    """The part of a page between two edges, its blocks marked."""
    left = edges[start] if start else float("-inf")
    right = edges[start + width] if start + width < len(edges) else float("inf")
    mine = ((tuple(r for r in line.runs if left <= r.left < right), line) for line in page)
    cut = [(runs, line) for runs, line in mine if runs and not (len(runs) == 1 and _INDEX_LETTER.match(runs[0].text))]
    gaps = [upper[0][0].middle - lower[0][0].middle for upper, lower in itertools.pairwise(cut)]
    usual = sorted(gaps)[len(gaps) // 4] if gaps else 0.0
    return [
        Line(
            runs,
            line.height,
            opens=index == 0 or gaps[index - 1] > _BLOCK * usual,
            bands=tuple(edges[start : start + width]),
        )
        for index, (runs, line) in enumerate(cut)
    ]


def _bands(pages: Sequence[Sequence[Line]]) -> list[float]:
    """The left edges of the columns: right ends of white bands which next to no line of the list crosses."""
    size = int(max((run.right for page in pages for line in page for run in line.runs), default=0) / _BIN) + 2
    ink, lines = [0] * size, 0
    for page in pages:
        for line in page:
            lines += 1
            for run in line.runs:
                for at in range(max(0, int(run.left / _BIN)), min(size, int(run.right / _BIN) + 1)):
                    ink[at] += 1
    # A title across the page must not close its white bands.
    allowed, edges, white = max(0.012 * lines, 2.0 if lines > 40 else 0.0), [0.0], 0
    started = False
    for at, amount in enumerate(ink):
        if amount > allowed:
            if started and white * _BIN >= _NARROWEST:
                edges.append(at * _BIN - 0.01)
            white, started = 0, True
        else:
            white += 1
    return edges if len(edges) <= _MOST_COLUMNS else [0.0]


def _period(pages: Sequence[Sequence[Line]], edges: Sequence[float]) -> int:
    """How many neighbouring columns make one record: columns of like content at that distance are the list going on."""
    count = len(edges)
    if count == 1:
        return 1
    columns: list[list[str]] = [[] for _ in edges]
    for line in (line for page in list(pages)[:30] for line in page):
        for column, text in zip(columns, cells_of(replace(line, bands=tuple(edges)), count), strict=True):
            if text:
                column.append(text)
    for period in range(1, count):
        if count % period == 0 and all(_alike(columns[i], columns[i + period]) for i in range(count - period)):
            return period
    return count


def _alike(left: list[str], right: list[str]) -> bool:
    """Do two columns hold the same kind of thing?"""
    if not left or not right:
        return False
    a, b = measure(left), measure(right)
    shapes = ("email", "phone", "url", "country", "booth", "number", "sentence", "name")
    if any(abs(getattr(a, shape) - getattr(b, shape)) > 0.4 for shape in shapes):
        return False
    # Repeated values are a column of halls or countries beside one of names.
    return (
        0.5 < (a.length + 1) / (b.length + 1) < 2
        and abs(len(set(left)) / len(left) - len(set(right)) / len(right)) < 0.35
    )


def cells_of(line: Line, width: int) -> list[str]:
    """The cells of a line, by the bands of its flow."""
    cells: list[list[Run]] = [[] for _ in range(width)]
    for run in line.runs:
        at = sum(run.left >= edge for edge in line.bands[1:width]) if line.bands else 0
        cells[at].append(run)
    return [Line(tuple(runs), line.height).text if runs else "" for runs in cells]
