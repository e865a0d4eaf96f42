"""A store, and a way to keep pages in it."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from core.records import Capture
from core.words import Access
from storage.evidence.store import EvidenceStore

AT = datetime(2026, 11, 21, 3, 4, 5, tzinfo=UTC)
Keep = Callable[..., Capture]


@pytest.fixture
def store(tmp_path: Path) -> EvidenceStore:
    return EvidenceStore(tmp_path / "evidence")


@pytest.fixture
def keep(store: EvidenceStore) -> Keep:
    def one(url: str, body: bytes = b"<p>hello", *, at: datetime = AT, status: int | None = 200) -> Capture:
        return store.keep(
            url=url,
            final_url=url,
            status=status,
            headers={"Content-Type": "text/html; charset=utf-8"},
            body=body,
            access=Access.ok if status else Access.down,
            fetched_at=at,
        )

    return one
