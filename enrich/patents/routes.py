"""Where patents are looked for: each route fetches every page of one applicant's search that it may, and says what it saw."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Protocol
from urllib.parse import quote

from core.enrichment import Web
from core.errors import SourceDown
from core.records import Capture, Frozen, Page, Source
from core.settings import Settings
from core.web.domains import host_of
from core.words import Access, SourceKind
from enrich.ledger import UsedUp
from enrich.patents import epo_ops, google_patents
from enrich.patents.read import parse_patents, read_tree
from enrich.patents.record import Patent, PatentReading
from enrich.patents.sites import PatentSite, PatentSites
from enrich.registry import qcc, tyc
from enrich.registry.api_codes import Action
from enrich.registry.calls import Call, send
from enrich.registry.embedded import decoded


class Seen(Frozen):
    """What one route saw for one applicant."""

    access: Access = Access.ok
    total: int | None = None
    rows: int = 0
    pages: tuple[tuple[Capture, tuple[Patent, ...]], ...] = ()
    detail: str = ""
    calls: int = 0
    """Requests that were sent, tries again among them."""
    cost: Decimal = Decimal(0)
    """CNY, by the prices of the configuration."""

    @property
    def coverage(self) -> float:
        """Share of the declared hits that was read; 0 where the search could not be asked."""
        if self.access not in (Access.ok, Access.not_found):
            return 0.0
        if self.total == 0 or self.access is Access.not_found:
            return 1.0
        if self.total is None:
            return 0.8 if self.pages else 0.0
        return min(1.0, self.rows / self.total)


class PatentRoute(Protocol):
    """One way to patents."""

    name: str
    source: Source
    per_day: int

    async def look(self, applicant: str, since: date, today: date, web: Web) -> Seen:
        """Search. Raises SourceDown where the source must be left alone."""
        ...


def source(key: str, title: str, title_zh: str | None) -> Source:
    """The source of a patent route."""
    return Source(key=f"patents:{key}", kind=SourceKind.patents, title=title, title_zh=title_zh)


class SiteRoute:
    """A patent search page of the configuration."""

    def __init__(self, name: str, site: PatentSite) -> None:
        self.name, self.per_day, self._site = name, site.per_day, site
        self.source = source(name, site.title, site.title_zh)

    async def look(self, applicant: str, since: date, today: date, web: Web) -> Seen:
        """Page after page, by the page number of the address, else by the page's own next link."""
        pages: list[tuple[Capture, tuple[Patent, ...]]] = []
        total, rows, url = None, 0, self._url(applicant, 1)
        for number in range(1, self._site.pages + 1):
            page = await web.get(url, source=host_of(url), browser=self._site.browser, robots=self._site.robots)
            if not page.capture.access.says_something:
                return Seen(access=page.capture.access, total=total, rows=rows, pages=tuple(pages))
            reading = parse_patents(page.text, page.capture.final_url)
            pages.append((page.capture, reading.patents))
            rows, total = rows + len(reading.patents), reading.total if total is None else total
            following = self._next(applicant, number, page.text, page.capture.final_url)
            if not reading.patents or following is None or (total is not None and rows >= total):
                break
            url = following
        nothing = total == 0 and not rows
        recognised = bool(rows) or total is not None
        access = Access.not_found if nothing else Access.ok if recognised else Access.layout_changed
        return Seen(access=access, total=total, rows=rows, pages=tuple(pages))

    def _url(self, applicant: str, page: int) -> str:
        return self._site.search_url.replace("{applicant}", quote(applicant)).replace("{page}", str(page))

    def _next(self, applicant: str, number: int, text: str, url: str) -> str | None:
        if "{page}" in self._site.search_url:
            return self._url(applicant, number + 1)
        from enrich.patents.page import next_link

        return next_link(text, url)


