"""hubj2c (SiteExposants): EQUIP AUTO Paris, SIAE Paris Air Show. One call returns the whole list.

Drawn, the list is cards; a brand has a card of its own that names its firm ("Marque de X") and is no firm.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urljoin

from core.catalogue import Configured
from core.listing import Answer, Ask, ListConfig, PlatformReading
from core.words import SightingKind
from crawlers.platforms import PLATFORMS
from crawlers.platforms.answers import (
    changed,
    first,
    listed,
    objects,
    page,
    records,
    row,
    said,
    settle,
    tree,
    under,
    usable,
    words,
)

_OWNER = re.compile(r"^(?:marque de|brand of)\s+", re.I)


class Params(Configured):
    """`rendered` draws the page in the browser instead of calling its service."""

    rendered: bool = False


class Hubj2c:
    """The page's own call, or its cards."""

    name = "hubj2c"

    def recognise(self, url: str, text: str | None = None) -> dict[str, Any] | None:
        """By host."""
        return {} if under(url, "hubj2c.com") else None

    def start(self, config: ListConfig) -> tuple[Ask, ...]:
        """POST getSettings beside the page."""
        params = settle(self, config, Params)
        if params.rendered:
            return (Ask(url=config.url, browser=True, label="all exhibitors"),)
        base = config.url if config.url.endswith("/") else config.url + "/"
        return (Ask(url=urljoin(base, "getSettings"), method="POST", body="", label="all exhibitors"),)

    def read(self, answer: Answer, config: ListConfig) -> PlatformReading:
        """JSON or cards, whichever came."""
        if usable(answer, self.name).lstrip()[:1] == "<":
            return self._cards(answer)
        found = records(tree(answer, self.name), "list", self.name)
        rows = listed((self._row(r) for r in found), self.name, "entries without exposant")
        return PlatformReading(rows=rows, declared_total=len(found), pages_known=1)

    @staticmethod
    def _row(record: dict[str, Any]) -> Any:
        stands = [first(s, "nom", "name", "stand", "libelle") for s in objects(record.get("stands"))]
        return row(
            first(record, "exposant"),
            booth=words([s for s in stands if s]) or first(record, "stands"),
            country=first(record, "nomPays"),
            category=first(record, "SecteursActivite", "TexteActivite"),
            description=first(record, "Texte"),
        )

    def _cards(self, answer: Answer) -> PlatformReading:
        found = []
        for card in page(answer, self.name).css(".cards-container"):
            brand = "cards-brand-container" in card.attrib.get("class", "")
            owner = said(card, ".card-marque-de")
            found.append(
                row(
                    said(card, ".card-nomExposant-text") or said(card, ".card-nomExposant"),
                    SightingKind.brand if brand else SightingKind.firm,
                    booth=said(card, ".card-stand"),
                    description=said(card, ".card-text-container"),
                    raw={"brand_of": _OWNER.sub("", owner)} if owner else {},
                )
            )
        rows = tuple(r for r in found if r)
        if not rows:
            raise changed(self.name, "no .cards-container with a name")
        return PlatformReading(rows=rows, pages_known=1)


PLATFORMS.add(Hubj2c.name)(Hubj2c())
