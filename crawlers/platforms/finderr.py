"""Finderr: Eurosatory and other French shows. One POST returns all; its key stands in the page's bundle or own call."""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin

from core.catalogue import Configured
from core.listing import Answer, Ask, ListConfig, PlatformReading
from crawlers.platforms import PLATFORMS
from crawlers.platforms.answers import (
    changed,
    dig,
    first,
    host,
    listed,
    mentioned,
    number,
    objects,
    records,
    row,
    settle,
    tree,
    under,
    usable,
    words,
)

_KEY = r"""(?i)x-api-key["']?\s*[:,=]\s*["']([\w.-]{8,})["']"""
_BUNDLE = r"""<script[^>]+src=["']([^"']*(?:main|app|index|bundle)[^"']*\.js)["']"""


class Params(Configured):
    """The show's host."""

    host: str


class Finderr:
    """The drawn page for its key, then the search."""

    name = "finderr"

    def recognise(self, url: str, text: str | None = None) -> dict[str, Any] | None:
        """By host."""
        return {"host": host(url)} if under(url, "finderr.cloud") else None

    def start(self, config: ListConfig) -> tuple[Ask, ...]:
        """The page, which names the bundle."""
        settle(self, config, Params)
        return (Ask(url=config.url, purpose="session", label="catalogue page"),)

    def read(self, answer: Answer, config: ListConfig) -> PlatformReading:
        """The key, then all rows."""
        params = settle(self, config, Params)
        if answer.ask.purpose == "session":
            return PlatformReading(more=(self._search(answer, params),))
        data = tree(answer, self.name)
        found = records(data, "ListDetailsExhibitors", self.name)
        rows = listed(
            (
                row(
                    first(r, "Exhi_CompanyName"),
                    booth=words(
                        [f"{first(s, 'Hall') or ''} {first(s, 'Name') or ''}" for s in objects(r.get("Stands"))]
                    ),
                    country=first(r, "Exhi_Country_CodeISO2"),
                    website=first(r, "Exhi_Website"),
                    description=first(r, "OneLiner"),
                )
                for r in found
            ),
            self.name,
            "exhibitors without a name",
        )
        return PlatformReading(rows=rows, declared_total=number(dig(data, "NbExhibitors")), pages_known=1)

    def _search(self, answer: Answer, params: Params) -> Ask:
        sent = ({k.lower(): v for k, v in call.request_headers.items()} for call in answer.calls)
        key = next((h["x-api-key"] for h in sent if h.get("x-api-key")), None)
        key = key or mentioned(_KEY, usable(answer, self.name))
        if key:
            headers = {"X-API-KEY": key, "Content-Type": "application/json"}
            url = f"https://{params.host}/api/catalog/search_exhibitors"
            return Ask(url=url, method="POST", headers=headers, body="{}", label="all exhibitors")
        bundle = mentioned(_BUNDLE, answer.text)
        if bundle and not answer.ask.meta.get("bundle"):
            url = urljoin(answer.final_url, bundle)
            return Ask(url=url, purpose="session", label="page's bundle", meta={"bundle": True})
        if answer.ask.browser:
            raise changed(self.name, "neither the page nor its bundle holds a key")
        return answer.ask.model_copy(update={"browser": True, "meta": {}})


PLATFORMS.add(Finderr.name)(Finderr())
