"""Tables as text: comma, semicolon, tab or pipe between cells, in any encoding, also in several at once.

Text that is no table goes on to the reader for plain text.
"""

from __future__ import annotations

import contextlib
import csv
import io
import re
from collections import Counter
from collections.abc import Iterable

import clevercsv

from core.listing import ListReading
from crawlers.files import READERS
from crawlers.files.body import FileBody
from crawlers.files.encodings import decoded
from crawlers.lists import label_table
from crawlers.lists.vocabulary import field_of

_DELIMITERS = "\t|;,"
_SAMPLE_LINES = 80
_SAMPLE_CHARS = 6_000
"""clevercsv looks at all dialects of its sample and takes seconds for a whole file."""
_EXCEL = re.compile(r"^sep=(.)\r?\n", re.I)


@READERS.add("csv")
def read_csv(body: FileBody) -> ListReading:
    """A table, or plain text where nothing separates cells in a regular way."""
    from crawlers.files.text import read_text_file

    text = decoded(body.data).replace("\x00", "")
    told = _EXCEL.match(text)
    dialect = _plain(told.group(1)) if told else dialect_of(text)
    if dialect is None:
        return read_text_file(body)
    rows = list(_cells(text[told.end() :] if told else text, dialect))
    return label_table(rows, method=f"csv:{dialect.delimiter!r}")


def dialect_of(text: str) -> type[csv.Dialect] | None:
    """How cells are separated, or None for text that is no table."""
    lines = [line for line in text[: 40 * _SAMPLE_CHARS].splitlines() if line.strip()][:400]
    if len(lines) < 2:
        return None
    best = max(_DELIMITERS, key=lambda d: _regular(lines, d))
    share = _regular(lines, best)
    if share >= (0.9 if best == "," else 0.8):
        return _plain(best)
    head = next(iter(_cells("\n".join(lines[:1]), _plain(best))), [])
    if share >= 0.5 and sum(bool(field_of(cell)) for cell in head) >= 2:
        return _plain(best)
    return _clever(lines)


def _regular(lines: list[str], delimiter: str) -> float:
    """The share of lines that have the most common number of cells, if that is more than one."""
    sample = [len(row) for row in _cells("\n".join(lines), _plain(delimiter)) if row]
    if not sample:
        return 0.0
    width, count = Counter(sample).most_common(1)[0]
    return count / len(sample) if width > 1 else 0.0


def _clever(lines: list[str]) -> type[csv.Dialect] | None:
    sample = "\n".join(lines[:_SAMPLE_LINES])[:_SAMPLE_CHARS]
    with contextlib.suppress(clevercsv.exceptions.NoDetectionResult, csv.Error, ValueError, IndexError):
        found = clevercsv.Sniffer().sniff(sample, delimiters=_DELIMITERS)
        if found is not None and found.delimiter in tuple(_DELIMITERS) and _regular(lines, found.delimiter) >= 0.75:
            return _plain(found.delimiter, found.quotechar or '"')
    return None


def _plain(between: str, quote: str = '"') -> type[csv.Dialect]:
    class Found(csv.excel):
        delimiter = between
        quotechar = quote

    return Found


def _cells(text: str, dialect: type[csv.Dialect]) -> Iterable[list[str]]:
    """Rows of a table; a stray quote that swallows the rest of the file is taken as an ordinary character."""
    quoted = text.count(dialect.quotechar or '"') % 2 == 0
    csv.field_size_limit(10_000_000)
    lines = io.StringIO(text, newline="")
    rows = csv.reader(lines, dialect=dialect) if quoted else csv.reader(lines, dialect=dialect, quoting=csv.QUOTE_NONE)
    try:
        for row in rows:
            yield [cell.strip().strip('"') if not quoted else cell for cell in row]
    except csv.Error:
        yield from ([cell.strip().strip('"') for cell in line.split(dialect.delimiter)] for line in text.splitlines())
