"""Users, the ladder, progress of runs and the record of actions."""

import sqlalchemy as sa
from alembic import op

from storage.models.types import Json, UtcTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False, comment="order"),
        sa.Column("at", UtcTime(), nullable=False, comment="when"),
        sa.Column(
            "actor", sa.String(length=120), nullable=False, comment="who did it: a user's name, or machine:<what>"
        ),
        sa.Column("action", sa.String(length=40), nullable=False, comment="a verb: decide, merge, export …"),
        sa.Column("subject", sa.Text(), nullable=False, comment="id of what it was done to"),
        sa.Column("detail", Json, nullable=False, comment="what changed; never personal data"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    op.create_index(op.f("ix_audit_actor_at"), "audit", ["actor", "at"], unique=False)
    op.create_index(op.f("ix_audit_at"), "audit", ["at"], unique=False)
    op.create_index(op.f("ix_audit_subject"), "audit", ["subject"], unique=False)
    op.create_table(
        "crm_link",
        sa.Column("system", sa.String(length=40), nullable=False, comment="zoho …"),
        sa.Column("subject", sa.String(length=40), nullable=False, comment="id of the firm or contact"),
        sa.Column("external", sa.Text(), nullable=False, comment="id over there"),
        sa.Column("sent", sa.String(length=64), nullable=False, comment="SHA-256 of what was sent"),
        sa.Column("at", UtcTime(), nullable=False, comment="when"),
        sa.PrimaryKeyConstraint("system", "subject", name=op.f("pk_crm_link")),
    )
    op.create_table(
        "do_not_contact",
        sa.Column("hash", sa.String(length=64), nullable=False, comment="SHA-256 of the folded phone or e-mail"),
        sa.Column("kind", sa.String(length=40), nullable=False, comment="phone, email, name"),
        sa.Column("why", sa.Text(), nullable=False, comment="reason"),
        sa.Column("by", sa.String(length=120), nullable=False, comment="who did it: a user's name, or machine:<what>"),
        sa.Column("at", UtcTime(), nullable=False, comment="when"),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_do_not_contact")),
    )
    op.create_table(
        "erasure",
        sa.Column("id", sa.String(length=40), nullable=False, comment="minted"),
        sa.Column("hash", sa.String(length=64), nullable=False, comment="SHA-256 of the folded value"),
        sa.Column("kind", sa.String(length=40), nullable=False, comment="name, phone, email"),
        sa.Column("rows", sa.Integer(), nullable=False, comment="rows it was erased from"),
        sa.Column("why", sa.Text(), nullable=False, comment="reason"),
        sa.Column("by", sa.String(length=120), nullable=False, comment="who did it: a user's name, or machine:<what>"),
        sa.Column("at", UtcTime(), nullable=False, comment="when"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasure")),
    )
    op.create_index(op.f("ix_erasure_hash"), "erasure", ["hash"], unique=False)
    op.create_table(
        "event",
        sa.Column("id", sa.String(length=40), nullable=False, comment="minted"),
        sa.Column("title", sa.Text(), nullable=False, comment="name"),
        sa.Column("held_on", sa.Date(), nullable=False, comment="day"),
        sa.Column("by", sa.String(length=120), nullable=False, comment="who did it: a user's name, or machine:<what>"),
        sa.Column("made_at", UtcTime(), nullable=False, comment="when"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
    )
    op.create_table(
        "export",
        sa.Column("id", sa.String(length=40), nullable=False, comment="minted"),
        sa.Column("target", sa.String(length=40), nullable=False, comment="xlsx, csv, zoho, dossier"),
        sa.Column("filters", Json, nullable=False, comment="what was chosen"),
        sa.Column("firms", sa.Integer(), nullable=False, comment="firms in it"),
        sa.Column("contacts", sa.Integer(), nullable=False, comment="persons in it"),
        sa.Column("sha256", sa.String(length=64), nullable=True, comment="of the file"),
        sa.Column("by", sa.String(length=120), nullable=False, comment="who did it: a user's name, or machine:<what>"),
        sa.Column("at", UtcTime(), nullable=False, comment="when"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_export")),
    )
    op.create_index(op.f("ix_export_at"), "export", ["at"], unique=False)
    op.create_table(
        "list_version",
        sa.Column("id", sa.String(length=40), nullable=False, comment="minted"),
        sa.Column("list", sa.Text(), nullable=False, comment="key of the list"),
        sa.Column("version", sa.Integer(), nullable=False, comment="from 1"),
        sa.Column("yaml", sa.Text(), nullable=False, comment="the whole file"),
        sa.Column("by", sa.String(length=120), nullable=False, comment="who did it: a user's name, or machine:<what>"),
        sa.Column("at", UtcTime(), nullable=False, comment="when"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_list_version")),
        sa.UniqueConstraint("list", "version", name=op.f("uq_list_version_list_version")),
    )
    op.create_table(
        "report_receipt",
        sa.Column("id", sa.String(length=40), nullable=False, comment="minted"),
        sa.Column("kind", sa.String(length=40), nullable=False, comment="day, week, month"),
        sa.Column("period", sa.String(length=10), nullable=False, comment="the day, ISO week or month"),
        sa.Column("due_at", UtcTime(), nullable=False, comment="deadline"),
        sa.Column("sha256", sa.String(length=64), nullable=False, comment="of the report"),
        sa.Column("by", sa.String(length=120), nullable=False, comment="who did it: a user's name, or machine:<what>"),
        sa.Column("at", UtcTime(), nullable=False, comment="when it was handed in"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_receipt")),
        sa.UniqueConstraint("kind", "period", "by", name=op.f("uq_report_receipt_kind_period_by")),
    )
    op.create_table(
        "sign_in",
        sa.Column("id", sa.String(length=64), nullable=False, comment="SHA-256 of the cookie"),
        sa.Column("login", sa.String(length=120), nullable=False, comment="the user"),
        sa.Column("csrf", sa.Text(), nullable=False, comment="token that forms must carry"),
        sa.Column("made_at", UtcTime(), nullable=False, comment="when"),
        sa.Column("seen_at", UtcTime(), nullable=False, comment="last request"),
        sa.Column("ends_at", UtcTime(), nullable=False, comment="expiry"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in")),
    )
    op.create_index(op.f("ix_sign_in_login"), "sign_in", ["login"], unique=False)
    op.create_table(
        "user",
        sa.Column(
            "login",
            sa.String(length=120),
            nullable=False,
            comment="what the person types; also the actor in every other table",
        ),
        sa.Column("name", sa.Text(), nullable=False, comment="shown"),
        sa.Column("role", sa.String(length=40), nullable=False, comment="core.words.Role"),
        sa.Column("password", sa.Text(), nullable=True, comment="argon2 hash; empty where another system signs in"),
        sa.Column("active", sa.Boolean(), nullable=False, comment="may sign in"),
        sa.Column("failures", sa.Integer(), nullable=False, comment="wrong passwords in a row"),
        sa.Column("locked_until", UtcTime(), nullable=True, comment="no sign-in before"),
        sa.Column("made_at", UtcTime(), nullable=False, comment="when"),
        sa.PrimaryKeyConstraint("login", name=op.f("pk_user")),
    )
    op.create_table(
        "attempt",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False, comment="order"),
        sa.Column("system", sa.Text(), nullable=False, comment="the registry or other source"),
        sa.Column("firm", sa.String(length=40), nullable=True, comment="the firm it is about"),
        sa.Column("call", sa.Text(), nullable=False, comment="which call"),
        sa.Column("access", sa.String(length=40), nullable=False, comment="core.words.Access"),
        sa.Column("cost_cny", sa.Float(), nullable=False, comment="what it cost"),
        sa.Column("at", UtcTime(), nullable=False, comment="when"),
        sa.ForeignKeyConstraint(["firm"], ["firm.id"], name=op.f("fk_attempt_firm")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempt")),
    )
    op.create_index(op.f("ix_attempt_system_at"), "attempt", ["system", "at"], unique=False)
    op.create_table(
        "inspection",
        sa.Column("id", sa.String(length=40), nullable=False, comment="minted"),
        sa.Column("month", sa.String(length=7), nullable=False, comment="YYYY-MM"),
        sa.Column("firm", sa.String(length=40), nullable=False, comment="the firm it is about"),
        sa.Column("rep", sa.String(length=120), nullable=False, comment="whose record it is"),
        sa.Column("seed", sa.Text(), nullable=False, comment="of the draw"),
        sa.Column("population", sa.Integer(), nullable=False, comment="how many it was drawn from"),
        sa.Column("sealed_at", UtcTime(), nullable=False, comment="when the sample was drawn"),
        sa.Column("passed", sa.Boolean(), nullable=True, comment="empty until inspected"),
        sa.Column("wrong_fields", Json, nullable=False, comment="fields found wrong"),
        sa.Column("note", sa.Text(), nullable=False, comment="free words"),
        sa.Column("by", sa.String(length=120), nullable=True, comment="the inspector"),
        sa.Column("at", UtcTime(), nullable=True, comment="when it was inspected"),
        sa.ForeignKeyConstraint(["firm"], ["firm.id"], name=op.f("fk_inspection_firm")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inspection")),
        sa.UniqueConstraint("month", "firm", name=op.f("uq_inspection_month_firm")),
    )
    op.create_table(
        "invitation",
        sa.Column("id", sa.String(length=40), nullable=False, comment="minted"),
        sa.Column("event", sa.String(length=40), nullable=False, comment="the event"),
        sa.Column("firm", sa.String(length=40), nullable=False, comment="the firm it is about"),
        sa.Column("contact", sa.String(length=40), nullable=False, comment="the person"),
        sa.Column("valid", sa.Boolean(), nullable=False, comment="was a valid customer when invited"),
        sa.Column("answer", sa.String(length=40), nullable=False, comment="open, coming, declined, came"),
        sa.Column("by", sa.String(length=120), nullable=False, comment="who did it: a user's name, or machine:<what>"),
        sa.Column("at", UtcTime(), nullable=False, comment="when"),
        sa.ForeignKeyConstraint(["event"], ["event.id"], name=op.f("fk_invitation_event")),
        sa.ForeignKeyConstraint(["firm"], ["firm.id"], name=op.f("fk_invitation_firm")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("event", "contact", name=op.f("uq_invitation_event_contact")),
    )
    op.create_index(op.f("ix_invitation_firm"), "invitation", ["firm"], unique=False)
    op.create_table(
        "lead",
        sa.Column("id", sa.String(length=40), nullable=False, comment="minted"),
        sa.Column("firm", sa.String(length=40), nullable=False, comment="the firm it is about"),
        sa.Column("contact", sa.String(length=40), nullable=True, comment="the person"),
        sa.Column("willing", sa.Boolean(), nullable=False, comment="said to be willing to talk"),
        sa.Column("interested", sa.Boolean(), nullable=False, comment="showed interest"),
        sa.Column("budget_cny", sa.Numeric(precision=18, scale=2), nullable=False, comment="stated budget in yuan"),
        sa.Column("further_value", sa.Boolean(), nullable=False, comment="worth going on with"),
        sa.Column("quote", sa.Text(), nullable=False, comment="what the customer said"),
        sa.Column("talk_ended_at", UtcTime(), nullable=False, comment="end of the talk: the 24 hours run from here"),
        sa.Column("entered_at", UtcTime(), nullable=False, comment="when it was entered"),
        sa.Column("by", sa.String(length=120), nullable=False, comment="who did it: a user's name, or machine:<what>"),
        sa.Column("state", sa.String(length=40), nullable=False, comment="waiting, confirmed, declined"),
        sa.Column(
            "settled_by",
            sa.String(length=120),
            nullable=True,
            comment="who confirmed or declined it; never the one who entered it",
        ),
        sa.Column("settled_at", UtcTime(), nullable=True, comment="when"),
        sa.Column("settled_why", sa.Text(), nullable=True, comment="reason"),
        sa.ForeignKeyConstraint(["firm"], ["firm.id"], name=op.f("fk_lead_firm")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lead")),
    )
    op.create_index(op.f("ix_lead_firm"), "lead", ["firm"], unique=False)
    op.create_index(op.f("ix_lead_settled_at"), "lead", ["settled_at"], unique=False)
    op.create_index(op.f("ix_lead_state_entered_at"), "lead", ["state", "entered_at"], unique=False)
    op.create_table(
        "quarantine",
        sa.Column(
            "id",
            sa.String(length=40),
            nullable=False,
            comment="from the row itself, so that the same row lies here once",
        ),
        sa.Column("source", sa.String(length=200), nullable=True, comment="the list, where it is known"),
        sa.Column("crawl", sa.String(length=40), nullable=True, comment="the crawl"),
        sa.Column("raw", Json, nullable=False, comment="the row as it came"),
        sa.Column("code", sa.String(length=40), nullable=False, comment="E4a for a row without source, else a word"),
        sa.Column("reason", Json, nullable=False, comment="core.records.Reason"),
        sa.Column("at", UtcTime(), nullable=False, comment="when"),
        sa.ForeignKeyConstraint(["crawl"], ["crawl.id"], name=op.f("fk_quarantine_crawl")),
        sa.ForeignKeyConstraint(["source"], ["source.key"], name=op.f("fk_quarantine_source")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quarantine")),
    )
    op.create_index(op.f("ix_quarantine_at"), "quarantine", ["at"], unique=False)
    op.create_index(op.f("ix_quarantine_crawl"), "quarantine", ["crawl"], unique=False)
    op.create_table(
        "run_firm",
        sa.Column("run", sa.String(length=40), nullable=False, comment="the run"),
        sa.Column("stage", sa.String(length=40), nullable=False, comment="enrich, screen …"),
        sa.Column("firm", sa.String(length=40), nullable=False, comment="the firm it is about"),
        sa.Column("state", sa.String(length=40), nullable=False, comment="waiting, claimed, done, failed"),
        sa.Column("worker", sa.Text(), nullable=True, comment="who claimed it"),
        sa.Column("lease_until", UtcTime(), nullable=True, comment="after this the claim is void"),
        sa.Column("attempts", sa.Integer(), nullable=False, comment="how often it was claimed"),
        sa.Column("note", sa.Text(), nullable=True, comment="why it failed"),
        sa.ForeignKeyConstraint(["firm"], ["firm.id"], name=op.f("fk_run_firm_firm")),
        sa.ForeignKeyConstraint(["run"], ["run.id"], name=op.f("fk_run_firm_run")),
        sa.PrimaryKeyConstraint("run", "stage", "firm", name=op.f("pk_run_firm")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_run_firm_run_stage_state_firm"), "run_firm", ["run", "stage", "state", "firm"], unique=False
    )
    op.create_table(
        "touch",
        sa.Column(
            "id",
            sa.String(length=40),
            nullable=False,
            comment="from firm, contact, channel, person and minute: a double click counts once",
        ),
        sa.Column("firm", sa.String(length=40), nullable=False, comment="the firm it is about"),
        sa.Column("contact", sa.String(length=40), nullable=True, comment="the person, where known"),
        sa.Column("channel", sa.String(length=40), nullable=False, comment="phone, email, chat, meeting"),
        sa.Column("outcome", sa.String(length=40), nullable=False, comment="reached, no_answer, refused …"),
        sa.Column("note", sa.Text(), nullable=False, comment="free words"),
        sa.Column("next_step", sa.Text(), nullable=True, comment="what is to be done"),
        sa.Column("due_on", sa.Date(), nullable=True, comment="by when"),
        sa.Column("by", sa.String(length=120), nullable=False, comment="who did it: a user's name, or machine:<what>"),
        sa.Column("at", UtcTime(), nullable=False, comment="when"),
        sa.ForeignKeyConstraint(["firm"], ["firm.id"], name=op.f("fk_touch_firm")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_touch")),
    )
    op.create_index(op.f("ix_touch_at"), "touch", ["at"], unique=False)
    op.create_index(op.f("ix_touch_by_at"), "touch", ["by", "at"], unique=False)
    op.create_index(op.f("ix_touch_firm_at"), "touch", ["firm", "at"], unique=False)
    op.create_table(
        "appointment",
        sa.Column("id", sa.String(length=40), nullable=False, comment="minted"),
        sa.Column("firm", sa.String(length=40), nullable=False, comment="the firm it is about"),
        sa.Column("lead", sa.String(length=40), nullable=True, comment="the lead"),
        sa.Column("kind", sa.String(length=40), nullable=False, comment="visit or online"),
        sa.Column("takes_place_at", UtcTime(), nullable=False, comment="when it takes place"),
        sa.Column("state", sa.String(length=40), nullable=False, comment="proposed, confirmed, held, cancelled"),
        sa.Column("evidence", sa.Text(), nullable=True, comment="the customer's confirmation: file in the store"),
        sa.Column("capture", sa.String(length=40), nullable=True, comment="the archived page it was read from"),
        sa.Column("by", sa.String(length=120), nullable=False, comment="who did it: a user's name, or machine:<what>"),
        sa.Column("made_at", UtcTime(), nullable=False, comment="when it was proposed"),
        sa.Column("confirmed_at", UtcTime(), nullable=True, comment="when the customer confirmed"),
        sa.ForeignKeyConstraint(["capture"], ["capture.id"], name=op.f("fk_appointment_capture")),
        sa.ForeignKeyConstraint(["firm"], ["firm.id"], name=op.f("fk_appointment_firm")),
        sa.ForeignKeyConstraint(["lead"], ["lead.id"], name=op.f("fk_appointment_lead")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointment")),
    )
    op.create_index(op.f("ix_appointment_firm"), "appointment", ["firm"], unique=False)
    op.create_index(op.f("ix_appointment_state_confirmed_at"), "appointment", ["state", "confirmed_at"], unique=False)


def downgrade() -> None:
    """Drop them again."""
    op.drop_index(op.f("ix_appointment_state_confirmed_at"), table_name="appointment")
    op.drop_index(op.f("ix_appointment_firm"), table_name="appointment")
    op.drop_table("appointment")
    op.drop_index(op.f("ix_touch_firm_at"), table_name="touch")
    op.drop_index(op.f("ix_touch_by_at"), table_name="touch")
    op.drop_index(op.f("ix_touch_at"), table_name="touch")
    op.drop_table("touch")
    op.drop_index(op.f("ix_run_firm_run_stage_state_firm"), table_name="run_firm")
    op.drop_table("run_firm")
    op.drop_index(op.f("ix_quarantine_crawl"), table_name="quarantine")
    op.drop_index(op.f("ix_quarantine_at"), table_name="quarantine")
    op.drop_table("quarantine")
    op.drop_index(op.f("ix_lead_state_entered_at"), table_name="lead")
    op.drop_index(op.f("ix_lead_settled_at"), table_name="lead")
    op.drop_index(op.f("ix_lead_firm"), table_name="lead")
    op.drop_table("lead")
    op.drop_index(op.f("ix_invitation_firm"), table_name="invitation")
    op.drop_table("invitation")
    op.drop_table("inspection")
    op.drop_index(op.f("ix_attempt_system_at"), table_name="attempt")
    op.drop_table("attempt")
    op.drop_table("user")
    op.drop_index(op.f("ix_sign_in_login"), table_name="sign_in")
    op.drop_table("sign_in")
    op.drop_table("report_receipt")
    op.drop_table("list_version")
    op.drop_index(op.f("ix_export_at"), table_name="export")
    op.drop_table("export")
    op.drop_table("event")
    op.drop_index(op.f("ix_erasure_hash"), table_name="erasure")
    op.drop_table("erasure")
    op.drop_table("do_not_contact")
    op.drop_table("crm_link")
    op.drop_index(op.f("ix_audit_subject"), table_name="audit")
    op.drop_index(op.f("ix_audit_at"), table_name="audit")
    op.drop_index(op.f("ix_audit_actor_at"), table_name="audit")
    op.drop_table("audit")
