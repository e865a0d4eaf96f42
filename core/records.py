"""The records that travel between stages (DESIGN section 4).

Everything that states something is frozen: a correction is a new record. Times are aware and in UTC. Records that
state something about a firm name their source.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cached_property
from typing import Annotated

import pydantic
from pydantic import AfterValidator, BaseModel, ConfigDict, JsonValue

from core.identity import capture_id
from core.words import (
    Access,
    ActivityKind,
    ContactRole,
    EmailKind,
    Field,
    Grade,
    Outcome,
    Precision,
    SightingKind,
    SourceKind,
    Status,
)


def _utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a time without a time zone; use aware datetimes")
    return moment.astimezone(UTC)


Moment = Annotated[datetime, AfterValidator(_utc)]
"""An instant, always UTC."""


class Frozen(BaseModel):
    """A record that is never edited."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Source(Frozen):
    """Where a statement comes from: what a rep may write as the acquisition channel, and can be looked up again."""

    key: str
    kind: SourceKind
    title: str
    title_zh: str | None = None
    publisher: str | None = None
    edition: str | None = None
    url: str | None = None


class Locator(Frozen):
    """The place of a row in its list: which page or sheet, and the row on it, counted from 1."""

    page: str = ""
    row: int = 0


class ListRow(Frozen):
    """One row that a list reader found, verbatim, before anybody says whose list it is."""

    name: str
    name_alt: str | None = None
    booth: str | None = None
    country: str | None = None
    city: str | None = None
    address: str | None = None
    website: str | None = None
    profile_url: str | None = None
    phone: str | None = None
    email: str | None = None
    category: str | None = None
    kind: SightingKind = SightingKind.firm
    description: str | None = None
    products: tuple[str, ...] = ()
    raw: dict[str, str] = pydantic.Field(default_factory=dict)


class Sighting(ListRow):
    """One row of one list, with its provenance; never edited."""

    id: str
    source: str
    url: str
    locator: Locator
    seen_at: Moment


class Capture(Frozen):
    """One archived answer: the WARC record, the screenshot if one was due, and how the page answered."""

    sha256: str
    url: str
    final_url: str
    fetched_at: Moment
    access: Access
    http_status: int | None = None
    content_type: str | None = None
    title: str | None = None
    language: str | None = None
    warc: str | None = None
    screenshot: str | None = None
    viewport: str | None = None

    @cached_property
    def id(self) -> str:
        """Content and place: the same bytes from another address are another capture."""
        return capture_id(self.sha256, self.url)


class Page(Frozen):
    """What a parser gets: a capture with its body as text. Parsers never fetch."""

    capture: Capture
    text: str
    """The decoded body: HTML, JSON or plain text."""
    signals: dict[str, str] = {}
    """Headers by which an API says how it may be asked (x-…, retry-after), by their lower-case names."""


class Fact(Frozen):
    """One value of one field of a firm, with the sentence and the page it was read from."""

    id: str
    firm: str
    field: Field
    value: JsonValue
    source: str
    capture: str | None = None
    quote: str | None = None
    extractor: str
    confidence: float = 1.0
    found_at: Moment
    verified_by: str | None = None
    verified_at: Moment | None = None


class Found(Frozen):
    """A fact before it belongs to a firm: what a pure parser returns."""

    field: Field
    value: JsonValue
    quote: str | None = None
    confidence: float = 1.0


class Event(Frozen):
    """A dated event on a page, before it belongs to a firm. `happened_on` is the first day of its period."""

    kind: ActivityKind
    title: str
    happened_on: date | None
    precision: Precision | None
    quote: str | None = None
    number: str | None = None
    """A patent's application number, by which filings and publications of one invention count once."""


class Activity(Event):
    """An event of R&D activity of a firm, with its page."""

    id: str
    firm: str
    source: str
    capture: str | None = None
    found_at: Moment


class Person(Frozen):
    """A person whom a page names with a title, before it belongs to a firm."""

    name: str
    title: str | None = None
    role: ContactRole = ContactRole.other
    phone: str | None = None
    email: str | None = None
    email_kind: EmailKind | None = None
    quote: str | None = None


class Contact(Person):
    """An R&D leader of a firm, with the page that names the person."""

    id: str
    firm: str
    source: str
    capture: str | None = None
    found_at: Moment
    former: bool = False


class Search(Frozen):
    """Negative evidence: what was looked for, where, and how much of it could be seen."""

    id: str
    firm: str
    kind: str
    """What was searched for: "product", "patent", "rd", "registry", "contact"."""
    where: str
    query: str
    pages_seen: int
    coverage: float
    blind_spots: tuple[str, ...] = ()
    hits: int = 0
    source: str
    access: Access = Access.ok
    at: Moment


class Reason(Frozen):
    """One sentence in both languages of the product."""

    zh: str
    en: str


class Fix(Frozen):
    """The smallest step that would settle a finding, and what it costs a person."""

    action: str
    """A stable key, for example "look_up_registry" or "upload_patent_search"."""
    text: Reason
    minutes: float
    field: Field | None = None


class Finding(Frozen):
    """One rule's answer."""

    rule: str
    code: str
    outcome: Outcome
    reason: Reason
    evidence: tuple[str, ...] = ()
    cheapest_fix: Fix | None = None


class Verdict(Frozen):
    """What the rules said of a firm at one time, with the policy version and the hash of what they looked at."""

    id: str
    firm: str
    status: Status
    grade: Grade | None
    findings: tuple[Finding, ...]
    missing: tuple[Field, ...] = ()
    policy: str
    inputs: str
    at: Moment


class Decision(Frozen):
    """A person's word about a firm; it wins over every verdict."""

    id: str
    firm: str
    status: Status
    reason: str
    note: str = ""
    by: str
    at: Moment


class Firm(Frozen):
    """Everything known about one firm: what rules, exports and pages get. Built by storage, never stored as such."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    country: str | None = None
    duplicate_of: str | None = None
    """Set where this row was merged into another firm."""
    sources: tuple[Source, ...] = ()
    sightings: tuple[Sighting, ...] = ()
    facts: tuple[Fact, ...] = ()
    activities: tuple[Activity, ...] = ()
    contacts: tuple[Contact, ...] = ()
    searches: tuple[Search, ...] = ()
    captures: tuple[Capture, ...] = ()
    verdict: Verdict | None = None
    decision: Decision | None = None

    def fact(self, field: Field) -> Fact | None:
        """The current fact of a field: a person's before a machine's, then the best-trusted source's, then the newest."""
        from core.trust import current

        return current(self.facts, field, {s.key: s.kind for s in self.sources})

    def value(self, field: Field) -> JsonValue:
        """The current value of a field, or None where no fact states one."""
        found = self.fact(field)
        return None if found is None else found.value
