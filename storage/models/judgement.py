"""What rules and people said. Verdicts and decisions are never edited; a new word is a new row."""

from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, actor, erased, firm_ref, json, key, moment, word
from storage.models.types import Key, Word


class VerdictRow(Base):
    """What the rules said of a firm."""

    __tablename__ = "verdict"
    __table_args__ = ({"sqlite_with_rowid": False},)

    firm: Mapped[str] = firm_ref(primary_key=True)
    id: Mapped[str] = key("core.identity.verdict_id")
    status: Mapped[str] = word("core.words.Status")
    grade: Mapped[str | None] = mapped_column(String(1), comment="core.words.Grade")
    findings: Mapped[Any] = json("core.records.Finding, one a rule")
    missing: Mapped[Any] = json("mandatory fields without a value")
    policy: Mapped[str] = mapped_column(Text, comment="version of the policy")
    inputs: Mapped[str] = mapped_column(Text, comment="hash of what the rules looked at")
    at: Mapped[datetime] = moment("when")


class FirmCode(Base):
    """Findings of the newest verdict that are not a pass, to filter by."""

    __tablename__ = "firm_code"
    __table_args__ = (
        Index(None, "code", "outcome", "firm"),
        Index(None, "code", "status", "firm"),
        {"sqlite_with_rowid": False},
    )

    firm: Mapped[str] = firm_ref(primary_key=True)
    code: Mapped[str] = mapped_column(Key, primary_key=True, comment="E1a … E6")
    outcome: Mapped[str] = word("core.words.Outcome")
    status: Mapped[str | None] = mapped_column(Word, comment="status of the firm")
    """Follows the firm's own by a trigger (revision 0005)."""


class DecisionRow(Base):
    """A person's word."""

    __tablename__ = "decision"
    __table_args__ = (Index(None, "firm", "at"), Index(None, "at"), Index(None, "by", "at"))

    id: Mapped[str] = key("core.identity.decision_id")
    firm: Mapped[str] = firm_ref()
    kind: Mapped[str] = word("decide, undo, appeal")
    status: Mapped[str | None] = mapped_column(String(40), comment="core.words.Status; empty for an undo")
    reason: Mapped[str] = mapped_column(Text, comment="why")
    note: Mapped[str] = mapped_column(Text, default="", comment="free words")
    undoes: Mapped[str | None] = mapped_column(Key, unique=True, comment="the decision that this row takes back")
    first: Mapped[bool] = mapped_column(
        Boolean, default=False, comment="the firm's first qualification: what KPIs count"
    )
    by: Mapped[str] = actor("the user")
    at: Mapped[datetime] = moment("when")
    erased_at: Mapped[datetime | None] = erased()


class Appeal(Base):
    """A void that somebody disputes; a second person settles it by a decision."""

    __tablename__ = "appeal"
    __table_args__ = (Index(None, "firm"),)

    id: Mapped[str] = key("minted")
    firm: Mapped[str] = firm_ref()
    reason: Mapped[str] = mapped_column(Text, comment="why the void is wrong")
    evidence: Mapped[Any] = json("ids of what shows it")
    by: Mapped[str] = actor()
    at: Mapped[datetime] = moment("when")
    decision: Mapped[str | None] = mapped_column(Key, comment="the decision that settled it")


class Verification(Base):
    """A person signed a fact, having looked at its evidence."""

    __tablename__ = "verification"
    __table_args__ = ({"sqlite_with_rowid": False},)

    firm: Mapped[str] = firm_ref(primary_key=True)
    fact: Mapped[str] = mapped_column(Key, primary_key=True, comment="the fact")
    by: Mapped[str] = actor(primary_key=True)
    at: Mapped[datetime] = moment("when", primary_key=True)


class PolicyActivation(Base):
    """Which policy held from when, who wrote it and who activated it."""

    __tablename__ = "policy_activation"
    __table_args__ = (Index(None, "at"),)

    id: Mapped[str] = key("minted")
    version: Mapped[str] = mapped_column(Text, comment="as in the file")
    yaml: Mapped[str] = mapped_column(Text, comment="the whole file")
    author: Mapped[str] = mapped_column(Text, comment="as in the file")
    by: Mapped[str] = actor("who activated it")
    why: Mapped[str] = mapped_column(Text, comment="reason")
    at: Mapped[datetime] = moment("when")
