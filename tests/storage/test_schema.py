"""The migrations give exactly the schema of the models, on both engines."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from storage.database import Database
from storage.migrations.upgrade import own_table
from storage.models import Base


def test_migrated_schema_is_the_models_schema(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": own_table})
        assert compare_metadata(context, Base.metadata) == []
