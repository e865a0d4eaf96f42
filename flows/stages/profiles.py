"""What identity resolution looks at, read from a whole firm: names, numbers, domain, phones, place."""

from __future__ import annotations

from core.records import Firm
from core.values.company_names import branch_marker, strict_key
from core.words import Field, SourceKind
from screen.names.usable import unusable
from screen.resolve import Claim, Profile, claims_of
from screen.resolve.claims import domain_of
from screen.resolve.quick import brand_keys, quick_key

PROVER = "website"
"""The enricher whose facts prove that a site is the firm's (docs/facts.md)."""
LOOKED_UP = ("uscc", "lei", "vat", "company_number", "name_key", "domain", "phone", "email_domain", "address", "brand")


def profile_of(firm: Firm) -> Profile:
    """The firm as the resolver sees it. Names of the list come first, then what a registry calls it."""
    names = dict.fromkeys([firm.name, *_stated(firm, Field.legal_name), *firm.aliases])
    names |= dict.fromkeys([*_stated(firm, Field.former_name), *_stated(firm, Field.alias)])
    usable = tuple(name for name in names if unusable(name) is None)
    proved = [f for f in firm.facts if f.field is Field.website and f.extractor.startswith(PROVER)]
    site = domain_of(str(proved[-1].value)) if proved else None
    # A list may still show the address that leads on to today's: other rows of the firm show it too.
    listed = [domain for s in firm.sightings if (domain := domain_of(s.website))]
    claims = {Claim("domain", domain) for domain in ([site] if site else []) + listed[:3]}
    for number in _stated(firm, Field.company_number):
        claims.add(Claim("company_number", number))
    found, _ = claims_of(
        names=usable,
        uscc=next(iter(_stated(firm, Field.uscc)), None),
        lei=next(iter(_stated(firm, Field.lei)), None),
        phone=next(iter(_stated(firm, Field.phone)), None) or next((s.phone for s in firm.sightings if s.phone), None),
        email=next(iter(_stated(firm, Field.email)), None) or next((s.email for s in firm.sightings if s.email), None),
        address=next(iter(_stated(firm, Field.address)), None),
    )
    claims |= set(found)
    for name in usable[:4]:
        if branch_marker(name) is None:
            claims |= {Claim("brand", key) for key in brand_keys(name, quick_key(name))}
    registries = {source.key for source in firm.sources if source.kind is SourceKind.registry}
    former = frozenset(
        strict_key(str(f.value)) for f in firm.facts if f.field is Field.former_name and f.source in registries
    )
    return Profile(firm.id, usable, frozenset(claims), _place(firm), _proved_domains(firm, site), former)


def _proved_domains(firm: Firm, site: str | None) -> frozenset[str]:
    """The domain of the site that was proved, and those whose addresses led on to it."""
    if site is None:
        return frozenset()
    led = {domain_of(page.url) for page in firm.captures if domain_of(page.final_url) == site}
    return frozenset(domain for domain in led if domain) | {site}


def _stated(firm: Firm, field: Field) -> list[str]:
    """Values of a field as text, the current one first."""
    holds = firm.fact(field)
    values = [f.value for f in ([holds] if holds else [])] + [f.value for f in firm.facts if f.field is field]
    return list(dict.fromkeys(v for v in values if isinstance(v, str) and v))


def _place(firm: Firm) -> str | None:
    value = firm.value(Field.hq_city)
    if isinstance(value, dict):
        parts = [str(value[key]) for key in ("province", "city") if value.get(key)]
        return " ".join(dict.fromkeys(parts)) or None
    return next((s.city for s in firm.sightings if s.city), None)
