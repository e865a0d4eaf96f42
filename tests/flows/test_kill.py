"""kill -9 in the middle of a stage, then the same command again: the same base as an undisturbed run.

Twenty random moments of a run are tried by `python -m benchmarks.kill`.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from core.settings import ROOT
from tests.flows.bases import differences, said

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("demo")]
FIRMS, SEED = 20, 5


def demo(home: Path, firms: int = FIRMS) -> subprocess.Popen[bytes]:
    command = [
        sys.executable,
        "-m",
        "cli.main",
        "demo",
        "--firms",
        str(firms),
        "--seed",
        str(SEED),
        "--keep",
        "--without-prefect",
        "--json",
    ]
    env = {**os.environ, "SHOWFLOOR_HOME": str(home)}
    return subprocess.Popen(
        command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True
    )


def finish(home: Path) -> None:
    process = demo(home)
    _, err = process.communicate(timeout=420)
    assert process.returncode in (0, 1), err.decode()[-2000:]


def killed_when(home: Path, ready: str) -> None:
    """Start the demo and kill it and its children once the base shows that a stage has begun."""
    process = demo(home)
    database = home / "demo" / "showfloor.db"
    deadline = time.monotonic() + 240
    while time.monotonic() < deadline and process.poll() is None:
        if database.exists() and _count(database, ready):
            break
        time.sleep(0.05)
    assert process.poll() is None, "the run ended before it could be killed"
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    if process.stderr:
        process.stderr.close()


def _count(database: Path, sql: str) -> bool:
    import sqlite3
    from contextlib import closing

    try:
        with closing(sqlite3.connect(database, timeout=5)) as base:
            return bool(base.execute(sql).fetchone()[0])
    except sqlite3.OperationalError:
        return False


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    home = tmp_path_factory.mktemp("undisturbed")
    finish(home)
    return said(home / "demo" / "showfloor.db")


@pytest.mark.parametrize(
    ("stage", "ready"),
    [
        ("crawl", "SELECT count(*) > 3 FROM sighting"),
        ("enrich", "SELECT count(*) > 8 FROM run_firm WHERE stage = 'enrich' AND state = 'done'"),
    ],
)
def test_a_killed_run_goes_on_and_ends_as_if_nothing_had_happened(
    stage: str, ready: str, tmp_path: Path, undisturbed: dict[str, list[str]]
) -> None:
    killed_when(tmp_path, ready)
    finish(tmp_path)
    assert differences(undisturbed, said(tmp_path / "demo" / "showfloor.db")) == []
