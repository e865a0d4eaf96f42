"""Records about firms, lists, runs and judgements that repositories return beside those of `core.records`."""

from __future__ import annotations

from enum import StrEnum
from typing import Generic, TypeVar

from pydantic import JsonValue

from core.listing import CrawlReport
from core.records import Frozen, Moment, Reason
from core.words import Grade, Outcome, Status

T = TypeVar("T")


class Intake(Frozen):
    """What became of the rows that were handed to `save_sightings`."""

    rows: int = 0
    new: int = 0
    seen_again: int = 0
    new_firms: int = 0

    def __add__(self, other: Intake) -> Intake:
        """Both together."""
        return Intake(**{name: getattr(self, name) + getattr(other, name) for name in Intake.model_fields})


class Crawl(Frozen):
    """One reading of one list."""

    id: str
    source: str
    run: str | None
    started_at: Moment
    ended_at: Moment | None
    rows: int
    report: CrawlReport | None = None


class Move(Frozen):
    """A firm that stood elsewhere on the list before."""

    firm: str
    name: str
    before: str | None
    now: str | None


class FirmLine(Frozen):
    """A firm as a line of a table: what pages sort, filter and show without loading the whole firm."""

    id: str
    name: str
    legal_name: str | None = None
    country: str | None = None
    uscc: str | None = None
    domain: str | None = None
    source: str
    status: Status
    machine_status: Status | None = None
    grade: Grade | None = None
    priority: float = 0.0
    sub_field: str | None = None
    province: str | None = None
    decided: bool = False
    merged_into: str | None = None
    version: int = 0
    """Hand it back with a decision: it is refused if somebody else was quicker."""
    first_seen_at: Moment
    enriched_at: Moment | None = None
    screened_at: Moment | None = None


class Filter(Frozen):
    """Which firms a page or an export is about; empty fields do not narrow."""

    status: Status | None = None
    source: str | None = None
    sub_field: str | None = None
    province: str | None = None
    rule: str | None = None
    """Code of a finding that is not a pass, for example "E5b"."""
    first_seen_before: Moment | None = None
    first_seen_after: Moment | None = None
    undecided: bool = False
    """Only firms on which no person has spoken."""
    named_accounts: bool | None = None
    """False keeps pinned firms out, True shows only them."""


class Page(Frozen, Generic[T]):
    """Some of many, in a stable order; `next` continues and is None at the end."""

    items: tuple[T, ...]
    next: str | None = None


class Count(Frozen):
    """How many; beyond a bound nobody counts on, and `exact` is False."""

    n: int
    exact: bool = True


class RunState(StrEnum):
    """How a run stands."""

    running = "running"
    stopping = "stopping"
    done = "done"
    failed = "failed"
    stopped = "stopped"


class Run(Frozen):
    """One run of the pipeline."""

    id: str
    kind: str
    key: str
    params: dict[str, JsonValue]
    state: RunState
    by: str
    started_at: Moment
    heartbeat_at: Moment
    ended_at: Moment | None = None
    report: dict[str, JsonValue] | None = None
    joined: bool = False
    """True where `start_run` found this run going on and started nothing."""


class Progress(Frozen):
    """Firms of one stage of a run by their state."""

    stage: str
    waiting: int = 0
    claimed: int = 0
    done: int = 0
    failed: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.waiting + self.claimed + self.done + self.failed


class Ledger(Frozen):
    """Where the rows of a run went: nothing may be missing (DESIGN section 9)."""

    rows_in: int
    qualified: int = 0
    incomplete: int = 0
    review: int = 0
    void: int = 0
    merged: int = 0
    """Further rows of a firm, and rows of firms that another one speaks for."""
    quarantined: int = 0
    not_firms: int = 0
    """Brands and partners."""

    @property
    def conserved(self) -> bool:
        """Is every row accounted for?"""
        out = self.qualified + self.incomplete + self.review + self.void + self.merged + self.quarantined
        return self.rows_in == out + self.not_firms


class Merge(Frozen):
    """Two rows are one firm, or, where `undoes` is set, two after all."""

    id: str
    kept: str
    merged: str
    why: str
    evidence: tuple[str, ...] = ()
    undoes: str | None = None
    by: str
    at: Moment


class ProposalState(StrEnum):
    """Has a person judged it?"""

    open = "open"
    accepted = "accepted"
    declined = "declined"


class Proposal(Frozen):
    """A merge (`other` is set) or a registry candidate (`candidate` is set) for a person to judge."""

    id: str
    kind: str
    firm: str
    other: str | None = None
    candidate: JsonValue = None
    score: float
    reasons: tuple[Reason, ...] = ()
    source: str
    state: ProposalState = ProposalState.open
    made_at: Moment
    settled_by: str | None = None
    settled_at: Moment | None = None


class IdentityClaim(Frozen):
    """A key that a firm is known by, as identity resolution folds it."""

    kind: str
    key: str
    firm: str


class Ruling(Frozen):
    """One decision, undo or appeal as history shows it."""

    id: str
    firm: str
    kind: str
    status: Status | None
    reason: str
    note: str
    undoes: str | None
    by: str
    at: Moment


class CodeCount(Frozen):
    """How many firms have this finding."""

    code: str
    outcome: Outcome
    n: int


class Quarantined(Frozen):
    """A row that could not be taken in."""

    id: str
    source: str | None = None
    crawl: str | None = None
    raw: JsonValue
    code: str
    reason: Reason
    at: Moment
