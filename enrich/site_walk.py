"""One walk through a firm's site: which pages are read, chosen by menu, sitemap and link text, at most a stated number.

Every enricher of the site asks for the same walk; the pages come from the run's archive after the first time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from core.enrichment import Web
from core.errors import SkipFirm
from core.records import Capture, Firm, Page, Source
from core.settings import settings
from core.web.domains import canonical_url, registrable_domain
from core.words import Access, Field, SourceKind
from enrich.page_kinds import Kind, Need, kind_of_link
from enrich.page_text import read_page

_SKIP = re.compile(
    (
        r"\.(?:pdf|jpe?g|png|gif|svg|webp|zip|rar|docx?|xlsx?|pptx?|mp4|css|js|ico|xml)(?:\?|$)|^(?:javascript|"
        r"mailto|tel|data|#)|/(?:login|logout|cart|register|search|feed|wp-json|tag|author)(?:/|\?|"
        r"$)"
    ),
    re.I,
)
_BUDGET: tuple[tuple[Kind, int], ...] = (
    (Kind.rd, 2), (Kind.about, 1), (Kind.news, 1), (Kind.product, 1), (Kind.contact, 1), (Kind.team, 1), (Kind.legal, 1),
)  # fmt: skip
"""How many pages of a kind are wanted, the most telling kind first."""
_WANTED: dict[Need, tuple[Kind, ...]] = {
    Need.rd: (Kind.home, Kind.rd, Kind.about),
    Need.activity: (Kind.news, Kind.product),
    Need.contacts: (Kind.contact, Kind.team, Kind.legal),
}


@dataclass(slots=True)
class Walked:
    """What a walk saw: the pages that can be read, and what kept it from seeing more."""

    home: str
    pages: list[Page] = field(default_factory=list)
    kinds: list[Kind] = field(default_factory=list)
    offered: set[Kind] = field(default_factory=set)
    captures: tuple[Capture, ...] = ()
    blind_spots: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    access: Access = Access.ok

    @property
    def domains(self) -> tuple[str, ...]:
        """The registrable domain of the site."""
        domain = registrable_domain(self.home)
        return (domain,) if domain else ()

    def coverage(self, need: Need) -> float:
        """Share of the kinds of page that would tell, and that the site offers or ought to, which were read."""
        wanted = _WANTED[need]
        if not self.pages:
            return 0.0
        offered = [kind for kind in wanted if kind in self.offered or kind is Kind.home]
        read = [kind for kind in wanted if kind in self.kinds]
        # A site with no page of the kind anywhere was looked through, but proves less.
        return round(len(read) / len(offered), 2) if offered else 0.5


def site_source(home: str) -> Source:
    """The firm's own site as a source."""
    domain = registrable_domain(home) or urlsplit(home).hostname or home
    return Source(
        key=f"website:{domain}",
        kind=SourceKind.website,
        title=f"Website {domain}",
        title_zh=f"企业官网 {domain}",
        url=home,
    )


def links(page: Page) -> list[tuple[str, str]]:
    """Address and words of every link of a page that stays on its site, each address once, the longest words kept."""
    tree = read_page(page.text, page.capture.final_url).tree
    base = next(iter(tree.xpath("//base/@href")), "")
    start = urljoin(page.capture.final_url, base)
    domain = registrable_domain(page.capture.final_url) or urlsplit(page.capture.final_url).hostname
    found: dict[str, tuple[str, str]] = {}
    for anchor in tree.iter("a"):
        href = (anchor.get("href") or "").strip()
        if not href or _SKIP.search(href):
            continue
        try:
            address = urljoin(start, href).split("#", 1)[0]
        except ValueError:
            continue
        if (registrable_domain(address) or urlsplit(address).hostname) != domain or not address.startswith("http"):
            continue
        words = (
            " ".join("".join(anchor.itertext()).split()) or anchor.get("title") or " ".join(anchor.xpath(".//img/@alt"))
        )
        key = canonical_url(address)
        if key not in found or len(words) > len(found[key][1]):
            found[key] = (address, words)
    return list(found.values())


def choose(offered: Iterable[tuple[str, str]], limit: int, known: set[str]) -> list[tuple[str, Kind]]:
    """The pages worth reading, most telling kinds first; within a kind short addresses near the root first."""
    by_kind: dict[Kind, list[tuple[int, int, str]]] = {}
    for order, (address, words) in enumerate(offered):
        kind = kind_of_link(words, address)
        if canonical_url(address) not in known:
            depth = urlsplit(address).path.rstrip("/").count("/")
            by_kind.setdefault(kind, []).append((depth + (len(words) > 30) * 3, order, address))
    chosen: list[tuple[str, Kind]] = []
    for kind, number in _BUDGET:
        chosen += [(address, kind) for _, _, address in sorted(by_kind.get(kind, []))[:number]]
    return chosen[:limit]


def site_of(firm: Firm) -> str | None:
    """The home address that was proved to be the firm's, or that a person gave; what a registry or list says is no proof."""
    proved = [
        fact
        for fact in firm.facts
        if fact.field is Field.website
        and (fact.source == "proved" or fact.extractor == "website" or fact.extractor.startswith("person:"))
    ]
    newest = max(proved, key=lambda fact: (fact.found_at, fact.id), default=None)
    return newest.value if newest is not None and isinstance(newest.value, str) else None


async def walk(firm: Firm, web: Web) -> Walked:
    """Read the firm's site. Raises SkipFirm where no site is known, SourceDown where the site turns us away."""
    website = site_of(firm)
    if not website:
        raise SkipFirm(f"{firm.name}: no website is known")
    seen = Walked(home=website)
    first = await fetch(web, website)
    captures, blind = [first.capture], []
    if first.capture.access is not Access.ok:
        seen.access, seen.captures = first.capture.access, tuple(captures)
        seen.blind_spots = (f"home page: {first.capture.access.value}",)
        return seen
    seen.pages.append(first)
    seen.kinds.append(Kind.home)
    offered = links(first) or await _sitemap(web, website)
    seen.offered = {kind_of_link(words, address) for address, words in offered}
    known = {canonical_url(website), canonical_url(first.capture.final_url)}
    for address, kind in choose(offered, settings().pages_per_firm - 1, known):
        page = await fetch(web, address)
        captures.append(page.capture)
        if page.capture.access is Access.ok:
            seen.pages.append(page)
            seen.kinds.append(kind)
        elif page.capture.access is not Access.not_found:
            blind.append(f"{address}: {page.capture.access.value}")
    left = len(offered) - len(seen.pages) + 1
    if left > 0:
        blind.append(f"{left} further links were not followed")
    seen.captures, seen.blind_spots = tuple(captures), tuple(blind)
    return seen


async def fetch(web: Web, url: str) -> Page:
    """One page of a firm's site, drawn by the browser only where the HTML is an empty shell."""
    from core.web.reader import needs_drawing

    source = f"website:{registrable_domain(url) or urlsplit(url).hostname}"
    page = await web.get(url, source=source)
    return await web.get(url, source=source, browser=True) if needs_drawing(page) else page


async def _sitemap(web: Web, home: str) -> list[tuple[str, str]]:
    """Addresses from /sitemap.xml, for a home page without links."""
    page = await fetch(web, urljoin(home, "/sitemap.xml"))
    if page.capture.access is not Access.ok:
        return []
    found = re.findall(r"<loc>\s*([^<\s]+)\s*</loc>", page.text)[:500]
    domain = registrable_domain(home)
    return [(address, "") for address in found if registrable_domain(address) == domain]
