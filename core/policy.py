"""The policy: every threshold and every switch, with its version and author (`config/policy.yml`).

Where the brief contradicts itself the switch is named after the row of REQUIREMENTS section 11 (C-1 … C-17).
"""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Literal

from pydantic import Field as Setting

from core.catalogue import Configured, load
from core.words import Field


class Revenue(Configured):
    """R-023, R-068, C-3, C-11: how large a firm must be."""

    minimum_cny: Decimal = Decimal(200_000_000)
    strictly_more: bool = False
    """C-3: 「2亿以上」 includes 200 million; the English brief says "more than"."""
    rates: dict[str, Decimal] = {}
    """CNY for one unit of a foreign currency; a currency without a rate leaves the rule undecided."""
    rates_of: date | None = None


class Rd(Configured):
    """R-026, R-044, R-063, C-4, C-12: R&D of the firm's own."""

    mode: Literal["strict", "conjunctive"] = "strict"
    """C-4: strict voids without own R&D; conjunctive only where all development is bought in as well."""


class Active(Configured):
    """R-048, R-067, C-6, C-7: R&D activity within a year."""

    years: int = 1
    coverage: float = Setting(default=0.6, ge=0, le=1)
    """How much of a kind must have been searched before its absence counts."""
    kinds: tuple[str, ...] = ("product", "patent")
    """Both kinds must have been searched and be empty before a firm is void."""
    patents_by: tuple[Literal["filed", "published"], ...] = ("filed", "published")
    """C-6: which dates of a patent count."""


class Foreign(Configured):
    """C-16: firms without an entry in a registry of the PRC."""

    mode: Literal["review", "home_registry"] = "review"
    """review: a person maps the firm to its entity in the PRC; home_registry: its own country's register will do."""


class Registries(Configured):
    """R-040, C-9: how many registries must agree."""

    needed: int = Setting(default=1, ge=1, le=3)


class Evidence(Configured):
    """R-041, R-049: what counts as verified, and for how long."""

    screenshot_for: tuple[Field, ...] = (Field.legal_name, Field.has_rd)
    days: dict[Field, int] = {}
    """After how many days a field must be verified again; fields not named use `days_default`."""
    days_default: int = 365
    enrich_every_days: int = Setting(default=30, ge=1)
    """A firm seen on a list again within this time is not enriched anew."""


class Verifier(Configured):
    """R-028: whose signature a qualified firm needs before it counts."""

    mode: Literal["human", "machine"] = "human"


class Merging(Configured):
    """DESIGN section 4: which proposals are accepted without a person."""

    accept: tuple[tuple[str, ...], ...] = (("name_key", "proved_domain"),)
    """Sets of independent strong signals; a proposal showing all signals of one set is accepted."""
    propose_from: float = 0.75


class Grading(Configured):
    """R-069: points for a qualified firm; the sum decides the grade."""

    revenue_steps_cny: tuple[Decimal, ...] = (Decimal(500_000_000), Decimal(2_000_000_000))
    events: int = 3
    """So many R&D events within the window earn a point."""
    preferred: tuple[str, ...] = ()
    """Sub-fields that we sell to best."""
    a_from: int = 5
    b_from: int = 3


class Targets(Configured):
    """R-110 … R-123: the team's numbers. C-1: both languages' targets are shown; `zh` is the headline."""

    qualified_day: int = 50
    qualified_month: int = 1000
    key_person_rate_zh: float = 0.20
    key_person_rate_en: float = 0.40
    valid_month_zh: int = 200
    valid_month_en: int = 240
    leads_month: int = 20
    appointments_month: int = 6
    touches_month: int = 600
    events_month: int = 4
    event_people: int = 15
    crm_accuracy: float = 0.95
    crm_accuracy_by: Literal["field", "record"] = "field"
    """R-117: both are counted and shown; this one is judged."""
    lead_entry_hours: int = 24
    inspection_share: float = 0.30
    inspection_pass: float = 0.90
    inspection_fail: float = 0.80
    lead_budget_cny: Decimal = Decimal(100_000)
    lead_mode: Literal["either_and_budget", "willing_or_budgeted"] = "either_and_budget"
    """C-5: (willing or interested) and budget and value; the other reading binds the budget to interest only."""


class Effort(Configured):
    """Minutes of a person's time that each step takes; used for the cheapest fix and the order of the queue."""

    minutes: dict[str, float] = {}
    default: float = 3.0


class Policy(Configured):
    """Everything that decides, in one file with one version."""

    version: str
    author: str
    note: str = ""
    revenue: Revenue = Revenue()
    rd: Rd = Rd()
    active: Active = Active()
    foreign: Foreign = Foreign()
    registries: Registries = Registries()
    evidence: Evidence = Evidence()
    verifier: Verifier = Verifier()
    merging: Merging = Merging()
    grading: Grading = Grading()
    targets: Targets = Targets()
    effort: Effort = Effort()
    disabled: tuple[str, ...] = ()
    """Enrichers that are switched off; the others go on."""

    def minutes(self, action: str) -> float:
        """How long a step takes a person."""
        return self.effort.minutes.get(action, self.effort.default)


def load_policy(config_dir: Path) -> Policy:
    """The policy of an installation."""
    return load(config_dir / "policy.yml", Policy)
