"""The addresses that one crawl may connect to: resolved and checked once by the address guard, then pinned."""

from __future__ import annotations

import asyncio
from urllib.parse import urlsplit, urlunsplit

from core.settings import settings
from core.web.guard import Address, AddressGuard, Unresolved

_PATIENCE = 15.0


class Addresses:
    """Checked addresses by host and port. A name that changes its answer during a crawl (DNS rebinding) gains nothing."""

    def __init__(self, guard: AddressGuard) -> None:
        self.guard = guard
        self._pinned: dict[Address, list[Address]] = {}

    async def admit(self, url: str) -> str:
        """The URL to connect to: the same, or the one that the operator's hosts map names.

        Raises core.web.guard.Refused for addresses that are not fetched, Unresolved for unknown hosts.
        """
        host, port = self.guard.check(url)
        target = self.guard.mapped(host, port)
        if target is not None:
            self._pinned[target] = [target]
            parts = urlsplit(url)
            address = f"[{target[0]}]" if ":" in target[0] else target[0]
            return urlunsplit(parts._replace(netloc=f"{address}:{target[1]}"))
        if (host, port) not in self._pinned:
            try:
                async with asyncio.timeout(_PATIENCE):
                    self._pinned[host, port] = await self.guard.resolve(host, port)
            except TimeoutError as error:
                raise Unresolved(f"{host}: the name server does not answer") from error
        return url

    def pinned(self, host: str, port: int) -> list[Address]:
        """What `admit` found for this host; nothing for one that was never admitted."""
        return self._pinned.get((host.rstrip(".").casefold(), port), [])


_of_process: Addresses | None = None


def addresses() -> Addresses:
    """The addresses of this process, shared by the download handler and the resolver."""
    global _of_process
    guard = AddressGuard.from_settings(settings())
    if _of_process is None or _of_process.guard != guard:
        _of_process = Addresses(guard)
    return _of_process
