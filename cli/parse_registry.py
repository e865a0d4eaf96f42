"""`showfloor parse registry` and `showfloor parse patents`: one saved page or answer in, the contract's JSON out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any


def parse_registry_file(file: Path, url: str) -> dict[str, Any]:
    """Access state and canonical record of one saved registry page, answer or printed PDF."""
    from enrich.registry.dropped import read_dropped
    from enrich.registry.page import parse_registry

    return parse_registry(read_dropped(file), url).contract()


def parse_patents_file(file: Path, url: str) -> dict[str, Any]:
    """Declared total and publications of one saved patent search, answer or export."""
    from enrich.patents.export_file import read_export
    from enrich.patents.read import parse_patents
    from enrich.registry.dropped import read_dropped

    if file.suffix.lower() in (".xlsx", ".xls", ".csv", ".tsv"):
        patents = read_export(file)
        return {"total": len(patents), "patents": [patent.contract() for patent in patents]}
    return parse_patents(read_dropped(file), url).contract()


PARSERS: dict[str, Callable[[Path, str], dict[str, Any]]] = {
    "registry": parse_registry_file,
    "patents": parse_patents_file,
}
