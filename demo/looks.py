"""How a firm's web site looks and behaves, and what it claims about R&D."""

import random

from core.words import HasRd
from demo.records import Site, Trap

SKINS = ("classic", "cards", "table", "minimal", "portal", "story", "tabs", "plain", "drawn")
"""The templates of `demo/templates/site_*.html`; `drawn` is built by JavaScript from JSON."""

_CLAIMS = {
    Trap.outsourced_rd: (HasRd.outsourced, "rd_outsourced"),
    Trap.no_rd: (HasRd.no, "rd_no"),
    Trap.planned_rd: (HasRd.unknown, "rd_planned"),
    Trap.others_rd: (HasRd.unknown, "rd_others"),
    Trap.soft_404: (HasRd.unknown, ""),
    Trap.dealer: (HasRd.unknown, ""),
}
CLOSED = ("down", "reset", "challenge", "sign_in")
"""Behaviours of a site that lets nobody read it."""
_BEHAVIOUR = {Trap.slow: "slow", Trap.dialog: "dialog", Trap.calendar: "calendar", Trap.soft_404: "soft_404"}


def site(draw: random.Random, host: str, traps: tuple[Trap, ...], voice: str) -> Site:
    """A site for a firm; `voice` is the language of its country: zh, de, ja or us."""
    rd, wording = next((claim for trap, claim in _CLAIMS.items() if trap in traps), (HasRd.yes, "rd_yes"))
    skin = draw.choice(SKINS)
    languages = _languages(draw, voice)
    plain = languages == ("zh",) and skin != "drawn"
    encoding = "gb18030" if plain and draw.random() < 0.3 else "utf-8"
    declared = encoding
    if Trap.wrong_charset in traps:
        skin = skin if skin != "drawn" else "classic"
        declared = "iso-8859-1" if encoding == "utf-8" else "utf-8"
    behaviour = next((word for trap, word in _BEHAVIOUR.items() if trap in traps), "ok")
    if Trap.site_down in traps:
        behaviour = draw.choice(CLOSED)
    if {Trap.dialog, Trap.calendar} & set(traps):
        skin = skin if skin != "drawn" else "cards"
    place = "rd" if Trap.soft_404 in traps else draw.choice(["rd", "rd", "rd", "about", "about", "contact"])
    if wording not in ("rd_yes", "") and place == "contact":
        place = "about"
    if Trap.dealer in traps:
        place = "about"
    moved = f"old-{host.removeprefix('www.')}" if Trap.redirecting in traps else None
    return Site(
        host=host, skin=skin, languages=languages, javascript=skin == "drawn", encoding=encoding, declared=declared,
        behaviour=behaviour, moved_from=moved, rd=rd, rd_wording=wording, rd_place=place,
    )  # fmt: skip


def _languages(draw: random.Random, voice: str) -> tuple[str, ...]:
    if voice == "zh":
        return draw.choice([("zh",), ("zh",), ("zh",), ("zh", "en"), ("zh", "en"), ("en",)])
    return {"de": ("de",), "ja": ("ja",)}.get(voice, ("en",))
