"""Users, what they did, and what the law asks us to keep or forget."""

from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, actor, json, key, moment, word
from storage.models.types import Actor


class UserRow(Base):
    """A person who signs in."""

    __tablename__ = "user"

    login: Mapped[str] = mapped_column(
        Actor, primary_key=True, comment="what the person types; also the actor in every other table"
    )
    name: Mapped[str] = mapped_column(Text, comment="shown")
    role: Mapped[str] = word("core.words.Role")
    password: Mapped[str | None] = mapped_column(Text, comment="argon2 hash; empty where another system signs in")
    active: Mapped[bool] = mapped_column(Boolean, default=True, comment="may sign in")
    failures: Mapped[int] = mapped_column(Integer, default=0, comment="wrong passwords in a row")
    locked_until: Mapped[datetime | None] = moment("no sign-in before")
    made_at: Mapped[datetime] = moment("when")


class SignIn(Base):
    """A session of the review pages; the cookie itself is never stored, only its hash."""

    __tablename__ = "sign_in"
    __table_args__ = (Index(None, "login"),)

    id: Mapped[str] = mapped_column(String(64), primary_key=True, comment="SHA-256 of the cookie")
    login: Mapped[str] = mapped_column(Actor, comment="the user")
    csrf: Mapped[str] = mapped_column(Text, comment="token that forms must carry")
    made_at: Mapped[datetime] = moment("when")
    seen_at: Mapped[datetime] = moment("last request")
    ends_at: Mapped[datetime] = moment("expiry")


class AuditRow(Base):
    """One action of one person or machine."""

    __tablename__ = "audit"
    __table_args__ = (Index(None, "subject"), Index(None, "actor", "at"), Index(None, "at"))

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True, comment="order")
    at: Mapped[datetime] = moment("when")
    actor: Mapped[str] = actor()
    action: Mapped[str] = word("a verb: decide, merge, export …")
    subject: Mapped[str] = mapped_column(Text, comment="id of what it was done to")
    detail: Mapped[Any] = json("what changed; never personal data")


class DoNotContact(Base):
    """Somebody who must not be approached; only the hash of the address is kept."""

    __tablename__ = "do_not_contact"

    hash: Mapped[str] = mapped_column(String(64), primary_key=True, comment="SHA-256 of the folded phone or e-mail")
    kind: Mapped[str] = word("phone, email, name")
    why: Mapped[str] = mapped_column(Text, comment="reason")
    by: Mapped[str] = actor()
    at: Mapped[datetime] = moment("when")


class Erasure(Base):
    """The tombstone of erased personal data: that it was there, and its hash, so that it is not collected again."""

    __tablename__ = "erasure"
    __table_args__ = (Index(None, "hash"),)

    id: Mapped[str] = key("minted")
    hash: Mapped[str] = mapped_column(String(64), comment="SHA-256 of the folded value")
    kind: Mapped[str] = word("name, phone, email")
    rows: Mapped[int] = mapped_column(Integer, comment="rows it was erased from")
    why: Mapped[str] = mapped_column(Text, comment="reason")
    by: Mapped[str] = actor()
    at: Mapped[datetime] = moment("when")


class ExportRow(Base):
    """One export: who took what, when, where to."""

    __tablename__ = "export"
    __table_args__ = (Index(None, "at"),)

    id: Mapped[str] = key("minted")
    target: Mapped[str] = word("xlsx, csv, zoho, dossier")
    filters: Mapped[Any] = json("what was chosen")
    firms: Mapped[int] = mapped_column(Integer, comment="firms in it")
    contacts: Mapped[int] = mapped_column(Integer, default=0, comment="persons in it")
    sha256: Mapped[str | None] = mapped_column(String(64), comment="of the file")
    by: Mapped[str] = actor()
    at: Mapped[datetime] = moment("when")


class ListVersion(Base):
    """Each saved version of a list's YAML; the previous one is never lost."""

    __tablename__ = "list_version"
    __table_args__ = (UniqueConstraint("list", "version"),)

    id: Mapped[str] = key("minted")
    list: Mapped[str] = mapped_column(Text, comment="key of the list")
    version: Mapped[int] = mapped_column(Integer, comment="from 1")
    yaml: Mapped[str] = mapped_column(Text, comment="the whole file")
    by: Mapped[str] = actor()
    at: Mapped[datetime] = moment("when")
