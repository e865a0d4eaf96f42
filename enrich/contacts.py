"""Whom to call: people named with a title, and the work phones and e-mails of a firm's page.

The parser reads everybody whom the page names with a title; the enricher keeps leaders of R&D only (R-080), and what
it keeps says which page named them. Addresses are never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import date, datetime

from core.enrichment import Gleaned, Leaf, Web
from core.records import Firm, Frozen, Person
from core.values.emails import email_kind
from core.values.titles import title_role
from core.web.domains import registrable_domain
from core.words import ContactRole, SourceKind
from enrich import ENRICHERS
from enrich.contact_lines import Reach, email_reaches, phone_reaches, region_of
from enrich.firm_marks import firm_marks
from enrich.page_text import PageText, read_page
from enrich.people import Named, people_named

NEAR = 8
"""How many lines after a name a phone number or an address may still be that person's."""


class Contacts(Frozen):
    """What a page gives for reaching a firm; faxes are not among the phones."""

    people: tuple[Person, ...] = ()
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()


def parse_contacts(text: str, url: str, domains: Collection[str] = ()) -> Contacts:
    """Read one page of a firm's own site. `domains` are the firm's proven registrable domains (default: the page's)."""
    page = read_page(text, url)
    marks = firm_marks(page)
    own = tuple(domains) or tuple(d for d in [registrable_domain(url) if url else None] if d)
    phones = phone_reaches(page, region_of(page))
    emails = email_reaches(page)
    named = people_named(page, marks)
    people = tuple(_person(person, page, named, phones, emails, own) for person in named)
    return Contacts(
        people=people, phones=_distinct(phones), emails=tuple(dict.fromkeys(r.email for r in emails if r.email))
    )


def _distinct(reaches: Sequence[Reach]) -> tuple[str, ...]:
    """Each number once, as first written; one that is a fax everywhere is none."""
    kept: dict[str, str] = {}
    for reach in reaches:
        if reach.phone and reach.phone.kind != "fax":
            kept.setdefault(_key(reach), reach.phone.raw)
    return tuple(kept.values())


def _key(reach: Reach) -> str:
    assert reach.phone is not None
    return reach.phone.e164 or re.sub(r"\D", "", reach.phone.raw).lstrip("0")


def _person(
    named: Named,
    page: PageText,
    everybody: Sequence[Named],
    phones: Sequence[Reach],
    emails: Sequence[Reach],
    own: Collection[str],
) -> Person:
    phone = next((r.phone for r in _near(named, page, everybody, phones) if r.phone and r.phone.kind != "fax"), None)
    email = next((r.email for r in _near(named, page, everybody, emails) if r.email), None)
    extension = f";ext={phone.extension}" if phone and phone.extension else ""
    return Person(
        name=named.name,
        title=named.title,
        role=title_role(named.title),
        phone=(phone.e164 or phone.raw) + extension if phone else None,
        email=email,
        email_kind=email_kind(email, own) if email else None,
        quote=named.quote[:220],
    )


def _near(named: Named, page: PageText, everybody: Sequence[Named], reaches: Sequence[Reach]) -> list[Reach]:
    """What stands in the person's own line or card: after the name, before the next person, within one element."""
    if named.first >= len(page.lines):
        return []
    nxt = min((p.first for p in everybody if p.first > named.last), default=len(page.lines))
    end = min(nxt, named.last + NEAR + 1, len(page.lines))
    anchor = page.lines[named.first]
    here = [r for r in reaches if named.first <= r.line <= named.last]
    card = [r for r in reaches if named.last < r.line < end and _one_card(anchor.path, page.lines[r.line].path)]
    # What the page also gives away from this person is the firm's own.
    general = {_said(r) for r in reaches if not named.first <= r.line < end}
    return here + [r for r in card if _said(r) not in general]


def _said(reach: Reach) -> str:
    extension = reach.phone.extension if reach.phone else None
    return f"{_key(reach)};{extension or ''}" if reach.phone else str(reach.email)


def _one_card(one: tuple[int, ...], two: tuple[int, ...]) -> bool:
    shared = sum(a == b for a, b in zip(one, two, strict=False))
    return len(one) - shared <= 3 and len(two) - shared <= 4


@ENRICHERS.add("contacts")
class ContactFinder:
    """Leaders of R&D from team, contact, news and annual-report pages of the firm's own site."""

    name = "contacts"
    kind = SourceKind.website
    needs: tuple[str, ...] = ("website",)

    def wants(self, firm: Firm, now: datetime) -> bool:
        """While no current leader with a way to reach them is known."""
        from enrich.site_walk import site_of

        reachable = any(
            c.role is ContactRole.rd_leader and (c.phone or c.email) and not c.former for c in firm.contacts
        )
        return site_of(firm) is not None and not reachable

    async def glean(self, firm: Firm, web: Web, today: date) -> Gleaned:
        """One leaf for each page that names a leader, and the record of the search."""
        from enrich.page_kinds import Need, searched
        from enrich.site_walk import site_source, walk

        seen = await walk(firm, web)
        source = site_source(seen.home)
        leaves = []
        for page in seen.pages:
            contacts = parse_contacts(page.text, page.capture.final_url, seen.domains)
            leaders = tuple(p for p in contacts.people if p.role is ContactRole.rd_leader)
            if leaders:
                leaves.append(Leaf(source=source, capture=page.capture, people=leaders))
        hits = sum(len(leaf.people) for leaf in leaves)
        leaves.append(Leaf(source=source, capture=None, searches=(searched(seen, Need.contacts, hits),)))
        return Gleaned(enricher=self.name, leaves=tuple(leaves), captures=seen.captures, notes=seen.notes)
