"""Column types that behave alike on SQLite and PostgreSQL."""

from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import JSON, DateTime, String
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine

Json: TypeEngine[Any] = JSON().with_variant(JSONB(), "postgresql")
"""JSON on SQLite, JSONB on PostgreSQL. None is the JSON value null: "known to be empty" is a value too."""

JsonOrNull: TypeEngine[Any] = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")
"""The same for columns that may be empty: None is SQL NULL."""


class UtcTime(TypeDecorator[datetime]):
    """An instant. A naive datetime is refused on the way in, because nobody knows when it was; UTC comes out.

    SQLite has no times; it stores text of one width in UTC, which sorts as the instants do.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Text on SQLite, timestamptz elsewhere."""
        return dialect.type_descriptor(String(32) if dialect.name == "sqlite" else DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """Aware to UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a time zone cannot be stored; use aware datetimes")
        return _as_text(value) if dialect.name == "sqlite" else value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Always aware and in UTC."""
        if value is None:
            return None
        if isinstance(value, str):
            return _from_text(value)
        moment: datetime = value.astimezone(UTC)
        return moment


@lru_cache(maxsize=4096)
def _as_text(moment: datetime) -> str:
    """Rows of one page share their moment, so that the same text is asked for a thousand times."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")


@lru_cache(maxsize=4096)
def _from_text(stored: str) -> datetime:
    return datetime.fromisoformat(stored).replace(tzinfo=UTC)


Key = String(40)
"""An id of `core.identity`, or another id that we mint."""

Word = String(40)
"""A value of one of the closed vocabularies in `core.words`."""

SourceKey = String(200)
"""Key of a source: the key of a list, or the kind and host of a site."""

Actor = String(120)
"""A user's login, or machine:<what>."""
