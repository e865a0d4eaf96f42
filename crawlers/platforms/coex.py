"""COEX EMS: InterBattery, EV Trend Korea, Automation World. Without the header `coex-host` the answer has no rows."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from core.catalogue import Configured
from core.listing import Answer, Ask, ListConfig, PlatformReading
from crawlers.platforms import PLATFORMS
from crawlers.platforms.answers import dig, first, host, listed, number, records, row, settle, tree
from crawlers.platforms.pages import numbered, onward

_SERVICE = "site-api.ems.coex.co.kr"


class Params(Configured):
    """`host` is the show's own host, as the service knows it."""

    host: str
    language: str = "ko"
    campaign: str = ""
    size: int = 1000


class Coex:
    """GET a page of up to 1,000."""

    name = "coex"

    def recognise(self, url: str, text: str | None = None) -> dict[str, Any] | None:
        """A show's page whose script names the service."""
        return {"host": host(url)} if text and "ems.coex.co.kr" in text and host(url) != _SERVICE else None

    def start(self, config: ListConfig) -> tuple[Ask, ...]:
        """The first page."""
        params = settle(self, config, Params)
        return (numbered(self._page(params, 0, params.size), 0),)

    def read(self, answer: Answer, config: ListConfig) -> PlatformReading:
        """Both names, booth, site and country."""
        params = settle(self, config, Params)
        data = tree(answer, self.name)
        found = records(data, "data.list", self.name)
        rows = listed(
            (
                row(
                    first(r, "companyName", "companyNameEng"),
                    name_alt=first(r, "companyNameEng"),
                    booth=first(r, "boothNumber"),
                    country=first(r, "company.country"),
                    website=first(r, "company.website"),
                    category=first(r, "keyword"),
                )
                for r in found
            ),
            self.name,
            "rows without companyName",
        )
        totals = (dig(data, f"data.{key}") for key in ("total", "totalCount", "totalElements", "count"))
        total = next((n for n in map(number, totals) if n), None)
        more, pages = onward(
            answer, config, rows, total, lambda n, s: self._page(params, n, s), size=len(found) or None
        )
        return PlatformReading(rows=rows, declared_total=total, more=more, pages_known=pages)

    @staticmethod
    def _page(params: Params, index: int, size: int) -> Ask:
        asked = {
            "archiveCampaignIdx": params.campaign,
            "page": index + 1,
            "size": size,
            "language": params.language,
        }
        url = f"https://{_SERVICE}/public/company-directories?{urlencode(asked)}"
        return Ask(url=url, headers={"coex-host": params.host})


PLATFORMS.add(Coex.name)(Coex())
