"""Figures that may be a little old, so that no page waits while a million firms are counted."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any, TypeVar

import structlog

from storage.database import Database, Transaction

T = TypeVar("T")
_LOG = structlog.get_logger()


class Memory:
    """Keeps results. What has grown old is still handed out, while one thread computes it anew behind the page."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._kept: dict[str, tuple[float, Any]] = {}
        self._busy: set[str] = set()
        self._lock = threading.Lock()

    def get(self, tx: Transaction, key: str, seconds: float, make: Callable[[Transaction], T]) -> T:
        """The result of `make`. The first call waits for it; later ones get the last result at once."""
        with self._lock:
            kept = self._kept.get(key)
            renew = kept is not None and time.monotonic() - kept[0] >= seconds and key not in self._busy
            if renew:
                self._busy.add(key)
        if kept is None:
            made = make(tx)
            self._keep(key, made)
            return made
        if renew:
            threading.Thread(target=self._renew, args=(key, make), daemon=True).start()
        return kept[1]  # type: ignore[no-any-return]

    def drop(self, *keys: str) -> None:
        """These are counted anew before anybody sees them: somebody has changed what they count."""
        with self._lock:
            for key in keys:
                self._kept.pop(key, None)

    def forget(self) -> None:
        """Everything is counted anew."""
        with self._lock:
            self._kept.clear()

    def _renew(self, key: str, make: Callable[[Transaction], Any]) -> None:
        try:
            with self._db.reading() as tx:
                self._keep(key, make(tx))
        except Exception as failure:
            # No page waits for this thread; the old figure stays, and the next request tries again.
            _LOG.warning("figure not renewed", key=key, failure=str(failure))
        finally:
            with self._lock:
                self._busy.discard(key)

    def _keep(self, key: str, made: object) -> None:
        with self._lock:
            self._kept[key] = (time.monotonic(), made)
