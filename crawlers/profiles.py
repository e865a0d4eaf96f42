"""Exhibitors' own pages on the show's site: read when the YAML asks for them, or when the list alone is too thin."""

from __future__ import annotations

from collections.abc import Sequence

from core.listing import Answer, Ask, ListConfig
from core.records import ListRow, Sighting
from core.words import SightingKind
from crawlers import lists
from crawlers.frontier import Limits, ask_key

_OWN = ("name", "kind", "profile_url", "raw")
"""What the list says stays: a profile adds fields and never renames the firm."""


class Profiles:
    """Rows that wait for their own page."""

    def __init__(self, config: ListConfig, limits: Limits) -> None:
        self._config, self._limits = config, limits
        self._wanted: bool | None = True if config.profiles else None
        self._waiting: dict[str, list[Sighting]] = {}
        self._asked = 0

    @property
    def waiting(self) -> bool:
        """Does any row still wait?"""
        return bool(self._waiting)

    def owns(self, ask: Ask) -> bool:
        """Was this ask made here?"""
        return ask.purpose == "profile" and bool(ask.meta.get("profile_of"))

    def hold(self, rows: Sequence[Sighting]) -> tuple[list[Sighting], tuple[Ask, ...]]:
        """The rows that are ready, and the pages to read for the others."""
        if self._wanted is None and rows:
            self._wanted = bool(_thin(rows, self._config.expect.filled))
        if not self._wanted:
            return list(rows), ()
        ready, asks = [], []
        for row in rows:
            if not row.profile_url or row.kind is not SightingKind.firm or self._asked >= self._limits.profiles:
                ready.append(row)
                continue
            ask = Ask(
                url=row.profile_url,
                purpose="profile",
                label=f"profile of {row.name}",
                browser=bool(self._config.browser),
                meta={"profile_of": row.id},
            )
            waiting = self._waiting.setdefault(ask_key(ask), [])
            waiting.append(row)
            if len(waiting) == 1:
                self._asked += 1
                asks.append(ask)
        return ready, tuple(asks)

    def complete(self, answer: Answer) -> tuple[Sighting, ...]:
        """The rows of this page with what it adds."""
        rows = self._waiting.pop(ask_key(answer.ask), [])
        found = (
            lists.read_profile(answer.text, answer.final_url or answer.ask.url)
            if answer.access.says_something
            else None
        )
        return tuple(_filled_up(row, found) if found else row for row in rows)

    def give_up(self, ask: Ask) -> tuple[Sighting, ...]:
        """The rows of a page that could not be read, as the list has them."""
        return tuple(self._waiting.pop(ask_key(ask), []))

    def release(self) -> tuple[Sighting, ...]:
        """Every row that still waits."""
        rows = tuple(row for waiting in self._waiting.values() for row in waiting)
        self._waiting.clear()
        return rows


def _thin(rows: Sequence[ListRow], expected: dict[str, float]) -> list[str]:
    """Fields that the first page fills more rarely than the YAML expects of the whole list."""
    firms = [row for row in rows if row.kind is SightingKind.firm]
    return [
        field
        for field, share in expected.items()
        if firms and field in ListRow.model_fields and sum(bool(getattr(r, field)) for r in firms) / len(firms) < share
    ]


def _filled_up(row: Sighting, found: ListRow) -> Sighting:
    """The row with its empty fields filled from its own page."""
    added = {
        field: value
        for field in ListRow.model_fields
        if field not in _OWN and not getattr(row, field) and (value := getattr(found, field))
    }
    return row.model_copy(update=added) if added else row
