"""SmallWorldLabs: Expo West, SEMICON, FABTECH and other show communities.

The first rows are in the page; the others come from `/index.php` as URL-encoded HTML, with tokens that stand in the
page's script and change with every answer. So pages are asked one after the other.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qsl, unquote_plus, urlencode

from parsel import Selector

from core.catalogue import Configured
from core.listing import Answer, Ask, ListConfig, PlatformReading
from core.records import ListRow
from crawlers.platforms import PLATFORMS
from crawlers.platforms.answers import (
    absolute,
    changed,
    dig,
    host,
    mentioned,
    number,
    path,
    row,
    said,
    settle,
    tree,
    under,
    usable,
    words,
)
from crawlers.platforms.pages import index_of, numbered

_TOKENS = ("site_page_id", "mCell", "mId", "tk", "tm")
_PROFILE = re.compile(r"/co/[\w%.~-]+/?$")


class Params(Configured):
    """`size` is how many rows are asked at a time."""

    host: str
    size: int = 50


class SmallWorldLabs:
    """The page, then its pagination handler."""

    name = "smallworldlabs"

    def recognise(self, url: str, text: str | None = None) -> dict[str, Any] | None:
        """By host, or by the paginator in the page."""
        marked = text is not None and "JSPaginator" in text and "organizations_organization_list" in text
        return {"host": host(url)} if under(url, "smallworldlabs.com") or marked else None

    def start(self, config: ListConfig) -> tuple[Ask, ...]:
        """The list page itself."""
        settle(self, config, Params)
        return (numbered(Ask(url=config.url), 0),)

    def read(self, answer: Answer, config: ListConfig) -> PlatformReading:
        """Rows, and the next offset with the tokens of this answer."""
        params = settle(self, config, Params)
        if answer.ask.method == "GET":
            text = usable(answer, self.name)
            rows = self._rows(answer, text)
            tokens = {t: mentioned(rf"""["']?\b{t}["']?\s*[:=]\s*["']?([\w-]+)""", text) for t in _TOKENS}
            if not rows or not tokens["tk"]:
                raise changed(self.name, "no organisations or no paginator tokens in the page")
            fields = {key: value for key, value in tokens.items() if value}
            return PlatformReading(rows=rows, more=(self._next(params, fields, len(rows), 1),))
        data = tree(answer, self.name)
        markup = dig(data, "data")
        if not isinstance(markup, str):
            raise changed(self.name, "no rows in the paginator's answer")
        rows = self._rows(answer, unquote_plus(markup))
        total = number(dig(data, "total"))
        fields = dict(parse_qsl(answer.ask.body or ""))
        fields |= {key: t for key, path in (("tk", "formToken"), ("tm", "formTime")) if (t := words(dig(data, path)))}
        offset = int(fields["offset"]) + len(rows)
        done = not rows or (total is not None and offset >= total) or index_of(answer) + 1 >= config.max_pages
        more = () if done else (self._next(params, fields, offset, index_of(answer) + 1),)
        return PlatformReading(rows=rows, declared_total=total, more=more)

    @staticmethod
    def _next(params: Params, fields: dict[str, str], offset: int, index: int) -> Ask:
        body = {
            **fields,
            "limit": str(params.size),
            "offset": str(offset),
            "module": "organizations_organization_list",
            "method": "paginationHandler",
            "template": "generic_items",
            "page_id": "openAjax",
            "ajaxType": "paginate",
        }
        headers = {"Content-Type": "application/x-www-form-urlencoded", "X-Requested-With": "XMLHttpRequest"}
        ask = Ask(url=f"https://{params.host}/index.php", method="POST", headers=headers, body=urlencode(body))
        return numbered(ask, index)

    @staticmethod
    def _rows(answer: Answer, text: str) -> tuple[ListRow, ...]:
        found: dict[str, ListRow] = {}
        for anchor in Selector(text=text or "<p/>", type="html").css("a[href*='/co/']"):
            url = absolute(answer, anchor.attrib["href"])
            shown = said(anchor, "a")
            if url and shown and _PROFILE.search(path(url)) and url not in found:
                made = row(shown, profile_url=url)
                found |= {url: made} if made else {}
        return tuple(found.values())


PLATFORMS.add(SmallWorldLabs.name)(SmallWorldLabs())
