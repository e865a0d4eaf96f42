"""What a careful person would decide of each firm, worked out from the true world and the brief's default policy.

This oracle shares no code with the rules: it looks at the world as it is and at what its pages let anybody see, and
applies REQUIREMENTS sections 4 and 11. Truth stays here; neither pages nor configuration carry any of it.
"""

from __future__ import annotations

from datetime import date

from core.records import Frozen
from core.words import EmailKind, Field, HasRd, SightingKind, Status
from demo import stated
from demo.business import THRESHOLD
from demo.records import ListEntry, Trap, TrueFirm, World
from demo.stated import (
    FOREIGN_GOODS,
    NO_TRADE,
    VAGUE,
    TrueEvent,
    TrueLeader,
    shown_rd,
    shown_revenue,
    site_up,
)

_DEAD = ("注销", "吊销", "撤销", "责令关闭")
_DOUBTFUL = ("停业", "歇业", "清算", "迁出", "筹建")


class Expected(Frozen):
    """The truth of one firm: its status under the default policy, why, and the true value of each field."""

    id: str
    name: str
    status: Status
    also: tuple[Status, ...] = ()
    """Other statuses that a reader of the brief could defend."""
    codes: tuple[str, ...] = ()
    """Codes of the rules that void the firm."""
    unknown: tuple[str, ...] = ()
    missing: tuple[Field, ...] = ()
    values: dict[Field, tuple[str, ...]] = {}
    """For each field the texts of which a value must hold at least one, where a careful reader finds it."""
    allowed: dict[Field, tuple[str, ...]] = {}
    """The same for values that are true but that nobody is asked to find; empty where any value is wrong."""
    shown_events: tuple[TrueEvent, ...] = ()
    shown_leaders: tuple[TrueLeader, ...] = ()
    provable: bool = True
    """Can its pages be known to be its own? Else nobody is asked to find what they state."""
    names: tuple[str, ...] = ()
    """Every spelling under which lists name this one firm."""
    lookalikes: tuple[str, ...] = ()
    """Ids of other firms that bear the same brand."""
    traps: tuple[Trap, ...] = ()
    contact_valid: bool = False
    events: int = 0
    """Dated events of R&D within the year that its own site or the patent search shows."""


class Truth(Frozen):
    """The truth of a whole world."""

    firms: tuple[Expected, ...]
    brands: tuple[str, ...] = ()
    """Names on lists that are trademarks and must not become firms."""
    refused: tuple[str, ...] = ()
    """Names that stand only in files without a traceable source."""

    def counts(self) -> dict[Status, int]:
        """How many firms belong to each status."""
        return {status: sum(firm.status is status for firm in self.firms) for status in Status}


def truth(world: World) -> Truth:
    """The truth of every firm of a world."""
    rows: dict[str, list[ListEntry]] = {}
    for entry in world.entries:
        rows.setdefault(entry.firm, []).append(entry)
    bearers: dict[str, list[str]] = {}
    for firm in world.firms:
        bearers.setdefault(firm.brand, []).append(firm.id)
    known = {firm.id for firm in world.firms}
    return Truth(
        firms=tuple(expected(firm, rows.get(firm.id, []), bearers, world.today) for firm in world.firms),
        brands=tuple(e.name for e in world.entries if e.kind is SightingKind.brand),
        refused=tuple(e.name for e in world.entries if e.firm not in known),
    )


def expected(firm: TrueFirm, rows: list[ListEntry], bearers: dict[str, list[str]], today: date) -> Expected:
    """The truth of one firm, given the rows of lists that name it."""
    names = tuple(dict.fromkeys(row.name for row in rows if row.kind is SightingKind.firm))
    void, unknown = _rules(firm, names, today)
    missing = _missing(firm)
    status = (
        Status.void if void else Status.review if unknown else Status.incomplete if missing else Status.qualified
    )  # fmt: skip
    return Expected(
        id=firm.id, name=firm.legal_name, status=status,
        also=(Status.incomplete,) if firm.system == FOREIGN_GOODS else (),
        codes=tuple(void), unknown=tuple(unknown), missing=missing, values=stated.values(firm, names), allowed=stated.allowed(firm),
        shown_events=stated.shown_events(firm, today), shown_leaders=stated.shown_leaders(firm),
        provable=stated.provable(firm, names), names=names,
        lookalikes=tuple(other for other in bearers[firm.brand] if other != firm.id), traps=firm.traps,
        contact_valid=_contact_valid(firm) and stated.provable(firm, names), events=len(events(firm, today)),
    )  # fmt: skip


def _rules(firm: TrueFirm, names: tuple[str, ...], today: date) -> tuple[list[str], list[str]]:
    """Codes of rules that void the firm, and of rules that nobody could decide."""
    entry = firm.registry if firm.registry is not None and not firm.registry.challenged else None
    void: list[str] = []
    unknown: list[str] = []
    if entry is None:
        unknown += ["E1a", "E5a"]
    else:
        if Trap.name_one_char in firm.traps and entry.name not in names:
            void.append("E1a")
        if entry.parent is not None or "代表机构" in entry.company_type:
            void.append("E1b")
        if any(word in entry.status for word in _DEAD):
            void.append("E5a")
        elif any(word in entry.status for word in _DOUBTFUL):
            unknown.append("E5a")
    if firm.system == NO_TRADE or firm.system == FOREIGN_GOODS:
        void.append("E2")
    claim = shown_rd(firm)
    if claim in (HasRd.no, HasRd.outsourced):
        void.append("E3")
    elif claim is HasRd.unknown:
        unknown.append("E3")
    _activity(firm, today, void, unknown)
    _money(firm, void, unknown)
    return void, unknown


def events(firm: TrueFirm, today: date) -> tuple[date, ...]:
    """Days of events within the year that can be seen: the same day a year ago still counts."""
    try:
        first = today.replace(year=today.year - 1)
    except ValueError:
        first = today.replace(year=today.year - 1, day=28)
    seen = [item.day for item in firm.news if item.kind and item.day] if site_up(firm) else []
    seen += [day for patent in firm.patents for day in (patent.filed_on, patent.published_on)]
    return tuple(day for day in seen if day is not None and first <= day <= today)


def _activity(firm: TrueFirm, today: date, void: list[str], unknown: list[str]) -> None:
    if events(firm, today):
        return
    undated = any(item.kind and item.day is None for item in firm.news)
    if site_up(firm) and not undated and firm.site is not None:
        void.append("E5b")
    else:
        unknown.append("E5b")


def _money(firm: TrueFirm, void: list[str], unknown: list[str]) -> None:
    amount = shown_revenue(firm)
    if amount is None or amount[0] < THRESHOLD <= amount[1]:
        unknown.append("E6")
    elif amount[1] < THRESHOLD:
        void.append("E6")


def _missing(firm: TrueFirm) -> tuple[Field, ...]:
    missing = []
    if firm.system == VAGUE:
        missing += [Field.sub_field, Field.products]
    if firm.system == FOREIGN_GOODS:
        missing.append(Field.products)
    if {Trap.province_only, Trap.no_district} & set(firm.traps):
        missing.append(Field.hq_city)
    return tuple(missing)


def _contact_valid(firm: TrueFirm) -> bool:
    leaders = [person for person in firm.people if person.leads_rd and not person.former]
    reachable = any(person.phone or person.email_kind is EmailKind.corporate for person in leaders)
    return site_up(firm) and reachable
