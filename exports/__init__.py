"""What leaves the house: XLSX, CSV, dossiers and Zoho CRM. One target a file; a file target is `write(firms, target)`."""

from collections.abc import Callable, Iterable
from pathlib import Path

from core.plugins import Register
from core.records import Firm

Writer = Callable[[Iterable[Firm], Path], int]
"""Writes these firms to a file or folder and returns how many it wrote. Voids and merged firms are never written."""

EXPORTS: Register[Writer] = Register("export", "exports")
"""The file targets by name."""
