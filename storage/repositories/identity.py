"""Keys that firms are known by, and proposals of identity for a person to judge."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from sqlalchemy import func, select, update

from core.errors import Conflict
from core.identity import made_id
from storage.database import Transaction
from storage.models import IdentityKey, ProposalRow
from storage.repositories.audit import note
from storage.upsert import insert_new
from storage.views import Count, IdentityClaim, Page, Proposal, ProposalState


def save_keys(tx: Transaction, claims: Sequence[IdentityClaim]) -> int:
    """Remember keys; how many were new. Keys are cut at 400 characters."""
    return insert_new(tx, IdentityKey, [{"kind": c.kind, "key": c.key[:400], "firm": c.firm} for c in claims if c.key])


def firms_with_keys(
    tx: Transaction, keys: Sequence[tuple[str, str]], limit: int = 1000
) -> dict[tuple[str, str], tuple[str, ...]]:
    """The firms known by each (kind, key), at most `limit` a key; keys of nobody are left out. One query.

    A brand or a switchboard may be thousands of firms' key among millions: of such a key no more is read than asked for.
    """
    return _holders(tx, keys, _FIRST, limit)


def firms_with_telling_keys(
    tx: Transaction, keys: Sequence[tuple[str, str]], crowd: int
) -> dict[tuple[str, str], tuple[str, ...]]:
    """The same, without the keys of more than `crowd` firms: they tell nothing."""
    return _holders(tx, keys, _TELLING, crowd)


_SQLITE = (
    "WITH asked AS MATERIALIZED (SELECT key AS at, json_extract(value, '$[0]') AS kind,"
    " json_extract(value, '$[1]') AS key FROM json_each(?1))"
    " SELECT asked.at, k.firm FROM asked CROSS JOIN identity_key AS k WHERE k.kind = asked.kind AND k.key = asked.key"
)
_LAST = "SELECT l.firm FROM identity_key AS l WHERE l.kind = asked.kind AND l.key = asked.key ORDER BY l.firm LIMIT 1"
_POSTGRESQL = "SELECT asked.at - 1, k.firm FROM unnest(%s::text[], %s::text[]) WITH ORDINALITY AS asked(kind, key, at),"
_SOME = "SELECT firm FROM identity_key WHERE kind = asked.kind AND key = asked.key ORDER BY firm LIMIT %s"
_FEW = f"LATERAL (SELECT array_agg(firm) AS firms FROM ({_SOME} + 1) AS begun) AS few"  # noqa: S608 - our own words
_FIRST = {
    "sqlite": f"{_SQLITE} AND k.firm <= coalesce(({_LAST} OFFSET ?2 - 1), '~')",
    "postgresql": f"{_POSTGRESQL} LATERAL ({_SOME}) AS k",
}
_TELLING = {
    "sqlite": f"{_SQLITE} AND NOT EXISTS ({_LAST} OFFSET ?2)",
    "postgresql": f"{_POSTGRESQL} {_FEW}, unnest(few.firms) AS k(firm) WHERE cardinality(few.firms) <= %s",
}
"""The place of a key among those asked for, and a firm that is known by it: each key is sought by itself, and left once
enough firms are seen. Written by hand, as both engines have a way to do that and SQLAlchemy has none for both."""


def _holders(
    tx: Transaction, keys: Sequence[tuple[str, str]], statements: Mapping[str, str], limit: int
) -> dict[tuple[str, str], tuple[str, ...]]:
    wanted = [(kind, key[:400]) for kind, key in dict.fromkeys(keys)]
    connection = tx.connection()
    text = statements[connection.dialect.name]
    asked: tuple[object, ...] = (json.dumps(wanted), limit)
    if connection.dialect.name != "sqlite":
        asked = ([kind for kind, _ in wanted], [key for _, key in wanted], *[limit] * (text.count("%s") - 2))
    found: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for at, firm in connection.exec_driver_sql(text, asked):
        found[wanted[at]].append(firm)
    return {key: tuple(sorted(firms)) for key, firms in found.items()}


def keys_of(tx: Transaction, firms: Sequence[str]) -> tuple[IdentityClaim, ...]:
    """Every key of these firms."""
    found = tx.execute(
        select(IdentityKey.kind, IdentityKey.key, IdentityKey.firm)
        .where(IdentityKey.firm.in_(firms))
        .order_by(IdentityKey.firm, IdentityKey.kind, IdentityKey.key)
    )
    return tuple(IdentityClaim(kind=kind, key=key, firm=firm) for kind, key, firm in found)


def proposal_id(kind: str, firm: str, other: str) -> str:
    """The same two sides make the same proposal, whichever is named first."""
    return made_id("o", kind, *sorted((firm, other)))


def save_proposals(tx: Transaction, proposals: Sequence[Proposal]) -> int:
    """Add proposals; how many were new. One that was settled is not opened again."""
    rows = [
        {
            **proposal.model_dump(exclude={"reasons"}),
            "state": proposal.state.value,
            "reasons": [reason.model_dump() for reason in proposal.reasons],
            "rank": -proposal.score,
        }
        for proposal in proposals
    ]
    return insert_new(tx, ProposalRow, rows)


def open_proposals(
    tx: Transaction, after: str | None = None, limit: int = 50, kind: str | None = None
) -> Page[Proposal]:
    """Proposals that wait for a person, the surest first."""
    table = ProposalRow.__table__
    statement = select(table).where(table.c.state == ProposalState.open.value)
    if kind is not None:
        statement = statement.where(table.c.kind == kind)
    if after is not None:
        rank, _, last = after.partition(":")
        statement = statement.where(
            (table.c.rank > float(rank)) | ((table.c.rank == float(rank)) & (table.c.id > last))
        )
    rows = tx.execute(statement.order_by(table.c.rank, table.c.id).limit(limit + 1)).all()
    more = f"{rows[limit - 1].rank!r}:{rows[limit - 1].id}" if len(rows) > limit else None
    return Page(items=tuple(_proposal(row) for row in rows[:limit]), next=more)


def count_open_proposals(tx: Transaction) -> Count:
    """How many wait."""
    waiting = select(func.count()).select_from(ProposalRow).where(ProposalRow.state == ProposalState.open.value)
    return Count(n=tx.scalar(waiting) or 0)


def proposals_of(tx: Transaction, firm: str) -> tuple[Proposal, ...]:
    """Every proposal about this firm, the surest first."""
    table = ProposalRow.__table__
    mine = (table.c.firm == firm) | (table.c.other == firm)
    return tuple(_proposal(row) for row in tx.execute(select(table).where(mine).order_by(table.c.rank, table.c.id)))


def settle_proposal(tx: Transaction, proposal: str, *, accepted: bool, by: str, at: datetime | None = None) -> Proposal:
    """Write a person's answer; what follows from it (a merge, facts) is the caller's, in the same transaction.

    Conflict where somebody settled it first.
    """
    when = at or datetime.now(UTC)
    table = ProposalRow.__table__
    row = tx.execute(select(table).where(table.c.id == proposal).with_for_update()).one_or_none()
    if row is None or row.state != ProposalState.open.value:
        who = f"{row.settled_by} ({row.state})" if row else "nobody knows it"
        raise Conflict(f"proposal {proposal} is not open: {who}; reload the page")
    state = ProposalState.accepted if accepted else ProposalState.declined
    values = {"state": state.value, "settled_by": by, "settled_at": when}
    tx.execute(update(ProposalRow).where(ProposalRow.id == proposal).values(**values))
    note(tx, by, state.value, row.firm, {"proposal": proposal}, when)
    return _proposal(row).model_copy(update={"state": state, "settled_by": by, "settled_at": when})


def proposal_of(tx: Transaction, proposal: str) -> Proposal | None:
    """One proposal."""
    row = tx.execute(select(ProposalRow.__table__).where(ProposalRow.id == proposal)).one_or_none()
    return None if row is None else _proposal(row)


def settled_proposals(tx: Transaction, by: str | None = None, limit: int = 20) -> tuple[Proposal, ...]:
    """What was accepted or declined lately, by one person if asked, newest first."""
    table = ProposalRow.__table__
    statement = select(table).where(table.c.settled_at.is_not(None))
    if by is not None:
        statement = statement.where(table.c.settled_by == by)
    rows = tx.execute(statement.order_by(table.c.settled_at.desc(), table.c.id).limit(limit))
    return tuple(_proposal(row) for row in rows)


def reopen_proposal(tx: Transaction, proposal: str, by: str, at: datetime | None = None) -> None:
    """Take an answer back; undoing what followed from it is the caller's. Conflict where it is open already."""
    table = ProposalRow.__table__
    row = tx.execute(select(table).where(table.c.id == proposal).with_for_update()).one_or_none()
    if row is None or row.state == ProposalState.open.value:
        raise Conflict(f"proposal {proposal} is not settled; reload the page")
    values = {"state": ProposalState.open.value, "settled_by": None, "settled_at": None}
    tx.execute(update(ProposalRow).where(ProposalRow.id == proposal).values(**values))
    note(tx, by, "reopen_proposal", row.firm, {"proposal": proposal, "was": row.state}, at or datetime.now(UTC))


def _proposal(row: object) -> Proposal:
    return Proposal.model_validate({name: getattr(row, name) for name in Proposal.model_fields})
