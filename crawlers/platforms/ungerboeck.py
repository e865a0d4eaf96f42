"""Ungerboeck / Momentus VFP: IHM, iba, ExCeL. The app's own call carries all exhibitors as JSON inside JSON.

The service takes only calls with the app's session headers, so the page is drawn and its own call is read.
"""

from __future__ import annotations

import json
from typing import Any

from core.catalogue import Configured
from core.listing import Answer, Ask, ListConfig, PlatformReading
from crawlers.platforms import PLATFORMS
from crawlers.platforms.answers import changed, dig, first, listed, path, records, row, settle, under, usable, words


class Params(Configured):
    """Nothing to choose."""


class Ungerboeck:
    """The drawn page's own call."""

    name = "ungerboeck"

    def recognise(self, url: str, text: str | None = None) -> dict[str, Any] | None:
        """By host, with the app's page."""
        app = "app85.cshtml" in path(url).lower()
        return {} if app or under(url, "ungerboeck.com", "ungerboeck.net") else None

    def start(self, config: ListConfig) -> tuple[Ask, ...]:
        """The page, drawn."""
        settle(self, config, Params)
        return (Ask(url=config.url, browser=True, label="all exhibitors"),)

    def read(self, answer: Answer, config: ListConfig) -> PlatformReading:
        """Everything of GetInitialData."""
        usable(answer, self.name)
        call = next((c for c in answer.calls if "GetInitialData" in c.url), None)
        if call is None:
            raise changed(self.name, "the page made no call to GetInitialData")
        try:
            data = json.loads(call.body)
            data = json.loads(data[0]) if isinstance(data, list) and data and isinstance(data[0], str) else data
        except ValueError as error:
            raise changed(self.name, "GetInitialData did not answer JSON") from error
        found = records(dig(data, "ReturnObj") or data, "ExhibitorList", self.name)
        rows = listed(
            (
                row(first(r, "Name"), booth=words(r.get("BoothNames")), country=first(r, "CatCountryDesc"))
                for r in found
            ),
            self.name,
            "exhibitors without a name",
        )
        return PlatformReading(rows=rows, declared_total=len(found), pages_known=1)


PLATFORMS.add(Ungerboeck.name)(Ungerboeck())
