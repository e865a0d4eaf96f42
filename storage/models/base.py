"""What all tables share: the metadata with names for every constraint, and short ways to write common columns."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, MetaData
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from storage.models.types import Actor, Json, JsonOrNull, Key, SourceKey, UtcTime, Word

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
"""Every constraint has a name, or a later migration could not find it on SQLite."""


class Base(DeclarativeBase):
    """The one declarative base."""

    metadata = MetaData(naming_convention=NAMES)


def key(comment: str) -> Mapped[str]:
    """A primary key minted by us."""
    return mapped_column(Key, primary_key=True, comment=comment)


def word(comment: str, **more: Any) -> Mapped[Any]:
    """A word of a closed vocabulary."""
    return mapped_column(Word, comment=comment, **more)


def moment(comment: str, **more: Any) -> Mapped[Any]:
    """An instant in UTC."""
    return mapped_column(UtcTime, comment=comment, **more)


def json(comment: str, **more: Any) -> Mapped[Any]:
    """A JSON value that is always there."""
    return mapped_column(Json, comment=comment, **more)


def json_or_null(comment: str) -> Mapped[Any]:
    """A JSON value that may be missing."""
    return mapped_column(JsonOrNull, nullable=True, comment=comment)


def firm_ref(comment: str = "the firm it is about", **more: Any) -> Mapped[Any]:
    """A reference to a firm; not null unless said otherwise."""
    return mapped_column(Key, ForeignKey("firm.id"), comment=comment, **more)


def source_ref(comment: str = "where the statement comes from") -> Mapped[str]:
    """The source that nothing stated about a firm may lack."""
    return mapped_column(SourceKey, ForeignKey("source.key"), nullable=False, comment=comment)


def capture_ref(comment: str = "the archived page it was read from") -> Mapped[str | None]:
    """The archived page, where there is one."""
    return mapped_column(Key, ForeignKey("capture.id"), comment=comment)


def actor(comment: str = "who did it: a user's name, or machine:<what>", **more: Any) -> Mapped[Any]:
    """Who did it."""
    return mapped_column(Actor, comment=comment, **more)


def erased() -> Mapped[datetime | None]:
    """The one change that an append-only row admits."""
    return mapped_column(UtcTime, comment="when personal data was erased from this row; the only change it admits")
