"""A forward proxy on loopback through which the browser reaches the network, so that one guard holds for it too.

Chromium resolves and connects by itself: for pages, redirects, frames, scripts' requests and web sockets alike. Asking
Python at each request (`page.route`) doubles the cost of a page and still leaves the connection to Chromium. With this
proxy the browser connects nowhere but here, and here every connection goes to an address that the guard has checked.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import OrderedDict
from urllib.parse import urlsplit

from core.web.guard import AddressGuard, Refused, Unresolved

_CHUNK = 65_536
_HEAD = 65_536
_IDLE = 60.0
_NOT_PASSED_ON = ("proxy-connection", "proxy-authorization", "connection", "keep-alive", "upgrade")


class GuardedProxy:
    """Serves CONNECT and plain requests on 127.0.0.1. Start and close it on one event loop."""

    def __init__(self, guard: AddressGuard, *, max_bytes: int = 60_000_000, connect_seconds: float = 15.0) -> None:
        self.guard = guard
        self.max_bytes = max_bytes
        """What one connection may bring in; then it is cut."""
        self.connect_seconds = connect_seconds
        self.port = 0
        self.refused: OrderedDict[str, str] = OrderedDict()
        """Why the latest hosts were not connected to."""
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Listen on a free port of loopback."""
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0, limit=_HEAD)
        self.port = int(self._server.sockets[0].getsockname()[1])

    async def close(self) -> None:
        """Stop listening and cut what is open."""
        if self._server is not None:
            self._server.close()
        self.port = 0
        for task in list(self._open):
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(self._serve(reader, writer))
        self._open.add(task)
        task.add_done_callback(self._open.discard)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        upstream: asyncio.StreamWriter | None = None
        try:
            async with asyncio.timeout(self.connect_seconds * 2):
                head = await reader.readuntil(b"\r\n\r\n")
                method, target, _ = head.split(b"\r\n", 1)[0].decode("ascii", "replace").split(" ", 2)
                host, port = self._asked(method, target)
                from_host, upstream = await self._connect(host, port)
            if method == "CONNECT":
                writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
                await self._both(reader, writer, from_host, upstream)
            else:
                await self._plain(head, target, reader, writer, from_host, upstream)
        except Refused as error:
            # No answer at all: an error page of ours would pass for a page of the site.
            self._note(locals().get("target", ""), str(error))
        except (OSError, ValueError, TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            pass
        finally:
            for side in (upstream, writer):
                if side is not None:
                    side.close()
                    with contextlib.suppress(OSError, TimeoutError, asyncio.CancelledError):
                        await asyncio.wait_for(side.wait_closed(), 1.0)

    def _asked(self, method: str, target: str) -> tuple[str, int]:
        return self.guard.check(f"https://{target}/" if method == "CONNECT" else target)

    async def _connect(self, host: str, port: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """To the first of the checked addresses that answers."""
        try:
            addresses = await self.guard.resolve(host, port)
        except Unresolved as error:
            self._note(host, str(error))
            raise
        last: Exception = OSError(f"{host}: no address")
        for address, real_port in addresses[:4]:
            try:
                return await asyncio.wait_for(
                    asyncio.open_connection(address, real_port, limit=_HEAD), self.connect_seconds
                )
            except (OSError, TimeoutError) as error:
                last = error
        raise last

    async def _plain(
        self,
        head: bytes,
        target: str,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        from_host: asyncio.StreamReader,
        upstream: asyncio.StreamWriter,
    ) -> None:
        """One request and its answer, then both ends are closed: a second request could be meant for another host."""
        first, *lines = head.split(b"\r\n")[:-2]
        parts = urlsplit(target)
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        method, _, version = first.split(b" ", 2)
        upstream.write(b"\r\n".join([b" ".join([method, path.encode(), version]), *_passed_on(lines)]) + b"\r\n\r\n")
        to_host = asyncio.create_task(self._pump(reader, upstream, None))
        try:
            async with asyncio.timeout(_IDLE):
                answer = await from_host.readuntil(b"\r\n\r\n")
            status, *answered = answer.split(b"\r\n")[:-2]
            writer.write(b"\r\n".join([status, *_passed_on(answered)]) + b"\r\n\r\n")
            await self._pump(from_host, writer, self.max_bytes)
        finally:
            to_host.cancel()

    async def _both(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        from_host: asyncio.StreamReader,
        upstream: asyncio.StreamWriter,
    ) -> None:
        out = asyncio.create_task(self._pump(reader, upstream, None))
        try:
            await self._pump(from_host, writer, self.max_bytes)
        finally:
            out.cancel()

    async def _pump(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter, limit: int | None) -> None:
        """Bytes from one side to the other, until an end, the limit, or a minute of silence."""
        passed = 0
        with contextlib.suppress(OSError, TimeoutError):
            while True:
                async with asyncio.timeout(_IDLE):
                    chunk = await source.read(_CHUNK)
                if not chunk:
                    return
                passed += len(chunk)
                if limit is not None and passed > limit:
                    return
                sink.write(chunk)
                await sink.drain()

    def _note(self, target: str, why: str) -> None:
        host = (urlsplit(target).hostname if "//" in target else target.rpartition(":")[0] or target) or target
        self.refused[host] = why
        while len(self.refused) > 256:
            self.refused.popitem(last=False)


def _passed_on(lines: list[bytes]) -> list[bytes]:
    kept = [line for line in lines if line.split(b":", 1)[0].strip().decode("latin-1").casefold() not in _NOT_PASSED_ON]
    return [*kept, b"Connection: close"]
