"""The portals' own exports as registry records."""

from __future__ import annotations

from pathlib import Path

from enrich.exports import labelled, read_table
from enrich.registry.build import build
from enrich.registry.record import RegistryRecord
from enrich.registry.vocabulary import label_unit, vocabulary


def read_export(path: Path) -> tuple[RegistryRecord, ...]:
    """Every firm of an export. Raises BadInput where neither names nor a second telling column can be recognised."""
    rows = read_table(path)
    words = vocabulary()
    needed = (frozenset({"name"}), frozenset({"uscc", "company_number", "status_raw"}))
    table = labelled(path, rows, words.field, needed)
    unit = next(
        (u for row in rows[:15] for cell in row if words.field(cell) == "capital" and (u := label_unit(cell))), ""
    )
    records = (build({**row, "capital_unit": unit}) for row in table)
    return tuple(record for record in records if record is not None and record.name)
