"""The patent enricher: recent applications and publications of the firm itself, and the record of where was looked.

Counted by application; the applicant must be the firm (strict name or a known alias); dates are checked again here, because
searches ignore their date filters now and then. Applications of the last eighteen months may not be published yet.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from core.enrichment import Gleaned, Leaf, Sought, Web
from core.errors import SourceDown
from core.records import Event, Firm
from core.settings import settings
from core.words import Access, ActivityKind, Field, Precision, SourceKind
from enrich import ENRICHERS
from enrich.ledger import Attempt, Ledger, UsedUp
from enrich.patents.record import Patent, distinct
from enrich.patents.routes import PatentRoute, Seen, patent_routes, window
from enrich.patents.sites import patent_sites
from enrich.registry.names_match import name_key

LAG = "applications of the last 18 months may not be published yet / 最近18个月的申请可能尚未公开"
_AGAIN = timedelta(days=30)


def applicant_names(firm: Firm) -> tuple[str, ...]:
    """Every name under which the firm may have filed: legal, former, listed, aliases."""
    stated = [f.value for f in firm.facts if f.field in (Field.legal_name, Field.former_name, Field.alias)]
    names = [firm.value(Field.legal_name), firm.name, *stated, *firm.aliases]
    return tuple(dict.fromkeys(name.strip() for name in names if isinstance(name, str) and name.strip()))


def own(patents: Iterable[Patent], names: Iterable[str]) -> tuple[Patent, ...]:
    """The patents of which the firm is an applicant; one without a printed applicant is nobody's."""
    keys = {name_key(name) for name in names} - {""}
    return tuple(p for p in patents if any(name_key(applicant) in keys for applicant in p.applicants))


def events_of(patents: Iterable[Patent], since: date, today: date) -> tuple[Event, ...]:
    """One filing and one publication an invention, of the period; future dates are misprints."""
    found: list[Event] = []
    for patent in distinct(tuple(patents)):
        for kind, day in (
            (ActivityKind.patent_filed, patent.filed_on),
            (ActivityKind.patent_published, patent.published_on),
        ):
            if day is not None and since <= day <= today:
                found.append(
                    Event(
                        kind=kind,
                        title=patent.title or patent.number,
                        happened_on=day,
                        precision=Precision.day,
                        quote=patent.title or patent.number,
                        number=patent.application or patent.number,
                    )
                )
    return tuple(sorted(found, key=lambda event: (event.happened_on or date.min, event.number or ""), reverse=True))[
        :40
    ]


@ENRICHERS.add("patents")
class PatentEnricher:
    """Patent applications and publications from offices, portals and searches."""

    name = "patents"
    kind = SourceKind.patents
    needs: tuple[str, ...] = ("registry",)

    def __init__(self) -> None:
        self._config = patent_sites()
        self._routes = patent_routes(settings(), self._config)
        self._ledger = Ledger()

    def wants(self, firm: Firm, now: datetime) -> bool:
        """Unless patents were looked for within a month."""
        looked = [s.at for s in firm.searches if s.kind == "patent" and s.access in (Access.ok, Access.not_found)]
        return bool(self._routes) and not (looked and now - max(looked) < _AGAIN)

    async def glean(self, firm: Firm, web: Web, today: date) -> Gleaned:
        """Events with their pages, and one record of a search for each route that was asked."""
        names = applicant_names(firm)
        leaves: list[Leaf] = []
        notes: list[str] = []
        for route in self._routes:
            key = f"patents:{route.name}"
            if self._ledger.left_alone(key) is not None:
                leaves += _leaves(route, Seen(access=Access.blocked), names, today, today)
                continue
            if self._ledger.left(key, route.per_day) <= 0:
                if told := self._ledger.once(key, "the day's budget is used up / 今日预算已用完"):
                    notes.append(f"{route.name}: {told}")
                leaves += _leaves(route, Seen(access=Access.rate_limited), names, today, today)
                continue
            seen = await self._look(route, firm, names[0], today, web, notes)
            leaves += _leaves(route, seen, names, window(today, self._config.within_days), today)
            if any(leaf.events for leaf in leaves):
                break
        captures = {leaf.capture.id: leaf.capture for leaf in leaves if leaf.capture}
        return Gleaned(enricher=self.name, leaves=tuple(leaves), captures=tuple(captures.values()), notes=tuple(notes))

    async def _look(self, route: PatentRoute, firm: Firm, name: str, today: date, web: Web, notes: list[str]) -> Seen:
        key, outcome = f"patents:{route.name}", ""
        try:
            seen = await route.look(name, window(today, self._config.within_days), today, web)
        except UsedUp as used:
            seen, outcome = Seen(access=used.access, detail=f"{used} / 额度已用完，今日不再查询"), "budget"
            self._ledger.once(key, "the day's budget is used up / 今日预算已用完")
        except SourceDown as down:
            seen, outcome = Seen(access=down.access, detail=f"{down} / 来源已停用"), "stopped"
            self._ledger.leave_alone(key, str(down))
        if seen.detail:
            notes.append(f"{route.name}: {seen.detail}")
        self._ledger.add(
            Attempt(
                at=datetime.now(UTC),
                route=key,
                firm=firm.id,
                asked=name,
                calls=seen.calls or max(1, len(seen.pages)),
                cost=seen.cost,
                outcome=outcome or ("found" if seen.rows else "none" if seen.access.says_something else "failed"),
                access=seen.access,
                detail=seen.detail,
            )
        )
        return seen


def _leaves(route: PatentRoute, seen: Seen, names: tuple[str, ...], since: date, today: date) -> list[Leaf]:
    """A leaf for each page with events of its own, and one for the record of the search."""
    leaves: list[Leaf] = []
    told: set[tuple[str, str | None]] = set()
    hits = 0
    for capture, patents in seen.pages:
        mine = own(patents, names)
        hits += len(distinct(mine))
        events = tuple(e for e in events_of(mine, since, today) if (e.kind, e.number) not in told)
        told |= {(event.kind, event.number) for event in events}
        leaves.append(Leaf(source=route.source, capture=capture, events=events))
    foreign = f"{seen.rows - hits} of {seen.rows} rows name other applicants"
    sought = Sought(
        kind="patent",
        where=route.source.title,
        query=names[0],
        pages_seen=len(seen.pages),
        coverage=round(seen.coverage, 3),
        blind_spots=(
            LAG,
            *((foreign,) if seen.rows > hits else ()),
            *((f"declared {seen.total}, read {seen.rows}",) if seen.coverage < 1 and seen.total else ()),
        ),
        hits=hits,
        access=seen.access,
    )
    return [*leaves, Leaf(source=route.source, capture=None, searches=(sought,))]
