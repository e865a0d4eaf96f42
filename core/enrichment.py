"""What passes between the pipeline and one source of evidence: the way to pages, and what was gleaned from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from core.records import Capture, Event, Firm, Found, Frozen, Page, Person, Source
from core.words import Access, SourceKind


class Sought(Frozen):
    """A search that was made, before it belongs to a firm: see `core.records.Search`."""

    kind: str
    where: str
    query: str
    pages_seen: int
    coverage: float
    blind_spots: tuple[str, ...] = ()
    hits: int = 0
    access: Access = Access.ok


class Leaf(Frozen):
    """What one page gave: every fact, event and person keeps the page it was read from."""

    source: Source
    capture: Capture | None
    found: tuple[Found, ...] = ()
    events: tuple[Event, ...] = ()
    people: tuple[Person, ...] = ()
    searches: tuple[Sought, ...] = ()


class Gleaned(Frozen):
    """What one enricher brought home for one firm, page by page."""

    enricher: str
    leaves: tuple[Leaf, ...] = ()
    captures: tuple[Capture, ...] = ()
    """Every page that was looked at, also those that gave nothing."""
    notes: tuple[str, ...] = ()


class Web(Protocol):
    """The guarded way to the network. Every answer is archived before it is returned."""

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
        """Fetch, archive and classify one page.

        `source` names the site or system for pacing and for stopping it: SourceDown is raised at the first answer
        whose access stops a source, and for every later call to that source. Other failures come back as a page with
        `access` down or not_found. `browser=True` draws the page in Chromium and returns the drawn HTML.
        Where `known_labels` are given, a page that holds none of them is `layout_changed`.
        """
        ...

    async def shoot(self, page: Page, quotes: Sequence[str]) -> Capture:
        """The same capture with screenshots: full page with the quotes boxed, and the viewport."""
        ...


class Enricher(Protocol):
    """One source of evidence: one file in `enrich/`, registered by name, switched on and off in the policy."""

    name: str
    kind: SourceKind
    needs: tuple[str, ...]
    """Names of enrichers that must have run before, because this one reads what they found."""

    def wants(self, firm: Firm, now: datetime) -> bool:
        """Is there anything this source could still tell about the firm?"""
        ...

    async def glean(self, firm: Firm, web: Web, today: date) -> Gleaned:
        """Fetch what is needed and read it. Raises SkipFirm or SourceDown, never anything else on purpose."""
        ...


class EvidenceSink(Protocol):
    """Where captures are archived; the evidence store of `storage` is the real one."""

    def keep(
        self,
        *,
        url: str,
        final_url: str,
        status: int | None,
        headers: Mapping[str, str],
        body: bytes,
        access: Access,
        fetched_at: datetime,
        title: str | None = None,
        language: str | None = None,
        screenshot: bytes | None = None,
        viewport: bytes | None = None,
    ) -> Capture:
        """Store one answer and say where it lies. The same bytes are stored once."""
        ...

    def illustrate(self, capture: Capture, screenshot: bytes, viewport: bytes | None) -> Capture:
        """Add screenshots to a capture that was kept without."""
        ...

    def body(self, capture: Capture) -> bytes:
        """The archived body, checked against its SHA-256."""
        ...
