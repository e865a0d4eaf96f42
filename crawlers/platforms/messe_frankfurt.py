"""Messe Frankfurt's exhibitor service: Automechanika, Formnext, SPS, PCIM, ISH and the other Frankfurt shows.

The search takes an `apikey` that the show's page sends by itself. We take it from that page while crawling (from its
script, or from the page's own call once the browser has drawn it) and never keep it. GET only: POST answers 403.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlencode

from core.catalogue import Configured
from core.listing import Answer, Ask, ListConfig, PlatformReading
from core.records import ListRow
from crawlers.platforms import PLATFORMS, answers
from crawlers.platforms.pages import numbered, onward

_KEY = r"""(?i)["']?api[-_]?key["']?\s*[:=]\s*["']([\w.-]{12,})["']"""
_EVENT = r"""findEventVariable["']?\s*(?:[:=]|%3D)\s*["']?([A-Z0-9_]{2,40})"""


class Params(Configured):
    """`event` is the show's name in the service, upper case; newer shows add a year or a city."""

    event: str
    language: str = "en-GB"
    size: int = 500
    service: str = "https://api.messefrankfurt.com/service/esb_api/exhibitor-service/api/2.1/public/exhibitor/search"


class MesseFrankfurt:
    """The show's page first, for its key; then the search, page by page."""

    name = "messe_frankfurt"

    def recognise(self, url: str, text: str | None = None) -> dict[str, Any] | None:
        """The event is what the page says, else the first label of the host in upper case."""
        if not answers.under(url, "messefrankfurt.com", "mesago.com"):
            return None
        event = answers.mentioned(_EVENT, text, url)
        label = answers.host(url).split(".")[0]
        guess = None if label in ("www", "api", "exhibitorsearch", "mesago", "messefrankfurt") else label
        event = event or (re.sub(r"[^A-Z0-9]", "", guess.upper()) if guess else None)
        return {"event": event} if event else None

    def start(self, config: ListConfig) -> tuple[Ask, ...]:
        """The page that carries the key."""
        answers.settle(self, config, Params)
        return (Ask(url=config.url, purpose="session", label="exhibitor search page"),)

    def read(self, answer: Answer, config: ListConfig) -> PlatformReading:
        """The key from the page, then rows from the search."""
        params = answers.settle(self, config, Params)
        if answer.ask.purpose == "session":
            return self._session(answer, params)
        data = answers.tree(answer, self.name)
        hits = answers.records(data, "result.hits", self.name)
        rows = answers.listed((self._row(hit) for hit in hits), self.name, "hits without exhibitor.name")
        total = answers.number(answers.dig(data, "result.metaData.hitsTotal"))
        headers = answer.ask.headers
        more, pages = onward(
            answer, config, rows, total, lambda n, s: self._search(params, n, s, headers), size=len(hits)
        )
        return PlatformReading(rows=rows, declared_total=total, more=more, pages_known=pages)

    def _session(self, answer: Answer, params: Params) -> PlatformReading:
        text = answers.usable(answer, self.name)
        sent = (call.request_headers for call in answer.calls if "exhibitor" in call.url)
        key = next((h[n] for h in sent for n in h if n.lower() == "apikey" and h[n]), None) or answers.mentioned(
            _KEY, text
        )
        if key is None and not answer.ask.browser:
            drawn = answer.ask.model_copy(update={"browser": True})
            return PlatformReading(more=(drawn,), note="the key is not in the page's text; drawing it in the browser")
        if key is None:
            raise answers.changed(self.name, "the page neither holds nor sends an apikey")
        headers = {"apikey": key, "Referer": answer.final_url}
        return PlatformReading(more=(numbered(self._search(params, 0, params.size, headers), 0),))

    @staticmethod
    def _search(params: Params, index: int, size: int, headers: dict[str, str]) -> Ask:
        query = {
            "language": params.language,
            "q": "",
            "orderBy": "name",
            "pageNumber": index + 1,
            "pageSize": size,
            "orSearchFallback": "false",
            "showJumpLabels": "false",
            "findEventVariable": params.event,
        }
        return Ask(url=f"{params.service}?{urlencode(query)}", headers=headers)

    @staticmethod
    def _row(hit: Any) -> ListRow | None:
        firm = hit.get("exhibitor")
        if not isinstance(firm, dict):
            return None
        booths = [
            f"{answers.first(hall, 'name') or ''} {answers.first(stand, 'name') or ''}"
            for hall in answers.objects(answers.dig(firm, "exhibition.exhibitionHall"))
            for stand in answers.objects(hall.get("stand")) or [{}]
        ]
        labels = [answers.first(category, "name") for category in answers.objects(firm.get("categories"))]
        return answers.row(
            answers.first(firm, "name"),
            booth=answers.words(list(booths)),
            country=answers.first(firm, "address.country.label"),
            city=answers.first(firm, "address.city"),
            address=", ".join(
                filter(None, map(answers.words, (place.get("street"), place.get("zip"), place.get("city"))))
            )
            if isinstance(place := firm.get("address"), dict)
            else None,
            website=answers.first(firm, "homepage"),
            phone=answers.first(firm, "address.tel"),
            email=answers.first(firm, "address.email"),
            category=answers.words([t for t in labels if t]),
            description=answers.first(firm, "shortDescription", "description.text"),
        )


PLATFORMS.add(MesseFrankfurt.name)(MesseFrankfurt())
