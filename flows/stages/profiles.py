"""What identity resolution looks at, read from a whole firm: names, numbers, domain, phones, place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import islice

from core.records import Capture, Fact, Firm
from core.trust import current
from core.values.company_names import branch_marker, strict_key
from core.words import Field, SourceKind
from screen.names.quick_key import quick_key
from screen.names.usable import doubtful, unusable
from screen.resolve import Claim, Profile, claims_of
from screen.resolve.claims import domain_of
from screen.resolve.quick import brand_keys
from storage.repositories.identified import Identified, Listed

PROVER = "website"
"""The enricher whose facts prove that a site is the firm's (docs/facts.md)."""
LOOKED_UP = ("uscc", "lei", "vat", "company_number", "name_key", "domain", "phone", "email_domain", "address", "brand")

Stated = Mapping[Field, list[Fact]]
"""Facts of each field, the current one first."""


def profile_of(firm: Firm) -> Profile:
    """The firm as it is looked up: with the keys of its names, and those of its brand."""
    seen = compared(_identified(firm), firm.captures)
    named, _ = claims_of(names=seen.names)
    claims = seen.claims | set(named)
    for name in seen.names[:4]:
        if branch_marker(name) is None:
            claims |= {Claim("brand", key) for key in brand_keys(name, quick_key(name))}
    return replace(seen, claims=claims)


def compared(firm: Identified, captures: Iterable[Capture] = (), kinds: Container[str] = LOOKED_UP) -> Profile:
    """The firm as another one is compared with it. Names of the list come first, then what a registry calls it.

    Of the keys other than names only those of `kinds`: what the other firm has none of need not be read.
    """
    stated = _stated(firm) if firm.facts else {}
    names = dict.fromkeys([firm.name, *_texts(stated, Field.legal_name), *firm.aliases])
    names |= dict.fromkeys([*_texts(stated, Field.former_name), *_texts(stated, Field.alias)])
    proved = [f for f in stated.get(Field.website, ()) if f.extractor.startswith(PROVER)]
    site = domain_of(str(proved[-1].value)) if proved else None
    former = frozenset(
        strict_key(str(fact.value))
        for fact in stated.get(Field.former_name, ())
        if firm.kinds.get(fact.source) is SourceKind.registry
    )
    return Profile(
        firm.id,
        tuple(name for name in names if not doubtful(name, quick_key(name)) or unusable(name) is None),
        frozenset(_claims(firm, stated, site, kinds)),
        _place(firm, stated),
        _proved_domains(site, captures),
        former,
    )


def _claims(firm: Identified, stated: Stated, site: str | None, kinds: Container[str]) -> Iterator[Claim]:
    """Keys other than those of its names."""
    if site is not None:
        yield Claim("domain", site)
    if "domain" in kinds:
        # A list may still show the address that leads on to today's: other rows of the firm show it too.
        listed = (domain for row in firm.rows if row.website and (domain := domain_of(row.website)))
        yield from (Claim("domain", domain) for domain in islice(listed, 3))
    yield from (Claim("company_number", number) for number in _texts(stated, Field.company_number))
    phone = email = None
    if "phone" in kinds:
        phone = _first(stated, Field.phone) or next((row.phone for row in firm.rows if row.phone), None)
    if "email_domain" in kinds:
        email = _first(stated, Field.email) or next((row.email for row in firm.rows if row.email), None)
    if stated or phone or email:
        uscc, lei, address = (_first(stated, field) for field in (Field.uscc, Field.lei, Field.address))
        yield from claims_of(uscc=uscc, lei=lei, phone=phone, email=email, address=address)[0]


def _identified(firm: Firm) -> Identified:
    """A whole firm, as far as this is about."""
    rows = tuple(Listed(row.website, row.phone, row.email, row.city) for row in firm.sightings)
    kinds = {source.key: source.kind for source in firm.sources}
    return Identified(firm.id, firm.name, firm.aliases, rows, firm.facts, kinds)


def _proved_domains(site: str | None, captures: Iterable[Capture]) -> frozenset[str]:
    """The domain of the site that was proved, and those whose addresses led on to it."""
    if site is None:
        return frozenset()
    led = {domain_of(page.url) for page in captures if domain_of(page.final_url) == site}
    return frozenset(domain for domain in led if domain) | {site}


def _stated(firm: Identified) -> Stated:
    """What is stated of a firm, by field."""
    found: defaultdict[Field, list[Fact]] = defaultdict(list)
    for fact in firm.facts:
        found[fact.field].append(fact)
    for field, facts in found.items():
        holds = current(facts, field, firm.kinds) if len(facts) > 1 else None
        if holds is not None:
            facts.insert(0, holds)
    return found


def _texts(stated: Stated, field: Field) -> list[str]:
    """Values of a field as text, the current one first."""
    if field not in stated:
        return []
    return list(dict.fromkeys(fact.value for fact in stated[field] if isinstance(fact.value, str) and fact.value))


def _first(stated: Stated, field: Field) -> str | None:
    return next(iter(_texts(stated, field)), None)


def _place(firm: Identified, stated: Stated) -> str | None:
    value = next((fact.value for fact in stated.get(Field.hq_city, ())), None)
    if isinstance(value, dict):
        parts = [str(value[key]) for key in ("province", "city") if value.get(key)]
        return " ".join(dict.fromkeys(parts)) or None
    return next((row.city for row in firm.rows if row.city), None)
