"""The licensed and free APIs as routes: search, strict pick, detail. What a call costs stands in `config/registries.yml`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from core.enrichment import Web
from core.records import Capture, Source
from core.settings import Settings
from core.words import Access, SourceKind
from enrich.registry import companies_house, gleif, qcc, tyc
from enrich.registry.api_codes import Action
from enrich.registry.calls import Call, Result, send
from enrich.registry.embedded import decoded
from enrich.registry.portals import Api, ApiRoute
from enrich.registry.record import Candidate, RegistryRecord
from enrich.registry.routes import Answer, Asked, Outcome, about, picked


class PaidRoute:
    """Qichacha or Tianyancha: one class, since only addresses, signatures and readers differ."""

    def __init__(
        self,
        name: str,
        source: Source,
        route: ApiRoute,
        search: Callable[[str], Call],
        detail: Callable[[str], Call],
        read_search: Callable[[Any], tuple[Candidate, ...]],
        read_detail: Callable[[Any], RegistryRecord | None],
    ) -> None:
        self.name, self.source, self.per_day = name, source, route.per_day
        self.price = route.search_price + route.detail_price
        self._route, self._search, self._detail = route, search, detail
        self._read_search, self._read_detail = read_search, read_detail

    def serves(self, asked: Asked) -> bool:
        """Mainland firms, and firms of which no country is known but a Chinese name is."""
        return asked.country in ("CN", None) and (bool(asked.uscc) or any(not name.isascii() for name in asked.names))

    async def look_up(self, asked: Asked, web: Web) -> Answer:
        """By credit code in one call; else search by name, pick strictly, then the detail of that one."""
        calls, cost = 0, Decimal(0)
        key = asked.uscc
        candidates: tuple[Candidate, ...] = ()
        capture: Capture | None = None
        if key is None:
            for name in asked.names[:2]:
                result = await send(self._search(name), self.name, web)
                calls, cost, capture = (
                    calls + result.calls,
                    cost + self._route.search_price * result.billed,
                    result.capture,
                )
                candidates = (
                    (*candidates, *self._read_search(result.tree)) if result.action is Action.use else candidates
                )
                chosen, zh, en = picked(asked, candidates)
                if chosen is not None:
                    key = chosen.uscc or chosen.name
                    break
            else:
                outcome = Outcome.several if candidates else Outcome.none
                return self._answer(
                    asked, outcome, calls, cost, capture, candidates=candidates, detail=en, detail_zh=zh
                )
        result = await send(self._detail(key), self.name, web)
        calls, cost = calls + result.calls, cost + self._route.detail_price * result.billed
        return self._judge(asked, result, calls, cost, candidates)

    def _judge(
        self, asked: Asked, result: Result, calls: int, cost: Decimal, candidates: tuple[Candidate, ...]
    ) -> Answer:
        if result.action is Action.not_found:
            return self._answer(asked, Outcome.none, calls, cost, result.capture, access=Access.not_found)
        record = self._read_detail(result.tree) if result.action is Action.use else None
        if record is not None and about(asked, record):
            return self._answer(asked, Outcome.found, calls, cost, result.capture, record=record)
        other = record.name if record else result.detail
        return self._answer(
            asked, Outcome.failed, calls, cost, result.capture, candidates=candidates,
            detail=f"the answer is about {other!r}, not about the firm asked for" if record else result.detail,
            detail_zh=f"返回的是“{other}”，不是所查询的企业" if record else result.detail,
        )  # fmt: skip

    def _answer(
        self, asked: Asked, outcome: Outcome, calls: int, cost: Decimal, capture: Capture | None,
        *, record: RegistryRecord | None = None, candidates: tuple[Candidate, ...] = (),
        access: Access | None = None, detail: str = "", detail_zh: str = "",
    ) -> Answer:  # fmt: skip
        state = access or (Access.not_found if outcome is Outcome.none else Access.ok)
        return Answer(
            route=self.name, source=self.source, outcome=outcome, query=asked.uscc or asked.names[0], record=record,
            candidates=candidates, capture=capture, captures=(capture,) if capture else (), access=state, calls=calls,
            cost=cost, detail=detail, detail_zh=detail_zh,
        )  # fmt: skip


class FreeRoute:
    """GLEIF or Companies House: JSON without an envelope of codes."""

    def __init__(
        self, name: str, source: Source, per_day: int, countries: tuple[str, ...],
        urls: Callable[[Asked], str], headers: dict[str, str], detail: Callable[[Candidate], str] | None = None,
    ) -> None:  # fmt: skip
        self.name, self.source, self.per_day, self.price = name, source, per_day, Decimal(0)
        self._countries, self._urls, self._headers, self._detail = countries, urls, headers, detail

    def serves(self, asked: Asked) -> bool:
        """Firms of the register's countries; an empty list stands for all of them but China's mainland."""
        return asked.country in self._countries if self._countries else asked.country not in ("CN", None)

    async def look_up(self, asked: Asked, web: Web) -> Answer:
        """One search, and for Companies House the company's own record."""
        page = await web.get(self._urls(asked), source=self.name, headers=self._headers, robots=False)
        captures, calls = [page.capture], 1
        tree = decoded(page.text)
        records = gleif.read_records(tree)
        candidates = companies_house.read_candidates(tree) if self._detail else tuple(map(_candidate, records))
        chosen, zh, en = picked(asked, candidates)
        record = records[candidates.index(chosen)] if chosen and not self._detail else None
        if chosen is not None and self._detail is not None:
            page = await web.get(self._detail(chosen), source=self.name, headers=self._headers, robots=False)
            captures, calls = [*captures, page.capture], 2
            record = companies_house.read_company(decoded(page.text))
        found = record is not None and about(asked, record)
        outcome = Outcome.found if found else Outcome.several if candidates else Outcome.none
        if tree is None and page.capture.access is not Access.not_found:
            outcome, en, zh = Outcome.failed, "the answer is no JSON", "返回的不是 JSON"
        state = (
            page.capture.access
            if outcome in (Outcome.found, Outcome.failed)
            else Access.not_found
            if outcome is Outcome.none
            else Access.ok
        )
        return Answer(
            route=self.name, source=self.source, outcome=outcome, query=asked.names[0], record=record if found else None,
            candidates=candidates, capture=page.capture, captures=tuple(captures), access=state, calls=calls, detail=en, detail_zh=zh,
        )  # fmt: skip


