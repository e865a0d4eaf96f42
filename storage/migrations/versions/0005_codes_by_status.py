"""Findings carry the status of their firm, so that a queue filtered by rule and status never walks a whole status."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_FOLLOW = "UPDATE firm_code SET status = NEW.status WHERE firm = NEW.id"
_HEAD = "CREATE TRIGGER firm_code_follows_status AFTER UPDATE OF status ON firm FOR EACH ROW"


def upgrade() -> None:
    """Add the column, fill it, and let the database keep it in step with the firm."""
    op.add_column("firm_code", sa.Column("status", sa.String(length=40), nullable=True, comment="status of the firm"))
    op.execute("UPDATE firm_code SET status = (SELECT firm.status FROM firm WHERE firm.id = firm_code.firm)")
    op.create_index(op.f("ix_firm_code_code_status_firm"), "firm_code", ["code", "status", "firm"])
    if op.get_bind().dialect.name == "sqlite":
        op.execute(f"{_HEAD} WHEN OLD.status IS NOT NEW.status BEGIN {_FOLLOW}; END")
        return
    op.execute(
        "CREATE FUNCTION showfloor_codes_follow() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN {_FOLLOW}; RETURN NULL; END $$"
    )
    op.execute(f"{_HEAD} WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION showfloor_codes_follow()")


def downgrade() -> None:
    """Take it away again."""
    postgresql = op.get_bind().dialect.name == "postgresql"
    op.execute("DROP TRIGGER firm_code_follows_status" + (" ON firm" if postgresql else ""))
    if postgresql:
        op.execute("DROP FUNCTION showfloor_codes_follow()")
    op.drop_index(op.f("ix_firm_code_code_status_firm"), "firm_code")
    op.drop_column("firm_code", "status")
