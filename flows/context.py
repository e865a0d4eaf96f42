"""What every stage needs: settings, policy, database, evidence store, clock, and somebody to tell about progress."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from core.policy import Policy, load_policy
from core.settings import Settings
from storage.database import Database, open_database
from storage.evidence.store import EvidenceStore


class Watcher(Protocol):
    """Is told how far a stage has come; terminals draw bars from it, the review pages a line."""

    def stage(self, name: str, total: int | None) -> None:
        """A stage begins; `total` is how much there is to do, where that is known."""
        ...

    def step(self, name: str, n: int = 1, note: str = "") -> None:
        """`n` more are done."""
        ...

    def say(self, line: str) -> None:
        """Something a person should know, once."""
        ...


class Silence:
    """A watcher that nobody reads."""

    def stage(self, name: str, total: int | None) -> None:
        """Ignored."""

    def step(self, name: str, n: int = 1, note: str = "") -> None:
        """Ignored."""

    def say(self, line: str) -> None:
        """Ignored."""


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Context:
    """One process's view of the installation."""

    settings: Settings
    policy: Policy
    db: Database
    store: EvidenceStore
    watcher: Watcher = field(default_factory=Silence)
    clock: Callable[[], datetime] = _now
    worker: str = "local"

    @classmethod
    def open(cls, settings: Settings, watcher: Watcher | None = None, worker: str = "local") -> Context:
        """Open everything that the settings name; BadInput where something cannot be opened."""
        return cls(
            settings=settings,
            policy=load_policy(settings.config_dir),
            db=open_database(settings.database),
            store=EvidenceStore(settings.evidence),
            watcher=watcher or Silence(),
            worker=worker,
        )

    @property
    def today(self) -> date:
        """The day in the installation's time zone."""
        return self.clock().astimezone(ZoneInfo(self.settings.timezone)).date()
