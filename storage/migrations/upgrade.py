"""Brings a database to this version of the schema, in one transaction, by one process at a time."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from core.errors import BadInput

if TYPE_CHECKING:
    from storage.database import Database

HEAD = "0005"
"""The newest revision; written here so that a command on a current base need not load Alembic."""

_LOCK = 5_023_114
"""Number of the advisory lock that PostgreSQL processes take while they migrate."""


def upgrade(database: Database) -> None:
    """Create or upgrade the schema. Raises BadInput when the base belongs to a newer version of the program."""
    if _current(database) == HEAD:
        return
    with database.engine.begin() as connection:
        if not database.is_sqlite:
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        _run(connection)
    if (reached := _current(database)) != HEAD:
        raise BadInput(f"the database stands at revision {reached}, this program needs {HEAD}; install it anew")


def own_table(name: str | None, kind: str, _parents: object) -> bool:
    """Is this table a model's? The gram index belongs to the engine (storage.text_index)."""
    return not (kind == "table" and name is not None and name.startswith("firm_gram"))


def _current(database: Database) -> str | None:
    with database.engine.execution_options(showfloor_reads=True).connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        return found


def _run(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.util.exc import CommandError

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as failure:
        raise BadInput(f"the database was written by a newer Showfloor ({failure}); update the program") from failure