class ApiRoute:
    """Patents of Tianyancha or Qichacha: paged, billed, with codes in the body."""

    def __init__(
        self, name: str, origin: Source, call: Callable[[str, int, date, date], Call], price: Decimal = Decimal(0)
    ) -> None:
        self.name, self.source, self.per_day, self._call, self._price = name, origin, 200, call, price

    async def look(self, applicant: str, since: date, today: date, web: Web) -> Seen:
        """At most five pages of the publications of the period."""
        pages: list[tuple[Capture, tuple[Patent, ...]]] = []
        total, rows, calls, billed = None, 0, 0, 0
        for number in range(1, 6):
            result = await send(self._call(applicant, number, since, today), self.name, web)
            calls, billed = calls + result.calls, billed + result.billed
            if result.action is not Action.use:
                access = Access.not_found if result.action is Action.not_found else Access.down
                state = access if not pages else Access.ok
                return Seen(
                    access=state,
                    total=total or (0 if access is Access.not_found else None),
                    rows=rows,
                    pages=tuple(pages),
                    detail=result.detail,
                    calls=calls,
                    cost=self._price * billed,
                )
            reading: PatentReading = read_tree(result.tree)
            paging = qcc.total_of(result.tree) or tyc.total_of(result.tree)
            total = reading.total if paging is None else paging
            pages.append((result.capture, reading.patents))
            rows += len(reading.patents)
            if not reading.patents or total is None or rows >= total:
                break
        return Seen(total=total, rows=rows, pages=tuple(pages), calls=calls, cost=self._price * billed)


class GoogleRoute:
    """Google Patents: one call a firm, because more make it refuse."""

    name, per_day = google_patents.SOURCE, 100
    source = source("google", "Google Patents", None)

    def __init__(self, base: str) -> None:
        self._base = base

    async def look(self, applicant: str, since: date, today: date, web: Web) -> Seen:
        """The newest fifty publications since a day."""
        url = google_patents.search_url(self._base, applicant, since)
        page = await web.get(url, source=self.name)
        if not page.capture.access.says_something:
            return Seen(access=page.capture.access, detail=google_patents.manual_url(self._base, applicant, since))
        reading = parse_patents(page.text, page.capture.final_url)
        return Seen(
            access=reading.access,
            total=reading.total,
            rows=len(reading.patents),
            pages=((page.capture, reading.patents),),
            detail=reading.detail,
        )


class EpoRoute:
    """EPO OPS: a token a task, ranges of a hundred rows."""

    name, per_day = epo_ops.SOURCE, 2000
    source = source("epo", "EPO Open Patent Services (DOCDB)", None)

    def __init__(
        self, base: str, key: str, secret: str, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    ) -> None:
        self._base, self._key, self._secret, self._sleep = base, key, secret, sleep
        self._token: str | None = None
        self._rest = 0.0
        """Seconds that the last answer asked us to rest."""

    async def look(self, applicant: str, since: date, today: date, web: Web) -> Seen:
        """All ranges up to 500 rows."""
        pages: list[tuple[Capture, tuple[Patent, ...]]] = []
        total, rows, first = None, 0, 1
        cql = epo_ops.query(applicant, since, today)
        while first <= 5 * epo_ops.STEP:
            page = await self._search(cql, first, web)
            if page.capture.http_status == 400 and self._token and not pages:
                self._token = None  # an expired token comes back as 400
                page = await self._search(cql, first, web, "again")
            if page.capture.access is Access.not_found:
                return Seen(
                    access=Access.not_found if not pages else Access.ok, total=total or 0, rows=rows, pages=tuple(pages)
                )
            reading = parse_patents(page.text)
            if not reading.patents:
                return Seen(
                    access=reading.access if page.capture.access is Access.ok else page.capture.access,
                    total=total,
                    rows=rows,
                    pages=tuple(pages),
                    detail=reading.detail,
                )
            pages.append((page.capture, reading.patents))
            rows, total = rows + len(reading.patents), reading.total
            if total is None or rows >= total:
                break
            first += epo_ops.STEP
        return Seen(total=total, rows=rows, pages=tuple(pages))

    async def _search(self, cql: str, first: int, web: Web, attempt: str = "") -> Page:
        """One range, at the pace that EPO asked for. Raises UsedUp for a used-up quota, SourceDown for every other stop."""
        if self._rest:
            await self._sleep(self._rest)
        headers = await self._headers(web) | ({"X-Try": attempt} if attempt else {})
        try:
            page = await web.get(
                epo_ops.search_url(self._base, cql, first), source=self.name, headers=headers, robots=False
            )
        except SourceDown as down:
            raise (UsedUp if epo_ops.used_up(down.detail) else SourceDown)(
                down.source, down.access, down.detail
            ) from down
        rest = epo_ops.rest_of(page.signals)
        self._rest = 60.0 if rest is None else rest
        return page

    async def _headers(self, web: Web) -> dict[str, str]:
        if self._token is None:
            ask = epo_ops.token_request(self._base, self._key, self._secret)
            page = await web.get(
                ask.url, source=self.name, headers=ask.headers, method="POST", body=ask.body, robots=False
            )
            token = epo_ops.read_token(decoded(page.text))
            if token is None:
                raise SourceDown(
                    self.name,
                    Access.login_required,
                    "EPO refused the key: check SHOWFLOOR_EPO_KEY and SHOWFLOOR_EPO_SECRET",
                )
            self._token = token[0]
        return epo_ops.headers(self._token)


