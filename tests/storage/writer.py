"""A process that writes to a base; run by the concurrency tests as `python -m tests.storage.writer URL TASK …`."""

import sys
from datetime import timedelta
from pathlib import Path

from core.errors import Conflict
from storage.database import Database
from storage.repositories import decisions, evidence, firms, runs, sightings, sources
from tests.storage.made import NOW, REGISTRY, SHOW, decision, fact, firm, sighting


def load(database: Database, firms_: int, size: int, ready: Path | None) -> None:
    """Load the same list as everybody else, in small batches."""
    rows = [sighting(f"Firm {n:05}") for n in range(firms_)]
    with database.writing() as tx:
        sources.save_sources(tx, [REGISTRY])
    for at in range(0, len(rows), size):
        batch = rows[at : at + size]
        with database.writing() as tx:
            sightings.save_sightings(tx, SHOW, batch)
            evidence.save_facts(tx, [fact(firm(row.name)) for row in batch])
        if ready and at:
            ready.touch()


def decide(database: Database, rep: str, firms_: int) -> None:
    """Decide on every firm as a rep does: look, then write; print how often somebody else was quicker."""
    told = 0
    for n in range(firms_):
        of = firm(f"Firm {n:05}")
        with database.reading() as tx:
            seen = firms.firm_line(tx, of)
        try:
            with database.writing() as tx:
                decisions.save_decision(tx, decision(of, by=rep), seen.version)
        except Conflict:
            told += 1
    print(told)  # noqa: T201 - the test reads it


def claim(database: Database, run: str, worker: str) -> None:
    """Claim chunks until nothing waits; print what was claimed."""
    while True:
        with database.writing() as tx:
            chunk = runs.claim_chunk(tx, run, "enrich", worker, 3, timedelta(minutes=5), NOW)
        if not chunk:
            return
        with database.writing() as tx:
            runs.finish_firms(tx, run, "enrich", chunk)
        print(*chunk, sep="\n")  # noqa: T201 - the test reads it


def main() -> None:
    """Do the task that the command line names."""
    url, task, *rest = sys.argv[1:]
    database = Database(url)
    if task == "load":
        load(database, int(rest[0]), int(rest[1]), Path(rest[2]) if len(rest) > 2 else None)
    elif task == "decide":
        decide(database, rest[0], int(rest[1]))
    elif task == "claim":
        claim(database, rest[0], rest[1])
    elif task == "migrate":
        database.migrate()


if __name__ == "__main__":
    main()
