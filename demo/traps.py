"""Which firm gets which difficulty."""

import random

from demo.records import Trap

VOID = (
    Trap.branch, Trap.rep_office, Trap.dealer, Trap.deregistered, Trap.revoked, Trap.outsourced_rd, Trap.no_rd,
    Trap.no_activity, Trap.event_366, Trap.name_one_char, Trap.revenue_under, Trap.revenue_low, Trap.off_catalogue,
)  # fmt: skip
REVIEW = (
    Trap.suspended, Trap.planned_rd, Trap.others_rd, Trap.undated_news, Trap.copyright_only, Trap.site_down,
    Trap.no_site, Trap.soft_404, Trap.lookalike_domain, Trap.registry_challenge, Trap.revenue_range,
    Trap.revenue_unknown, Trap.foreign,
)  # fmt: skip
INCOMPLETE = (Trap.province_only, Trap.no_district, Trap.vague_sub_field)
GRAVE = VOID + REVIEW + INCOMPLETE
"""A firm has at most one of these, so that the reason of its status is plain."""

WITHOUT_RD = frozenset({Trap.dealer, Trap.outsourced_rd, Trap.no_rd, Trap.planned_rd, Trap.others_rd, Trap.soft_404})
"""Firms whose news must not speak of a laboratory of their own, and that have no leader of R&D."""

LIGHT = (
    (Trap.redirecting, Trap.slow, Trap.wrong_charset, Trap.dialog, Trap.calendar),
    (Trap.event_364, Trap.event_365, Trap.published_late),
    (Trap.free_mail, Trap.former_director, Trap.unstated_mail),
    (Trap.alias_english, Trap.alias_width, Trap.alias_traditional, Trap.alias_former, Trap.trademark),
    (Trap.lookalike_name,),
    (Trap.revenue_exact,),
)
"""Groups of which a firm may have one each."""

_FIT_FOR_LIGHT = (
    *INCOMPLETE,
    Trap.suspended,
    Trap.revenue_range,
    Trap.revenue_unknown,
    Trap.deregistered,
    Trap.revoked,
)
SHARE_GRAVE = 0.6


def allot(draw: random.Random, firms: int) -> list[tuple[Trap, ...]]:
    """For each firm its traps, in random order: two of every kind where there is room, then by chance."""
    graves = _graves(draw, firms)
    allotted: list[list[Trap]] = [[trap] for trap in graves] + [[] for _ in range(firms - len(graves))]
    draw.shuffle(allotted)
    fit = [traps for traps in allotted if not traps or traps[0] in _FIT_FOR_LIGHT]
    sound = [traps for traps in allotted if not traps]
    for group in LIGHT:
        takers = list(sound if group in LIGHT[4:] else sorted(fit, key=bool))
        draw.shuffle(takers)
        if group not in LIGHT[4:]:
            takers.sort(key=bool)
        wanted = max(2 * len(group), len(takers) // 4)
        for index, taker in enumerate(takers[:wanted]):
            taker.append(group[index % len(group)])
    return [tuple(traps) for traps in allotted]


def _graves(draw: random.Random, firms: int) -> list[Trap]:
    twice = list(GRAVE) * 2
    room = min(firms, max(len(twice), round(firms * SHARE_GRAVE))) if firms >= 60 else round(firms * SHARE_GRAVE)
    if room <= len(twice):
        draw.shuffle(twice)
        return twice[:room]
    extra = [draw.choice(GRAVE) for _ in range(room - len(twice))]
    return twice + extra
