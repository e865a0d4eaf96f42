"""The attempt ledger: what was asked of which source, what came back, what it cost; and the day's budgets counted from it.

One JSON line an attempt, appended in one write, so that several processes of a machine share it. The day is the
installation's own (Asia/Shanghai by default).
"""

from __future__ import annotations

import json
import os
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

from core.errors import SourceDown
from core.records import Frozen, Moment
from core.settings import settings
from core.words import Access


class Attempt(Frozen):
    """One question to one source."""

    at: Moment
    route: str
    firm: str
    asked: str
    calls: int = 1
    cost: Decimal = Decimal(0)
    """CNY, by the prices of the configuration."""
    outcome: str
    """found, none, several, failed, stopped, or budget: the source itself says that the day's quota is used up."""
    access: Access = Access.ok
    detail: str = ""


class UsedUp(SourceDown):
    """The source's own quota for the day is used up: the route rests until tomorrow."""


class Ledger:
    """The ledger of this installation."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or settings().home / "registry" / "attempts.jsonl"
        self._read_to = 0
        self._calls: dict[tuple[str, date], int] = defaultdict(int)
        self._used_up: set[tuple[str, date]] = set()
        self._left_alone: dict[str, str] = {}
        self._told: set[str] = set()
        self._zone = ZoneInfo(settings().timezone)

    def add(self, attempt: Attempt) -> None:
        """Append one attempt; the line is on disk when this returns to the operating system."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        line = json.dumps(attempt.model_dump(mode="json"), ensure_ascii=False) + "\n"
        handle = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(handle, line.encode())
        finally:
            os.close(handle)

    def calls_today(self, route: str, now: datetime | None = None) -> int:
        """Calls of this route on the installation's present day, by every process."""
        self._catch_up()
        return self._calls[route, (now or datetime.now(UTC)).astimezone(self._zone).date()]

    def left(self, route: str, per_day: int) -> int:
        """How many calls the day's budget still allows; none once the source said that its own quota is used up."""
        now = datetime.now(UTC)
        done = self.calls_today(route, now)
        return 0 if (route, now.astimezone(self._zone).date()) in self._used_up else max(0, per_day - done)

    def leave_alone(self, route: str, why: str) -> None:
        """Ask this route no more as long as this process runs: it refused us, or the key is wrong."""
        self._left_alone.setdefault(route, why)

    def left_alone(self, route: str) -> str | None:
        """Why this route is asked no more, None where it may be asked."""
        return self._left_alone.get(route)

    def once(self, route: str, line: str) -> str:
        """The line for the first who hears it from this route, and nothing for the others."""
        told, key = line, f"{route}\n{line}"
        if key in self._told:
            told = ""
        self._told.add(key)
        return told

    def __iter__(self) -> Iterator[Attempt]:
        """Every attempt, oldest first; a line that was cut off by a crash is passed over."""
        if not self.path.exists():
            return
        with self.path.open("rb") as lines:
            for line in lines:
                if attempt := _attempt(line):
                    yield attempt

    def _catch_up(self) -> None:
        if not self.path.exists():
            return
        with self.path.open("rb") as lines:
            lines.seek(self._read_to)
            for line in lines:
                if not line.endswith(b"\n"):
                    break
                self._read_to += len(line)
                if attempt := _attempt(line):
                    day = attempt.at.astimezone(self._zone).date()
                    self._calls[attempt.route, day] += attempt.calls
                    if attempt.outcome == "budget":
                        self._used_up.add((attempt.route, day))


def _attempt(line: bytes) -> Attempt | None:
    try:
        return Attempt.model_validate_json(line)
    except ValueError:
        return None
