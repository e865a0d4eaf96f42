"""A web of made pages in memory, with the interface that enrichers get."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from core.errors import SourceDown
from core.records import Capture, Fact, Firm, Locator, Page, Sighting, Source
from core.words import Access, Field, SourceKind

AT = datetime(2026, 11, 21, 12, tzinfo=UTC)


class SiteWeb:
    """Answers with the pages it was given; anything else is not found; hosts in `stopped` turn everybody away."""

    def __init__(self, pages: Mapping[str, str], stopped: Sequence[str] = ()) -> None:
        self.pages, self.stopped = dict(pages), tuple(stopped)
        self.asked: list[str] = []

    async def get(
        self,
        url: str,
        *,
        source: str,
        browser: bool = False,
        headers: Mapping[str, str] | None = None,
        method: str = "GET",
        body: str | None = None,
        known_labels: Sequence[str] = (),
        robots: bool = True,
    ) -> Page:
        self.asked.append(url)
        if any(host in url for host in self.stopped):
            raise SourceDown(source, Access.blocked)
        text = self.pages.get(url) or self.pages.get(url.rstrip("/")) or self.pages.get(url + "/")
        access, status = (Access.ok, 200) if text else (Access.not_found, 404)
        sha = hashlib.sha256((text or "").encode()).hexdigest()
        capture = Capture(sha256=sha, url=url, final_url=url, fetched_at=AT, access=access, http_status=status)
        return Page(capture=capture, text=text or "")

    async def shoot(self, page: Page, quotes: Sequence[str]) -> Capture:
        return page.capture


LIST = Source(key="list", kind=SourceKind.show, title="Show 2026")
REGISTRY = Source(key="registry", kind=SourceKind.registry, title="Registry")


def firm_of(name: str, website: str | None = None, email: str | None = None, known: str | None = None) -> Firm:
    """A firm seen on one list; `known` is a website that is already a fact."""
    sighting = Sighting(
        id="s1",
        source="list",
        url="https://show.example.com/",
        locator=Locator(row=1),
        seen_at=AT,
        name=name,
        website=website,
        email=email,
    )
    facts = (
        (Fact(id="f1", firm="x", field=Field.website, value=known, source="list", extractor="website", found_at=AT),)
        if known
        else ()
    )
    return Firm(id="x", name=name, sources=(LIST, REGISTRY), sightings=(sighting,), facts=facts)
