"""From contact to appointment, and what KPIs and inspections are counted from."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Boolean, ForeignKey, Index, Integer, Numeric, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, actor, capture_ref, firm_ref, json, key, moment, word
from storage.models.types import Actor, Key


class TouchRow(Base):
    """One call, mail or chat with a customer."""

    __tablename__ = "touch"
    __table_args__ = (Index(None, "by", "at"), Index(None, "firm", "at"), Index(None, "at"))

    id: Mapped[str] = key("from firm, contact, channel, person and minute: a double click counts once")
    firm: Mapped[str] = firm_ref()
    contact: Mapped[str | None] = mapped_column(Key, comment="the person, where known")
    channel: Mapped[str] = word("phone, email, chat, meeting")
    outcome: Mapped[str] = word("reached, no_answer, refused …")
    note: Mapped[str] = mapped_column(Text, default="", comment="free words")
    next_step: Mapped[str | None] = mapped_column(Text, comment="what is to be done")
    due_on: Mapped[date | None] = mapped_column(comment="by when")
    by: Mapped[str] = actor()
    at: Mapped[datetime] = moment("when")


class LeadRow(Base):
    """A qualified lead and its confirmation by the key-account team."""

    __tablename__ = "lead"
    __table_args__ = (Index(None, "state", "entered_at"), Index(None, "firm"), Index(None, "settled_at"))

    id: Mapped[str] = key("minted")
    firm: Mapped[str] = firm_ref()
    contact: Mapped[str | None] = mapped_column(Key, comment="the person")
    willing: Mapped[bool] = mapped_column(Boolean, comment="said to be willing to talk")
    interested: Mapped[bool] = mapped_column(Boolean, comment="showed interest")
    budget_cny: Mapped[Any] = mapped_column(Numeric(18, 2), comment="stated budget in yuan")
    further_value: Mapped[bool] = mapped_column(Boolean, comment="worth going on with")
    quote: Mapped[str] = mapped_column(Text, comment="what the customer said")
    talk_ended_at: Mapped[datetime] = moment("end of the talk: the 24 hours run from here")
    entered_at: Mapped[datetime] = moment("when it was entered")
    by: Mapped[str] = actor()
    state: Mapped[str] = word("waiting, confirmed, declined")
    settled_by: Mapped[str | None] = actor("who confirmed or declined it; never the one who entered it", nullable=True)
    settled_at: Mapped[datetime | None] = moment("when")
    settled_why: Mapped[str | None] = mapped_column(Text, comment="reason")


class AppointmentRow(Base):
    """A visit or online meeting."""

    __tablename__ = "appointment"
    __table_args__ = (Index(None, "state", "confirmed_at"), Index(None, "firm"))

    id: Mapped[str] = key("minted")
    firm: Mapped[str] = firm_ref()
    lead: Mapped[str | None] = mapped_column(Key, ForeignKey("lead.id"), comment="the lead")
    kind: Mapped[str] = word("visit or online")
    takes_place_at: Mapped[datetime] = moment("when it takes place")
    state: Mapped[str] = word("proposed, confirmed, held, cancelled")
    evidence: Mapped[str | None] = mapped_column(Text, comment="the customer's confirmation: file in the store")
    capture: Mapped[str | None] = capture_ref()
    by: Mapped[str] = actor()
    made_at: Mapped[datetime] = moment("when it was proposed")
    confirmed_at: Mapped[datetime | None] = moment("when the customer confirmed")


class EventRow(Base):
    """A campaign or event that valid customers are invited to."""

    __tablename__ = "event"

    id: Mapped[str] = key("minted")
    title: Mapped[str] = mapped_column(Text, comment="name")
    held_on: Mapped[date] = mapped_column(comment="day")
    by: Mapped[str] = actor()
    made_at: Mapped[datetime] = moment("when")


class InvitationRow(Base):
    """One person invited to one event."""

    __tablename__ = "invitation"
    __table_args__ = (UniqueConstraint("event", "contact"), Index(None, "firm"))

    id: Mapped[str] = key("minted")
    event: Mapped[str] = mapped_column(Key, ForeignKey("event.id"), comment="the event")
    firm: Mapped[str] = firm_ref()
    contact: Mapped[str] = mapped_column(Key, comment="the person")
    valid: Mapped[bool] = mapped_column(Boolean, comment="was a valid customer when invited")
    answer: Mapped[str] = word("open, coming, declined, came")
    by: Mapped[str] = actor()
    at: Mapped[datetime] = moment("when")


class InspectionRow(Base):
    """One firm of a month's sealed sample, and what the inspector found."""

    __tablename__ = "inspection"
    __table_args__ = (UniqueConstraint("month", "firm"),)

    id: Mapped[str] = key("minted")
    month: Mapped[str] = mapped_column(String(7), comment="YYYY-MM")
    firm: Mapped[str] = firm_ref()
    rep: Mapped[str] = mapped_column(Actor, comment="whose record it is")
    seed: Mapped[str] = mapped_column(Text, comment="of the draw")
    population: Mapped[int] = mapped_column(Integer, comment="how many it was drawn from")
    sealed_at: Mapped[datetime] = moment("when the sample was drawn")
    passed: Mapped[bool | None] = mapped_column(Boolean, comment="empty until inspected")
    wrong_fields: Mapped[Any] = json("fields found wrong")
    note: Mapped[str] = mapped_column(Text, default="", comment="free words")
    by: Mapped[str | None] = actor("the inspector", nullable=True)
    at: Mapped[datetime | None] = moment("when it was inspected")


class ReportReceipt(Base):
    """A daily, weekly or monthly report that was handed in."""

    __tablename__ = "report_receipt"
    __table_args__ = (UniqueConstraint("kind", "period", "by"),)

    id: Mapped[str] = key("minted")
    kind: Mapped[str] = word("day, week, month")
    period: Mapped[str] = mapped_column(String(10), comment="the day, ISO week or month")
    due_at: Mapped[datetime] = moment("deadline")
    sha256: Mapped[str] = mapped_column(String(64), comment="of the report")
    by: Mapped[str] = actor()
    at: Mapped[datetime] = moment("when it was handed in")


class CrmLink(Base):
    """Which record of another system a firm or contact is, and what was last sent there."""

    __tablename__ = "crm_link"

    system: Mapped[str] = word("zoho …", primary_key=True)
    subject: Mapped[str] = mapped_column(Key, primary_key=True, comment="id of the firm or contact")
    external: Mapped[str] = mapped_column(Text, comment="id over there")
    sent: Mapped[str] = mapped_column(String(64), comment="SHA-256 of what was sent")
    at: Mapped[datetime] = moment("when")
