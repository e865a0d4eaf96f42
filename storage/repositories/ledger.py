"""Nothing is lost in silence: what a run took in, where it went, what was put aside, what metered sources cost."""

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import func, select

from core.identity import made_id
from core.words import Access, Status
from storage.database import Transaction
from storage.models import Attempt, CrawlRow, FirmRow, Quarantine, SightingRow
from storage.repositories.tally import MERGED
from storage.upsert import insert_new
from storage.views import Attempted, Ledger, Quarantined


def ledger(tx: Transaction, run: str, rows_in: int) -> Ledger:
    """Where the rows of a run's crawls went; `rows_in` is the number of different rows that the crawls delivered.

    The first row of a firm counts for the firm's status, each further one as merged.
    """
    crawls = select(CrawlRow.id).where(CrawlRow.run == run)
    rows = (
        select(SightingRow.firm, func.count().label("n"))
        .where(SightingRow.last_crawl.in_(crawls))
        .group_by(SightingRow.firm)
        .subquery()
    )
    found = dict.fromkeys([*(status.value for status in Status), MERGED, "not_firms"], 0)
    joined = select(rows.c.firm, rows.c.n, FirmRow.status, FirmRow.merged_into).outerjoin(
        FirmRow, FirmRow.id == rows.c.firm
    )
    for firm, n, status, merged_into in tx.execute(joined):
        if firm is None:
            found["not_firms"] += n
        elif merged_into is not None:
            found[MERGED] += n
        else:
            found[status] += 1
            found[MERGED] += n - 1
    aside = tx.scalar(select(func.count()).select_from(Quarantine).where(Quarantine.crawl.in_(crawls))) or 0
    return Ledger(rows_in=rows_in, quarantined=aside, **found)


def save_quarantined(tx: Transaction, rows: Sequence[Quarantined]) -> int:
    """Put rows aside with their reasons; how many were new."""
    values = [{**row.model_dump(), "reason": row.reason.model_dump()} for row in rows]
    return insert_new(tx, Quarantine, values)


def quarantine_id(crawl: str | None, raw: object, nth: int = 0) -> str:
    """The same row of the same crawl lies in quarantine once."""
    return made_id("x", crawl, repr(raw), nth)


def quarantined(tx: Transaction, crawl: str | None = None, limit: int = 200) -> tuple[Quarantined, ...]:
    """Rows put aside, newest first; of one crawl, if asked."""
    table = Quarantine.__table__
    statement = select(table).order_by(table.c.at.desc(), table.c.id).limit(limit)
    if crawl is not None:
        statement = statement.where(table.c.crawl == crawl)
    return tuple(Quarantined.model_validate(row._asdict()) for row in tx.execute(statement))


def note_attempt(
    tx: Transaction,
    system: str,
    call: str,
    access: Access,
    firm: str | None = None,
    cost_cny: float = 0.0,
    at: datetime | None = None,
) -> None:
    """Write down one call to a metered source."""
    row = {
        "system": system,
        "firm": firm,
        "call": call,
        "access": access.value,
        "cost_cny": cost_cny,
        "at": at or datetime.now(UTC),
    }
    insert_new(tx, Attempt, [row])


def attempts_since(tx: Transaction, since: datetime) -> tuple[Attempted, ...]:
    """Calls and cost of each metered source since a moment: what daily budgets are checked against."""
    refused = func.count().filter(Attempt.access.not_in([Access.ok.value, Access.not_found.value]))
    grouped = select(Attempt.system, func.count(), refused, func.sum(Attempt.cost_cny)).where(Attempt.at >= since)
    found = tx.execute(grouped.group_by(Attempt.system).order_by(Attempt.system))
    return tuple(Attempted(system=s, calls=n, refused=no, cost_cny=cost or 0.0) for s, n, no, cost in found)
