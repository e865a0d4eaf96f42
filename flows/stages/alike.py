"""The look-up of identity resolution: which firms of the base share a key with these, and how likely is each the same one.

It reads only, and costs the same among a hundred firms and among millions: a few queries by key, and comparisons with
the few firms that share a telling one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from flows.stages.profiles import LOOKED_UP, profile_of
from screen.resolve import Profile, Proposed, propose
from storage.database import Transaction
from storage.repositories.identified import firms_identified, speakers
from storage.repositories.identity import firms_with_keys

CROWD = 25
"""A key of more firms than this says nothing: a common brand, a switchboard, a hosting domain."""
BRANDED = 12
"""So many firms that share nothing but the sound of a brand are compared, those of its rarest keys first."""

Found = Mapping[tuple[str, str], tuple[str, ...]]


def alike(tx: Transaction, profiles: Mapping[str, Profile]) -> Iterator[Proposed]:
    """For each of these firms the others of the base that may be the same one, the likeliest first, with reasons."""
    beside = _beside(tx, profiles.values())
    others = {other for found in beside.values() for other in found} - profiles.keys()
    known = {**profiles, **{firm.id: profile_of(firm) for firm in firms_identified(tx, sorted(others))}}
    for firm, found in beside.items():
        yield from propose(known[firm], [known[other] for other in sorted(found) if other in known])


def _beside(tx: Transaction, profiles: Iterable[Profile]) -> dict[str, set[str]]:
    """For each firm the firms that speak for themselves and share a key with it."""
    profiles = list(profiles)
    keys = {(claim.kind, claim.key[:400]) for p in profiles for claim in p.claims if claim.kind in LOOKED_UP}
    found = firms_with_keys(tx, sorted(keys), CROWD + 1)
    sharing = {p.id: _sharing(p, found) for p in profiles}
    top = speakers(tx, sorted({firm for firms in sharing.values() for firm in firms}))
    return {own: {top[firm] for firm in firms} - {own} for own, firms in sharing.items()}


def _sharing(profile: Profile, found: Found) -> set[str]:
    """Firms with a key of this one, but for those of a crowd."""
    told: set[str] = set()
    branded: Counter[str] = Counter()
    for claim in profile.claims:
        firms = found.get((claim.kind, claim.key[:400]), ())
        if len(firms) > CROWD:
            continue
        if claim.kind != "brand":
            told.update(firms)
        else:
            for firm in firms:
                branded[firm] += CROWD + 1 - len(firms)
    rarest = sorted(branded.keys() - told - {profile.id}, key=lambda firm: (-branded[firm], firm))
    return told | set(rarest[:BRANDED])
