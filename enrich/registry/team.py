"""R&D leaders from Tianyancha's team list: names and titles, no phone and no mail; asked only where a token is set."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from core.enrichment import Gleaned, Leaf, Web
from core.records import Firm, Person, Source
from core.settings import settings
from core.values.titles import title_role
from core.values.uscc import read_uscc
from core.words import ContactRole, Field, SourceKind
from enrich import ENRICHERS
from enrich.ledger import Attempt, Ledger
from enrich.registry import tyc
from enrich.registry.api_codes import Action
from enrich.registry.calls import send
from enrich.registry.cells import clean
from enrich.registry.portals import registries

ROUTE = "tyc_team"
SOURCE = Source(
    key="registry:tyc_team", kind=SourceKind.registry, title="Tianyancha team list", title_zh="天眼查核心团队"
)


def read_team(tree: Any) -> tuple[Person, ...]:
    """The people of the list who are still there (`isDimission` is the API's word for having left)."""
    found = []
    for item in tyc.items(tree):
        name, title = clean(str(item.get("name") or "")), clean(str(item.get("title") or ""))
        if name and title and item.get("isDimission") in (0, "0", None, False):
            found.append(Person(name=name, title=title, role=title_role(title), quote=f"{name} {title}"))
    return tuple(found)


@ENRICHERS.add("tyc_team")
class TeamEnricher:
    """Leaders of R&D whom the licensed API lists; only those are kept."""

    name = "tyc_team"
    kind = SourceKind.registry
    needs: tuple[str, ...] = ("registry", "contacts")

    def __init__(self) -> None:
        self._route = registries().apis.get("tyc")
        self._ledger = Ledger()

    def wants(self, firm: Firm, now: datetime) -> bool:
        """Where a token is set, the firm's credit code is known, and no leader is."""
        led = any(c.role is ContactRole.rd_leader and not c.former for c in firm.contacts)
        ready = settings().tyc_token is not None and self._route is not None and self._route.enabled
        return ready and not led and read_uscc(str(firm.value(Field.uscc) or "")) is not None

    async def glean(self, firm: Firm, web: Web, today: date) -> Gleaned:
        """One call; nothing once the day's budget is used up."""
        token, code = settings().tyc_token, str(firm.value(Field.uscc))
        if token is None or self._route is None or self._ledger.left(ROUTE, self._route.per_day) <= 0:
            return Gleaned(enricher=self.name, notes=("tyc_team: the day's budget is used up / 今日预算已用完",))
        call = tyc.request(settings().tyc_base_url, tyc.TEAM, token.get_secret_value(), keyword=code)
        result = await send(call, tyc.SOURCE, web)
        people = read_team(result.tree) if result.action is Action.use else ()
        leaders = tuple(person for person in people if person.role is ContactRole.rd_leader)
        outcome = "found" if leaders else "none"
        cost = self._route.detail_price * result.billed
        self._ledger.add(
            Attempt(
                at=datetime.now(UTC),
                route=ROUTE,
                firm=firm.id,
                asked=code,
                calls=result.calls,
                cost=cost,
                outcome=outcome,
            )
        )
        leaf = Leaf(source=SOURCE, capture=result.capture, people=leaders)
        return Gleaned(enricher=self.name, leaves=(leaf,), captures=(result.capture,))
