"""Several processes at once: no lock error, no lost update, one firm each; and a killed writer loses only its batch."""

import subprocess
import sys
from pathlib import Path

from sqlalchemy import func, select, text

from core.words import Status
from storage.database import Database
from storage.models import DecisionRow, FactRow, FirmRow, FirmText, SightingRow
from storage.repositories import runs, search, sightings, tally
from tests.databases import wait_until
from tests.storage.made import NOW, SHOW, firm, sighting

ROOT = Path(__file__).resolve().parents[2]
N = 120


def start(url: str, *arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.storage.writer", url, *map(str, arguments)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def finish(*processes: subprocess.Popen[str]) -> list[str]:
    told = [process.communicate(timeout=120) for process in processes]
    for process, (_, complaint) in zip(processes, told, strict=True):
        assert process.returncode == 0, complaint[-2000:]
    return [output for output, _ in told]


def counts(database: Database) -> list[int]:
    with database.reading() as tx:
        assert tally.status_counts(tx) == tally.counted(tx)
        return [tx.scalar(select(func.count()).select_from(m)) or 0 for m in (FirmRow, SightingRow, FactRow, FirmText)]


def test_processes_loading_one_list_give_one_firm_each(database: Database) -> None:
    finish(*(start(database.url, "load", N, 7) for _ in range(2)))
    assert counts(database) == [N] * 4
    with database.reading() as tx:
        assert len(search.search_firms(tx, "firm 0010", limit=50)) == 10


def test_a_writer_killed_in_the_middle_loses_only_its_batch(database: Database, tmp_path: Path) -> None:
    killed = start(database.url, "load", 5000, 20, tmp_path / "ready")
    wait_until(tmp_path / "ready")
    killed.kill()
    killed.communicate()
    with database.reading() as tx:
        rows = tx.scalar(select(func.count()).select_from(FirmRow)) or 0
    assert rows % 20 == 0
    assert 0 < rows < 5000
    assert counts(database) == [rows] * 4
    finish(start(database.url, "load", rows + 100, 20))
    assert counts(database) == [rows + 100] * 4


def test_reps_on_the_same_firms_lose_no_update(database: Database) -> None:
    with database.writing() as tx:
        sightings.save_sightings(tx, SHOW, [sighting(f"Firm {n:05}") for n in range(20)])
    told = sum(int(output) for output in finish(*(start(database.url, "decide", f"rep{n}", 20) for n in range(3))))
    with database.reading() as tx:
        written = tx.scalar(select(func.count()).select_from(DecisionRow)) or 0
        versions = tx.scalar(select(func.sum(FirmRow.version)))
        assert tally.status_counts(tx)[Status.qualified] == 20
    assert written + told == 60
    assert versions == written


def test_workers_share_a_stage_without_doing_a_firm_twice(database: Database) -> None:
    with database.writing() as tx:
        sightings.save_sightings(tx, SHOW, [sighting(f"Firm {n:05}") for n in range(40)])
        run = runs.start_run(tx, "nightly", {}, "nightly", "machine:cron", NOW).id
        runs.plan_stage(tx, run, "enrich", [firm(f"Firm {n:05}") for n in range(40)])
    done = [
        line
        for output in finish(*(start(database.url, "claim", run, f"w{n}") for n in range(2)))
        for line in output.split()
    ]
    assert len(done) == len(set(done)) == 40


def test_two_processes_migrate_an_empty_base_at_once(database: Database) -> None:
    with database.engine.begin() as connection:
        if database.is_sqlite:
            names = connection.execute(
                text("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'firm_gram_%'")
            )
            connection.execute(text("PRAGMA defer_foreign_keys = ON"))
            for name in [n for (n,) in names if not n.startswith("sqlite_")]:
                connection.execute(text(f'DROP TABLE "{name}"'))
        else:
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
    finish(*(start(database.url, "migrate") for _ in range(2)))
    assert counts(database) == [0] * 4
