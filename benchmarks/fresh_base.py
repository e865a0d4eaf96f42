"""An empty base of either engine for one measurement, thrown away with the stack that holds it."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

from tests.databases import fresh_postgres, fresh_sqlite, postgres_server, sqlite_template

ENGINES = ("sqlite", "postgresql")


def fresh_base(engine: str, folder: Path, stack: ExitStack) -> str:
    """The address of a migrated, empty base. Ends the script where the engine's programs are not installed."""
    if engine == "sqlite":
        return fresh_sqlite(folder / "base", sqlite_template(folder))
    server = stack.enter_context(postgres_server())
    if server is None:
        raise SystemExit("no PostgreSQL server binaries here")
    return stack.enter_context(fresh_postgres(server))
