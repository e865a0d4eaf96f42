"""Run by Alembic: migrates the connection that `upgrade` hands over."""

from alembic import context

from storage.migrations.upgrade import own_table
from storage.models import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    include_name=own_table,
    render_as_batch=True,
)
context.run_migrations()
