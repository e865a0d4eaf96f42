"""Figures that may be a few minutes old, so that a page does not count a million firms each time."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T")


class Memory:
    """Keeps results for some seconds; one thread computes anew while the others still get the old result."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[float, Any]] = {}
        self._busy: set[str] = set()
        self._lock = threading.Lock()

    def get(self, key: str, seconds: float, make: Callable[[], T]) -> T:
        """The result of `make`, at most `seconds` old unless it is being made anew right now."""
        with self._lock:
            kept = self._kept.get(key)
            fresh = kept is not None and time.monotonic() - kept[0] < seconds
            if kept is not None and (fresh or key in self._busy):
                return kept[1]  # type: ignore[no-any-return]
            self._busy.add(key)
        try:
            made = make()
        finally:
            with self._lock:
                self._busy.discard(key)
        with self._lock:
            self._kept[key] = (time.monotonic(), made)
        return made

    def drop(self, *keys: str) -> None:
        """These are counted anew: somebody has changed what they count."""
        with self._lock:
            for key in keys:
                self._kept.pop(key, None)

    def forget(self) -> None:
        """Everything is counted anew."""
        with self._lock:
            self._kept.clear()
