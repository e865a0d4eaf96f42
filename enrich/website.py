"""Which site is the firm's, and what proves it (R-045); then the statements of its pages.

A site is taken only with proof: the firm's legal name as the owner of the page, its site licence number, or a registry
that names the address. A domain that merely looks right proves nothing, and a page on somebody else's platform is not
the firm's site.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlsplit

from core.enrichment import Gleaned, Leaf, Web
from core.errors import SkipFirm, SourceDown
from core.records import Capture, Fact, Firm, Found, Page
from core.values.company_names import strict_key
from core.values.emails import email_kind
from core.web.domains import is_platform, registrable_domain
from core.words import Access, EmailKind, Field, SourceKind
from enrich import ENRICHERS
from enrich.firm_marks import Marks, firm_marks
from enrich.page_kinds import Kind, kind_of_link
from enrich.page_text import PageText, read_page
from enrich.site_facts import site_facts
from enrich.site_walk import fetch, links, site_source, walk

_FORM = re.compile(
    r"(?:co|company|ltd|limited|inc|incorporated|corp|corporation|llc|plc|gmbh|ag|kg|kgaa|se|sa|sas|srl|spa|bv|nv|ab|oy|as|holding|group)+$"
)
PROVING = (Kind.legal, Kind.contact, Kind.about)
"""Pages that name the owner where the home page does not."""


@dataclass(frozen=True, slots=True)
class Proof:
    """Why a site is believed to be the firm's."""

    how: str
    quote: str
    confidence: float
    shown_on: Capture | None = None
    """The page that holds the quote, where it is not one of the site itself."""
    source: str = ""


def candidates(firm: Firm) -> Iterator[str]:
    """Addresses to try, the most telling first: registry, lists, hosts of e-mail addresses that are not free mail."""
    trusted = {s.key for s in firm.sources if s.kind is SourceKind.registry}
    stated = sorted((f for f in firm.facts if f.field is Field.website), key=lambda f: (f.source not in trusted, f.id))
    raw = [str(fact.value) for fact in stated] + [s.website for s in firm.sightings if s.website]
    mails = [s.email for s in firm.sightings if s.email] + [str(f.value) for f in firm.facts if f.field is Field.email]
    raw += [mail.rpartition("@")[2] for mail in mails if email_kind(mail) is not EmailKind.free]
    seen = set()
    for address in raw:
        for home in _homes(address):
            if home not in seen and not is_platform(home):
                seen.add(home)
                yield home


def _homes(address: str) -> Iterator[str]:
    """The address as a URL; one that is written without a scheme is tried as https first, then as http."""
    address = address.strip()
    if not address or " " in address:
        return
    written = re.match(r"https?://", address, re.I)
    for full in (address,) if written else (f"https://{address}", f"http://{address}"):
        parts = urlsplit(full)
        if "." in parts.netloc:
            yield f"{parts.scheme.lower()}://{parts.netloc.lower()}{parts.path or '/'}"


def names_of(firm: Firm) -> frozenset[str]:
    """Keys of every name that the firm is registered or listed under."""
    stated = [str(f.value) for f in firm.facts if f.field in (Field.legal_name, Field.former_name, Field.alias)]
    return frozenset(key for name in (firm.name, *firm.aliases, *stated) for key in _keys(name))


def _keys(name: str) -> set[str]:
    key = strict_key(name)
    bare = _FORM.sub("", key)
    return {k for k in (key, bare if key.isascii() else key) if len(k) >= 4}


def proof(firm: Firm, page: PageText, marks: Marks) -> Proof | None:
    """What on this page proves that the site is the firm's, or None."""
    wanted = names_of(firm)
    licences = {
        re.sub(r"\W", "", str(f.quote or "")).upper()
        for f in firm.facts
        if f.field is Field.website and "ICP" in str(f.quote or "")
    }
    if marks.icp and re.sub(r"\W", "", marks.icp).upper() in licences:
        return Proof("licence", marks.icp, 1.0)
    if marks.legal_name and _keys(marks.legal_name) & wanted:
        line = next((line.text for line in page.lines if marks.legal_name in line.text), marks.legal_name)
        return Proof("legal name", line[:200], 0.95)
    return None


