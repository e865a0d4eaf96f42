"""Map Your Show: AAPEX, SEMA, Battery Show, CES, IMTS and many other North American shows.

Three generations answer under one host: 8_0 with a JSON search proxy (needs the session cookie of the gallery page,
`X-Requested-With` and a Referer, otherwise 403), an older proxy that names every exhibitor in one call, and a page
rendered as a table. Booth values have the filler word "randomstring" mixed in. Read in public scrapers, 2022-2026.
"""

from __future__ import annotations

import re
from typing import Any, Literal

from parsel import Selector

from core.catalogue import Configured
from core.listing import Answer, Ask, ListConfig, PlatformReading
from core.records import ListRow
from crawlers.platforms import PLATFORMS, answers
from crawlers.platforms.pages import numbered, onward

_PATH = re.compile(r"^/(?:[78]_0)/(?:explore|exhibitor|exhview|ajax|search)/", re.I)
_FILLER = re.compile(r"randomstring", re.I)


class Params(Configured):
    """Where the show lies, and which of the proxies answers."""

    host: str
    generation: Literal["8_0", "older"] = "8_0"
    size: int = 500


class MapYourShow:
    """Asks the gallery page for its session, then the search proxy."""

    name = "mapyourshow"

    def recognise(self, url: str, text: str | None = None) -> dict[str, Any] | None:
        """The host, from the address alone; own domains are known by their path."""
        if answers.under(url, "mapyourshow.com") or _PATH.match(answers.path(url)):
            return {"host": answers.host(url)}
        return None

    def start(self, config: ListConfig) -> tuple[Ask, ...]:
        """The gallery page, or the older proxy's one call."""
        params = answers.settle(self, config, Params)
        if params.generation == "older":
            address = f"https://{params.host}/8_0/exhview/exh-remote-proxy.cfm?action=getExhibitorNames"
            return (Ask(url=address, headers={"X-Requested-With": "XMLHttpRequest"}, label="all exhibitors"),)
        return (
            Ask(url=f"https://{params.host}/8_0/explore/exhibitor-gallery.cfm", purpose="session", label="gallery"),
        )

    def read(self, answer: Answer, config: ListConfig) -> PlatformReading:
        """Rows of the proxy, of the older proxy, or of the rendered table, whichever answered."""
        params = answers.settle(self, config, Params)
        if answers.usable(answer, self.name).lstrip()[:1] == "<":
            return self._gallery(answer, params)
        data = answers.tree(answer, self.name)
        if isinstance(data, list):
            return self._names(data, params)
        hits = answers.records(data, "DATA.results.exhibitor.hit", self.name)
        rows = answers.listed((self._hit(hit, params) for hit in hits), self.name, "hits without exhname_t")
        total = answers.number(answers.dig(data, "DATA.results.exhibitor.found"))
        more, pages = onward(
            answer, config, rows, total, lambda n, size: self._search(params, n * size, size), size=len(hits)
        )
        return PlatformReading(rows=rows, declared_total=total, more=more, pages_known=pages)

    def _search(self, params: Params, offset: int, size: int) -> Ask:
        base = f"https://{params.host}/8_0"
        query = f"action=search&searchtype=exhibitorgallery&searchsize={size}&start={offset}"
        headers = {"X-Requested-With": "XMLHttpRequest", "Referer": f"{base}/explore/exhibitor-gallery.cfm"}
        return Ask(url=f"{base}/ajax/remote-proxy.cfm?{query}", headers=headers)

    def _gallery(self, answer: Answer, params: Params) -> PlatformReading:
        document = answers.page(answer, self.name)
        found = document.css("tr.js-List, ul.cards li, .results-table tr")
        total = answers.number(document.css("[data-totalitemcount]::attr(data-totalitemcount)").get())
        rows = tuple(r for r in (self._card(answer, node) for node in found) if r)
        if rows and total is not None and len(rows) >= total:
            return PlatformReading(rows=rows, declared_total=total, pages_known=1)
        if answer.ask.purpose != "session":
            raise answers.changed(self.name, "the search proxy answered a page")
        return PlatformReading(declared_total=total, more=(numbered(self._search(params, 0, params.size), 0),))

    @staticmethod
    def _card(answer: Answer, node: Selector) -> ListRow | None:
        title = ".card-Title a, a[href*='exhid=']"
        booths = answers.words([_FILLER.sub("", t) for t in node.css("a[href*='floorplan_link']::text").getall()])
        return answers.row(
            answers.said(node, title),
            booth=booths,
            profile_url=answers.link(answer, node, title),
            description=answers.said(node, ".card-Desc"),
        )

    @staticmethod
    def _hit(hit: Any, params: Params) -> ListRow | None:
        key = answers.first(hit, "fields.exhid_l")
        shown = answers.dig(hit, "fields.boothsdisplay_la") or answers.dig(hit, "fields.booths_la")
        values = shown if isinstance(shown, list) else [shown]
        booth = answers.words([_FILLER.sub("", str(value)) for value in values if value])
        profile = f"https://{params.host}/8_0/exhibitor/exhibitor-details.cfm?exhid={key}" if key else None
        about = answers.first(hit, "fields.exhdesc_t")
        return answers.row(answers.first(hit, "fields.exhname_t"), booth=booth, profile_url=profile, description=about)

    def _names(self, data: Any, params: Params) -> PlatformReading:
        found = answers.records(data, "", self.name)
        rows = (
            answers.row(answers.first(r, "exhname", "fieldlabel", "fielddisplay", "fieldtext", "fieldname"))
            for r in found
        )
        kept = answers.listed(rows, self.name, "entries without a name")
        return PlatformReading(rows=kept, declared_total=len(found), pages_known=1)


PLATFORMS.add(MapYourShow.name)(MapYourShow())
