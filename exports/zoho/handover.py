"""The hand-over of an installation: firms from the base, links kept in it, the log of exports, and files for the bulk import."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from core.errors import BadInput
from core.policy import load_policy
from core.records import Firm
from core.settings import Settings
from core.words import Status
from exports.cells import harmless
from exports.files import replaced
from exports.gate import allowed, signature
from exports.leaving import chosen_ids, leaving, logged
from exports.zoho.client import ZohoClient
from exports.zoho.config import load_map
from exports.zoho.mapping import firm_record
from exports.zoho.outcome import Handed, Links
from exports.zoho.push import Push
from exports.zoho.tokens import Tokens
from storage.database import Database
from storage.repositories.configured import crm_links, log_export, save_crm_links
from storage.views import Export, Filter

SYSTEM = "zoho"
BULK_ROWS = 25_000
"""Rows a file of the bulk write, Zoho's limit."""


class KeptLinks:
    """Links in our base; each call of Zoho is committed by itself."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def known(self, subjects: Sequence[str]) -> Links:
        """What was sent before."""
        with self._db.reading() as tx:
            return crm_links(tx, SYSTEM, subjects)

    def keep(self, links: Links) -> None:
        """Remember it now."""
        if links:
            with self._db.writing() as tx:
                save_crm_links(tx, SYSTEM, links)


def hand_over(
    db: Database, settings: Settings, chosen: Filter, statuses: Sequence[Status], by: str, *, dry_run: bool
) -> Handed:
    """Send what a filter shows to Zoho, or with `dry_run` only say what would be sent: no network, nothing written."""
    _qualified_only(statuses, chosen)
    signed_only = load_policy(settings.config_dir).verifier.mode == "human"
    batches = _batches(db, chosen, statuses)
    memory, mapped = KeptLinks(db), load_map(settings.config_dir)
    rules = {
        "people_abroad": settings.zoho_people_abroad or in_china(settings.zoho_api_url),
        "signed_only": signed_only,
    }
    if dry_run:
        return Push(mapped, memory, None, **rules).run(batches)
    with httpx.Client(timeout=httpx.Timeout(60.0, connect=15.0)) as http:
        client = ZohoClient(http, settings.zoho_api_url, Tokens(settings, http))
        done = Push(mapped, memory, client, **rules).run(batches)
    firms = len(done.inserted) + len(done.updated)
    filters = {"statuses": sorted(allowed(statuses)), **chosen.model_dump(mode="json", exclude_defaults=True)}
    with db.writing() as tx:
        log_export(tx, logged(SYSTEM, filters, firms, done.people, None, by, datetime.now(UTC)))
    return done


def bulk_files(
    db: Database, settings: Settings, chosen: Filter, statuses: Sequence[Status], folder: Path, by: str
) -> tuple[Export, tuple[Path, ...]]:
    """Write the firms as ZIPs with one CSV each for Zoho's bulk write or import page: works without the network.

    A file holds at most 25,000 rows; its headings are the api_names of `config/zoho.yml`. People are not in it.
    """
    if folder.exists() and not folder.is_dir():
        raise BadInput(f"{folder}: is a file; name a folder for the files of the bulk import")
    _qualified_only(statuses, chosen)
    mapped = load_map(settings.config_dir).firms
    signed_only = load_policy(settings.config_dir).verifier.mode == "human"
    names = [field.api_name for field in mapped.fields]
    rows: list[list[str]] = []
    files: list[Path] = []
    total = 0
    for batch in _batches(db, chosen, statuses):
        for firm in batch:
            if signed_only and signature(firm) is None:
                continue
            record = firm_record(firm, mapped)
            rows.append([harmless(str(record.get(name, ""))) for name in names])
            total += 1
            if len(rows) == BULK_ROWS:
                files.append(_bulk_file(folder, mapped.module, len(files) + 1, names, rows))
                rows = []
    if rows or not files:
        files.append(_bulk_file(folder, mapped.module, len(files) + 1, names, rows))
    made = logged("zoho_files", {"statuses": [*sorted(allowed(statuses))]}, total, 0, None, by, datetime.now(UTC))
    with db.writing() as tx:
        log_export(tx, made)
    return made, tuple(files)


def _qualified_only(statuses: Sequence[Status], chosen: Filter) -> None:
    """The CRM gets what passed, and nothing that is still open (R-141)."""
    if {*statuses, chosen.status} - {Status.qualified, None}:
        raise BadInput("Zoho gets qualified firms only; use xlsx or csv for firms of other statuses")


def in_china(api_url: str) -> bool:
    """Does this data centre stand in China?"""
    return (urlsplit(api_url).hostname or "").endswith(".com.cn")


def _batches(db: Database, chosen: Filter, statuses: Sequence[Status]) -> Iterator[list[Firm]]:
    """Firms through the gate; no transaction is open while somebody waits for the network."""
    with db.reading() as tx:
        ids = list(chosen_ids(tx, chosen, statuses))
    for batch in ids:
        with db.reading() as tx:
            firms = list(leaving(tx, [batch], [chosen.status] if chosen.status else statuses))
        yield firms


def _bulk_file(folder: Path, module: str, number: int, names: Sequence[str], rows: Sequence[Sequence[str]]) -> Path:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows([names, *rows])
    target = folder / f"{module}-{number:03d}.zip"
    with replaced(target) as aside, zipfile.ZipFile(aside, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo(f"{module}.csv", (1980, 1, 1, 0, 0, 0)), text.getvalue().encode())
    return target
