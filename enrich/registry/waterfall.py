"""The registry enricher: routes from cheap to dear until enough registries have answered, every attempt in the ledger.

One registry that answers is enough by default; where two answered, what they disagree on is noted, never averaged.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from pydantic import JsonValue

from core.enrichment import Gleaned, Leaf, Sought, Web
from core.errors import SourceDown
from core.policy import load_policy
from core.records import Firm, Found
from core.settings import settings
from core.values.countries import read_country
from core.values.uscc import read_uscc
from core.words import Access, Field, SourceKind
from enrich import ENRICHERS
from enrich.ledger import Attempt, Ledger, UsedUp
from enrich.registry.api_routes import api_routes
from enrich.registry.facts import to_found
from enrich.registry.portal import PortalRoute
from enrich.registry.portals import registries
from enrich.registry.routes import Answer, Asked, Outcome, Route

_COMPARED = ("name", "uscc", "status", "legal_person", "established_on")


def asked_of(firm: Firm) -> Asked:
    """What to ask a registry about a firm: its legal name before the list's name before its aliases."""
    first = [firm.value(Field.legal_name), firm.name, *firm.aliases]
    names = tuple(dict.fromkeys(name.strip() for name in first if isinstance(name, str) and name.strip()))
    chinese = tuple(n for n in names if not n.isascii())
    country = firm.value(Field.country) or firm.country
    code = read_country(str(country)) if country else None
    uscc, lei = firm.value(Field.uscc), firm.value(Field.lei)
    return Asked(
        firm=firm.id,
        names=(*chinese, *(n for n in names if n.isascii())),
        uscc=read_uscc(uscc) if isinstance(uscc, str) else None,
        lei=lei if isinstance(lei, str) else None,
        country=code,
    )


def in_order(routes: Iterable[Route]) -> list[Route]:
    """Cheap before dear; ties by name, so that the order is the same on every day."""
    return sorted(routes, key=lambda route: (route.price, route.name))


async def ask(
    routes: Sequence[Route], asked: Asked, web: Web, ledger: Ledger, *, needed: int = 1
) -> tuple[Answer, ...]:
    """Ask the routes in order until `needed` of them know the firm.

    A route that is down is passed over, and left alone for the rest of the run; one whose quota is used up rests for the
    day. Both are said once, not for every firm.
    """
    answers: list[Answer] = []
    for route in in_order(routes):
        if not route.serves(asked):
            continue
        if ledger.left_alone(route.name) is not None:
            answers.append(_unasked(route, asked, Outcome.stopped, Access.blocked))
            continue
        if ledger.left(route.name, route.per_day) <= 0:
            told = ledger.once(route.name, "the day's budget is used up")
            zh = "今日预算已用完" if told else ""
            answers.append(_unasked(route, asked, Outcome.budget, Access.rate_limited, told, zh))
            continue
        try:
            answer = await route.look_up(asked, web)
        except UsedUp as used:
            zh = f"平台额度已用完，今日不再查询：{used.detail}"
            answer = _unasked(route, asked, Outcome.budget, used.access, str(used), zh, calls=1)
            ledger.once(route.name, "the day's budget is used up")
        except SourceDown as down:
            zh = f"来源已停用：{down.access.value}（{down.detail}）"
            answer = _unasked(route, asked, Outcome.stopped, down.access, str(down), zh, calls=1)
            if down.source == route.name:  # a portal's route leads to several hosts, of which one may be down
                ledger.leave_alone(route.name, str(down))
        ledger.add(_attempt(answer, asked))
        answers.append(answer)
        if sum(a.outcome is Outcome.found for a in answers) >= needed:
            break
    return tuple(answers)


def _unasked(
    route: Route, asked: Asked, outcome: Outcome, access: Access, detail: str = "", detail_zh: str = "", calls: int = 0
) -> Answer:
    return Answer(
        route=route.name, source=route.source, outcome=outcome, query=asked.uscc or asked.names[0], access=access,
        calls=calls, detail=detail, detail_zh=detail_zh,
    )  # fmt: skip


