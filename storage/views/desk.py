"""Records about users, the ladder, KPIs and what people configure."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pydantic import JsonValue

from core.records import Frozen, Moment
from core.words import Field, Role


class User(Frozen):
    """A person who may sign in."""

    login: str
    name: str
    role: Role
    active: bool = True
    password: str | None = None
    """The argon2 hash."""
    failures: int = 0
    locked_until: Moment | None = None


class Session(Frozen):
    """A session of the review pages."""

    id: str
    login: str
    csrf: str
    made_at: Moment
    seen_at: Moment
    ends_at: Moment


class Action(Frozen):
    """One line of the audit trail."""

    at: Moment
    actor: str
    action: str
    subject: str
    detail: JsonValue = None


class Touch(Frozen):
    """One call, mail or chat."""

    id: str
    firm: str
    contact: str | None = None
    channel: str
    outcome: str
    note: str = ""
    next_step: str | None = None
    due_on: date | None = None
    by: str
    at: Moment


class Lead(Frozen):
    """A qualified lead: entered by a rep, confirmed by somebody else."""

    id: str
    firm: str
    contact: str | None = None
    willing: bool
    interested: bool
    budget_cny: Decimal
    further_value: bool
    quote: str
    talk_ended_at: Moment
    entered_at: Moment
    by: str
    state: str = "waiting"
    settled_by: str | None = None
    settled_at: Moment | None = None
    settled_why: str | None = None


class Appointment(Frozen):
    """A visit or online meeting; counts once the customer has confirmed it."""

    id: str
    firm: str
    lead: str | None = None
    kind: str
    takes_place_at: Moment
    state: str = "proposed"
    evidence: str | None = None
    capture: str | None = None
    by: str
    made_at: Moment
    confirmed_at: Moment | None = None


class Event(Frozen):
    """A campaign or event."""

    id: str
    title: str
    held_on: date
    by: str
    made_at: Moment


class Invitation(Frozen):
    """One person invited to one event."""

    id: str
    event: str
    firm: str
    contact: str
    valid: bool
    answer: str = "open"
    by: str
    at: Moment


class Inspection(Frozen):
    """One firm of a sealed monthly sample."""

    id: str
    month: str
    firm: str
    rep: str
    seed: str
    population: int
    sealed_at: Moment
    passed: bool | None = None
    wrong_fields: tuple[Field, ...] = ()
    note: str = ""
    by: str | None = None
    at: Moment | None = None


class Export(Frozen):
    """One export, as logged."""

    id: str
    target: str
    filters: JsonValue
    firms: int
    contacts: int = 0
    sha256: str | None = None
    by: str
    at: Moment


class ListFile(Frozen):
    """One saved version of a list's YAML."""

    list: str
    version: int
    yaml: str
    by: str
    at: Moment


class Policy(Frozen):
    """One activation of a policy."""

    version: str
    yaml: str
    author: str
    by: str
    why: str
    at: Moment


class KpiEvent(Frozen):
    """One thing that counts in a KPI; reports sort it into days of the team's calendar."""

    firm: str
    by: str
    at: Moment


class Erased(Frozen):
    """What an erasure did, and the archived pages that still show the person: their bytes are the evidence store's."""

    rows: int
    captures: tuple[str, ...]


class Attempted(Frozen):
    """Calls to one metered source since a moment."""

    system: str
    calls: int
    refused: int
    cost_cny: float
