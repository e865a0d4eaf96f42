"""Messe München's exhibitor portal (jl.medien): IAA MOBILITY, electronica, productronica, automatica.

The portal offers its whole list as a public XLSX. The address of that file is found on the list page; where the page
hides it, it follows from show and year. Without a file the cards of the page are read.
"""

from __future__ import annotations

import re
from typing import Any

from core.catalogue import Configured
from core.errors import BadInput
from core.listing import Answer, Ask, ListConfig, PlatformReading
from crawlers.platforms import PLATFORMS
from crawlers.platforms.answers import absolute, changed, host, link, page, path, row, said, settle, usable

_PORTAL = re.compile(r"/exhibitor-portal/(\d{4})?|/exhibitordirectory/|/download/informationmaterial/", re.I)


class Params(Configured):
    """`xlsx` overrules the address that follows from `show` and `year`."""

    host: str
    show: str
    year: int | None = None
    xlsx: str | None = None


class MesseMuenchen:
    """The XLSX where its address is known, else the list page that links to it."""

    name = "messe_muenchen"

    def recognise(self, url: str, text: str | None = None) -> dict[str, Any] | None:
        """Hosts `exhibitors.<show>.<tld>` with the portal's paths."""
        labels, where = host(url).split("."), path(url)
        portal = _PORTAL.search(where)
        if labels[0] != "exhibitors" or len(labels) < 3 or not (portal or (text and "ceId_" in text)):
            return None
        year = re.search(r"20\d\d", where)
        found: dict[str, Any] = {"host": host(url), "show": labels[1].split("-")[0]}
        if year:
            found["year"] = int(year.group())
        return found | ({"xlsx": url} if where.lower().endswith(".xlsx") else {})

    def start(self, config: ListConfig) -> tuple[Ask, ...]:
        """One file, or the page that names it."""
        params = settle(self, config, Params)
        if params.xlsx:
            return (Ask(url=params.xlsx, label="exhibitor file"),)
        return (Ask(url=config.url, purpose="session", label="list page"),)

    def read(self, answer: Answer, config: ListConfig) -> PlatformReading:
        """Rows of the file; or the file's address; or the cards of the page."""
        params = settle(self, config, Params)
        if answer.body[:2] == b"PK":
            return self._file(answer)
        usable(answer, self.name)
        document = page(answer, self.name)
        if answer.ask.purpose == "session":
            offered = next((h for h in document.css("a::attr(href)").getall() if ".xlsx" in h.lower()), None)
            address = absolute(answer, offered) or self._guess(params)
            if address:
                return PlatformReading(more=(Ask(url=address, label="exhibitor file"),))
        cards = document.css("div[id^=ceId_]")
        found = (
            row(
                said(card, ".ce_head") or said(card, "h2, h3, a"),
                profile_url=link(answer, card, "a"),
                website=link(answer, card, ".ce_website a"),
                phone=said(card, ".ce_phone"),
                email=said(card, ".ce_email"),
                address=said(card, ".ce_addr"),
            )
            for card in cards
        )
        rows = tuple(r for r in found if r)
        if not rows:
            raise changed(self.name, "neither an XLSX nor exhibitor cards")
        return PlatformReading(rows=rows, note="the page's cards were read; the portal's file was not offered")

    @staticmethod
    def _guess(params: Params) -> str | None:
        if params.year is None:
            return None
        show = params.show.upper() if len(params.show) <= 3 else params.show
        stem = f"{params.show.lower()}_export_{params.year}_en.xlsx"
        return f"https://{params.host}/download/informationmaterial/xls_{show}_Export_{params.year}_en/{stem}"

    def _file(self, answer: Answer) -> PlatformReading:
        from crawlers.files import read

        try:
            reading = read(answer.body, answer.final_url.rsplit("/", 1)[-1], url=answer.final_url)
        except BadInput as error:
            raise changed(self.name, str(error)) from error
        if not reading.records:
            raise changed(self.name, f"the exhibitor file holds no rows: {reading.refused}")
        return PlatformReading(rows=reading.records, declared_total=reading.declared_total, pages_known=1)


PLATFORMS.add(MesseMuenchen.name)(MesseMuenchen())
