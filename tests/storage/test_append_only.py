"""The database itself refuses to edit or delete what was once stated, and statements without a source."""

import pytest
from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from core.words import Status
from storage.database import Database
from storage.migrations.append_only import GUARDS
from storage.models import Base
from storage.repositories import decisions, evidence, merges, sightings, sources, verdicts
from tests.storage.made import (
    NOW,
    REGISTRY,
    SHOW,
    activity,
    capture,
    contact,
    decision,
    fact,
    firm,
    search,
    sighting,
    verdict,
)

STATE_SOMETHING = ("sighting", "fact", "activity", "contact", "search", "firm", "proposal")
SAID_BY_SOMEBODY = (
    "decision",
    "merge",
    "verification",
    "appeal",
    "touch",
    "lead",
    "appointment",
    "alias",
    "named_account",
)
STATED = (
    "sighting",
    "capture",
    "fact",
    "activity",
    "contact",
    "search",
    "verdict",
    "decision",
    "verification",
    "merge",
    "audit",
)


@pytest.fixture
def filled(database: Database) -> Database:
    of = firm("甲公司")
    with database.writing() as tx:
        sightings.save_sightings(tx, SHOW, [sighting("甲公司"), sighting("乙公司")])
        sources.save_sources(tx, [REGISTRY])
        evidence.save_captures(tx, [capture()], firm=of)
        evidence.save_facts(tx, [fact(of, verified_by="rep1", verified_at=NOW)])
        evidence.save_activities(tx, [activity(of)])
        evidence.save_contacts(tx, [contact(of)])
        evidence.save_searches(tx, [search(of)])
        verdicts.save_verdicts(tx, [verdict(of)])
        decisions.save_decision(tx, decision(of, Status.qualified), 0)
        merges.record_merge(tx, of, firm("乙公司"), "one number", "rep1")
    return database


@pytest.mark.parametrize("table", STATED)
def test_no_row_is_deleted(filled: Database, table: str) -> None:
    with pytest.raises(DBAPIError, match="append-only"), filled.writing() as tx:
        tx.execute(text(f'DELETE FROM "{table}"'))


@pytest.mark.parametrize("table", STATED)
def test_no_frozen_column_is_edited(filled: Database, table: str) -> None:
    guard = GUARDS[table]
    for column in (*guard.frozen.split(), *guard.personal.split()):
        with pytest.raises(DBAPIError, match="append-only"), filled.writing() as tx:
            tx.execute(text(f'UPDATE "{table}" SET "{column}" = "{column}"'))


def test_every_column_of_a_guarded_table_is_frozen_personal_or_knowingly_free(filled: Database) -> None:
    free = {
        ("sighting", "last_seen_at"), ("sighting", "last_crawl"), ("fact", "confirmed_at"), ("contact", "former"),
        ("capture", "screenshot"), ("capture", "viewport"), ("capture", "title"), ("capture", "language"),
    }  # fmt: skip
    for name, guard in GUARDS.items():
        known = {*guard.frozen.split(), *guard.personal.split(), "erased_at"}
        loose = {(name, column.name) for column in Base.metadata.tables[name].columns} - {(name, c) for c in known}
        assert loose <= free


def test_whatever_states_something_of_a_firm_names_its_source_or_its_author(database: Database) -> None:
    schema = inspect(database.engine)
    for tables, column in ((STATE_SOMETHING, "source"), (SAID_BY_SOMEBODY, "by")):
        for table in tables:
            columns = {c["name"]: c for c in schema.get_columns(table)}
            assert columns[column]["nullable"] is False, table
            if column == "source":
                keys = {
                    tuple(key["constrained_columns"]): key["referred_table"] for key in schema.get_foreign_keys(table)
                }
                assert keys["source",] == "source"


def test_a_fact_without_a_known_source_is_refused(filled: Database) -> None:
    with pytest.raises(IntegrityError), filled.writing() as tx:
        evidence.save_facts(tx, [fact(firm("甲公司"), source="nowhere")])


def test_a_reader_cannot_write(filled: Database) -> None:
    with pytest.raises(DBAPIError, match=r"read-?only"), filled.reading() as tx:
        sightings.save_sightings(tx, SHOW, [sighting("丙公司")])


def test_a_naive_time_is_refused(filled: Database) -> None:
    with pytest.raises(Exception, match="without a time zone"), filled.writing() as tx:
        evidence.mark_enriched(tx, [firm("甲公司")], NOW.replace(tzinfo=None))
