"""WordPress REST: shows that keep exhibitors as a post type of their own, for example ECOC."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlencode

from core.catalogue import Configured
from core.listing import Answer, Ask, ListConfig, PlatformReading
from crawlers.platforms import PLATFORMS
from crawlers.platforms.answers import first, host, listed, number, path, records, row, settle, tree
from crawlers.platforms.pages import numbered, onward

_PATH = re.compile(r"/wp-json/wp/v2/([\w-]+)")


class Params(Configured):
    """`post_type` is the name of the exhibitor posts in the REST address."""

    host: str
    post_type: str
    size: int = 100


class WordPressRest:
    """Pages of up to 100 posts; the total stands in a header."""

    name = "wordpress_rest"

    def recognise(self, url: str, text: str | None = None) -> dict[str, Any] | None:
        """By the REST path in the address only: nearly every WordPress page mentions its REST root."""
        match = _PATH.search(path(url))
        return {"host": host(url), "post_type": match.group(1)} if match else None

    def start(self, config: ListConfig) -> tuple[Ask, ...]:
        """The first page."""
        params = settle(self, config, Params)
        return (numbered(self._page(params, 0, params.size), 0),)

    def read(self, answer: Answer, config: ListConfig) -> PlatformReading:
        """Title and link of each post."""
        params = settle(self, config, Params)
        found = records(tree(answer, self.name), "", self.name)
        rows = listed(
            (row(first(r, "title.rendered"), profile_url=first(r, "link")) for r in found),
            self.name,
            "posts without a title",
        )
        stated = {key.lower(): value for key, value in answer.headers.items()}.get("x-wp-total")
        total = number(stated) if stated else (len(rows) if len(found) < params.size else None)
        more, pages = onward(answer, config, rows, total, lambda n, _: self._page(params, n, params.size))
        return PlatformReading(rows=rows, declared_total=number(stated), more=more, pages_known=pages)

    @staticmethod
    def _page(params: Params, index: int, size: int) -> Ask:
        asked = urlencode({"per_page": size, "page": index + 1, "_fields": "id,title,link"})
        return Ask(url=f"https://{params.host}/wp-json/wp/v2/{params.post_type}?{asked}")


PLATFORMS.add(WordPressRest.name)(WordPressRest())
