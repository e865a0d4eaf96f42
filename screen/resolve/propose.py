"""A new firm beside the few that share a key with it: how likely is each the same one, and why, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from core.records import Reason
from core.values.company_names import is_full_chinese, strict_key
from screen.names.compare import compare
from screen.names.key import name_keys
from screen.names.places import compatible, leading_place, spots_of
from screen.names.reasons import Comparison
from screen.resolve.claims import NUMBERS, Claim

STRONG = frozenset({"name_key", "proved_domain"})
_WORDS = {
    "proved_domain": ("官网域名相同且已证实", "the same domain, proved to be the firm's"),
    "former_name": ("登记机关载明的曾用名", "a registry states it as a former name"),
    "domain": ("网站域名相同", "the same domain"),
    "phone": ("电话相同", "the same phone number"),
    "email_domain": ("邮箱域名相同", "the same e-mail domain"),
    "address": ("地址相同", "the same address"),
    "name_key": ("名称归一后相同", "the same name key"),
    "place": ("所在地一致", "the same place"),
    "place_conflict": ("所在地冲突", "the places lie apart"),
    "two_numbers": ("登记号不同,不能合并", "two different registry numbers: never merged"),
}
_SIGNALS = frozenset({"domain", "phone", "email_domain", "address"})
"""Kinds of key that say by themselves that two firms may be one."""
_WORTH = {
    "former_name": 0.2,
    "proved_domain": 0.25,
    "domain": 0.15,
    "phone": 0.12,
    "email_domain": 0.12,
    "address": 0.1,
    "place": 0.04,
}


@dataclass(frozen=True)
class Profile:
    """What is known of one firm for telling it from others."""

    id: str
    names: tuple[str, ...]
    claims: frozenset[Claim] = frozenset()
    place: str | None = None
    proved: frozenset[str] = frozenset()
    """The domains that a page has proved to be its own; others are only what a list says."""
    former: frozenset[str] = frozenset()
    """Strict keys of names that a registry says it bore."""

    def keys(self, kind: str) -> frozenset[str]:
        """Its keys of one kind."""
        return frozenset(self.by_kind.get(kind, ()))

    @cached_property
    def by_kind(self) -> dict[str, set[str]]:
        """Its keys, those of a kind together."""
        found: dict[str, set[str]] = {}
        for claim in self.claims:
            found.setdefault(claim.kind, set()).add(claim.key)
        return found

    @cached_property
    def name_keys(self) -> frozenset[str]:
        """Keys for equality of all its names."""
        return frozenset(key for name in self.names for key in name_keys(name))

    @cached_property
    def full_names(self) -> frozenset[str]:
        """Strict keys of those of its first names that read like a registered Chinese name."""
        return frozenset(strict_key(name) for name in self.names[:6] if is_full_chinese(name))

    @cached_property
    def spots(self) -> frozenset:  # type: ignore[type-arg]
        """The place as the gazetteer knows it."""
        return spots_in(self.place)


@dataclass(frozen=True)
class Proposed:
    """Two firms that may be one. `signals` are what the policy's accept sets name."""

    firm: str
    other: str
    score: float
    reasons: tuple[Reason, ...]
    signals: frozenset[str]

    def accepted_by(self, sets: Sequence[Sequence[str]]) -> bool:
        """Does it show all signals of one of the policy's sets?"""
        return any(set(wanted) <= self.signals for wanted in sets if wanted)


def propose(new: Profile, candidates: Sequence[Profile]) -> tuple[Proposed, ...]:
    """Compare a firm with each candidate, the likeliest first; candidates with another registry number are left out."""
    found = [made for other in candidates if other.id != new.id and (made := _beside(new, other)) is not None]
    return tuple(sorted(found, key=lambda made: (-made.score, made.other)))


def _beside(new: Profile, other: Profile) -> Proposed | None:
    mine, yours = new.by_kind, other.by_kind
    both = {kind: mine[kind] & yours[kind] for kind in mine.keys() & yours.keys()}
    if any(not shared for kind, shared in both.items() if kind in NUMBERS):
        return None
    best = max((compare(a, b) for a in new.names[:6] for b in other.names[:6]), key=lambda c: c.score, default=None)
    if best is None or "branch" in best.signals:
        return None
    signals = _shared(new, other, {kind for kind, shared in both.items() if shared})
    apart = _places_apart(new.spots, other.spots)
    if apart is False:
        signals.add("place")
    if (best.same and best.score >= 0.9) or new.name_keys & other.name_keys:
        signals.add("name_key")
    score = best.score + sum(_WORTH.get(signal, 0.0) for signal in signals) - (0.3 if apart else 0.0)
    reasons = [*best.reasons, *(_reason(s) for s in sorted(signals) if s in _WORDS)]
    if apart:
        signals.discard("name_key")
        reasons.append(_reason("place_conflict"))
    return Proposed(new.id, other.id, round(_bounded(score, best, signals), 3), tuple(reasons), frozenset(signals))


def _bounded(score: float, best: Comparison, signals: set[str]) -> float:
    """Names that have nothing in common stay below any threshold for merging, whatever else agrees: a group shares its site."""
    ceiling = 0.99 if best.same else 0.85 if best.score >= 0.45 else 0.7
    return max(0.0, min(ceiling, score if signals or best.same else best.score))


def _shared(new: Profile, other: Profile, kinds: set[str]) -> set[str]:
    """Signals that are not the names' own, of firms that share keys of these kinds."""
    found = kinds & _SIGNALS
    for one, two in ((new, other), (other, new)):
        if one.former and one.former & two.full_names - two.former:
            found.add("former_name")
    # Whose site it is, is proved for one of them, and the other's own row points to it.
    if "domain" in found and new.by_kind["domain"] & other.by_kind["domain"] & (new.proved | other.proved):
        found = (found - {"domain"}) | {"proved_domain"}
    return found


@lru_cache(maxsize=64)
def _reason(signal: str) -> Reason:
    zh, en = _WORDS[signal]
    return Reason(zh=zh, en=en)


def _places_apart(mine: frozenset, yours: frozenset) -> bool | None:  # type: ignore[type-arg]
    """True where two places cannot be one firm's, False where they agree, None where one is not known."""
    return not compatible(mine, yours) if mine and yours else None


@lru_cache(maxsize=4096)
def spots_in(text: str | None) -> frozenset:  # type: ignore[type-arg]
    """The place a few words begin with, at its finest: 「山东 青岛市 黄岛区」 is 青岛市, as districts change."""
    if not text:
        return frozenset()
    words = text.replace(",", " ").replace("，", " ").split()
    found = frozenset()  # type: ignore[var-annotated]
    for word in words[:2]:
        place = leading_place(word)
        spots = spots_of(place) if place else frozenset()
        if spots:
            inside = frozenset(s for s in spots if any(s.province == f.province for f in found)) if found else spots
            found = inside or found
    return found