def _registered(firm: Firm, home: str) -> Fact | None:
    trusted = {s.key for s in firm.sources if s.kind is SourceKind.registry}
    domain = registrable_domain(home)
    return next(
        (
            f
            for f in firm.facts
            if f.field is Field.website and f.source in trusted and registrable_domain(str(f.value)) == domain
        ),
        None,
    )


@ENRICHERS.add("website")
class Website:
    """The firm's own site, proved; and what its pages state."""

    name = "website"
    kind = SourceKind.website
    needs: tuple[str, ...] = ()

    def wants(self, firm: Firm, now: datetime) -> bool:
        """Where there is an address to try."""
        return any(True for _ in candidates(firm))

    async def glean(self, firm: Firm, web: Web, today: date) -> Gleaned:
        """Try each address until one is proved, then read the site once for all enrichers that follow."""
        captures: list[Capture] = []
        notes: list[str] = []
        for home in candidates(firm):
            try:
                proved = await self._prove(firm, home, web, captures, notes)
            except SourceDown as stop:
                notes.append(f"{home}: {stop.access.value}")
                continue
            if proved:
                page, why = proved
                website = Found(
                    field=Field.website, value=page.capture.final_url, quote=why.quote, confidence=why.confidence
                )
                source = next((s for s in firm.sources if why.shown_on and s.key == why.source), None)
                leaves = [
                    Leaf(source=source, capture=why.shown_on, found=(website,))
                    if source is not None
                    else Leaf(source=site_source(page.capture.final_url), capture=page.capture, found=(website,))
                ]
                leaves += await self._statements(firm, page, web, captures)
                return Gleaned(enricher=self.name, leaves=tuple(leaves), captures=tuple(captures), notes=tuple(notes))
        return Gleaned(enricher=self.name, captures=tuple(captures), notes=tuple(notes))

    async def _prove(
        self, firm: Firm, home: str, web: Web, captures: list[Capture], notes: list[str]
    ) -> tuple[Page, Proof] | None:
        """The home page and its proof, looked for on the home page and the pages that name owners."""
        first = await fetch(web, home)
        captures.append(first.capture)
        if first.capture.access is not Access.ok:
            notes.append(f"{home}: {first.capture.access.value}")
            return None
        if is_platform(first.capture.final_url):
            notes.append(f"{home}: leads to a platform of many firms, {first.capture.final_url}")
            return None
        if fact := _registered(firm, home):
            shown_on = next((c for c in firm.captures if c.id == fact.capture), None)
            return first, Proof("registry", fact.quote or str(fact.value), 1.0, shown_on, fact.source)
        pages = [first]
        offered = [(address, kind_of_link(words, address)) for address, words in links(first)]
        for wanted in PROVING:
            if why := _proof_on(firm, pages):
                return first, why
            address = next((a for a, kind in offered if kind is wanted), None)
            if address:
                page = await fetch(web, address)
                captures.append(page.capture)
                pages = [page] if page.capture.access is Access.ok else []
        if why := _proof_on(firm, pages):
            return first, why
        owner = firm_marks(read_page(first.text, first.capture.final_url)).legal_name
        notes.append(f"{home}: not proved to be the firm's" + (f"; the page names {owner}" if owner else ""))
        return None

    async def _statements(self, firm: Firm, home: Page, web: Web, captures: list[Capture]) -> list[Leaf]:
        """One leaf for each page of the walk that states something."""
        known = firm.model_copy(update={"facts": (*firm.facts, _website_fact(firm, home))})
        try:
            seen = await walk(known, web)
        except (SkipFirm, SourceDown):
            return []
        captures.extend(c for c in seen.captures if c not in captures)
        leaves = []
        for page, kind in zip(seen.pages, seen.kinds, strict=True):
            if found := site_facts(page.text, page.capture.final_url, kind):
                leaves.append(Leaf(source=site_source(seen.home), capture=page.capture, found=found))
        return leaves


def _proof_on(firm: Firm, pages: list[Page]) -> Proof | None:
    for page in pages:
        read = read_page(page.text, page.capture.final_url)
        if why := proof(firm, read, firm_marks(read)):
            return why
    return None


def _website_fact(firm: Firm, home: Page) -> Fact:
    """The site as the walk looks it up, before storage has written it."""
    return Fact(
        id="proved", firm=firm.id, field=Field.website, value=home.capture.final_url, source="proved",
        extractor="person:proof", found_at=home.capture.fetched_at,
    )  # fmt: skip
