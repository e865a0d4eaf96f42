"""Runs of the pipeline and the progress of each firm in them: what makes a killed run go on where it was."""

from datetime import datetime
from typing import Any

from sqlalchemy import Float, ForeignKey, Index, Integer, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, actor, firm_ref, json, json_or_null, key, moment, word
from storage.models.types import Key, SourceKey, Word

GOING = text("ended_at IS NULL")


class RunRow(Base):
    """One run. At most one run a key goes on at a time, by a partial unique index."""

    __tablename__ = "run"
    __table_args__ = (
        Index("uq_run_going", "key", unique=True, sqlite_where=GOING, postgresql_where=GOING),
        Index(None, "started_at"),
    )

    id: Mapped[str] = key("minted")
    kind: Mapped[str] = word("nightly, targeted, reverify …")
    key: Mapped[str] = mapped_column(Text, comment="what it works on: starting the same again joins it")
    params: Mapped[Any] = json("as given")
    state: Mapped[str] = word("running, stopping, done, failed, stopped")
    by: Mapped[str] = actor()
    started_at: Mapped[datetime] = moment("start")
    heartbeat_at: Mapped[datetime] = moment("last sign of life")
    ended_at: Mapped[datetime | None] = moment("end; empty while it goes on or after it was killed")
    report: Mapped[Any | None] = json_or_null("counts and remarks at the end")


class RunFirm(Base):
    """One firm in one stage of one run."""

    __tablename__ = "run_firm"
    __table_args__ = (Index(None, "run", "stage", "state", "firm"), {"sqlite_with_rowid": False})

    run: Mapped[str] = mapped_column(Key, ForeignKey("run.id"), primary_key=True, comment="the run")
    stage: Mapped[str] = word("enrich, screen …", primary_key=True)
    firm: Mapped[str] = firm_ref(primary_key=True)
    state: Mapped[str] = word("waiting, claimed, done, failed")
    worker: Mapped[str | None] = mapped_column(Text, comment="who claimed it")
    lease_until: Mapped[datetime | None] = moment("after this the claim is void")
    attempts: Mapped[int] = mapped_column(Integer, default=0, comment="how often it was claimed")
    note: Mapped[str | None] = mapped_column(Text, comment="why it failed")


class Attempt(Base):
    """A call to a metered source: what it asked, how it ended, what it cost."""

    __tablename__ = "attempt"
    __table_args__ = (Index(None, "system", "at"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True, comment="order")
    system: Mapped[str] = mapped_column(Text, comment="the registry or other source")
    firm: Mapped[str | None] = firm_ref(nullable=True)
    call: Mapped[str] = mapped_column(Text, comment="which call")
    access: Mapped[str] = word("core.words.Access")
    cost_cny: Mapped[float] = mapped_column(Float, default=0.0, comment="what it cost")
    at: Mapped[datetime] = moment("when")


class Quarantine(Base):
    """A row that could not be taken in, and why; nothing is lost in silence."""

    __tablename__ = "quarantine"
    __table_args__ = (Index(None, "crawl"), Index(None, "at"))

    id: Mapped[str] = key("from the row itself, so that the same row lies here once")
    source: Mapped[str | None] = mapped_column(
        SourceKey, ForeignKey("source.key"), comment="the list, where it is known"
    )
    crawl: Mapped[str | None] = mapped_column(Key, ForeignKey("crawl.id"), comment="the crawl")
    raw: Mapped[Any] = json("the row as it came")
    code: Mapped[str] = mapped_column(Word, comment="E4a for a row without source, else a word")
    reason: Mapped[Any] = json("core.records.Reason")
    at: Mapped[datetime] = moment("when")
