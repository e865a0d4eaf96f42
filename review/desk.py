"""What every request needs: settings, policy, database, evidence, the secret that signs, and the clock."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

from fastapi import Request
from itsdangerous import URLSafeTimedSerializer

from core.policy import Policy, load_policy
from core.settings import Settings
from review.memory import Memory
from storage.database import Database, open_database
from storage.evidence.store import EvidenceStore


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Desk:
    """One process's review pages."""

    settings: Settings
    policy: Policy
    db: Database
    store: EvidenceStore
    secret: str
    setup_token: str
    memory: Memory
    clock: Callable[[], datetime] = _now

    @classmethod
    def open(cls, settings: Settings) -> Desk:
        """Open what the settings name; BadInput where something cannot be opened."""
        db = open_database(settings.database)
        return cls(
            settings=settings,
            policy=load_policy(settings.config_dir),
            db=db,
            store=EvidenceStore(settings.evidence),
            secret=_secret(settings),
            setup_token=secrets.token_urlsafe(24),
            memory=Memory(db),
        )

    @property
    def zone(self) -> ZoneInfo:
        """The team's time zone."""
        return ZoneInfo(self.settings.timezone)

    @property
    def today(self) -> date:
        """The team's day."""
        return self.clock().astimezone(self.zone).date()

    def midnight(self, day: date) -> datetime:
        """The instant at which a day of the team begins."""
        return datetime.combine(day, time(), self.zone).astimezone(UTC)

    def signer(self, purpose: str) -> URLSafeTimedSerializer:
        """Signs what passes through the browser and comes back."""
        return URLSafeTimedSerializer(self.secret, salt=purpose)


def desk_of(request: Request) -> Desk:
    """The desk that answers this request."""
    found = request.app.state.desk
    assert isinstance(found, Desk)
    return found


def _secret(settings: Settings) -> str:
    """The configured secret, or one that is made once and kept in the data folder, readable by its owner only."""
    if settings.session_secret is not None:
        return settings.session_secret.get_secret_value()
    place: Path = settings.home / "session.secret"
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        place.touch(mode=0o600)
        place.write_text(secrets.token_urlsafe(32), encoding="ascii")
    return place.read_text(encoding="ascii").strip()
