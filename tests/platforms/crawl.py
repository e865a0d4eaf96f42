"""A fake server for one case folder: recorded answers for each ask, and the loop that a crawl would make.

A case is `tests/pages/platforms/<platform>/<case>/` with `meta.json`, answer files and `expected.json`. `meta.json`:

    url         the list's address, as a person would paste it
    params      what its YAML would say besides (optional)
    page        a file with the text that recognition may look at (optional)
    answers     [{ask: "GET https://…", body: "part of the request body", file, status, headers, calls: [{url, …, file}]}]
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from core.listing import Answer, Ask, ListConfig, NetworkCall, PlatformReading
from core.words import Access
from crawlers.platforms import PLATFORMS

MOST_ASKS = 60


class Case:
    """One case folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.platform = PLATFORMS.get(folder.parent.name)
        self.meta: dict[str, Any] = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
        seen = self.platform.recognise(self.meta["url"], self.text(self.meta.get("page"))) or {}
        params = {**seen, **self.meta.get("params", {})}
        self.config = ListConfig(
            title=f"Case {folder.name} 2027", platform=self.platform.name, url=self.meta["url"], params=params
        )

    def text(self, name: str | None) -> str | None:
        """The text of a file of the case."""
        return (self.folder / name).read_text(encoding="utf-8") if name else None

    def answer(self, ask: Ask) -> Answer:
        """What the server would say; an ask that nobody recorded fails the case and shows itself."""
        for held in self.meta["answers"]:
            same = held["ask"] == f"{ask.method} {ask.url}" and held.get("body", "") in (ask.body or "")
            if same and held.get("browser", False) <= ask.browser:
                return self._answer(ask, held)
        raise AssertionError(f"no recorded answer for {ask.method} {ask.url} body={ask.body!r} browser={ask.browser}")

    def _answer(self, ask: Ask, held: dict[str, Any]) -> Answer:
        body = (self.folder / held["file"]).read_bytes()
        calls = tuple(
            NetworkCall(**{"status": 200, "method": "POST", **call, "body": self.text(call["body"]) or ""})
            for call in held.get("calls", [])
        )
        return Answer(
            ask=ask,
            final_url=ask.url,
            status=200,
            access=Access.ok,
            headers=held.get("headers", {}),
            body=body,
            text=body.decode("utf-8", "replace"),
            calls=calls,
        )

    def crawl(self) -> dict[str, Any]:
        """Ask until there is nothing left to ask, and sum up as `expected.json` does."""
        queue, done, readings = list(self.platform.start(self.config)), [], []
        while queue:
            ask = queue.pop(0)
            assert len(done) < MOST_ASKS, f"the crawl does not end: {ask.url}"
            done.append(ask)
            reading = self.platform.read(self.answer(ask), self.config)
            readings.append(reading)
            queue += reading.more
        return self._summary(done, readings)

    def _summary(self, done: list[Ask], readings: list[PlatformReading]) -> dict[str, Any]:
        rows = [row.model_dump(mode="json", exclude_defaults=True) for reading in readings for row in reading.rows]
        totals = [reading.declared_total for reading in readings if reading.declared_total is not None]
        return {
            "recognised": self.platform.recognise(self.meta["url"], self.text(self.meta.get("page"))),
            "asked": [f"{ask.method} {ask.url}" for ask in done],
            "labels": [ask.label for ask in done],
            "declared_total": totals[0] if totals else None,
            "rows": rows,
        }
