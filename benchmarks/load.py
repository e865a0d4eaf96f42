"""Load: our repositories beside the raw driver's executemany, in one run, on SQLite and PostgreSQL.

    python -m benchmarks.load [--firms 5000]

A firm has one sighting and ten facts. The peer writes the same rows into the same schema (same keys, foreign keys,
triggers and indexes) with the driver's own executemany and ON CONFLICT, from tuples that were prepared beforehand;
ours starts from records, checks what is new, counts, and makes each firm findable by any part of its name.
The target is half of the peer's rows a second (DESIGN section 11).
"""

import argparse
import json
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import psycopg

from core.identity import fact_id, firm_id, sighting_id
from core.records import Fact, Locator, Sighting, Source
from core.words import Field, SourceKind
from storage.database import Database
from storage.repositories import evidence, sightings, sources
from storage.text_index import grams, number, searchable
from tests.databases import fresh_postgres, fresh_sqlite, postgres_server, sqlite_template
from tests.storage.made import NOW

SHOW = Source(key="bench_2026", kind=SourceKind.show, title="Benchmark show 2026")
FIELDS = (
    Field.legal_name, Field.uscc, Field.registry_status, Field.capital, Field.established_on,
    Field.address, Field.scope, Field.website, Field.hq_city, Field.sub_field,
)  # fmt: skip
FACTS = len(FIELDS)
BATCH = 1000


