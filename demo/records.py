"""The demo's true world: what is so, whatever the pages show of it. Frozen, and never given to the pipeline."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from core.records import Frozen
from core.words import ActivityKind, EmailKind, HasRd, SightingKind


class Trap(StrEnum):
    """A difficulty that real data has; each occurs at least twice in a world of sixty firms or more."""

    # Those that decide the status
    branch = "branch"
    rep_office = "rep_office"
    dealer = "dealer"
    deregistered = "deregistered"
    revoked = "revoked"
    suspended = "suspended"
    outsourced_rd = "outsourced_rd"
    no_rd = "no_rd"
    planned_rd = "planned_rd"
    others_rd = "others_rd"
    no_activity = "no_activity"
    event_366 = "event_366"
    undated_news = "undated_news"
    copyright_only = "copyright_only"
    site_down = "site_down"
    no_site = "no_site"
    soft_404 = "soft_404"
    lookalike_domain = "lookalike_domain"
    registry_challenge = "registry_challenge"
    name_one_char = "name_one_char"
    revenue_under = "revenue_under"
    revenue_low = "revenue_low"
    revenue_range = "revenue_range"
    revenue_unknown = "revenue_unknown"
    province_only = "province_only"
    no_district = "no_district"
    vague_sub_field = "vague_sub_field"
    off_catalogue = "off_catalogue"
    foreign = "foreign"
    # Those that a careful machine takes in its stride
    revenue_exact = "revenue_exact"
    event_364 = "event_364"
    event_365 = "event_365"
    published_late = "published_late"
    alias_english = "alias_english"
    alias_width = "alias_width"
    alias_traditional = "alias_traditional"
    alias_former = "alias_former"
    lookalike_name = "lookalike_name"
    trademark = "trademark"
    redirecting = "redirecting"
    slow = "slow"
    wrong_charset = "wrong_charset"
    dialog = "dialog"
    calendar = "calendar"
    free_mail = "free_mail"
    former_director = "former_director"
    unstated_mail = "unstated_mail"
    # Those of files that nobody may trust
    vague_source = "vague_source"
    no_source = "no_source"


class Place(Frozen):
    """Where a firm sits. `district` is a district, county or county-level city."""

    province: str
    city: str
    district: str
    en: str
    code: str
    tel: str
    municipality: bool = False


class Amount(Frozen):
    """Revenue of one year in CNY; a range has two ends, an exact amount one."""

    low: int
    high: int
    year: int
    where: str
    """"registry" or "site": the only place that states it."""


class TruePerson(Frozen):
    """A person whom the firm's own pages name."""

    name: str
    name_en: str
    title: str
    title_en: str
    leads_rd: bool
    former: bool = False
    phone: str | None = None
    email: str | None = None
    email_kind: EmailKind | None = None


class NewsItem(Frozen):
    """One news page. `kind` None: news that has nothing to do with R&D. `day` None: no date is printed anywhere."""

    slug: str
    title: str
    title_en: str
    kind: ActivityKind | None
    day: date | None


class Patent(Frozen):
    """One publication in the patent search."""

    number: str
    publication: str
    title: str
    filed_on: date
    published_on: date
    applicant: str


class RegistryEntry(Frozen):
    """What the company registry holds. `layout` is the kind of page that shows it."""

    key: str
    name: str
    english: str
    uscc: str
    status: str
    company_type: str
    legal_person: str
    capital: str
    established_on: date
    address: str
    scope: str
    industry: tuple[str, str]
    insured: int | None
    headcount: str
    former: tuple[str, ...] = ()
    website: str | None = None
    revenue: str | None = None
    revenue_year: int | None = None
    parent: str | None = None
    layout: str = "qichacha"
    challenged: bool = False


class Site(Frozen):
    """A firm's own web site: its host, its look, how it behaves, and what it says about R&D."""

    host: str
    skin: str
    languages: tuple[str, ...]
    javascript: bool = False
    encoding: str = "utf-8"
    declared: str = "utf-8"
    behaviour: str = "ok"
    """ok, down, reset, challenge, sign_in, slow, dialog, calendar, soft_404"""
    moved_from: str | None = None
    rd: HasRd = HasRd.yes
    rd_wording: str = "rd_yes"
    rd_place: str = "rd"
    """The page that says it: rd, about or contact."""
    rd_words: str = ""


class ListEntry(Frozen):
    """One row of a list, as its publisher typed it."""

    list: str
    name: str
    name_en: str | None = None
    country: str = "中国"
    city: str | None = None
    booth: str | None = None
    website: str | None = None
    category: str | None = None
    kind: SightingKind = SightingKind.firm
    firm: str


class TrueFirm(Frozen):
    """One firm as it truly is."""

    id: str
    legal_name: str
    english: str
    brand: str
    brand_en: str
    country: str
    place: Place | None
    system: str
    products: tuple[tuple[str, str], ...]
    has_rd: HasRd
    revenue: Amount | None
    registry: RegistryEntry | None
    site: Site | None
    news: tuple[NewsItem, ...] = ()
    patents: tuple[Patent, ...] = ()
    people: tuple[TruePerson, ...] = ()
    traps: tuple[Trap, ...] = ()
    phone: str = ""
    email: str = ""
    head_office: str | None = None

    def __hash__(self) -> int:
        """By name: pages are remembered by firm, and hashing every field would cost more than drawing a page."""
        return hash((self.id, self.legal_name))


class World(Frozen):
    """A small automotive web: firms, the lists that name them, and firms on no list."""

    seed: int
    today: date
    firms: tuple[TrueFirm, ...]
    entries: tuple[ListEntry, ...]
    bystanders: tuple[TrueFirm, ...] = ()
    """Firms on no list, with sites and registry entries: those that others are mistaken for."""

    def __hash__(self) -> int:
        """By what it was made from, for the same reason."""
        return hash((self.seed, self.today, len(self.firms)))
