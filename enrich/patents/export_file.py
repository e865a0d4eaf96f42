"""Search exports that a person uploads (CNIPA, incoPat, portals): patents by column label."""

from __future__ import annotations

from pathlib import Path

from enrich.exports import labelled, read_table
from enrich.patents.read import head_key, labels, make, tidy
from enrich.patents.record import Patent


def read_export(path: Path) -> tuple[Patent, ...]:
    """Every patent of an export. Raises BadInput where numbers, dates or applicants have no recognisable column."""
    needed = (
        frozenset({"number", "application"}),
        frozenset({"filed_on", "published_on"}),
        frozenset({"applicant"}),
    )
    heads = labels()["heads"]
    table = labelled(path, read_table(path), lambda cell: heads.get(head_key(cell)), needed)
    rows = (
        make({field: value if field == "applicant" else tidy(value) for field, value in row.items()}) for row in table
    )
    return tuple(patent for patent in rows if patent)
