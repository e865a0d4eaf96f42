"""CEATEC: an exhibitor guide that renders all cards on one page when asked for `per=all`."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from core.catalogue import Configured
from core.listing import Answer, Ask, ListConfig, PlatformReading
from crawlers.platforms import PLATFORMS
from crawlers.platforms.answers import changed, link, page, row, said, settle


class Params(Configured):
    """Nothing to choose."""


class Ceatec:
    """The page with `per=all`."""

    name = "ceatec"

    def recognise(self, url: str, text: str | None = None) -> dict[str, Any] | None:
        """By the cards' class."""
        return {} if text and "exl-card__name" in text else None

    def start(self, config: ListConfig) -> tuple[Ask, ...]:
        """All on one page."""
        settle(self, config, Params)
        parts = urlsplit(config.url)
        asked = dict(parse_qsl(parts.query, keep_blank_values=True)) | {"per": "all"}
        return (Ask(url=parts._replace(query=urlencode(asked)).geturl(), label="all exhibitors"),)

    def read(self, answer: Answer, config: ListConfig) -> PlatformReading:
        """Name, booth and highlight of each card."""
        names = page(answer, self.name).css(".exl-card__name")
        found = []
        for node in names:
            card = node.xpath("./ancestor::*[descendant::*[contains(@class,'exl-card__booth')]][1]")
            found.append(
                row(
                    said(node, ".exl-card__name"),
                    booth=said(card[0], ".exl-card__booth", drop=r"booth(?:\s*no\.?)?|小間番号") if card else None,
                    description=said(card[0], ".exl-card__highlight") if card else None,
                    profile_url=link(answer, card[0], "a") if card else None,
                )
            )
        rows = tuple(r for r in found if r)
        if not rows:
            raise changed(self.name, "no .exl-card__name")
        return PlatformReading(rows=rows, pages_known=1)


PLATFORMS.add(Ceatec.name)(Ceatec())
