"""How a list is described, read and proved complete: what crawlers, flows, the command line and the review pages share."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, Literal, Protocol

from pydantic import Field as Setting
from pydantic import JsonValue, field_validator

from core.acquisition import vague
from core.catalogue import Configured
from core.records import Frozen, ListRow, Moment
from core.words import Access, SourceKind


class Pace(Configured):
    """How gently a site is read."""

    delay_seconds: float = Setting(default=1.0, ge=0)
    concurrency: int = Setting(default=2, ge=1, le=16)


class Expect(Configured):
    """What a healthy crawl of this list looks like: fewer rows than `min` fail the load, more than `max` warn."""

    min: int = Setting(default=1, ge=0)
    max: int | None = None
    filled: dict[str, float] = {}
    """Share of rows that must have a field, for example {website: 0.3}."""


class RobotsException(Configured):
    """Permission to read a path that robots.txt forbids; needs a reason somebody can be asked about."""

    why: str = Setting(min_length=10)


class ListConfig(Configured):
    """One `config/lists/<show>_<year>.yml`: a list and what normal looks like (DESIGN section 5)."""

    title: str
    """What a rep writes as the acquisition channel; vague words are refused."""
    title_zh: str | None = None
    platform: str = "generic"
    url: str
    kind: SourceKind = SourceKind.show
    publisher: str | None = None
    edition: str | None = None
    country: str | None = None
    params: dict[str, Any] = {}
    """Parameters of the platform; checked by the platform's own model."""
    pace: Pace = Pace()
    expect: Expect = Expect()
    profiles: bool = False
    """Read each exhibitor's own page on the show's site as well."""
    browser: bool | None = None
    """True: always draw pages in the browser; False: never; empty: when a page needs it."""
    max_pages: int = Setting(default=2000, ge=1)
    every_days: int = Setting(default=1, ge=1)
    enabled: bool = True
    robots_exception: RobotsException | None = None
    proved: str | None = None
    """When and how the address was last proved, in words; never a claim of a live check that did not happen."""
    recipe: dict[str, Any] | None = None
    """The structure that a rep accepted, learned by the generic engine."""
    notes: str | None = None

    @field_validator("title")
    @classmethod
    def _precise(cls, title: str) -> str:
        reason = vague(title)
        if reason:
            raise ValueError(reason.en)
        return title


class ListReading(Frozen):
    """What one page or file gave. Either rows, or the reason why it gives none."""

    records: tuple[ListRow, ...] = ()
    declared_total: int | None = None
    refused: str | None = None
    method: str = ""
    """Which reader found the rows, for example "table", "cards", "json:props.pageProps.exhibitors"."""
    recipe: dict[str, JsonValue] | None = None


class PagerReading(Frozen):
    """Where the list goes on: the next page, and every page of the list that this one links to."""

    next: str | None = None
    pages: tuple[str, ...] = ()
    kind: str | None = None
    """"next", "numbered", "letters", "countries", "categories", "page_size", "load_more", "scroll"."""


class Ask(Frozen):
    """One request that reading a list needs."""

    url: str
    method: Literal["GET", "POST"] = "GET"
    headers: dict[str, str] = {}
    body: str | None = None
    browser: bool = False
    label: str = ""
    """The page as a person would call it: "page 3", "letter K"; letters and pages missing are gaps in the proof."""
    purpose: Literal["list", "session", "profile"] = "list"
    meta: dict[str, JsonValue] = {}


class NetworkCall(Frozen):
    """A JSON or XML answer that a page fetched by itself while the browser drew it."""

    url: str
    method: str
    request_headers: dict[str, str] = {}
    request_body: str | None = None
    status: int
    content_type: str = ""
    body: str


class Answer(Frozen):
    """What came back for an ask. `text` is the decoded body; files keep their bytes in `body`."""

    ask: Ask
    final_url: str
    status: int
    access: Access
    content_type: str = ""
    headers: dict[str, str] = {}
    body: bytes = b""
    text: str = ""
    calls: tuple[NetworkCall, ...] = ()


class PlatformReading(Frozen):
    """What a platform reads from one answer: rows, the total it states, and what to ask next."""

    rows: tuple[ListRow, ...] = ()
    declared_total: int | None = None
    more: tuple[Ask, ...] = ()
    pages_known: int | None = None
    """How many pages the list says it has, where it says so."""
    refused: str | None = None
    note: str | None = None
    recipe: dict[str, JsonValue] | None = None
    """What a later crawl may reuse, where the reader learned something."""


class Platform(Protocol):
    """A way in which many shows lay out their lists. One small file in `crawlers/platforms/`; pure, never fetches.

    `read` raises SourceDown(access=layout_changed) for an answer that lacks the known shape.
    """

    name: str

    def recognise(self, url: str, text: str | None = None) -> dict[str, Any] | None:
        """The params for this address (and page, once seen), or None where it is not of this platform."""
        ...

    def start(self, config: ListConfig) -> tuple[Ask, ...]:
        """The first requests. Params are checked here; BadInput names what is missing."""
        ...

    def read(self, answer: Answer, config: ListConfig) -> PlatformReading:
        """Rows and further requests from one answer."""
        ...


class ProofVerdict(StrEnum):
    """Is the list complete? `unknown` means that the page gave nothing to prove it by."""

    complete = "complete"
    incomplete = "incomplete"
    unknown = "unknown"


class Proof(Frozen):
    """The completeness proof of one crawl or preview."""

    declared_total: int | None = None
    pages_known: int | None = None
    pages_reached: int = 0
    rows: int = 0
    unique_rows: int = 0
    duplicate_rows: int = 0
    gaps: tuple[str, ...] = ()
    stopped: str = ""
    verdict: ProofVerdict = ProofVerdict.unknown
    why: str = ""
    why_zh: str = ""
    filled: dict[str, float] = {}


class Preview(Frozen):
    """What a crawl would read: shown before anything is stored."""

    url: str
    platform: str
    params: dict[str, JsonValue] = {}
    rows: tuple[ListRow, ...] = ()
    proof: Proof
    refused: str | None = None
    recipe: dict[str, JsonValue] | None = None
    warnings: tuple[str, ...] = ()


class CrawlReport(Frozen):
    """How one crawl ended: written as the last line of its JSON Lines file, stored with the run."""

    list: str
    started_at: Moment
    ended_at: Moment
    proof: Proof
    requests: int = 0
    bytes: int = 0
    refused: str | None = None
    access: Access = Access.ok
    errors: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    platform: str = ""
    """The platform that read it, which recognition may have chosen."""
    params: dict[str, JsonValue] = {}
    recipe: dict[str, JsonValue] | None = None
