"""The firm row: what pages sort and filter by. All of it is derived from rows that never change, or from decisions."""

from datetime import datetime
from typing import Any

from sqlalchemy import Float, ForeignKey, Index, Integer, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, actor, firm_ref, json, json_or_null, key, moment, source_ref, word
from storage.models.types import Key, Word

STANDING = text("merged_into IS NULL")
"""Firms that speak for themselves; only these are counted and queued."""

MERGED = text("merged_into IS NOT NULL")
"""The few others: over all rows SQLite would think the index useless, as nearly all values are equal."""


def _standing(name: str, *columns: str) -> Index:
    return Index(name, *columns, sqlite_where=STANDING, postgresql_where=STANDING)


class FirmRow(Base):
    """The entity behind one or more sightings."""

    __tablename__ = "firm"
    __table_args__ = (
        _standing("ix_firm_queue", "status", "rank", "id"),
        _standing("ix_firm_queue_sub_field", "sub_field", "status", "rank", "id"),
        _standing("ix_firm_queue_province", "province", "status", "rank", "id"),
        _standing("ix_firm_rank", "rank", "id"),
        Index(None, "uscc"),
        Index(None, "domain"),
        Index(None, "name"),
        Index("ix_firm_merged_into", "merged_into", sqlite_where=MERGED, postgresql_where=MERGED),
    )

    id: Mapped[str] = key("core.identity.firm_id, minted at the first sighting")
    name: Mapped[str] = mapped_column(Text, comment="as first sighted")
    country: Mapped[str | None] = mapped_column(Text, comment="as first sighted")
    source: Mapped[str] = source_ref("where it was first sighted")
    first_seen_at: Mapped[datetime] = moment("first sighting")
    status: Mapped[str] = word("core.words.Status: the person's word, else the machine's")
    machine_status: Mapped[str | None] = mapped_column(Word, comment="core.words.Status of the newest verdict")
    grade: Mapped[str | None] = mapped_column(String(1), comment="core.words.Grade")
    rank: Mapped[float] = mapped_column(Float, default=0.0, comment="minus the priority: the queue goes up this number")
    verdict: Mapped[str | None] = mapped_column(Key, comment="id of the newest verdict")
    decision: Mapped[str | None] = mapped_column(Key, comment="id of the decision that holds")
    legal_name: Mapped[str | None] = mapped_column(Text, comment="current value of that field")
    uscc: Mapped[str | None] = mapped_column(
        Key, comment="current registry number: USCC, else LEI, else company number"
    )
    domain: Mapped[str | None] = mapped_column(Text, comment="host of the current website without www")
    sub_field: Mapped[str | None] = mapped_column(Text, comment="current value of that field")
    province: Mapped[str | None] = mapped_column(Text, comment="of the current head office")
    merged_into: Mapped[str | None] = firm_ref("the firm that speaks for this one", nullable=True)
    version: Mapped[int] = mapped_column(Integer, default=0, comment="goes up with each decision and merge")
    enriched_at: Mapped[datetime | None] = moment("last enrichment")
    screened_at: Mapped[datetime | None] = moment("last verdict")


class FirmText(Base):
    """What a search looks through, folded to bare letters and digits; its number ties it to the engine's own index."""

    __tablename__ = "firm_text"

    no: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True, comment="row of the gram index")
    firm: Mapped[str] = firm_ref(unique=True)
    text: Mapped[str] = mapped_column(Text, comment="names, registry number, domain; parted by |")


class IdentityKey(Base):
    """What identity resolution looks up: one row a key that a firm is known by."""

    __tablename__ = "identity_key"
    __table_args__ = (Index(None, "firm"), {"sqlite_with_rowid": False})

    kind: Mapped[str] = word("name, alias, uscc, lei, domain, phone, email_domain, address …", primary_key=True)
    key: Mapped[str] = mapped_column(String(400), primary_key=True, comment="folded for equality")
    firm: Mapped[str] = firm_ref(primary_key=True)


class Alias(Base):
    """A brand or other name that was learned once, from a confirmed merge or a person."""

    __tablename__ = "alias"
    __table_args__ = (Index(None, "name"),)

    firm: Mapped[str] = firm_ref(primary_key=True)
    name: Mapped[str] = mapped_column(String(400), primary_key=True, comment="as written")
    why: Mapped[str] = mapped_column(Text, comment="how it was learned")
    by: Mapped[str] = actor()
    at: Mapped[datetime] = moment("when")


class MergeRow(Base):
    """Two rows are one firm, or (with `undoes`) are two after all. No history moves."""

    __tablename__ = "merge"
    __table_args__ = (Index(None, "kept"), Index(None, "merged"))

    id: Mapped[str] = key("minted")
    kept: Mapped[str] = firm_ref("the older, which speaks for both")
    merged: Mapped[str] = firm_ref("the other")
    why: Mapped[str] = mapped_column(Text, comment="reason in words")
    evidence: Mapped[Any] = json("ids of what shows it")
    undoes: Mapped[str | None] = mapped_column(
        Key, ForeignKey("merge.id"), unique=True, comment="the merge that this row takes back"
    )
    by: Mapped[str] = actor()
    at: Mapped[datetime] = moment("when")


class ProposalRow(Base):
    """A merge or a registry candidate that a person has to judge."""

    __tablename__ = "proposal"
    __table_args__ = (Index(None, "state", "rank", "id"), Index(None, "firm"), Index(None, "other"))

    id: Mapped[str] = key("from kind and the two sides: the same proposal is made once")
    kind: Mapped[str] = word("merge or registry")
    firm: Mapped[str] = firm_ref()
    other: Mapped[str | None] = firm_ref("the second firm of a merge", nullable=True)
    candidate: Mapped[Any | None] = json_or_null("the registry record that may be the firm's")
    score: Mapped[float] = mapped_column(Float, comment="0..1")
    rank: Mapped[float] = mapped_column(Float, comment="minus the score")
    reasons: Mapped[Any] = json("core.records.Reason, several")
    state: Mapped[str] = word("open, accepted, declined")
    source: Mapped[str] = source_ref("what the proposal rests on")
    made_at: Mapped[datetime] = moment("when it was made")
    settled_by: Mapped[str | None] = actor("who settled it", nullable=True)
    settled_at: Mapped[datetime | None] = moment("when it was settled")


class NamedAccount(Base):
    """A pinned firm: verified again on schedule, kept out of the cold queue."""

    __tablename__ = "named_account"

    firm: Mapped[str] = firm_ref(primary_key=True)
    why: Mapped[str] = mapped_column(Text, comment="reason")
    by: Mapped[str] = actor()
    at: Mapped[datetime] = moment("when")


class Tally(Base):
    """Changes of the number of firms a status; their sum is the count, so that nobody counts a million rows."""

    __tablename__ = "tally"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True, comment="order")
    status: Mapped[str] = word("core.words.Status, or merged")
    n: Mapped[int] = mapped_column(Integer, comment="how many more, or fewer")
