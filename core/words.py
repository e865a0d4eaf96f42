"""The closed vocabularies: every word that is stored, compared or shown as a state stands here once."""

from enum import StrEnum


class Status(StrEnum):
    """Where a firm stands after screening (DESIGN section 2)."""

    qualified = "qualified"
    incomplete = "incomplete"
    review = "review"
    void = "void"


class Outcome(StrEnum):
    """What one rule answers. `passed` is stored as "pass", which is a keyword in Python."""

    passed = "pass"
    failed = "fail"
    unknown = "unknown"


class Access(StrEnum):
    """How a page answered (DESIGN section 6). Only `ok` and `not_found` say anything about the firm."""

    ok = "ok"
    not_found = "not_found"
    login_required = "login_required"
    challenged = "challenged"
    rate_limited = "rate_limited"
    blocked = "blocked"
    down = "down"
    layout_changed = "layout_changed"

    @property
    def says_something(self) -> bool:
        """Is the answer evidence about the firm, rather than about the way to the page?"""
        return self in _SAYING

    @property
    def stops_source(self) -> bool:
        """Must the source be left alone for the rest of the run?"""
        return self in (Access.login_required, Access.challenged, Access.rate_limited, Access.blocked)


_SAYING = (Access.ok, Access.not_found)


class SourceKind(StrEnum):
    """What kind of thing a source is; a search engine or "the internet" is none of these."""

    show = "show"
    association = "association"
    industry_site = "industry_site"
    file = "file"
    registry = "registry"
    website = "website"
    patents = "patents"
    recognition = "recognition"
    person = "person"


class SightingKind(StrEnum):
    """What a row of a list names."""

    firm = "firm"
    brand = "brand"
    partner = "partner"


class HasRd(StrEnum):
    """Has the firm R&D of its own (R-026)? `unknown` can never qualify."""

    yes = "yes"
    no = "no"
    outsourced = "outsourced"
    unknown = "unknown"


class RegistryStatus(StrEnum):
    """A registry's status word, mapped (SOURCES section 4)."""

    active = "active"
    moved = "moved"
    suspended = "suspended"
    closing = "closing"
    dead = "dead"
    unknown = "unknown"


class ActivityKind(StrEnum):
    """What an event of R&D activity is."""

    product = "product"
    patent_filed = "patent_filed"
    patent_published = "patent_published"
    rd_news = "rd_news"


class Precision(StrEnum):
    """How exactly a date was stated."""

    day = "day"
    month = "month"
    quarter = "quarter"
    half_year = "half_year"
    year = "year"


class ContactRole(StrEnum):
    """Which work a person does, as far as selling to R&D goes."""

    rd_leader = "rd_leader"
    rd = "rd"
    other = "other"


class EmailKind(StrEnum):
    """What an address is worth: only `corporate` can make a contact valid."""

    corporate = "corporate"
    free = "free"
    role = "role"
    inferred = "inferred"


class Grade(StrEnum):
    """How promising a firm is; the formula stands in config/policy.yml."""

    A = "A"
    B = "B"
    C = "C"


class Role(StrEnum):
    """What a signed-in person may do (DESIGN section 10)."""

    rep = "rep"
    inspector = "inspector"
    key_account = "key_account"
    manager = "manager"
    admin = "admin"


class Field(StrEnum):
    """The fields of a firm that facts speak of. `MANDATORY` below is the brief's list (R-020 … R-029)."""

    legal_name = "legal_name"
    former_name = "former_name"
    alias = "alias"
    uscc = "uscc"
    lei = "lei"
    company_number = "company_number"
    registry_status = "registry_status"
    company_type = "company_type"
    branch_of = "branch_of"
    legal_person = "legal_person"
    capital = "capital"
    established_on = "established_on"
    address = "address"
    scope = "scope"
    industry = "industry"
    insured_count = "insured_count"
    headcount = "headcount"
    revenue = "revenue"
    sub_field = "sub_field"
    category = "category"
    hq_city = "hq_city"
    country = "country"
    products = "products"
    website = "website"
    has_rd = "has_rd"
    rd_scope = "rd_scope"
    phone = "phone"
    email = "email"
    parent = "parent"
    registry_candidates = "registry_candidates"
    icp = "icp"


MANDATORY: tuple[Field, ...] = (
    Field.legal_name,
    Field.sub_field,
    Field.revenue,
    Field.hq_city,
    Field.products,
    Field.has_rd,
)
"""Fields whose value must be known; the acquisition channel, verifier and time are properties of their facts."""
