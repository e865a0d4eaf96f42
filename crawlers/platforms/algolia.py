"""Exhibitor lists behind an Algolia index: NürnbergMesse's "find exhibitors", MWC Barcelona, Maison&Objet.

Application, index and the search-only key stand in the page's script or in the call that the page makes; they are read
while crawling and never kept. Algolia gives at most 1,000 hits of a query, so bigger lists are split by a facet value,
mostly the letter.
"""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

from core.catalogue import Configured
from core.listing import Answer, Ask, ListConfig, PlatformReading
from core.records import ListRow
from crawlers.platforms import PLATFORMS, answers
from crawlers.platforms.pages import index_of, numbered

_KEY = r"""(?i)(?:api[-_]?key|search[-_]?key|algolia[\w-]{0,24}key)["']?\s*[:=]\s*["']([0-9a-f]{32}|[A-Za-z0-9+/=]{60,400})["']"""
_APP = r"""(?i)(?:app(?:lication)?[-_]?id)["']?\s*[:=]\s*["']([A-Z0-9]{10})["']"""
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ#"


class Params(Configured):
    """`split` names the facet by which a list of more than 1,000 is asked letter by letter."""

    index: str
    app: str | None = None
    filters: str = ""
    split: str | None = None
    size: int = 1000


def key_of(answer: Answer, name: str) -> tuple[str, str | None] | None:
    """The search key and the application which a page holds or sends; None where a browser should draw it first."""
    for call in answer.calls:
        sent = {k.lower(): v for k, v in call.request_headers.items()}
        if "algolia" in call.url and sent.get("x-algolia-api-key"):
            return sent["x-algolia-api-key"], sent.get("x-algolia-application-id")
    text = answers.usable(answer, name)
    key = answers.mentioned(_KEY, text)
    if key:
        return key, answers.mentioned(_APP, text)
    if answer.ask.browser:
        raise answers.changed(name, "the page neither holds nor sends a search key")
    return None


def query(app: str, index: str, key: str, page: int, size: int, filters: str) -> Ask:
    """One page of one Algolia query."""
    asked = urlencode({"query": "", "hitsPerPage": size, "page": page, "filters": filters})
    headers = {"X-Algolia-API-Key": key, "X-Algolia-Application-Id": app, "Content-Type": "application/json"}
    url = f"https://{app}-dsn.algolia.net/1/indexes/{index}/query"
    return numbered(Ask(url=url, method="POST", headers=headers, body=json.dumps({"params": asked})), page)


def following(answer: Answer, pages: int | None) -> tuple[Ask, ...]:
    """After the first page, all others of the same query."""
    if index_of(answer) or not pages:
        return ()
    body = json.loads(answer.ask.body or "{}")["params"]
    turned = (str(body).replace("&page=0&", f"&page={n}&") for n in range(1, min(pages, 100)))
    asks = (answer.ask.model_copy(update={"body": json.dumps({"params": p}), "label": ""}) for p in turned)
    return tuple(numbered(ask, n) for n, ask in enumerate(asks, 1))


class Algolia:
    """The page for the key, then the index."""

    name = "algolia"

    def recognise(self, url: str, text: str | None = None) -> dict[str, Any] | None:
        """A page whose script names both an Algolia application and its index."""
        if not text or "algolia" not in text.lower():
            return None
        index = answers.mentioned(r"""(?i)index[-_]?name["']?\s*[:=]\s*["']([\w-]{3,80})["']""", text)
        app = answers.mentioned(_APP, text)
        return {"index": index, "app": app} if index and app else None

    def start(self, config: ListConfig) -> tuple[Ask, ...]:
        """The page that carries the key."""
        answers.settle(self, config, Params)
        return (Ask(url=config.url, purpose="session", label="exhibitor search page"),)

    def read(self, answer: Answer, config: ListConfig) -> PlatformReading:
        """The key, then hits."""
        params = answers.settle(self, config, Params)
        if answer.ask.purpose == "session":
            found = key_of(answer, self.name)
            if found is None:
                return PlatformReading(more=(answer.ask.model_copy(update={"browser": True}),))
            app = params.app or found[1]
            if not app:
                raise answers.changed(self.name, "the page does not name its application")
            facets = [f'{params.split}:"{letter}"' for letter in _LETTERS] if params.split else [""]
            joined = [" AND ".join(f for f in (params.filters, facet) if f) for facet in facets]
            asks = [query(app, params.index, found[0], 0, params.size, filters) for filters in joined]
            if params.split:
                asks = [a.model_copy(update={"label": f"letter {t}"}) for a, t in zip(asks, _LETTERS, strict=True)]
            return PlatformReading(more=tuple(asks))
        data = answers.tree(answer, self.name)
        rows = answers.listed(
            (self._row(hit) for hit in answers.records(data, "hits", self.name)), self.name, "hits without a name"
        )
        total = None if params.split else answers.number(answers.dig(data, "nbHits"))
        pages = answers.number(answers.dig(data, "nbPages"))
        return PlatformReading(rows=rows, declared_total=total, more=following(answer, pages), pages_known=pages)

    @staticmethod
    def _row(hit: dict[str, Any]) -> ListRow | None:
        booths = [
            f"{answers.first(b, 'boothHall', 'hall', 'hallName') or ''} {answers.first(b, 'boothNumber', 'number', 'name') or ''}"
            for key in ("booth", "booths", "stands")
            for b in answers.objects(hit.get(key))
        ]
        return answers.row(
            answers.first(hit, "companyName", "exhibitorName", "name_en", "name"),
            booth=answers.words(list(booths)) or answers.first(hit, "booth", "stands", "standReference"),
            country=answers.first(hit, "country", "countryName", "exhibitor.country_en"),
            city=answers.first(hit, "city"),
            website=answers.first(hit, "website"),
        )


PLATFORMS.add(Algolia.name)(Algolia())