def _attempt(answer: Answer, asked: Asked) -> Attempt:
    return Attempt(
        at=datetime.now(UTC), route=answer.route, firm=asked.firm, asked=answer.query, calls=answer.calls, cost=answer.cost,
        outcome=answer.outcome.value, access=answer.access, detail=answer.detail,
    )  # fmt: skip


def disagreements(answers: Iterable[Answer]) -> tuple[str, ...]:
    """What two registries say differently, one line each."""
    found = [answer for answer in answers if answer.record is not None]
    lines = []
    for one, other in pairwise(found):
        for field in _COMPARED:
            mine, theirs = getattr(one.record, field), getattr(other.record, field)
            if mine and theirs and mine != theirs:
                lines.append(f"{field}: {one.route} says {mine}, {other.route} says {theirs}")
    return tuple(lines)


def leaf_of(answer: Answer) -> Leaf:
    """The facts of an answer with its page, or the record of a search that gave none."""
    sought = Sought(
        kind="registry",
        where=answer.source.title,
        query=answer.query,
        pages_seen=len(answer.captures),
        coverage=1.0 if answer.outcome in (Outcome.found, Outcome.none, Outcome.several) else 0.0,
        hits=1 if answer.record else len(answer.candidates),
        access=answer.access,
        blind_spots=() if answer.outcome in (Outcome.found, Outcome.none) else (answer.detail or answer.outcome.value,),
    )
    found: tuple[Found, ...] = to_found(answer.record) if answer.record else _offered(answer)
    capture = answer.capture or next(iter(answer.captures), None)
    return Leaf(source=answer.source, capture=capture, found=found, searches=(sought,))


def _offered(answer: Answer) -> tuple[Found, ...]:
    """The candidates among which a person must pick, or which show a name that was misspelt."""
    if not answer.candidates:
        return ()
    listed: list[JsonValue] = [{"name": c.name, "uscc": c.uscc, "url": c.url} for c in answer.candidates[:10]]
    return (Found(field=Field.registry_candidates, value=listed),)


def notes_of(answers: Iterable[Answer]) -> tuple[str, ...]:
    """What a person should read: why nothing was written, who else was found, what the registries disagree on."""
    lines: list[str] = []
    listed = tuple(answers)
    for answer in listed:
        if answer.detail:
            lines.append(f"{answer.route}: {answer.detail} / {answer.detail_zh or answer.detail}")
        if answer.outcome is Outcome.several:
            hits = "; ".join(f"{hit.name} {hit.uscc or ''} {hit.url or ''}".strip() for hit in answer.candidates[:8])
            lines.append(f"{answer.route}: candidates {hits}")
        if answer.record is not None:
            lines += [f"{answer.route}: {note}" for note in answer.record.notes]
    return (*lines, *disagreements(listed))


@ENRICHERS.add("registry")
class RegistryEnricher:
    """Legal name, registration and status from company registries: licensed APIs and portals, cheap ones first."""

    name = "registry"
    kind = SourceKind.registry
    needs: tuple[str, ...] = ("website",)

    def __init__(self) -> None:
        self._config = registries()
        self._ledger = Ledger()
        self._needed = load_policy(settings().config_dir).registries.needed
        portals = (PortalRoute(key, portal) for key, portal in self._config.portals.items() if portal.enabled)
        self._routes: list[Route] = [
            *api_routes(settings(), self._config.apis),
            *portals,
        ]

    def wants(self, firm: Firm, now: datetime) -> bool:
        """While no registry has stated the firm's status lately, and there is a route that could."""
        fact = firm.fact(Field.registry_status)
        fresh = fact is not None and now - fact.found_at < timedelta(days=self._config.refresh_days)
        return not fresh and any(route.serves(asked_of(firm)) for route in self._routes)

    async def glean(self, firm: Firm, web: Web, today: date) -> Gleaned:
        """Facts of the registries that know the firm, and the record of every search."""
        answers = await ask(self._routes, asked_of(firm), web, self._ledger, needed=self._needed)
        captures = {capture.id: capture for answer in answers for capture in answer.captures}
        return Gleaned(
            enricher=self.name,
            leaves=tuple(leaf_of(answer) for answer in answers),
            captures=tuple(captures.values()),
            notes=notes_of(answers),
        )
