"""A `Web` without a network: answers from a function, classified and stopped like the real one."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime

from core.errors import SourceDown
from core.records import Capture, Page
from core.web.access import classify
from core.words import Access

Reply = tuple[int, str]


class FakeWeb:
    """Keeps what was asked, in order, with the headers."""

    def __init__(self, answer: Callable[[str, Mapping[str, str]], Reply | str]) -> None:
        self.asked: list[tuple[str, dict[str, str]]] = []
        self._answer = answer
        self._stopped: dict[str, Access] = {}

    async def get(
        self, url: str, *, source: str, browser: bool = False, headers: Mapping[str, str] | None = None, method: str = "GET",
        body: str | None = None, known_labels: Sequence[str] = (), robots: bool = True,
    ) -> Page:  # fmt: skip
        if source in self._stopped:
            raise SourceDown(source, self._stopped[source])
        self.asked.append((url, dict(headers or {})))
        reply = self._answer(url, dict(headers or {}))
        status, text = reply if isinstance(reply, tuple) else (200, reply)
        access = classify(status, {}, text, url, known_labels)
        if access.stops_source:
            self._stopped[source] = access
            raise SourceDown(source, access, url)
        return Page(
            capture=Capture(
                sha256=hashlib.sha256(text.encode()).hexdigest(), url=url, final_url=url, fetched_at=datetime.now(UTC),
                access=access, http_status=status,
            ),
            text=text,
        )  # fmt: skip

    async def shoot(self, page: Page, quotes: Sequence[str]) -> Capture:
        return page.capture
