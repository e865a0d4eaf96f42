"""KES, Korea Electronics Show: JSON pages of twelve by POST."""

from __future__ import annotations

import json
from typing import Any

from core.catalogue import Configured
from core.listing import Answer, Ask, ListConfig, PlatformReading
from crawlers.platforms import PLATFORMS
from crawlers.platforms.answers import dig, first, listed, mentioned, number, records, row, settle, tree, under
from crawlers.platforms.pages import numbered, onward


class Params(Configured):
    """`system` is the edition's SYSTEM_IDX."""

    system: int
    service: str = "https://www.kes.org/fairOnline.do"


class Kes:
    """POST a page."""

    name = "kes"

    def recognise(self, url: str, text: str | None = None) -> dict[str, Any] | None:
        """By host, once the page names its edition."""
        system = mentioned(r"""SYSTEM_IDX["']?\s*[:=]\s*["']?(\d+)""", url, text)
        return {"system": int(system)} if system and under(url, "kes.org") else None

    def start(self, config: ListConfig) -> tuple[Ask, ...]:
        """The first page."""
        return (numbered(self._page(settle(self, config, Params), 0), 0),)

    def read(self, answer: Answer, config: ListConfig) -> PlatformReading:
        """Korean and English name, booth."""
        params = settle(self, config, Params)
        data = tree(answer, self.name)
        rows = listed(
            (
                row(
                    first(r, "company_nm_kor", "company_nm_eng"),
                    name_alt=first(r, "company_nm_eng"),
                    booth=first(r, "booth_num"),
                )
                for r in records(data, "prodList", self.name)
            ),
            self.name,
            "records without a name",
        )
        total = number(dig(data, "pagesJson.totalRows"))
        size = number(dig(data, "pagesJson.numOfRows"))
        more, pages = onward(answer, config, rows, total, lambda n, _: self._page(params, n), size=size)
        return PlatformReading(rows=rows, declared_total=total, more=more, pages_known=pages)

    @staticmethod
    def _page(params: Params, index: int) -> Ask:
        body = json.dumps({"page": index + 1, "SYSTEM_IDX": params.system, "selOrder": ""})
        return Ask(url=params.service, method="POST", headers={"Content-Type": "application/json"}, body=body)


PLATFORMS.add(Kes.name)(Kes())