def _tyc_call(settings: Settings, token: str) -> Callable[[str, int, date, date], Call]:
    def call(name: str, page: int, since: date, today: date) -> Call:
        days = {"pubDateBegin": since.isoformat(), "pubDateEnd": today.isoformat()}
        return tyc.request(
            settings.tyc_base_url, tyc.PATENTS, token, keyword=name, pageNum=page, pageSize=tyc.PAGE_SIZE, **days
        )

    return call


def _qcc_call(settings: Settings, key: str, secret: str) -> Callable[[str, int, date, date], Call]:
    def call(name: str, page: int, since: date, today: date) -> Call:
        days = {"pubDateBegin": f"{since:%Y%m%d}", "pubDateEnd": f"{today:%Y%m%d}"}
        return qcc.request(
            settings.qcc_base_url,
            qcc.PATENTS,
            key,
            secret,
            searchKey=name,
            pageIndex=page,
            pageSize=qcc.PAGE_SIZE,
            **days,
        )

    return call


def patent_routes(settings: Settings, config: PatentSites) -> list[PatentRoute]:
    """The routes that are switched on and have their keys; plain sites first, because they cost nothing."""
    found: list[PatentRoute] = [SiteRoute(key, site) for key, site in config.sites.items() if site.enabled]
    if config.epo and settings.epo_key and settings.epo_secret:
        found.append(
            EpoRoute(settings.epo_base_url, settings.epo_key.get_secret_value(), settings.epo_secret.get_secret_value())
        )
    if config.tyc and settings.tyc_token:
        origin = source("tyc", "Tianyancha patents", "天眼查专利")
        found.append(
            ApiRoute(
                "tyc",
                origin,
                _tyc_call(settings, settings.tyc_token.get_secret_value()),
                config.prices.get("tyc", Decimal(0)),
            )
        )
    if config.qcc and settings.qcc_key and settings.qcc_secret:
        key, secret = settings.qcc_key.get_secret_value(), settings.qcc_secret.get_secret_value()
        origin = source("qcc", "Qichacha patents", "企查查专利")
        found.append(ApiRoute("qcc", origin, _qcc_call(settings, key, secret), config.prices.get("qcc", Decimal(0))))
    if config.google:
        found.append(GoogleRoute(settings.google_patents_base_url))
    return found


def window(today: date, days: int) -> date:
    """The first day that is asked for: twice the policy's year, so that a firm just outside is seen to be outside."""
    return today - timedelta(days=2 * days)
