"""Verdicts, decisions, identity, merges and proposals."""

import sqlalchemy as sa
from alembic import op

from storage.models.types import Json, UtcTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "policy_activation",
        sa.Column("id", sa.String(length=40), nullable=False, comment="minted"),
        sa.Column("version", sa.Text(), nullable=False, comment="as in the file"),
        sa.Column("yaml", sa.Text(), nullable=False, comment="the whole file"),
        sa.Column("author", sa.Text(), nullable=False, comment="as in the file"),
        sa.Column("by", sa.String(length=120), nullable=False, comment="who activated it"),
        sa.Column("why", sa.Text(), nullable=False, comment="reason"),
        sa.Column("at", UtcTime(), nullable=False, comment="when"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy_activation")),
    )
    op.create_index(op.f("ix_policy_activation_at"), "policy_activation", ["at"], unique=False)
    op.create_table(
        "tally",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False, comment="order"),
        sa.Column("status", sa.String(length=40), nullable=False, comment="core.words.Status, or merged"),
        sa.Column("n", sa.Integer(), nullable=False, comment="how many more, or fewer"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tally")),
    )
    op.create_table(
        "alias",
        sa.Column("firm", sa.String(length=40), nullable=False, comment="the firm it is about"),
        sa.Column("name", sa.String(length=400), nullable=False, comment="as written"),
        sa.Column("why", sa.Text(), nullable=False, comment="how it was learned"),
        sa.Column("by", sa.String(length=120), nullable=False, comment="who did it: a user's name, or machine:<what>"),
        sa.Column("at", UtcTime(), nullable=False, comment="when"),
        sa.ForeignKeyConstraint(["firm"], ["firm.id"], name=op.f("fk_alias_firm")),
        sa.PrimaryKeyConstraint("firm", "name", name=op.f("pk_alias")),
    )
    op.create_index(op.f("ix_alias_name"), "alias", ["name"], unique=False)
    op.create_table(
        "appeal",
        sa.Column("id", sa.String(length=40), nullable=False, comment="minted"),
        sa.Column("firm", sa.String(length=40), nullable=False, comment="the firm it is about"),
        sa.Column("reason", sa.Text(), nullable=False, comment="why the void is wrong"),
        sa.Column("evidence", Json, nullable=False, comment="ids of what shows it"),
        sa.Column("by", sa.String(length=120), nullable=False, comment="who did it: a user's name, or machine:<what>"),
        sa.Column("at", UtcTime(), nullable=False, comment="when"),
        sa.Column("decision", sa.String(length=40), nullable=True, comment="the decision that settled it"),
        sa.ForeignKeyConstraint(["firm"], ["firm.id"], name=op.f("fk_appeal_firm")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appeal")),
    )
    op.create_index(op.f("ix_appeal_firm"), "appeal", ["firm"], unique=False)
    op.create_table(
        "decision",
        sa.Column("id", sa.String(length=40), nullable=False, comment="core.identity.decision_id"),
        sa.Column("firm", sa.String(length=40), nullable=False, comment="the firm it is about"),
        sa.Column("kind", sa.String(length=40), nullable=False, comment="decide, undo, appeal"),
        sa.Column("status", sa.String(length=40), nullable=True, comment="core.words.Status; empty for an undo"),
        sa.Column("reason", sa.Text(), nullable=False, comment="why"),
        sa.Column("note", sa.Text(), nullable=False, comment="free words"),
        sa.Column("undoes", sa.String(length=40), nullable=True, comment="the decision that this row takes back"),
        sa.Column("first", sa.Boolean(), nullable=False, comment="the firm's first qualification: what KPIs count"),
        sa.Column("by", sa.String(length=120), nullable=False, comment="the user"),
        sa.Column("at", UtcTime(), nullable=False, comment="when"),
        sa.Column(
            "erased_at",
            UtcTime(),
            nullable=True,
            comment="when personal data was erased from this row; the only change it admits",
        ),
        sa.ForeignKeyConstraint(["firm"], ["firm.id"], name=op.f("fk_decision_firm")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
        sa.UniqueConstraint("undoes", name=op.f("uq_decision_undoes")),
    )
    op.create_index(op.f("ix_decision_at"), "decision", ["at"], unique=False)
    op.create_index(op.f("ix_decision_by_at"), "decision", ["by", "at"], unique=False)
    op.create_index(op.f("ix_decision_firm_at"), "decision", ["firm", "at"], unique=False)
    op.create_table(
        "firm_code",
        sa.Column("firm", sa.String(length=40), nullable=False, comment="the firm it is about"),
        sa.Column("code", sa.String(length=40), nullable=False, comment="E1a … E6"),
        sa.Column("outcome", sa.String(length=40), nullable=False, comment="core.words.Outcome"),
        sa.ForeignKeyConstraint(["firm"], ["firm.id"], name=op.f("fk_firm_code_firm")),
        sa.PrimaryKeyConstraint("firm", "code", name=op.f("pk_firm_code")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_firm_code_code_outcome_firm"), "firm_code", ["code", "outcome", "firm"], unique=False)
    op.create_table(
        "identity_key",
        sa.Column(
            "kind",
            sa.String(length=40),
            nullable=False,
            comment="name, alias, uscc, lei, domain, phone, email_domain, address …",
        ),
        sa.Column("key", sa.String(length=400), nullable=False, comment="folded for equality"),
        sa.Column("firm", sa.String(length=40), nullable=False, comment="the firm it is about"),
        sa.ForeignKeyConstraint(["firm"], ["firm.id"], name=op.f("fk_identity_key_firm")),
        sa.PrimaryKeyConstraint("kind", "key", "firm", name=op.f("pk_identity_key")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_identity_key_firm"), "identity_key", ["firm"], unique=False)
    op.create_table(
        "merge",
        sa.Column("id", sa.String(length=40), nullable=False, comment="minted"),
        sa.Column("kept", sa.String(length=40), nullable=False, comment="the older, which speaks for both"),
        sa.Column("merged", sa.String(length=40), nullable=False, comment="the other"),
        sa.Column("why", sa.Text(), nullable=False, comment="reason in words"),
        sa.Column("evidence", Json, nullable=False, comment="ids of what shows it"),
        sa.Column("undoes", sa.String(length=40), nullable=True, comment="the merge that this row takes back"),
        sa.Column("by", sa.String(length=120), nullable=False, comment="who did it: a user's name, or machine:<what>"),
        sa.Column("at", UtcTime(), nullable=False, comment="when"),
        sa.ForeignKeyConstraint(["kept"], ["firm.id"], name=op.f("fk_merge_kept")),
        sa.ForeignKeyConstraint(["merged"], ["firm.id"], name=op.f("fk_merge_merged")),
        sa.ForeignKeyConstraint(["undoes"], ["merge.id"], name=op.f("fk_merge_undoes")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_merge")),
        sa.UniqueConstraint("undoes", name=op.f("uq_merge_undoes")),
    )
    op.create_index(op.f("ix_merge_kept"), "merge", ["kept"], unique=False)
    op.create_index(op.f("ix_merge_merged"), "merge", ["merged"], unique=False)
    op.create_table(
        "named_account",
        sa.Column("firm", sa.String(length=40), nullable=False, comment="the firm it is about"),
        sa.Column("why", sa.Text(), nullable=False, comment="reason"),
        sa.Column("by", sa.String(length=120), nullable=False, comment="who did it: a user's name, or machine:<what>"),
        sa.Column("at", UtcTime(), nullable=False, comment="when"),
        sa.ForeignKeyConstraint(["firm"], ["firm.id"], name=op.f("fk_named_account_firm")),
        sa.PrimaryKeyConstraint("firm", name=op.f("pk_named_account")),
    )
    op.create_table(
        "proposal",
        sa.Column(
            "id",
            sa.String(length=40),
            nullable=False,
            comment="from kind and the two sides: the same proposal is made once",
        ),
        sa.Column("kind", sa.String(length=40), nullable=False, comment="merge or registry"),
        sa.Column("firm", sa.String(length=40), nullable=False, comment="the firm it is about"),
        sa.Column("other", sa.String(length=40), nullable=True, comment="the second firm of a merge"),
        sa.Column("candidate", Json, nullable=True, comment="the registry record that may be the firm's"),
        sa.Column("score", sa.Float(), nullable=False, comment="0..1"),
        sa.Column("rank", sa.Float(), nullable=False, comment="minus the score"),
        sa.Column("reasons", Json, nullable=False, comment="core.records.Reason, several"),
        sa.Column("state", sa.String(length=40), nullable=False, comment="open, accepted, declined"),
        sa.Column("source", sa.String(length=200), nullable=False, comment="what the proposal rests on"),
        sa.Column("made_at", UtcTime(), nullable=False, comment="when it was made"),
        sa.Column("settled_by", sa.String(length=120), nullable=True, comment="who settled it"),
        sa.Column("settled_at", UtcTime(), nullable=True, comment="when it was settled"),
        sa.ForeignKeyConstraint(["firm"], ["firm.id"], name=op.f("fk_proposal_firm")),
        sa.ForeignKeyConstraint(["other"], ["firm.id"], name=op.f("fk_proposal_other")),
        sa.ForeignKeyConstraint(["source"], ["source.key"], name=op.f("fk_proposal_source")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal")),
    )
    op.create_index(op.f("ix_proposal_firm"), "proposal", ["firm"], unique=False)
    op.create_index(op.f("ix_proposal_other"), "proposal", ["other"], unique=False)
    op.create_index(op.f("ix_proposal_state_rank_id"), "proposal", ["state", "rank", "id"], unique=False)
    op.create_table(
        "verdict",
        sa.Column("firm", sa.String(length=40), nullable=False, comment="the firm it is about"),
        sa.Column("id", sa.String(length=40), nullable=False, comment="core.identity.verdict_id"),
        sa.Column("status", sa.String(length=40), nullable=False, comment="core.words.Status"),
        sa.Column("grade", sa.String(length=1), nullable=True, comment="core.words.Grade"),
        sa.Column("findings", Json, nullable=False, comment="core.records.Finding, one a rule"),
        sa.Column("missing", Json, nullable=False, comment="mandatory fields without a value"),
        sa.Column("policy", sa.Text(), nullable=False, comment="version of the policy"),
        sa.Column("inputs", sa.Text(), nullable=False, comment="hash of what the rules looked at"),
        sa.Column("at", UtcTime(), nullable=False, comment="when"),
        sa.ForeignKeyConstraint(["firm"], ["firm.id"], name=op.f("fk_verdict_firm")),
        sa.PrimaryKeyConstraint("firm", "id", name=op.f("pk_verdict")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "verification",
        sa.Column("firm", sa.String(length=40), nullable=False, comment="the firm it is about"),
        sa.Column("fact", sa.String(length=40), nullable=False, comment="the fact"),
        sa.Column("by", sa.String(length=120), nullable=False, comment="who did it: a user's name, or machine:<what>"),
        sa.Column("at", UtcTime(), nullable=False, comment="when"),
        sa.ForeignKeyConstraint(["firm"], ["firm.id"], name=op.f("fk_verification_firm")),
        sa.PrimaryKeyConstraint("firm", "fact", "by", "at", name=op.f("pk_verification")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Drop them again."""
    op.drop_table("verification")
    op.drop_table("verdict")
    op.drop_index(op.f("ix_proposal_state_rank_id"), table_name="proposal")
    op.drop_index(op.f("ix_proposal_other"), table_name="proposal")
    op.drop_index(op.f("ix_proposal_firm"), table_name="proposal")
    op.drop_table("proposal")
    op.drop_table("named_account")
    op.drop_index(op.f("ix_merge_merged"), table_name="merge")
    op.drop_index(op.f("ix_merge_kept"), table_name="merge")
    op.drop_table("merge")
    op.drop_index(op.f("ix_identity_key_firm"), table_name="identity_key")
    op.drop_table("identity_key")
    op.drop_index(op.f("ix_firm_code_code_outcome_firm"), table_name="firm_code")
    op.drop_table("firm_code")
    op.drop_index(op.f("ix_decision_firm_at"), table_name="decision")
    op.drop_index(op.f("ix_decision_by_at"), table_name="decision")
    op.drop_index(op.f("ix_decision_at"), table_name="decision")
    op.drop_table("decision")
    op.drop_index(op.f("ix_appeal_firm"), table_name="appeal")
    op.drop_table("appeal")
    op.drop_index(op.f("ix_alias_name"), table_name="alias")
    op.drop_table("alias")
    op.drop_table("tally")
    op.drop_index(op.f("ix_policy_activation_at"), table_name="policy_activation")
    op.drop_table("policy_activation")
