"""Dossiers: for each firm a ZIP that a third party can check with nothing but Python."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from core.errors import BadInput
from core.records import Firm
from core.settings import settings
from exports import EXPORTS
from exports.gate import exportable, without_refused
from storage.evidence.pack import pack
from storage.evidence.store import EvidenceStore


@EXPORTS.add("dossier")
def write(firms: Iterable[Firm], target: Path) -> int:
    """A folder with one ZIP a firm, named after its id; how many were written. BadInput where evidence is missing."""
    if target.exists() and not target.is_dir():
        raise BadInput(f"{target}: is a file; name a folder for the dossiers")
    store = EvidenceStore(settings().evidence)
    written = 0
    for firm in exportable(firms):
        pack(without_refused(firm, frozenset()), store, target / f"{firm.id}.zip")
        written += 1
    target.mkdir(parents=True, exist_ok=True)
    return written
