"""How gently one host is read by one process."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from dataclasses import dataclass, field

_KEPT = 4_096


@dataclass(slots=True)
class _Turn:
    """When the next request to one host may start."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    next_at: float = 0.0


class HostPace:
    """Keeps a pause between the starts of two requests to one host; hosts never wait for each other.

    A sliding pause and not a token bucket: a site sees an even beat, and a longer pause that robots.txt asks for takes
    effect with the next request.
    """

    def __init__(self, delay_seconds: float = 1.0) -> None:
        self.delay_seconds = delay_seconds
        self._turns: OrderedDict[str, _Turn] = OrderedDict()

    async def wait(self, host: str, delay_seconds: float | None = None) -> None:
        """Sleep until it is this request's turn. `delay_seconds` is what this host asks for, if it asks."""
        delay = self.delay_seconds if delay_seconds is None else delay_seconds
        turn = self._turns.setdefault(host, _Turn())
        self._turns.move_to_end(host)
        while len(self._turns) > _KEPT:
            self._turns.popitem(last=False)
        async with turn.lock:
            pause = turn.next_at - time.monotonic()
            if pause > 0:
                await asyncio.sleep(pause)
            turn.next_at = time.monotonic() + delay
