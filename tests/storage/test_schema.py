"""The migrations give exactly the schema of the models, on both engines."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from core.errors import BadInput
from storage.database import Database, open_database
from storage.migrations.upgrade import HEAD, own_table
from storage.models import Base

ROOT = Path(__file__).resolve().parents[2]


def test_migrated_schema_is_the_models_schema(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": own_table})
        assert compare_metadata(context, Base.metadata) == []


def test_the_head_that_is_written_down_is_the_newest_revision() -> None:
    from alembic.script import ScriptDirectory

    folder = ROOT / "storage" / "migrations"
    assert ScriptDirectory(str(folder)).get_heads() == [HEAD]


def test_a_base_of_a_newer_program_is_refused(database: Database) -> None:
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(BadInput, match="newer"):
        database.migrate()


@pytest.mark.parametrize("url", ["nonsense", "postgresql+psycopg://rep:hidden@127.0.0.1:1/none"])
def test_an_unusable_address_is_named_without_its_password(url: str) -> None:
    with pytest.raises(BadInput, match="SHOWFLOOR_DATABASE_URL") as refused:
        open_database(url)
    assert "hidden" not in str(refused.value)


def test_down_and_up_again(database: Database) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(ROOT / "storage" / "migrations"))
    config.set_main_option("path_separator", "os")
    with database.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
    database.migrate()
    test_migrated_schema_is_the_models_schema(database)


def test_findings_of_an_older_base_take_over_the_status_of_their_firm(database: Database) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(ROOT / "storage" / "migrations"))
    config.set_main_option("path_separator", "os")
    with database.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "0004")
        connection.execute(text("INSERT INTO source (key, kind, title) VALUES ('s', 'show', 'Show 2026')"))
        connection.execute(
            text(
                "INSERT INTO firm (id, name, source, first_seen_at, status, rank, version) "
                "VALUES ('f1', 'Firm', 's', '2026-01-01 00:00:00.000000', 'review', 0, 0)"
            )
        )
        connection.execute(text("INSERT INTO firm_code (firm, code, outcome) VALUES ('f1', 'E6', 'unknown')"))
    database.migrate()
    with database.engine.begin() as connection:
        assert connection.execute(text("SELECT status FROM firm_code")).scalar() == "review"
        connection.execute(text("UPDATE firm SET status = 'void'"))
        assert connection.execute(text("SELECT status FROM firm_code")).scalar() == "void"
