"""The firms of an export, read from the base in batches and led through the gate; and the log of what was taken out."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from pydantic import JsonValue

from core.errors import BadInput
from core.identity import made_id
from core.records import Firm
from core.words import Status
from exports import EXPORTS
from exports.gate import addresses, allowed, leaves, without_refused
from storage.database import Database, Transaction
from storage.repositories.configured import log_export
from storage.repositories.firms import load_firms
from storage.repositories.privacy import people_refused
from storage.repositories.queue import every_firm
from storage.views import Export, Filter


def leaving(tx: Transaction, batches: Iterable[Sequence[str]], statuses: Iterable[Status] = ()) -> Iterator[Firm]:
    """Those of the firms that may leave, each with only the people who may be approached.

    The do-not-contact list is asked for every batch. BadInput where voids are asked for.
    """
    wanted = allowed(statuses)
    for batch in batches:
        firms = [firm for firm in load_firms(tx, batch) if leaves(firm, wanted)]
        refused = people_refused(tx, [pair for firm in firms for pair in addresses(firm)])
        yield from (without_refused(firm, refused) for firm in firms)


def chosen_ids(tx: Transaction, chosen: Filter, statuses: Iterable[Status] = ()) -> Iterator[tuple[str, ...]]:
    """Ids of the firms that a filter shows, in its order; of the statuses asked for where the filter names none."""
    if chosen.status is not None:
        yield from every_firm(tx, chosen)
        return
    for status in sorted(allowed(statuses)):
        yield from every_firm(tx, chosen.model_copy(update={"status": status}))


def take_out(
    db: Database,
    kind: str,
    chosen: Filter,
    target: Path,
    by: str,
    at: datetime,
    statuses: Iterable[Status] = (),
    ids: Sequence[str] | None = None,
) -> Export:
    """Write one export file of exactly what a filter shows, and log who took it out when.

    `ids` narrows it to ticked firms. A filter by status is that status; else `statuses`, else qualified only.
    A failed write logs nothing and leaves no half file.
    """
    writer = EXPORTS.get(kind)
    wanted = allowed([chosen.status] if chosen.status else statuses)
    if target.suffix == "" and kind in ("csv", "xlsx"):
        raise BadInput(f"{target}: name a file that ends in .{kind}")
    people = 0

    def counted(firms: Iterable[Firm]) -> Iterator[Firm]:
        nonlocal people
        for firm in firms:
            people += len(firm.contacts)
            yield firm

    with db.reading() as tx:
        batches = [tuple(ids)] if ids is not None else chosen_ids(tx, chosen, wanted)
        written = writer(counted(leaving(tx, batches, wanted)), target)
    filters = {"statuses": sorted(wanted), **chosen.model_dump(mode="json", exclude_defaults=True)}
    if ids is not None:
        filters["ticked"] = len(ids)
    made = logged(kind, filters, written, people, target, by, at)
    with db.writing() as tx:
        log_export(tx, made)
    return made


def logged(
    kind: str, filters: dict[str, JsonValue], firms: int, people: int, target: Path | None, by: str, at: datetime
) -> Export:
    """The line of the export log; of a file with its SHA-256. Holds no personal data."""
    sha256 = hashlib.sha256(target.read_bytes()).hexdigest() if target is not None and target.is_file() else None
    return Export(
        id=made_id("o", kind, by, at.isoformat()),
        target=kind,
        filters=filters,
        firms=firms,
        contacts=people,
        sha256=sha256,
        by=by,
        at=at,
    )
