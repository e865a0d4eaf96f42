"""What was seen, archived and read. Rows are never edited; the database refuses it."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, Float, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, capture_ref, erased, firm_ref, json, json_or_null, key, moment, source_ref, word
from storage.models.types import Key, SourceKey, Word


class SourceRow(Base):
    """A place that statements come from: what a rep may write as the acquisition channel."""

    __tablename__ = "source"

    key: Mapped[str] = mapped_column(SourceKey, primary_key=True, comment="as in core.records.Source")
    kind: Mapped[str] = word("core.words.SourceKind")
    title: Mapped[str] = mapped_column(Text, comment="precise enough to be looked up again")
    title_zh: Mapped[str | None] = mapped_column(Text, comment="the title in Chinese")
    publisher: Mapped[str | None] = mapped_column(Text, comment="who publishes it")
    edition: Mapped[str | None] = mapped_column(Text, comment="year or edition")
    url: Mapped[str | None] = mapped_column(Text, comment="where it stands")


class CrawlRow(Base):
    """One reading of one list, with its report and completeness proof."""

    __tablename__ = "crawl"
    __table_args__ = (Index(None, "source", "started_at"), Index(None, "run"))

    id: Mapped[str] = key("minted at the start of the crawl")
    source: Mapped[str] = source_ref("the list that was read")
    run: Mapped[str | None] = mapped_column(Key, ForeignKey("run.id"), comment="the run it was part of")
    started_at: Mapped[datetime] = moment("start")
    ended_at: Mapped[datetime | None] = moment("end; empty while it goes on or after it was killed")
    rows: Mapped[int] = mapped_column(Integer, default=0, comment="rows stored so far")
    report: Mapped[Any | None] = json_or_null("core.listing.CrawlReport")


class SightingRow(Base):
    """One row of one list, verbatim. Only `last_seen_at` and `last_crawl` move."""

    __tablename__ = "sighting"
    __table_args__ = (
        CheckConstraint("kind <> 'firm' OR firm IS NOT NULL", name="a_firm_entry_has_its_firm"),
        Index(None, "firm"),
        Index(None, "source", "firm"),
        Index(None, "last_crawl"),
        Index(None, "first_crawl"),
    )

    id: Mapped[str] = key("core.identity.sighting_id")
    source: Mapped[str] = source_ref()
    firm: Mapped[str | None] = firm_ref("the firm minted for it; empty for brands and partners", nullable=True)
    kind: Mapped[str] = word("core.words.SightingKind")
    name: Mapped[str] = mapped_column(Text, comment="as printed")
    url: Mapped[str] = mapped_column(Text, comment="the page of the list")
    page: Mapped[str] = mapped_column(Text, default="", comment="page or sheet")
    row: Mapped[int] = mapped_column(Integer, default=0, comment="row on that page, from 1")
    booth: Mapped[str | None] = mapped_column(Text, comment="hall and stand")
    country: Mapped[str | None] = mapped_column(Text, comment="as printed")
    website: Mapped[str | None] = mapped_column(Text, comment="as printed")
    rest: Mapped[Any] = json("the other fields of core.records.ListRow, as printed")
    first_seen_at: Mapped[datetime] = moment("first time on the list")
    last_seen_at: Mapped[datetime] = moment("last time on the list")
    first_crawl: Mapped[str | None] = mapped_column(Key, ForeignKey("crawl.id"), comment="the crawl that found it")
    last_crawl: Mapped[str | None] = mapped_column(Key, ForeignKey("crawl.id"), comment="the last crawl that saw it")
    erased_at: Mapped[datetime | None] = erased()


class CaptureRow(Base):
    """One archived answer; the bytes lie in the evidence store."""

    __tablename__ = "capture"
    __table_args__ = (Index(None, "url"), Index(None, "sha256"))

    id: Mapped[str] = key("core.identity.capture_id")
    sha256: Mapped[str] = mapped_column(String(64), comment="of the body")
    url: Mapped[str] = mapped_column(Text, comment="asked for")
    final_url: Mapped[str] = mapped_column(Text, comment="after redirects")
    fetched_at: Mapped[datetime] = moment("when")
    access: Mapped[str] = word("core.words.Access")
    http_status: Mapped[int | None] = mapped_column(Integer, comment="HTTP status")
    content_type: Mapped[str | None] = mapped_column(Text, comment="as sent")
    title: Mapped[str | None] = mapped_column(Text, comment="the page's title")
    language: Mapped[str | None] = mapped_column(Text, comment="of the page")
    warc: Mapped[str | None] = mapped_column(Text, comment="where the WARC record lies")
    screenshot: Mapped[str | None] = mapped_column(Text, comment="full page, quotes boxed")
    viewport: Mapped[str | None] = mapped_column(Text, comment="first screen")


class FirmCapture(Base):
    """Pages that were looked at for a firm, also those that gave nothing."""

    __tablename__ = "firm_capture"
    __table_args__ = ({"sqlite_with_rowid": False},)

    firm: Mapped[str] = firm_ref(primary_key=True)
    capture: Mapped[str] = mapped_column(Key, ForeignKey("capture.id"), primary_key=True, comment="the page")


class ListCapture(Base):
    """Archived pages of a list, by which a row can be shown to have stood there."""

    __tablename__ = "list_capture"
    __table_args__ = ({"sqlite_with_rowid": False},)

    source: Mapped[str] = mapped_column(SourceKey, ForeignKey("source.key"), primary_key=True, comment="the list")
    capture: Mapped[str] = mapped_column(Key, ForeignKey("capture.id"), primary_key=True, comment="the page")


class FactRow(Base):
    """One value of one field. Clustered by firm, as facts are always read a firm at a time."""

    __tablename__ = "fact"
    __table_args__ = ({"sqlite_with_rowid": False},)

    firm: Mapped[str] = firm_ref(primary_key=True)
    id: Mapped[str] = key("core.identity.fact_id")
    field: Mapped[str] = word("core.words.Field")
    value: Mapped[Any] = json("the value; its shape depends on the field")
    source: Mapped[str] = source_ref()
    capture: Mapped[str | None] = capture_ref()
    quote: Mapped[str | None] = mapped_column(Text, comment="the sentence")
    extractor: Mapped[str] = mapped_column(Text, comment="which parser, or person:<user>")
    confidence: Mapped[float] = mapped_column(Float, comment="0..1")
    found_at: Mapped[datetime] = moment("when it was first read")
    confirmed_at: Mapped[datetime] = moment("when the same statement was last read again")
    erased_at: Mapped[datetime | None] = erased()


class ActivityRow(Base):
    """A dated event of R&D activity."""

    __tablename__ = "activity"
    __table_args__ = ({"sqlite_with_rowid": False},)

    firm: Mapped[str] = firm_ref(primary_key=True)
    id: Mapped[str] = key("core.identity.activity_id")
    kind: Mapped[str] = word("core.words.ActivityKind")
    title: Mapped[str] = mapped_column(Text, comment="as printed")
    happened_on: Mapped[date | None] = mapped_column(comment="first day of its period")
    precision: Mapped[str | None] = mapped_column(Word, comment="core.words.Precision")
    number: Mapped[str | None] = mapped_column(Text, comment="application number of a patent")
    quote: Mapped[str | None] = mapped_column(Text, comment="the sentence")
    source: Mapped[str] = source_ref()
    capture: Mapped[str | None] = capture_ref()
    found_at: Mapped[datetime] = moment("when it was read")


class ContactRow(Base):
    """An R&D leader, with the page that names the person."""

    __tablename__ = "contact"
    __table_args__ = ({"sqlite_with_rowid": False},)

    firm: Mapped[str] = firm_ref(primary_key=True)
    id: Mapped[str] = key("core.identity.contact_id")
    name: Mapped[str] = mapped_column(Text, comment="as printed")
    title: Mapped[str | None] = mapped_column(Text, comment="as printed")
    role: Mapped[str] = word("core.words.ContactRole")
    phone: Mapped[str | None] = mapped_column(Text, comment="work phone")
    email: Mapped[str | None] = mapped_column(Text, comment="work e-mail")
    email_kind: Mapped[str | None] = mapped_column(Word, comment="core.words.EmailKind")
    quote: Mapped[str | None] = mapped_column(Text, comment="the sentence")
    source: Mapped[str] = source_ref()
    capture: Mapped[str | None] = capture_ref()
    found_at: Mapped[datetime] = moment("when it was read")
    former: Mapped[bool] = mapped_column(default=False, comment="has left the position")
    erased_at: Mapped[datetime | None] = erased()


class SearchRow(Base):
    """Negative evidence: what was looked for, where, and how much could be seen."""

    __tablename__ = "search"
    __table_args__ = ({"sqlite_with_rowid": False},)

    firm: Mapped[str] = firm_ref(primary_key=True)
    id: Mapped[str] = key("core.identity.search_id")
    kind: Mapped[str] = word("product, patent, rd, registry, contact")
    where: Mapped[str] = mapped_column(Text, comment="the place that was searched")
    query: Mapped[str] = mapped_column(Text, comment="what was asked")
    pages_seen: Mapped[int] = mapped_column(Integer, comment="pages read")
    coverage: Mapped[float] = mapped_column(Float, comment="share of the place that could be seen, 0..1")
    blind_spots: Mapped[Any] = json("what could not be seen")
    hits: Mapped[int] = mapped_column(Integer, comment="what was found")
    source: Mapped[str] = source_ref()
    access: Mapped[str] = word("core.words.Access")
    at: Mapped[datetime] = moment("when")
