"""TAITRA: TAIPEI AMPA, COMPUTEX. The booth map's static JSON lists every exhibitor; `code` is year and show."""

from __future__ import annotations

from typing import Any

from core.catalogue import Configured
from core.listing import Answer, Ask, ListConfig, PlatformReading
from crawlers.platforms import PLATFORMS
from crawlers.platforms.answers import first, listed, mentioned, records, row, settle, tree


class Params(Configured):
    """For example 2026AP for TAIPEI AMPA 2026."""

    code: str
    language: str = "en-US"


class Taitra:
    """One file."""

    name = "taitra"

    def recognise(self, url: str, text: str | None = None) -> dict[str, Any] | None:
        """By the map's host, or by a page that embeds the map."""
        code = mentioned(r"booth\.e-taitra\.com\.tw/[\w/-]*?map/(\w+)", url, text)
        return {"code": code} if code else None

    def start(self, config: ListConfig) -> tuple[Ask, ...]:
        """The JSON file."""
        params = settle(self, config, Params)
        url = f"https://booth.e-taitra.com.tw/db/map/{params.code}/Exhibitor_{params.language}.json"
        return (Ask(url=url, label="all exhibitors"),)

    def read(self, answer: Answer, config: ListConfig) -> PlatformReading:
        """Name, booth and products; the brands stay with their firm."""
        found = records(tree(answer, self.name), "exhibitors", self.name)
        rows = listed(
            (
                row(
                    first(r, "name"),
                    booth=first(r, "booth_no"),
                    category=first(r, "product"),
                    raw={"brand": brand} if (brand := first(r, "brand")) else {},
                )
                for r in found
            ),
            self.name,
            "exhibitors without a name",
        )
        return PlatformReading(rows=rows, declared_total=len(found), pages_known=1)


PLATFORMS.add(Taitra.name)(Taitra())