def records(count: int) -> tuple[list[Sighting], list[Fact]]:
    """`count` firms with one sighting and ten facts each."""
    rows, facts = [], []
    for n in range(count):
        name = f"上海第{n}汽车零部件科技有限公司"
        rows.append(
            Sighting(
                id=sighting_id(SHOW.key, "firm", name, "1A", 1),
                source=SHOW.key,
                url="https://show.example/list",
                name=name,
                locator=Locator(page=str(n // 50), row=n % 50),
                seen_at=NOW,
                booth="1A",
                country="cn",
                website=f"www.firm{n}.example",
            )
        )
        of = firm_id(name, "cn")
        for field in FIELDS:
            value = f"{field.value} of {name}"
            facts.append(
                Fact(
                    id=fact_id(of, field, value, SHOW.key, None, None),
                    firm=of,
                    field=field,
                    value=value,
                    source=SHOW.key,
                    quote=f"……{value}……",
                    extractor="registry",
                    found_at=NOW,
                )
            )
    return rows, facts


class Taken(NamedTuple):
    """Seconds of one way to load: on the clock, and of this process's CPU, which other jobs of the machine touch least."""

    wall: float
    cpu: float


def since(started: Taken) -> Taken:
    """What has passed."""
    return Taken(time.perf_counter() - started.wall, time.process_time() - started.cpu)


def now() -> Taken:
    """Both clocks."""
    return Taken(time.perf_counter(), time.process_time())


def ours(database: Database, rows: list[Sighting], facts: list[Fact]) -> Taken:
    """What our load takes: one transaction a thousand firms."""
    started = now()
    with database.writing() as tx:
        sources.save_sources(tx, [SHOW])
    for at in range(0, len(rows), BATCH):
        with database.writing() as tx:
            sightings.save_sightings(tx, SHOW, rows[at : at + BATCH])
            evidence.save_facts(tx, facts[at * FACTS : (at + BATCH) * FACTS])
    return since(started)


def grams_as(engine: str, content: str) -> str | list[int]:
    """The grams of a text as the engine's index takes them."""
    return " ".join(grams(content)) if engine == "sqlite" else [number(gram) for gram in grams(content)]


def tuples(engine: str, rows: list[Sighting], facts: list[Fact]) -> dict[str, list[tuple[Any, ...]]]:
    """The same rows as the driver takes them."""
    at = NOW.isoformat(sep=" ")
    texts = [(n, firm_id(r.name, r.country), searchable([r.name])) for n, r in enumerate(rows, 1)]
    return {
        "firm_text": texts,
        "firm_gram": [(n, grams_as(engine, content)) for n, _, content in texts],
        "firm": [(firm_id(r.name, r.country), r.name, r.country, r.source, at, "incomplete", 0.0, 0) for r in rows],
        "sighting": [
            (r.id, r.source, firm_id(r.name, r.country), "firm", r.name, r.url, r.locator.page, r.locator.row, r.booth, r.country, r.website, "{}", at, at)
            for r in rows
        ],
        "fact": [
            (f.firm, f.id, f.field.value, json.dumps(f.value, ensure_ascii=False), f.source, f.quote, f.extractor, f.confidence, at, at)
            for f in facts
        ],
    }  # fmt: skip


COLUMNS = {
    "firm": "id name country source first_seen_at status rank version",
    "sighting": "id source firm kind name url page row booth country website rest first_seen_at last_seen_at",
    "fact": "firm id field value source quote extractor confidence found_at confirmed_at",
    "firm_text": "no firm text",
    "firm_gram": "rowid grams",
}
KEYS = {"firm": "id", "sighting": "id", "fact": "firm, id"}


def statements(mark: str) -> Iterator[tuple[str, str]]:
    """One upsert a table, as a programmer would write it by hand."""
    moving = {"firm": "version", "sighting": "last_seen_at", "fact": "confirmed_at"}
    for table, names in COLUMNS.items():
        columns = names.split()
        quoted = ", ".join(f'"{c}"' for c in columns)
        marks = ", ".join([mark] * len(columns))
        if table not in moving:
            names_of = quoted if mark == "?" else quoted.replace("rowid", "no")
            yield table, f"INSERT INTO {table} ({names_of}) VALUES ({marks})"
            continue
        update = f"{moving[table]} = excluded.{moving[table]}"
        yield (
            table,
            f'INSERT INTO "{table}" ({quoted}) VALUES ({marks}) ON CONFLICT ({KEYS[table]}) DO UPDATE SET {update}',
        )


def raw(url: str, prepared: dict[str, list[tuple[Any, ...]]], tables: Sequence[str]) -> Taken:
    """The driver's executemany, batches and commits as ours."""
    connection: Any
    if url.startswith("sqlite"):
        connection = sqlite3.connect(url.removeprefix("sqlite:///"))
        for pragma in ("journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON", "cache_size = -65536"):
            connection.execute(f"PRAGMA {pragma}")
        mark = "?"
    else:
        connection, mark = psycopg.connect(url.replace("+psycopg", "")), "%s"
    source = "INSERT INTO source (key, kind, title) VALUES ('bench_2026', 'show', 'Benchmark show 2026')"
    started = now()
    cursor = connection.cursor()
    cursor.execute(source)
    sql = dict(statements(mark))
    for at in range(0, len(prepared["firm"]), BATCH):
        for table in tables:
            factor = FACTS if table == "fact" else 1
            for part in range(at * factor, (at + BATCH) * factor, BATCH):
                if some := prepared[table][part : part + BATCH]:
                    cursor.executemany(sql[table], some)
        connection.commit()
    taken = since(started)
    connection.close()
    return taken


TABLES = ("firm", "sighting", "fact")
FINDABLE = (*TABLES, "firm_text", "firm_gram")


def measure(engine: str, fresh: Callable[[], AbstractContextManager[str]], count: int) -> None:
    """All three ways in turn, three times; the best of each, by the clock and by CPU."""
    rows, facts = records(count)
    prepared = tuples(engine, rows, facts)
    tables = {"same base": FINDABLE, "tables only": TABLES}
    taken: dict[str, list[Taken]] = {way: [] for way in ("ours", *tables)}
    for _ in range(3):
        with fresh() as url:
            database = Database(url)
            taken["ours"].append(ours(database, rows, facts))
            database.close()
        for way, some in tables.items():
            with fresh() as url:
                taken[way].append(raw(url, prepared, some))
    for clock in Taken._fields:
        best = {way: min(getattr(one, clock) for one in each) for way, each in taken.items()}
        rate = {way: count * (2 + FACTS) / seconds for way, seconds in best.items()}
        ratios = "".join(f"{rate['ours'] / rate[way]:>14.2f}" for way in tables)
        print(f"{engine:<12}{clock:<6}" + "".join(f"{each:>14,.0f}" for each in rate.values()) + ratios)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--firms", type=int, default=5000)
    count = parser.parse_args().firms
    print(
        f"{count} firms, {count * FACTS} facts; rows (firm, sighting, facts) a second of the clock or of CPU, best of 3"
    )
    print("raw driver 1: the same base, search index too; raw driver 2: the three tables only")
    print(f"{'engine':<12}{'by':<6}{'ours':>14}{'raw 1':>14}{'raw 2':>14}{'ours/raw 1':>14}{'ours/raw 2':>14}")
    with tempfile.TemporaryDirectory() as folder:
        template = sqlite_template(Path(folder))

        @contextmanager
        def fresh_file() -> Iterator[str]:
            with tempfile.TemporaryDirectory() as own:
                yield fresh_sqlite(Path(own), template)

        measure("sqlite", fresh_file, count)
    with postgres_server() as server:
        if server is None:
            print("postgresql: no server binaries here")
            return
        measure("postgresql", lambda: fresh_postgres(server), count)


if __name__ == "__main__":
    main()