def _candidate(record: RegistryRecord) -> Candidate:
    return Candidate(
        name=record.name or "?",
        key=record.lei,
        uscc=record.uscc,
        status_raw=record.status_raw,
        former_names=record.former_names,
    )


def api_routes(settings: Settings, apis: Mapping[Api, ApiRoute]) -> list[PaidRoute | FreeRoute]:
    """The API routes that are switched on and have their keys."""
    found: list[PaidRoute | FreeRoute] = []
    on: dict[str, ApiRoute] = {name: route for name, route in apis.items() if route.enabled}
    if "qcc" in on and settings.qcc_key and settings.qcc_secret:
        key, secret, base = (
            settings.qcc_key.get_secret_value(),
            settings.qcc_secret.get_secret_value(),
            settings.qcc_base_url,
        )
        found.append(PaidRoute(
            "qcc", _source("qcc", "Qichacha open platform", "企查查开放平台"), on["qcc"],
            lambda name: qcc.request(base, qcc.SEARCH, key, secret, searchKey=name, pageIndex=1),
            lambda name: qcc.request(base, qcc.VERIFY, key, secret, searchKey=name), qcc.read_search, qcc.read_detail,
        ))  # fmt: skip
    if "tyc" in on and settings.tyc_token:
        token, host = settings.tyc_token.get_secret_value(), settings.tyc_base_url
        found.append(PaidRoute(
            "tyc", _source("tyc", "Tianyancha open platform", "天眼查开放平台"), on["tyc"],
            lambda name: tyc.request(host, tyc.SEARCH, token, word=name, pageNum=1, pageSize=tyc.PAGE_SIZE),
            lambda name: tyc.request(host, tyc.DETAIL, token, keyword=name), tyc.read_search, tyc.read_detail,
        ))  # fmt: skip
    if "gleif" in on:
        found.append(FreeRoute(
            "gleif", _source("gleif", "GLEIF LEI records", "GLEIF 全球法人识别编码库"), on["gleif"].per_day, (),
            lambda asked: gleif.search_url(settings.gleif_base_url, asked.names[0], asked.country), gleif.ACCEPT,
        ))  # fmt: skip
    if "companies_house" in on and settings.companies_house_key:
        uk = settings.companies_house_base_url
        found.append(FreeRoute(
            "companies_house", _source("companies_house", "Companies House, United Kingdom", "英国公司注册处"), on["companies_house"].per_day, ("GB",),
            lambda asked: companies_house.search_url(uk, asked.names[0]),
            companies_house.headers(settings.companies_house_key.get_secret_value()), lambda hit: companies_house.company_url(uk, hit.key or ""),
        ))  # fmt: skip
    return found


def _source(key: str, title: str, title_zh: str) -> Source:
    return Source(key=f"registry:{key}", kind=SourceKind.registry, title=title, title_zh=title_zh)
