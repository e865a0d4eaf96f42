"""What the demo's pages let anybody know of a firm: values of fields, dated events, leaders of R&D.

`values` are those that a careful reader finds, so that missing one lowers recall; `allowed` are true as well, but not
asked for. A field with an empty tuple has no true value: whatever is found there is wrong.
"""

from __future__ import annotations

import re
from datetime import date

from core.records import Frozen
from core.words import ActivityKind, EmailKind, Field, HasRd
from demo.business import abroad, system_of
from demo.looks import CLOSED
from demo.records import RegistryEntry, Trap, TrueFirm

NO_TRADE, VAGUE, FOREIGN_GOODS = "dealer", "vague", "furniture"
PATENT_DAYS = 730
"""How far back patents are looked for: a year, and the lag of their publication."""
Values = dict[Field, tuple[str, ...]]


class TrueEvent(Frozen):
    """An event that a page shows with its day, under each of its headlines. A patent is known by its number."""

    kind: ActivityKind
    titles: tuple[str, ...]
    day: date
    number: str | None = None


class TrueLeader(Frozen):
    """A present leader of R&D, under each spelling of name and title, and how the pages say to reach them."""

    spellings: tuple[tuple[str, str], ...]
    phone: str | None
    email: str | None
    email_kind: EmailKind | None


def site_up(firm: TrueFirm) -> bool:
    """Can the firm's own site be read at all?"""
    return firm.site is not None and firm.site.behaviour not in CLOSED


def shown_rd(firm: TrueFirm) -> HasRd:
    """What the firm's own pages let anybody know about its R&D."""
    if firm.site is None or not site_up(firm):
        return HasRd.unknown
    return firm.site.rd


def shown_revenue(firm: TrueFirm) -> tuple[int, int] | None:
    """The revenue in CNY that can be seen somewhere, as a range."""
    money = firm.revenue
    if money is None:
        return None
    walled = firm.registry is None or firm.registry.challenged
    hidden = walled if money.where == "registry" else not site_up(firm)
    return None if hidden else (money.low, money.high)


def values(firm: TrueFirm, names: tuple[str, ...]) -> Values:
    """For each field the texts of which a careful reader finds at least one. `names` are its spellings on lists."""
    found: Values = {}
    if firm.system != VAGUE:
        system = system_of(firm.system)
        found[Field.category] = (str(system["zh"]),)
        if "sub_field" in system:
            found[Field.sub_field] = tuple(system["sub_field"])  # type: ignore[arg-type]
    return found | _proved(firm) if provable(firm, names) else found


def provable(firm: TrueFirm, names: tuple[str, ...]) -> bool:
    """Can a page be known to be this firm's? Only where a list spells the name as the registry does, or the site."""
    return Trap.name_one_char not in firm.traps or firm.legal_name in names


def _proved(firm: TrueFirm) -> Values:
    entry = firm.registry if firm.registry is not None and not firm.registry.challenged else None
    found: Values = _registered(entry) if entry is not None else {}
    money = shown_revenue(firm)
    if money is not None:
        found[Field.revenue] = tuple(dict.fromkeys(str(amount) for amount in money))
    if firm.place is not None and Trap.province_only not in firm.traps and (entry is not None or site_up(firm)):
        fine = firm.place.municipality and Trap.no_district not in firm.traps
        found[Field.hq_city] = (firm.place.district if fine else firm.place.city, firm.place.en)
    return found | (_on_site(firm) if site_up(firm) else {})


def _registered(entry: RegistryEntry) -> Values:
    found: Values = {
        Field.legal_name: (entry.name,), Field.uscc: (entry.uscc,), Field.company_type: (entry.company_type,),
        Field.legal_person: (entry.legal_person,), Field.established_on: (entry.established_on.isoformat(),),
        Field.address: (entry.address,), Field.registry_status: (entry.status,), Field.scope: (entry.scope,),
        Field.industry: (entry.industry[1],),
    }  # fmt: skip
    if number := re.match(r"\d+", entry.capital):
        found[Field.capital] = (str(int(number[0]) * 10_000),)
    if entry.insured:
        found[Field.insured_count] = (str(entry.insured),)
    if entry.former:
        found[Field.former_name] = entry.former
    if entry.parent:
        found[Field.branch_of] = (entry.parent,)
    if entry.english and entry.layout != "gsxt":
        found[Field.alias] = (entry.english,)
    return found


