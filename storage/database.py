"""The way to the database: one engine an address, transactions that commit at the edge, and the schema's upgrade.

SQLite: WAL, so that readers never wait; BEGIN IMMEDIATE for writers, because a transaction that reads first and
writes later fails at once with "database is locked", whatever the timeout (PERF section 5).
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, OperationalError
from sqlalchemy.orm import Session

from core.errors import BadInput

Transaction = Session
"""What repositories take: an open transaction of a `Database`."""

BUSY_MILLISECONDS = 30_000
"""How long a writer waits for another one; with 100 ms one batch in ten failed (PERF section 5)."""


class Database:
    """One database, SQLite or PostgreSQL. Safe to share between threads; open it anew in each process."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.engine = _engine(url)
        reads: dict[str, Any] = {"showfloor_reads": True}
        if not self.is_sqlite:
            reads |= {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        self._readers = self.engine.execution_options(**reads)

    @property
    def is_sqlite(self) -> bool:
        """SQLite, rather than PostgreSQL?"""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def writing(self) -> Iterator[Transaction]:
        """A transaction that may write. Commits at the end of the block, rolls back if it raises.

        Keep it short and never wait for the network in it: on SQLite nobody else can write meanwhile.
        """
        with Session(self.engine, autoflush=False, expire_on_commit=False) as session, session.begin():
            yield session

    @contextmanager
    def reading(self) -> Iterator[Transaction]:
        """A transaction that sees one state of the base and cannot write."""
        with Session(self._readers, autoflush=False, expire_on_commit=False) as session:
            yield session
            session.rollback()

    def migrate(self) -> None:
        """Create the schema or bring it up to this version. Safe when two processes do it at once."""
        from storage.migrations.upgrade import upgrade

        upgrade(self)

    def close(self) -> None:
        """Give back all connections."""
        self.engine.dispose()


@lru_cache(maxsize=8)
def open_database(url: str) -> Database:
    """The database at this address, migrated; one object a process and address.

    Raises BadInput when the address cannot be used, naming it without its password.
    """
    shown = make_url_safely(url)
    database = Database(url)
    try:
        database.migrate()
    except OperationalError as failure:
        reason = str(failure.orig).strip().splitlines()[0]
        raise BadInput(f"database {shown}: {reason}; check SHOWFLOOR_DATABASE_URL") from failure
    return database


def make_url_safely(url: str) -> str:
    """The address as it may be shown; BadInput when it is none."""
    try:
        return make_url(url).render_as_string(hide_password=True)
    except ArgumentError as failure:
        raise BadInput(
            "SHOWFLOOR_DATABASE_URL is no database address; write sqlite:///path or postgresql+psycopg://…"
        ) from failure


def _engine(url: str) -> Engine:
    parsed = make_url(url)
    common: dict[str, Any] = {"json_serializer": json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode}
    if parsed.get_backend_name() == "sqlite":
        if parsed.database and parsed.database != ":memory:":
            Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        read = json.JSONDecoder().raw_decode  # what we wrote has no blanks around it
        engine = create_engine(
            parsed, pool_size=20, max_overflow=20, json_deserializer=lambda text: read(text)[0], **common
        )
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    return create_engine(
        parsed,
        pool_size=20,
        max_overflow=20,
        pool_pre_ping=True,
        connect_args={"options": "-c timezone=UTC"},
        **common,
    )


def _prepare_sqlite(connection: DBAPIConnection, _record: object) -> None:
    assert isinstance(connection, sqlite3.Connection)
    connection.isolation_level = None  # the driver would open transactions by its own rules
    for pragma in (
        f"busy_timeout = {BUSY_MILLISECONDS}",
        "journal_mode = WAL",
        "synchronous = NORMAL",
        "foreign_keys = ON",
        "temp_store = MEMORY",
        "cache_size = -65536",
        "mmap_size = 268435456",  # more saves nothing and counts as memory of every process
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    reads = connection.get_execution_options().get("showfloor_reads")
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)  # asked itself: a short look-up is a tenth shorter so
    driver.execute(f"PRAGMA query_only = {'ON' if reads else 'OFF'}")
    try:
        driver.execute("BEGIN" if reads else "BEGIN IMMEDIATE")
    except sqlite3.OperationalError as failure:
        raise OperationalError("BEGIN", None, failure) from failure
