"""Append-only triggers, and the engine's own index for search by any part of a name."""

from alembic import op

from storage.migrations.append_only import GUARDS, statements
from storage.text_index import DDL

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Install the triggers and the gram index."""
    dialect = op.get_bind().dialect.name
    for statement in (*statements(dialect), *DDL[dialect]):
        op.execute(statement)


def downgrade() -> None:
    """Take them away again."""
    postgresql = op.get_bind().dialect.name == "postgresql"
    for table, guard in GUARDS.items():
        for what in ("edit", *(["erase"] if guard.personal else []), "delete", *(["truncate"] if postgresql else [])):
            op.execute(f'DROP TRIGGER "{table}_no_{what}"' + (f' ON "{table}"' if postgresql else ""))
    if postgresql:
        op.execute("DROP FUNCTION showfloor_refuse()")
    op.execute("DROP TABLE firm_gram")