def _on_site(firm: TrueFirm) -> Values:
    assert firm.site is not None
    found: Values = {Field.website: (firm.site.host.removeprefix("www."),)}
    if firm.site.rd is not HasRd.unknown:
        found[Field.has_rd] = (firm.site.rd.value,)
    if firm.system not in (VAGUE, FOREIGN_GOODS):
        found[Field.products] = tuple(word for product in firm.products for word in product)
    if firm.country != "CN":
        found[Field.revenue] = (str(abroad(firm)[1]),)
    found[Field.phone] = (re.sub(r"\D", "", firm.phone).lstrip("0"),)
    found[Field.email] = (firm.email,)
    return found


def allowed(firm: TrueFirm) -> Values:
    """True values that nobody is asked to find, and fields of which any value is wrong."""
    site = firm.site
    entry = firm.registry
    found: Values = {
        Field.has_rd: (site.rd.value,) if site and site_up(firm) and site.rd is not HasRd.unknown else (),
        Field.website: (site.host.removeprefix("www."),) if site else (),
        Field.revenue: tuple(str(a) for a in (firm.revenue.low, firm.revenue.high)) if firm.revenue else (),
        Field.legal_name: (firm.legal_name,),
        Field.alias: tuple(n for n in (firm.english, firm.legal_name, firm.brand, firm.brand_en) if n),
        Field.former_name: entry.former if entry else (),
        Field.branch_of: (entry.parent,) if entry and entry.parent else (),
        Field.sub_field: tuple(str(s) for s in system_of(firm.system).get("sub_field", ())),  # type: ignore[attr-defined]
        Field.phone: (re.sub(r"\D", "", firm.phone).lstrip("0"),) if firm.phone else (),
        Field.email: (firm.email,) if firm.email else (),
    }  # fmt: skip
    if firm.country != "CN" and site is not None:
        found[Field.revenue] = (str(abroad(firm)[1]),)
    if entry is not None and "代表机构" in entry.company_type and firm.place is not None:
        found[Field.branch_of] = (firm.legal_name.partition(firm.place.city)[0],)
    if site is not None:
        found |= {field: texts for field, texts in _on_site(firm).items() if field not in found}
    if entry is not None:
        found |= {field: texts for field, texts in _registered(entry).items() if field not in found}
    return found


def shown_events(firm: TrueFirm, today: date) -> tuple[TrueEvent, ...]:
    """Every dated product launch and R&D news of a site that answers, and the patents of the last two years."""
    news = firm.news if site_up(firm) else ()
    found = [
        TrueEvent(kind=item.kind, titles=(item.title, item.title_en), day=item.day)
        for item in news
        if item.kind and item.day
    ]
    for patent in firm.patents:
        for kind, day in (
            (ActivityKind.patent_filed, patent.filed_on),
            (ActivityKind.patent_published, patent.published_on),
        ):
            if (today - day).days <= PATENT_DAYS:
                found.append(TrueEvent(kind=kind, titles=(patent.title,), day=day, number=patent.number))
    return tuple(found)


def shown_leaders(firm: TrueFirm) -> tuple[TrueLeader, ...]:
    """Leaders of R&D whom a site that answers names and who still hold their post."""
    if not site_up(firm) or firm.site is None:
        return ()
    return tuple(
        TrueLeader(
            spellings=tuple(
                (person.name_en, person.title_en) if language == "en" else (person.name, person.title)
                for language in firm.site.languages
            ),
            phone=person.phone,
            email=person.email,
            email_kind=person.email_kind,
        )
        for person in firm.people
        if person.leads_rd and not person.former
    )
