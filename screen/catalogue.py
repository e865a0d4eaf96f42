"""Do a firm's products match what we sell (R-025)? The match names the offer and the words that made it."""

from collections.abc import Iterable
from functools import lru_cache

from core.catalogue import Configured, load
from core.records import Frozen
from core.settings import settings
from screen.taxonomy import systems_named


class Offer(Configured):
    """One thing we sell, and the systems of the vehicle it is about."""

    zh: str
    en: str
    systems: tuple[str, ...]


class Catalogue(Configured):
    """`config/catalogue.yml`."""

    version: str
    offers: dict[str, Offer]


class Match(Frozen):
    """An offer that fits a firm, and the words of its products that say so."""

    offer: str
    zh: str
    en: str
    terms: tuple[str, ...]


@lru_cache(maxsize=1)
def catalogue() -> Catalogue:
    """What the installation sells."""
    return load(settings().config_dir / "catalogue.yml", Catalogue)


def matches(products: Iterable[str]) -> tuple[Match, ...]:
    """The offers that fit these products, the one with most words first."""
    return _matches(tuple(products))


def fits(products: Iterable[str]) -> bool:
    """Does any offer fit these products? The same answer as `matches`, without its words."""
    return any(map(_fits, products))


@lru_cache(maxsize=16_384)
def _fits(product: str) -> bool:
    return not systems_named(product).keys().isdisjoint(_sold())


@lru_cache(maxsize=1)
def _sold() -> frozenset[str]:
    return frozenset(system for offer in catalogue().offers.values() for system in offer.systems)


@lru_cache(maxsize=16_384)
def _matches(products: tuple[str, ...]) -> tuple[Match, ...]:
    named: dict[str, tuple[str, ...]] = {}
    for product in products:
        for system, words in systems_named(product).items():
            named[system] = (*named.get(system, ()), *words)
    found = []
    for key, offer in catalogue().offers.items():
        terms = tuple(dict.fromkeys(word for system in offer.systems for word in named.get(system, ())))
        if terms:
            found.append(Match(offer=key, zh=offer.zh, en=offer.en, terms=terms))
    return tuple(sorted(found, key=lambda match: (-len(match.terms), match.offer)))
