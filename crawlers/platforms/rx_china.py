"""RX China (励展通): AMTS 汽车制造与装备, C-TOUCH 与网联汽车, 铝工业展 and the other shows of 励展.

The list names firms only; booth, phone and e-mail stand in one answer a firm and are asked for where the list's YAML
says `profiles: true`.
"""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from core.catalogue import Configured
from core.listing import Answer, Ask, ListConfig, PlatformReading
from crawlers.platforms import PLATFORMS
from crawlers.platforms.answers import changed, dig, first, listed, number, records, row, settle, tree, under, words
from crawlers.platforms.pages import numbered, onward

_HOST = "directory.reedexhibitions.com.cn"


class Params(Configured):
    """`event_code` is the show's code in 励展通; `editions` are its `eve-…` ids where one code holds several."""

    event_code: str
    editions: tuple[str, ...] = ()
    size: int = 30


class RxChina:
    """POST a page at a time."""

    name = "rx_china"

    def recognise(self, url: str, text: str | None = None) -> dict[str, Any] | None:
        """By host; the code stands in the query of most addresses."""
        if not under(url, _HOST):
            return None
        asked = parse_qs(urlsplit(url).query)
        code = asked.get("eventCode") or asked.get("code")
        return {"event_code": code[0]} if code else None

    def start(self, config: ListConfig) -> tuple[Ask, ...]:
        """The first page."""
        params = settle(self, config, Params)
        return (numbered(self._page(params, 0), 0),)

    def read(self, answer: Answer, config: ListConfig) -> PlatformReading:
        """Names from a page, details from a firm's own answer."""
        params = settle(self, config, Params)
        data = tree(answer, self.name)
        if answer.ask.purpose == "profile":
            return self._profile(answer, dig(data, "resultList"))
        found = records(data, "resultList.rows", self.name)
        rows = listed(
            (row(first(r, "name", "companyName"), profile_url=self._detail(first(r, "id"))) for r in found),
            self.name,
            "rows without a name",
        )
        total = number(dig(data, "resultList.total") or dig(data, "resultList.count"))
        more, pages = onward(answer, config, rows, total, lambda n, _: self._page(params, n))
        return PlatformReading(rows=rows, declared_total=total, more=more, pages_known=pages)

    def _profile(self, answer: Answer, detail: Any) -> PlatformReading:
        """One firm's detail; its name is what the list said."""
        if not isinstance(detail, dict):
            raise changed(self.name, "no resultList in a firm's detail")
        booths = detail.get("booth")
        said = [first(b, "boothNo", "boothNumber", "name") if isinstance(b, dict) else words(b) for b in booths or []]
        found = row(
            first(detail, "companyName", "name") or words(answer.ask.meta.get("name")) or words(answer.ask.label),
            profile_url=answer.ask.url,
            booth=words([t for t in said if t]),
            phone=first(detail, "telephone"),
            email=first(detail, "companyEmail"),
        )
        return PlatformReading(rows=(found,) if found else ())

    @staticmethod
    def _page(params: Params, index: int) -> Ask:
        asked = urlencode({"eventCode": params.event_code, "pageNo": index + 1, "pageSize": params.size})
        body: dict[str, Any] = {"companyProfileName": "", "orderBy": "0"}
        if params.editions:
            body["eventEditionIds"] = list(params.editions)
        url = f"https://{_HOST}/api/v5/companyProfiles/listPage?{asked}"
        return Ask(url=url, method="POST", headers={"Content-Type": "application/json"}, body=json.dumps(body))

    @staticmethod
    def _detail(key: str | None) -> str | None:
        return f"https://{_HOST}/api/v4/getExhibitorDetail?companyProfileId={key}" if key else None


PLATFORMS.add(RxChina.name)(RxChina())
