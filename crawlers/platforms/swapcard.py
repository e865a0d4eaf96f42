"""Swapcard event pages: GLOBAL INDUSTRIE, Expo West and others.

The first rows stand in the page (`__NEXT_DATA__`, Apollo state) or in the call that the page makes by itself. Going on
needs the hash of the page's own persisted query, which only that call shows; so the page is drawn in a browser once,
and the cursor is followed over plain HTTP after that.
"""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import urljoin

from core.catalogue import Configured
from core.listing import Answer, Ask, ListConfig, NetworkCall, PlatformReading
from core.records import ListRow
from crawlers.platforms import PLATFORMS
from crawlers.platforms.answers import (
    changed,
    dig,
    first,
    listed,
    number,
    objects,
    page,
    parsed,
    path,
    row,
    settle,
    tree,
    usable,
)
from crawlers.platforms.pages import index_of, numbered

_OPERATION = "EventExhibitorListViewConnectionQuery"
_PATH = re.compile(r"/event/[\w-]+/exhibitors/[\w=-]{8,}", re.I)


class Params(Configured):
    """Nothing to choose: the page knows."""


class Swapcard:
    """The drawn page first, then its own query with the next cursor."""

    name = "swapcard"

    def recognise(self, url: str, text: str | None = None) -> dict[str, Any] | None:
        """By the path of an exhibitor view, on any host."""
        return {} if _PATH.search(path(url)) else None

    def start(self, config: ListConfig) -> tuple[Ask, ...]:
        """The page, drawn."""
        settle(self, config, Params)
        return (numbered(Ask(url=config.url, browser=True), 0),)

    def read(self, answer: Answer, config: ListConfig) -> PlatformReading:
        """Rows and the next cursor, from the page's call, its Apollo state or an answer of ours."""
        if answer.ask.method == "POST":
            return self._view(tree(answer, self.name), answer.ask, index_of(answer))
        usable(answer, self.name)
        for call in answer.calls:
            if call.method == "POST" and _OPERATION in (call.request_body or ""):
                again = self._again(call, answer)
                return self._view(parsed(call.body, self.name, call.url), again, 0)
        return self._state(answer)

    @staticmethod
    def _again(call: NetworkCall, answer: Answer) -> Ask:
        batch = json.loads(call.request_body or "[]")
        mine = [
            part for part in (batch if isinstance(batch, list) else [batch]) if part.get("operationName") == _OPERATION
        ]
        headers = {"Content-Type": "application/json", "Referer": answer.final_url}
        return Ask(url=urljoin(answer.final_url, call.url), method="POST", headers=headers, body=json.dumps(mine))

    def _view(self, data: Any, asked: Ask, index: int) -> PlatformReading:
        parts = data if isinstance(data, list) else [data]
        views = [v for part in parts if isinstance(v := dig(part, "data.view.exhibitors"), dict)]
        if not views:
            raise changed(self.name, "no data.view.exhibitors")
        view = views[0]
        rows = listed((self._row(node) for node in objects(view.get("nodes"))), self.name, "nodes without a name")
        cursor = dig(view, "pageInfo.endCursor") if dig(view, "pageInfo.hasNextPage") else None
        total = number(view.get("totalCount"))
        if not cursor or cursor == asked.meta.get("cursor") or not rows:
            return PlatformReading(rows=rows, declared_total=total, pages_known=index + 1)
        batch = json.loads(asked.body or "[]")
        for part in batch:
            part["variables"] = {**part.get("variables", {}), "endCursor": cursor}
        update = {"body": json.dumps(batch), "label": "", "meta": {"cursor": cursor}}
        return PlatformReading(
            rows=rows, declared_total=total, more=(numbered(asked.model_copy(update=update), index + 1),)
        )

    def _state(self, answer: Answer) -> PlatformReading:
        script = page(answer, self.name).css("script#__NEXT_DATA__::text").get()
        state = dig(parsed(script, self.name, "__NEXT_DATA__"), "props.apolloState") if script else None
        if not isinstance(state, dict):
            raise changed(self.name, "no exhibitor call and no Apollo state in the page")
        found = [v for k, v in state.items() if k.startswith("Core_Exhibitor:") and isinstance(v, dict)]
        rows = listed((self._row(node) for node in found), self.name, "exhibitors without a name")
        if not rows:
            raise changed(self.name, "the Apollo state holds no exhibitors")
        return PlatformReading(rows=rows, note="only what the page holds: its own query was not seen")

    @staticmethod
    def _row(node: dict[str, Any]) -> ListRow | None:
        event = next((v for k, v in node.items() if k.startswith("withEvent") and isinstance(v, dict)), {})
        return row(
            first(node, "name"),
            booth=first(event, "booth", "booths"),
            website=first(node, "websiteUrl"),
            description=first(node, "htmlDescription", "description"),
        )


PLATFORMS.add(Swapcard.name)(Swapcard())
