"""Sources, firms and what was seen, archived and read."""

import sqlalchemy as sa
from alembic import op

from storage.models.types import Json, UtcTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "capture",
        sa.Column("id", sa.String(length=40), nullable=False, comment="core.identity.capture_id"),
        sa.Column("sha256", sa.String(length=64), nullable=False, comment="of the body"),
        sa.Column("url", sa.Text(), nullable=False, comment="asked for"),
        sa.Column("final_url", sa.Text(), nullable=False, comment="after redirects"),
        sa.Column("fetched_at", UtcTime(), nullable=False, comment="when"),
        sa.Column("access", sa.String(length=40), nullable=False, comment="core.words.Access"),
        sa.Column("http_status", sa.Integer(), nullable=True, comment="HTTP status"),
        sa.Column("content_type", sa.Text(), nullable=True, comment="as sent"),
        sa.Column("title", sa.Text(), nullable=True, comment="the page's title"),
        sa.Column("language", sa.Text(), nullable=True, comment="of the page"),
        sa.Column("warc", sa.Text(), nullable=True, comment="where the WARC record lies"),
        sa.Column("screenshot", sa.Text(), nullable=True, comment="full page, quotes boxed"),
        sa.Column("viewport", sa.Text(), nullable=True, comment="first screen"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_capture")),
    )
    op.create_index(op.f("ix_capture_sha256"), "capture", ["sha256"], unique=False)
    op.create_index(op.f("ix_capture_url"), "capture", ["url"], unique=False)
    op.create_table(
        "run",
        sa.Column("id", sa.String(length=40), nullable=False, comment="minted"),
        sa.Column("kind", sa.String(length=40), nullable=False, comment="nightly, targeted, reverify …"),
        sa.Column("key", sa.Text(), nullable=False, comment="what it works on: starting the same again joins it"),
        sa.Column("params", Json, nullable=False, comment="as given"),
        sa.Column("state", sa.String(length=40), nullable=False, comment="running, stopping, done, failed, stopped"),
        sa.Column("by", sa.String(length=120), nullable=False, comment="who did it: a user's name, or machine:<what>"),
        sa.Column("started_at", UtcTime(), nullable=False, comment="start"),
        sa.Column("heartbeat_at", UtcTime(), nullable=False, comment="last sign of life"),
        sa.Column("ended_at", UtcTime(), nullable=True, comment="end; empty while it goes on or after it was killed"),
        sa.Column("report", Json, nullable=True, comment="counts and remarks at the end"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_run")),
    )
    op.create_index(op.f("ix_run_started_at"), "run", ["started_at"], unique=False)
    op.create_index(
        "uq_run_going",
        "run",
        ["key"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "source",
        sa.Column("key", sa.String(length=200), nullable=False, comment="as in core.records.Source"),
        sa.Column("kind", sa.String(length=40), nullable=False, comment="core.words.SourceKind"),
        sa.Column("title", sa.Text(), nullable=False, comment="precise enough to be looked up again"),
        sa.Column("title_zh", sa.Text(), nullable=True, comment="the title in Chinese"),
        sa.Column("publisher", sa.Text(), nullable=True, comment="who publishes it"),
        sa.Column("edition", sa.Text(), nullable=True, comment="year or edition"),
        sa.Column("url", sa.Text(), nullable=True, comment="where it stands"),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_source")),
    )
    op.create_table(
        "crawl",
        sa.Column("id", sa.String(length=40), nullable=False, comment="minted at the start of the crawl"),
        sa.Column("source", sa.String(length=200), nullable=False, comment="the list that was read"),
        sa.Column("run", sa.String(length=40), nullable=True, comment="the run it was part of"),
        sa.Column("started_at", UtcTime(), nullable=False, comment="start"),
        sa.Column("ended_at", UtcTime(), nullable=True, comment="end; empty while it goes on or after it was killed"),
        sa.Column("rows", sa.Integer(), nullable=False, comment="rows stored so far"),
        sa.Column("report", Json, nullable=True, comment="core.listing.CrawlReport"),
        sa.ForeignKeyConstraint(["run"], ["run.id"], name=op.f("fk_crawl_run")),
        sa.ForeignKeyConstraint(["source"], ["source.key"], name=op.f("fk_crawl_source")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_crawl")),
    )
    op.create_index(op.f("ix_crawl_run"), "crawl", ["run"], unique=False)
    op.create_index(op.f("ix_crawl_source_started_at"), "crawl", ["source", "started_at"], unique=False)
    op.create_table(
        "firm",
        sa.Column(
            "id", sa.String(length=40), nullable=False, comment="core.identity.firm_id, minted at the first sighting"
        ),
        sa.Column("name", sa.Text(), nullable=False, comment="as first sighted"),
        sa.Column("country", sa.Text(), nullable=True, comment="as first sighted"),
        sa.Column("source", sa.String(length=200), nullable=False, comment="where it was first sighted"),
        sa.Column("first_seen_at", UtcTime(), nullable=False, comment="first sighting"),
        sa.Column(
            "status",
            sa.String(length=40),
            nullable=False,
            comment="core.words.Status: the person's word, else the machine's",
        ),
        sa.Column(
            "machine_status", sa.String(length=40), nullable=True, comment="core.words.Status of the newest verdict"
        ),
        sa.Column("grade", sa.String(length=1), nullable=True, comment="core.words.Grade"),
        sa.Column("rank", sa.Float(), nullable=False, comment="minus the priority: the queue goes up this number"),
        sa.Column("verdict", sa.String(length=40), nullable=True, comment="id of the newest verdict"),
        sa.Column("decision", sa.String(length=40), nullable=True, comment="id of the decision that holds"),
        sa.Column("legal_name", sa.Text(), nullable=True, comment="current value of that field"),
        sa.Column(
            "uscc",
            sa.String(length=40),
            nullable=True,
            comment="current registry number: USCC, else LEI, else company number",
        ),
        sa.Column("domain", sa.Text(), nullable=True, comment="host of the current website without www"),
        sa.Column("sub_field", sa.Text(), nullable=True, comment="current value of that field"),
        sa.Column("province", sa.Text(), nullable=True, comment="of the current head office"),
        sa.Column("merged_into", sa.String(length=40), nullable=True, comment="the firm that speaks for this one"),
        sa.Column("version", sa.Integer(), nullable=False, comment="goes up with each decision and merge"),
        sa.Column("enriched_at", UtcTime(), nullable=True, comment="last enrichment"),
        sa.Column("screened_at", UtcTime(), nullable=True, comment="last verdict"),
        sa.ForeignKeyConstraint(["merged_into"], ["firm.id"], name=op.f("fk_firm_merged_into")),
        sa.ForeignKeyConstraint(["source"], ["source.key"], name=op.f("fk_firm_source")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_firm")),
    )
    op.create_index(op.f("ix_firm_domain"), "firm", ["domain"], unique=False)
    op.create_index(
        "ix_firm_merged_into",
        "firm",
        ["merged_into"],
        unique=False,
        sqlite_where=sa.text("merged_into IS NOT NULL"),
        postgresql_where=sa.text("merged_into IS NOT NULL"),
    )
    op.create_index(op.f("ix_firm_name"), "firm", ["name"], unique=False)
    op.create_index(
        "ix_firm_queue",
        "firm",
        ["status", "rank", "id"],
        unique=False,
        sqlite_where=sa.text("merged_into IS NULL"),
        postgresql_where=sa.text("merged_into IS NULL"),
    )
    op.create_index(
        "ix_firm_queue_province",
        "firm",
        ["province", "status", "rank", "id"],
        unique=False,
        sqlite_where=sa.text("merged_into IS NULL"),
        postgresql_where=sa.text("merged_into IS NULL"),
    )
    op.create_index(
        "ix_firm_queue_sub_field",
        "firm",
        ["sub_field", "status", "rank", "id"],
        unique=False,
        sqlite_where=sa.text("merged_into IS NULL"),
        postgresql_where=sa.text("merged_into IS NULL"),
    )
    op.create_index(
        "ix_firm_rank",
        "firm",
        ["rank", "id"],
        unique=False,
        sqlite_where=sa.text("merged_into IS NULL"),
        postgresql_where=sa.text("merged_into IS NULL"),
    )
    op.create_index(op.f("ix_firm_uscc"), "firm", ["uscc"], unique=False)
    op.create_table(
        "list_capture",
        sa.Column("source", sa.String(length=200), nullable=False, comment="the list"),
        sa.Column("capture", sa.String(length=40), nullable=False, comment="the page"),
        sa.ForeignKeyConstraint(["capture"], ["capture.id"], name=op.f("fk_list_capture_capture")),
        sa.ForeignKeyConstraint(["source"], ["source.key"], name=op.f("fk_list_capture_source")),
        sa.PrimaryKeyConstraint("source", "capture", name=op.f("pk_list_capture")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "activity",
        sa.Column("firm", sa.String(length=40), nullable=False, comment="the firm it is about"),
        sa.Column("id", sa.String(length=40), nullable=False, comment="core.identity.activity_id"),
        sa.Column("kind", sa.String(length=40), nullable=False, comment="core.words.ActivityKind"),
        sa.Column("title", sa.Text(), nullable=False, comment="as printed"),
        sa.Column("happened_on", sa.Date(), nullable=True, comment="first day of its period"),
        sa.Column("precision", sa.String(length=40), nullable=True, comment="core.words.Precision"),
        sa.Column("number", sa.Text(), nullable=True, comment="application number of a patent"),
        sa.Column("quote", sa.Text(), nullable=True, comment="the sentence"),
        sa.Column("source", sa.String(length=200), nullable=False, comment="where the statement comes from"),
        sa.Column("capture", sa.String(length=40), nullable=True, comment="the archived page it was read from"),
        sa.Column("found_at", UtcTime(), nullable=False, comment="when it was read"),
        sa.ForeignKeyConstraint(["capture"], ["capture.id"], name=op.f("fk_activity_capture")),
        sa.ForeignKeyConstraint(["firm"], ["firm.id"], name=op.f("fk_activity_firm")),
        sa.ForeignKeyConstraint(["source"], ["source.key"], name=op.f("fk_activity_source")),
        sa.PrimaryKeyConstraint("firm", "id", name=op.f("pk_activity")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "contact",
        sa.Column("firm", sa.String(length=40), nullable=False, comment="the firm it is about"),
        sa.Column("id", sa.String(length=40), nullable=False, comment="core.identity.contact_id"),
        sa.Column("name", sa.Text(), nullable=False, comment="as printed"),
        sa.Column("title", sa.Text(), nullable=True, comment="as printed"),
        sa.Column("role", sa.String(length=40), nullable=False, comment="core.words.ContactRole"),
        sa.Column("phone", sa.Text(), nullable=True, comment="work phone"),
        sa.Column("email", sa.Text(), nullable=True, comment="work e-mail"),
        sa.Column("email_kind", sa.String(length=40), nullable=True, comment="core.words.EmailKind"),
        sa.Column("quote", sa.Text(), nullable=True, comment="the sentence"),
        sa.Column("source", sa.String(length=200), nullable=False, comment="where the statement comes from"),
        sa.Column("capture", sa.String(length=40), nullable=True, comment="the archived page it was read from"),
        sa.Column("found_at", UtcTime(), nullable=False, comment="when it was read"),
        sa.Column("former", sa.Boolean(), nullable=False, comment="has left the position"),
        sa.Column(
            "erased_at",
            UtcTime(),
            nullable=True,
            comment="when personal data was erased from this row; the only change it admits",
        ),
        sa.ForeignKeyConstraint(["capture"], ["capture.id"], name=op.f("fk_contact_capture")),
        sa.ForeignKeyConstraint(["firm"], ["firm.id"], name=op.f("fk_contact_firm")),
        sa.ForeignKeyConstraint(["source"], ["source.key"], name=op.f("fk_contact_source")),
        sa.PrimaryKeyConstraint("firm", "id", name=op.f("pk_contact")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "fact",
        sa.Column("firm", sa.String(length=40), nullable=False, comment="the firm it is about"),
        sa.Column("id", sa.String(length=40), nullable=False, comment="core.identity.fact_id"),
        sa.Column("field", sa.String(length=40), nullable=False, comment="core.words.Field"),
        sa.Column("value", Json, nullable=False, comment="the value; its shape depends on the field"),
        sa.Column("source", sa.String(length=200), nullable=False, comment="where the statement comes from"),
        sa.Column("capture", sa.String(length=40), nullable=True, comment="the archived page it was read from"),
        sa.Column("quote", sa.Text(), nullable=True, comment="the sentence"),
        sa.Column("extractor", sa.Text(), nullable=False, comment="which parser, or person:<user>"),
        sa.Column("confidence", sa.Float(), nullable=False, comment="0..1"),
        sa.Column("found_at", UtcTime(), nullable=False, comment="when it was first read"),
        sa.Column("confirmed_at", UtcTime(), nullable=False, comment="when the same statement was last read again"),
        sa.Column(
            "erased_at",
            UtcTime(),
            nullable=True,
            comment="when personal data was erased from this row; the only change it admits",
        ),
        sa.ForeignKeyConstraint(["capture"], ["capture.id"], name=op.f("fk_fact_capture")),
        sa.ForeignKeyConstraint(["firm"], ["firm.id"], name=op.f("fk_fact_firm")),
        sa.ForeignKeyConstraint(["source"], ["source.key"], name=op.f("fk_fact_source")),
        sa.PrimaryKeyConstraint("firm", "id", name=op.f("pk_fact")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "firm_capture",
        sa.Column("firm", sa.String(length=40), nullable=False, comment="the firm it is about"),
        sa.Column("capture", sa.String(length=40), nullable=False, comment="the page"),
        sa.ForeignKeyConstraint(["capture"], ["capture.id"], name=op.f("fk_firm_capture_capture")),
        sa.ForeignKeyConstraint(["firm"], ["firm.id"], name=op.f("fk_firm_capture_firm")),
        sa.PrimaryKeyConstraint("firm", "capture", name=op.f("pk_firm_capture")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "firm_text",
        sa.Column("no", sa.Integer(), autoincrement=True, nullable=False, comment="row of the gram index"),
        sa.Column("firm", sa.String(length=40), nullable=False, comment="the firm it is about"),
        sa.Column("text", sa.Text(), nullable=False, comment="names, registry number, domain; parted by |"),
        sa.ForeignKeyConstraint(["firm"], ["firm.id"], name=op.f("fk_firm_text_firm")),
        sa.PrimaryKeyConstraint("no", name=op.f("pk_firm_text")),
        sa.UniqueConstraint("firm", name=op.f("uq_firm_text_firm")),
    )
    op.create_table(
        "search",
        sa.Column("firm", sa.String(length=40), nullable=False, comment="the firm it is about"),
        sa.Column("id", sa.String(length=40), nullable=False, comment="core.identity.search_id"),
        sa.Column("kind", sa.String(length=40), nullable=False, comment="product, patent, rd, registry, contact"),
        sa.Column("where", sa.Text(), nullable=False, comment="the place that was searched"),
        sa.Column("query", sa.Text(), nullable=False, comment="what was asked"),
        sa.Column("pages_seen", sa.Integer(), nullable=False, comment="pages read"),
        sa.Column("coverage", sa.Float(), nullable=False, comment="share of the place that could be seen, 0..1"),
        sa.Column("blind_spots", Json, nullable=False, comment="what could not be seen"),
        sa.Column("hits", sa.Integer(), nullable=False, comment="what was found"),
        sa.Column("source", sa.String(length=200), nullable=False, comment="where the statement comes from"),
        sa.Column("access", sa.String(length=40), nullable=False, comment="core.words.Access"),
        sa.Column("at", UtcTime(), nullable=False, comment="when"),
        sa.ForeignKeyConstraint(["firm"], ["firm.id"], name=op.f("fk_search_firm")),
        sa.ForeignKeyConstraint(["source"], ["source.key"], name=op.f("fk_search_source")),
        sa.PrimaryKeyConstraint("firm", "id", name=op.f("pk_search")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "sighting",
        sa.Column("id", sa.String(length=40), nullable=False, comment="core.identity.sighting_id"),
        sa.Column("source", sa.String(length=200), nullable=False, comment="where the statement comes from"),
        sa.Column(
            "firm", sa.String(length=40), nullable=True, comment="the firm minted for it; empty for brands and partners"
        ),
        sa.Column("kind", sa.String(length=40), nullable=False, comment="core.words.SightingKind"),
        sa.Column("name", sa.Text(), nullable=False, comment="as printed"),
        sa.Column("url", sa.Text(), nullable=False, comment="the page of the list"),
        sa.Column("page", sa.Text(), nullable=False, comment="page or sheet"),
        sa.Column("row", sa.Integer(), nullable=False, comment="row on that page, from 1"),
        sa.Column("booth", sa.Text(), nullable=True, comment="hall and stand"),
        sa.Column("country", sa.Text(), nullable=True, comment="as printed"),
        sa.Column("website", sa.Text(), nullable=True, comment="as printed"),
        sa.Column("rest", Json, nullable=False, comment="the other fields of core.records.ListRow, as printed"),
        sa.Column("first_seen_at", UtcTime(), nullable=False, comment="first time on the list"),
        sa.Column("last_seen_at", UtcTime(), nullable=False, comment="last time on the list"),
        sa.Column("first_crawl", sa.String(length=40), nullable=True, comment="the crawl that found it"),
        sa.Column("last_crawl", sa.String(length=40), nullable=True, comment="the last crawl that saw it"),
        sa.Column(
            "erased_at",
            UtcTime(),
            nullable=True,
            comment="when personal data was erased from this row; the only change it admits",
        ),
        sa.CheckConstraint("kind <> 'firm' OR firm IS NOT NULL", name=op.f("ck_sighting_a_firm_entry_has_its_firm")),
        sa.ForeignKeyConstraint(["firm"], ["firm.id"], name=op.f("fk_sighting_firm")),
        sa.ForeignKeyConstraint(["first_crawl"], ["crawl.id"], name=op.f("fk_sighting_first_crawl")),
        sa.ForeignKeyConstraint(["last_crawl"], ["crawl.id"], name=op.f("fk_sighting_last_crawl")),
        sa.ForeignKeyConstraint(["source"], ["source.key"], name=op.f("fk_sighting_source")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sighting")),
    )
    op.create_index(op.f("ix_sighting_firm"), "sighting", ["firm"], unique=False)
    op.create_index(op.f("ix_sighting_first_crawl"), "sighting", ["first_crawl"], unique=False)
    op.create_index(op.f("ix_sighting_last_crawl"), "sighting", ["last_crawl"], unique=False)
    op.create_index(op.f("ix_sighting_source_firm"), "sighting", ["source", "firm"], unique=False)


def downgrade() -> None:
    """Drop them again."""
    op.drop_index(op.f("ix_sighting_source_firm"), table_name="sighting")
    op.drop_index(op.f("ix_sighting_last_crawl"), table_name="sighting")
    op.drop_index(op.f("ix_sighting_first_crawl"), table_name="sighting")
    op.drop_index(op.f("ix_sighting_firm"), table_name="sighting")
    op.drop_table("sighting")
    op.drop_table("search")
    op.drop_table("firm_text")
    op.drop_table("firm_capture")
    op.drop_table("fact")
    op.drop_table("contact")
    op.drop_table("activity")
    op.drop_table("list_capture")
    op.drop_index(op.f("ix_firm_uscc"), table_name="firm")
    op.drop_index(
        "ix_firm_rank",
        table_name="firm",
        sqlite_where=sa.text("merged_into IS NULL"),
        postgresql_where=sa.text("merged_into IS NULL"),
    )
    op.drop_index(
        "ix_firm_queue_sub_field",
        table_name="firm",
        sqlite_where=sa.text("merged_into IS NULL"),
        postgresql_where=sa.text("merged_into IS NULL"),
    )
    op.drop_index(
        "ix_firm_queue_province",
        table_name="firm",
        sqlite_where=sa.text("merged_into IS NULL"),
        postgresql_where=sa.text("merged_into IS NULL"),
    )
    op.drop_index(
        "ix_firm_queue",
        table_name="firm",
        sqlite_where=sa.text("merged_into IS NULL"),
        postgresql_where=sa.text("merged_into IS NULL"),
    )
    op.drop_index(op.f("ix_firm_name"), table_name="firm")
    op.drop_index(
        "ix_firm_merged_into",
        table_name="firm",
        sqlite_where=sa.text("merged_into IS NOT NULL"),
        postgresql_where=sa.text("merged_into IS NOT NULL"),
    )
    op.drop_index(op.f("ix_firm_domain"), table_name="firm")
    op.drop_table("firm")
    op.drop_index(op.f("ix_crawl_source_started_at"), table_name="crawl")
    op.drop_index(op.f("ix_crawl_run"), table_name="crawl")
    op.drop_table("crawl")
    op.drop_table("source")
    op.drop_index(
        "uq_run_going",
        table_name="run",
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.drop_index(op.f("ix_run_started_at"), table_name="run")
    op.drop_table("run")
    op.drop_index(op.f("ix_capture_url"), table_name="capture")
    op.drop_index(op.f("ix_capture_sha256"), table_name="capture")
    op.drop_table("capture")
