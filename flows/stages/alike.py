"""The look-up of identity resolution: which firms of the base share a key with these, and how likely is each the same one.

It reads only, and costs the same among a hundred firms and among millions: a few queries by key, and comparisons with
the few firms that share a telling one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from flows.stages.profiles import LOOKED_UP, compared
from screen.resolve import Profile, Proposed, propose
from storage.database import Transaction
from storage.repositories.identified import firms_speaking
from storage.repositories.identity import firms_with_telling_keys

CROWD = 25
"""A key of more firms than this says nothing: a common brand, a switchboard, a hosting domain."""
BRANDED = 8
"""So many firms that share nothing but the sound of a brand are compared, those of its rarest keys first."""

Found = Mapping[tuple[str, str], tuple[str, ...]]


def alike(tx: Transaction, profiles: Mapping[str, Profile]) -> Iterator[Proposed]:
    """For each of these firms the others of the base that may be the same one, the likeliest first, with reasons."""
    sharing = _sharing_keys(tx, profiles.values())
    others = {firm for found in sharing.values() for firm in found} - profiles.keys()
    top, speaking = firms_speaking(tx, others, but=profiles)
    kinds = {claim.kind for profile in profiles.values() for claim in profile.claims}
    known = {**profiles, **{firm.id: compared(firm, kinds=kinds) for firm in speaking}}
    for own, found in sharing.items():
        beside = {top.get(firm, firm) for firm in found} - {own}
        yield from propose(known[own], [known[firm] for firm in sorted(beside) if firm in known])


def _sharing_keys(tx: Transaction, profiles: Iterable[Profile]) -> dict[str, set[str]]:
    """For each firm those that share a telling key with it."""
    profiles = list(profiles)
    keys = {(claim.kind, claim.key[:400]) for p in profiles for claim in p.claims if claim.kind in LOOKED_UP}
    found = firms_with_telling_keys(tx, sorted(keys), CROWD)
    return {p.id: _sharing(p, found) for p in profiles}


def _sharing(profile: Profile, found: Found) -> set[str]:
    """Firms with a key of this one; of those that share but the brand, the nearest."""
    told: set[str] = set()
    branded: Counter[str] = Counter()
    for claim in profile.claims:
        firms = found.get((claim.kind, claim.key[:400]), ())
        if claim.kind != "brand":
            told.update(firms)
        else:
            for firm in firms:
                branded[firm] += CROWD + 1 - len(firms)
    rarest = sorted(branded.keys() - told - {profile.id}, key=lambda firm: (-branded[firm], firm))
    return told | set(rarest[:BRANDED])
