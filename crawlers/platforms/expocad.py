"""ExpoCAD floor plans: an XML of stands; the first text of a stand is its number, the others spell the firm's name."""

from __future__ import annotations

from typing import Any

from core.catalogue import Configured
from core.listing import Answer, Ask, ListConfig, PlatformReading
from core.values.fold import visible
from crawlers.platforms import PLATFORMS
from crawlers.platforms.answers import changed, row, settle, xml


class Params(Configured):
    """`xml` is the address of the plan's data, where the list's address is the plan's page."""

    xml: str | None = None


class Expocad:
    """One file; a firm on several stands is one row."""

    name = "expocad"

    def recognise(self, url: str, text: str | None = None) -> dict[str, Any] | None:
        """By the shape of the data only."""
        return {} if text and text.lstrip()[:1] == "<" and "<SS" in text and "<T t=" in text else None

    def start(self, config: ListConfig) -> tuple[Ask, ...]:
        """The plan's data."""
        params = settle(self, config, Params)
        return (Ask(url=params.xml or config.url, label="floor plan data"),)

    def read(self, answer: Answer, config: ListConfig) -> PlatformReading:
        """Rows from the texts of every stand."""
        root = xml(answer, self.name)
        stands: dict[str, list[str]] = {}
        for stand in root.iterfind(".//SS/S"):
            texts = [visible(t.get("v") or "") for t in stand.iterfind("T") if t.get("t") == "0"]
            number, name = (texts[0], " ".join(t for t in texts[1:] if t)) if texts else ("", "")
            if name:
                stands.setdefault(name, []).append(number)
        if not stands:
            raise changed(self.name, "no stands with texts (SS/S/T)")
        rows = [row(name, booth="; ".join(dict.fromkeys(b for b in booths if b))) for name, booths in stands.items()]
        return PlatformReading(rows=tuple(r for r in rows if r), pages_known=1)


PLATFORMS.add(Expocad.name)(Expocad())
