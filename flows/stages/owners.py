"""Dealers that a maker owns suggest the maker: the dealer is no customer, the firm behind it may be one.

Ownership is suggested, never assumed: by the dealer's site or e-mail domain being the maker's, or by both having the same
registered brand (字号). Where more than one firm of the base fits, nobody is suggested.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from core.identity import fact_id
from core.records import Fact, Firm
from core.words import Field
from flows.stages.alike import CROWD
from flows.stages.profiles import compared, profile_of
from screen.names.chinese import chinese
from screen.resolve import Profile
from screen.rules.is_in_our_trade import named_trade
from storage.database import Transaction
from storage.repositories.evidence import save_facts
from storage.repositories.identified import Identified, firms_speaking
from storage.repositories.identity import firms_with_keys

DEALER = "dealer"
"""The trade's key in `config/lookups/trade_cues.yml`."""
_SHARED = ("domain", "email_domain", "brand")


def suggest_owners(tx: Transaction, firms: Sequence[Firm], at: datetime) -> tuple[str, ...]:
    """State the maker that each dealer among these firms seems to be owned by; the dealers that learned one."""
    found = []
    for dealer in firms:
        trade = named_trade(dealer.name)
        if trade is not None and trade[0] == DEALER and dealer.fact(Field.parent) is None:
            owner = _owner(tx, profile_of(dealer), chinese(dealer.name).brand.partition(trade[1])[0])
            if owner is not None:
                found.append(_suggested(dealer, owner, at))
    return tuple(fact.firm for fact in found) if save_facts(tx, found) else ()


def _owner(tx: Transaction, dealer: Profile, brand: str) -> Identified | None:
    keys = sorted({(claim.kind, claim.key) for claim in dealer.claims if claim.kind in _SHARED})
    sharing = {firm for firms in firms_with_keys(tx, keys, CROWD).values() for firm in firms}
    _, standing = firms_speaking(tx, sharing, but={dealer.id})
    makers = [firm for firm in standing if named_trade(firm.name) is None and _owns(firm, dealer, brand)]
    return makers[0] if len(makers) == 1 else None


def _owns(maker: Identified, dealer: Profile, brand: str) -> bool:
    own = compared(maker)
    sites = own.keys("domain") | own.keys("email_domain")
    if sites & (dealer.keys("domain") | dealer.keys("email_domain")):
        return True
    return len(brand) > 1 and any(chinese(name).brand == brand for name in own.names)


def _suggested(dealer: Firm, owner: Identified, at: datetime) -> Fact:
    """Stated by the dealer's own row: its name, or the site that stands in it, is what says so."""
    source = dealer.sightings[0].source if dealer.sightings else dealer.sources[0].key
    return Fact(
        id=fact_id(dealer.id, Field.parent, owner.name, source, None, dealer.name),
        firm=dealer.id,
        field=Field.parent,
        value=owner.name,
        source=source,
        capture=None,
        quote=dealer.name,
        extractor="owner",
        confidence=0.6,
        found_at=at,
    )
