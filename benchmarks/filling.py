"""Fills a fresh base in bulk: the driver's own fastest way, indexes built at the end. For benchmarks only.

Rows must come in the order of the primary keys where the base is big: a table clustered by firm then only grows at its end.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy import JSON
from sqlalchemy.types import TypeEngine

from core.records import Firm, Verdict
from core.words import Outcome
from storage import mapping
from storage.database import Database
from storage.models import (
    ActivityRow,
    Base,
    CaptureRow,
    ContactRow,
    FactRow,
    FirmCapture,
    FirmCode,
    FirmRow,
    FirmText,
    SearchRow,
    SightingRow,
    SourceRow,
    VerdictRow,
)  # fmt: skip
from storage.text_index import grams, number, searchable

Rows = Sequence[dict[str, Any]]
GRAMS = "firm_gram"


class Filling:
    """Takes rows for any table, a batch at a time; every row of one batch has the same keys."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection
        self.sqlite = isinstance(connection, sqlite3.Connection)
        self._sql: dict[tuple[str, ...], str] = {}

    def put(self, model: type[Base], rows: Rows) -> None:
        """Rows of a model's table, values as the models take them."""
        if rows:
            names = list(rows[0])
            columns = [_plain(model.__table__.c[name].type, [row[name] for row in rows]) for name in names]
            self.raw(model.__tablename__, names, zip(*columns, strict=True))

    def texts(self, rows: Rows) -> None:
        """Rows of the search text, and their grams in the engine's index."""
        self.put(FirmText, rows)
        if self.sqlite:
            self.raw(GRAMS, ["rowid", "grams"], ((row["no"], " ".join(grams(row["text"]))) for row in rows))
        else:
            self.raw(GRAMS, ["no", "grams"], ((row["no"], [number(g) for g in grams(row["text"])]) for row in rows))

    def raw(self, table: str, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Rows as the driver takes them."""
        if self.sqlite:
            quoted = ", ".join(f'"{name}"' for name in names)
            marks = ", ".join("?" * len(names))
            self.connection.executemany(f'INSERT OR IGNORE INTO "{table}" ({quoted}) VALUES ({marks})', rows)
            return
        into = sql.SQL("COPY {} ({}) FROM STDIN").format(
            sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, names))
        )
        with self.connection.cursor().copy(into) as copy:
            for row in rows:
                copy.write_row(row)

    def commit(self) -> None:
        """Let go of what was written so far."""
        self.connection.commit()


def firm_rows(firms: Sequence[Firm], first: int) -> dict[type[Base], list[dict[str, Any]]]:
    """Whole firms, with their verdicts where they have any, as the rows that a nightly run would have written.

    `first` numbers their search texts.
    """
    rows: dict[type[Base], list[dict[str, Any]]] = {SourceRow: [], FirmRow: [], SightingRow: [], CaptureRow: []}
    rows |= {FactRow: [], ActivityRow: [], ContactRow: [], SearchRow: [], FirmCapture: [], FirmText: []}
    rows |= {VerdictRow: [], FirmCode: []}
    for n, firm in enumerate(firms, first):
        rows[SourceRow] += [mapping.source_values(source) for source in firm.sources]
        rows[FirmRow].append(
            {
                "id": firm.id, "name": firm.name, "country": firm.country, "source": firm.sources[0].key,
                "first_seen_at": firm.sightings[0].seen_at, "rank": -float(n * 7919 % 1000), "version": 0, "legal_name": firm.name,
                **_standing(firm.verdict),
            }
        )  # fmt: skip
        rows[SightingRow] += [mapping.sighting_values(row, firm.id, None) for row in firm.sightings]
        rows[CaptureRow] += [mapping.capture_values(capture) for capture in firm.captures]
        rows[FactRow] += [mapping.fact_values(fact) for fact in firm.facts]
        rows[ActivityRow] += [mapping.plain_values(event) for event in firm.activities]
        rows[ContactRow] += [mapping.plain_values(contact) for contact in firm.contacts]
        rows[SearchRow] += [mapping.plain_values(search) for search in firm.searches]
        rows[FirmCapture] += [{"firm": firm.id, "capture": capture.id} for capture in firm.captures]
        rows[FirmText].append({"no": n, "firm": firm.id, "text": searchable([firm.name])})
        if firm.verdict is not None:
            rows[VerdictRow].append(mapping.verdict_values(firm.verdict))
            rows[FirmCode] += _codes(firm.verdict)
    if len({row["key"] for row in rows[SourceRow]}) < len(rows[SourceRow]):
        rows[SourceRow] = list({row["key"]: row for row in rows[SourceRow]}.values())
    return rows


def _standing(verdict: Verdict | None) -> dict[str, Any]:
    """What a firm's row shows of its verdict."""
    if verdict is None:
        return {"status": "incomplete", "machine_status": None, "grade": None, "verdict": None, "screened_at": None}
    grade, status = verdict.grade.value if verdict.grade else None, verdict.status.value
    return {
        "status": status,
        "machine_status": status,
        "grade": grade,
        "verdict": verdict.id,
        "screened_at": verdict.at,
    }


def _codes(verdict: Verdict) -> list[dict[str, Any]]:
    """The findings to filter by; of one code a fail counts more than an unknown."""
    worst: dict[str, str] = {}
    for finding in verdict.findings:
        if finding.outcome is not Outcome.passed and worst.get(finding.code) != Outcome.failed.value:
            worst[finding.code] = finding.outcome.value
    status = verdict.status.value
    return [{"firm": verdict.firm, "code": code, "outcome": told, "status": status} for code, told in worst.items()]


@contextmanager
def filling(database: Database) -> Iterator[Filling]:
    """Inside the block rows go in without indexes and checks; at its end the indexes are built and the base analysed."""
    database.engine.dispose()
    if database.is_sqlite:
        connection: Any = sqlite3.connect(database.url.removeprefix("sqlite:///"))
        for pragma in ("synchronous = OFF", "foreign_keys = OFF", "cache_size = -524288", "temp_store = MEMORY"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute(f"INSERT INTO {GRAMS}({GRAMS}, rank) VALUES ('automerge', 0)")
        connection.execute(f"INSERT INTO {GRAMS}({GRAMS}, rank) VALUES ('hashsize', 268435456)")
    else:
        connection = psycopg.connect(database.url.replace("+psycopg", ""))
        connection.execute("SET session_replication_role = replica")
        connection.execute("SET maintenance_work_mem = '512MB'")
    indexes = list(_indexes(connection, database.is_sqlite))
    for name, _ in indexes:
        connection.execute(f'DROP INDEX "{name}"')
    yield Filling(connection)
    for _, made in indexes:
        connection.execute(made)
    connection.commit()
    if database.is_sqlite:
        connection.execute(f"INSERT INTO {GRAMS}({GRAMS}) VALUES ('optimize')")
        connection.execute(f"INSERT INTO {GRAMS}({GRAMS}, rank) VALUES ('automerge', 4)")
        connection.execute("ANALYZE")
        connection.commit()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    else:
        connection.autocommit = True
        connection.execute("VACUUM ANALYZE")
    connection.close()


def _indexes(connection: Any, sqlite: bool) -> Iterator[tuple[str, str]]:
    """Name and statement of every index that is no constraint."""
    if sqlite:
        yield from connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
        ).fetchall()
        return
    held = "SELECT conindid FROM pg_constraint"
    yield from connection.execute(
        "SELECT c.relname, pg_get_indexdef(i.indexrelid) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid "
        f"JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'public' AND i.indexrelid NOT IN ({held})"
    ).fetchall()


_written = json.JSONEncoder(ensure_ascii=False).encode


def _plain(kind: TypeEngine[Any], values: list[Any]) -> list[Any]:
    """The values of one column as both drivers take them: JSON, times and words as text. Most repeat."""
    if isinstance(kind, JSON):
        return [_written(value) for value in values]
    if all(type(value) in _AS_THEY_ARE for value in values):
        return values
    text = {value: _text(value) for value in set(values)}
    return [text[value] for value in values]


_AS_THEY_ARE = (str, int, float, bool, type(None))


def _text(value: Any) -> Any:
    if value is None or type(value) in _AS_THEY_ARE:
        return value
    if isinstance(value, str):
        return str(value)
    written: str = value.isoformat(" ", "microseconds") if hasattr(value, "hour") else value.isoformat()
    return written.removesuffix("+00:00")
