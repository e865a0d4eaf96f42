"""Rows of lists come in here, and firms are minted."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, select, update
from sqlalchemy.orm import aliased

from core.cycles import seldom_sought
from core.errors import BadInput
from core.identity import firm_id
from core.records import Sighting, Source
from core.words import SightingKind, Status
from storage import mapping
from storage.among import among
from storage.database import Transaction
from storage.models import CrawlRow, FirmRow, SightingRow
from storage.repositories.search import index_new_firms
from storage.repositories.sources import save_sources
from storage.repositories.tally import count_change
from storage.upsert import batches, insert_new, upsert
from storage.views import Intake, Move


@seldom_sought()
def save_sightings(tx: Transaction, source: Source, rows: Sequence[Sighting], crawl: str | None = None) -> Intake:
    """Take in rows of one list; the same row again only moves its `last_seen`.

    A row of kind firm mints its firm if there is none by that name and country; brands and partners are kept
    without one. Safe from several processes at once, and after a kill in the middle.
    Raises BadInput for a row that names another source.
    """
    for row in rows:
        if row.source != source.key:
            raise BadInput(f"row {row.id} ({row.name!r}) names source {row.source!r}, but the list is {source.key!r}")
    save_sources(tx, [source])
    total = Intake()
    for batch in batches(rows):
        total += _save_batch(tx, batch, crawl)
    return total


def sightings_of_crawl(tx: Transaction, crawl: str) -> tuple[Sighting, ...]:
    """The rows that this crawl saw and no later one has seen again."""
    table = SightingRow.__table__
    found = tx.execute(select(table).where(table.c.last_crawl == crawl).order_by(table.c.page, table.c.row, table.c.id))
    return tuple(mapping.sighting(row) for row in found)


def firms_of_crawl(tx: Transaction, crawl: str) -> tuple[str, ...]:
    """Ids of the firms on the list as this crawl read it."""
    found = tx.scalars(
        select(SightingRow.firm)
        .where(SightingRow.last_crawl == crawl, SightingRow.firm.is_not(None))
        .distinct()
        .order_by(SightingRow.firm)
    )
    return tuple(firm for firm in found if firm)


def sightings_new(tx: Transaction, crawl: str) -> tuple[Sighting, ...]:
    """Rows that this crawl saw first. On the first crawl of a list: all of them."""
    table = SightingRow.__table__
    return tuple(
        mapping.sighting(row)
        for row in tx.execute(select(table).where(table.c.first_crawl == crawl).order_by(table.c.id))
    )


def sightings_gone(tx: Transaction, crawl: str) -> tuple[Sighting, ...]:
    """Rows of the list that earlier crawls saw and this one, the latest, did not."""
    table = SightingRow.__table__
    source, started = _crawl(tx, crawl)
    gone = and_(table.c.source == source, table.c.last_seen_at < started, table.c.last_crawl != crawl)
    return tuple(mapping.sighting(row) for row in tx.execute(select(table).where(gone).order_by(table.c.id)))


def sightings_moved(tx: Transaction, crawl: str) -> tuple[Move, ...]:
    """Firms that left one stand of the list and have another one now."""
    now, before = aliased(SightingRow), aliased(SightingRow)
    source, started = _crawl(tx, crawl)
    found = tx.execute(
        select(now.firm, now.name, before.booth, now.booth)
        .join(before, and_(before.firm == now.firm, before.source == source, before.last_seen_at < started))
        .where(now.first_crawl == crawl, now.firm.is_not(None), before.booth != now.booth)
        .order_by(now.id, before.id)
    )
    return tuple(Move(firm=firm or "", name=name, before=was, now=booth) for firm, name, was, booth in found)


def _crawl(tx: Transaction, crawl: str) -> tuple[str, datetime]:
    row = tx.execute(select(CrawlRow.source, CrawlRow.started_at).where(CrawlRow.id == crawl)).one_or_none()
    if row is None:
        raise BadInput(f"no crawl {crawl!r}")
    return row.source, row.started_at


def _save_batch(tx: Transaction, rows: Sequence[Sighting], crawl: str | None) -> Intake:
    firms = {row.id: firm_id(row.name, row.country) for row in rows if row.kind is SightingKind.firm}
    minted = _mint(tx, [(firms[row.id], row) for row in rows if row.id in firms])
    columns = select(SightingRow.id, SightingRow.last_crawl).where(among(tx, SightingRow.id, [row.id for row in rows]))
    known = dict(tx.execute(columns).tuples().all())
    values = {row.id: mapping.sighting_values(row, firms.get(row.id), crawl) for row in rows}
    upsert(tx, SightingRow, list(values.values()), ("last_seen_at", "last_crawl"))
    new = len(values.keys() - known.keys())
    if crawl:  # rows that were handed in before a kill and again after it count once
        added = sum(known.get(row, "") != crawl for row in values)
        tx.execute(update(CrawlRow).where(CrawlRow.id == crawl).values(rows=CrawlRow.rows + added))
    return Intake(rows=len(rows), new=new, seen_again=len(rows) - new, new_firms=minted)


def _mint(tx: Transaction, rows: Sequence[tuple[str, Sighting]]) -> int:
    """Make the firms that are not there yet; how many."""
    first: dict[str, Sighting] = {}
    for firm, row in rows:
        first.setdefault(firm, row)
    known = set(tx.scalars(select(FirmRow.id).where(among(tx, FirmRow.id, first))))
    new = [
        {
            "id": firm,
            "name": row.name,
            "country": row.country,
            "source": row.source,
            "first_seen_at": row.seen_at,
            "status": Status.incomplete.value,
            "rank": 0.0,
            "version": 0,
        }
        for firm, row in first.items()
        if firm not in known
    ]
    minted = insert_new(tx, FirmRow, new)
    index_new_firms(tx, [(str(row["id"]), (str(row["name"]), first[str(row["id"])].name_alt)) for row in new])
    count_change(tx, {Status.incomplete.value: minted})
    return minted
