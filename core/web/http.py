"""The guarded way out over HTTP: streamed, capped in size, time and redirects, each connection to a checked address."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Any

import anyio
import httpcore
import httpx
import stamina

from core.errors import BadInput
from core.settings import Settings
from core.web.guard import AddressGuard, Refused, Unresolved
from core.web.inflate import ACCEPTED, Inflater, TooLarge
from core.web.pace import HostPace

_REDIRECTS = (301, 302, 303, 307, 308)
_ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,application/json;q=0.9,*/*;q=0.8"
_LANGUAGES = "zh-CN,zh;q=0.9,en;q=0.8,de;q=0.7,ja;q=0.6"
_TOTAL = 3.0
"""An answer may take this many times the time-out in all: a server that drips a byte a second holds nobody longer."""
_NOT_CONNECTED = (httpx.ConnectError, httpx.ConnectTimeout)
_DROPPED = (*_NOT_CONNECTED, httpx.RemoteProtocolError, httpx.ReadError, httpx.WriteError)
"""A connection that the server closed or reset meanwhile: only what changes nothing there is asked again."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back for one request, redirects followed. `status` is None where nothing usable answered."""

    url: str
    final_url: str
    status: int | None
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    hops: tuple[str, ...] = ()
    """Every address that was asked, in order."""
    failure: str = ""
    """Why there is no usable answer, in one line; empty where there is one."""

    @property
    def content_type(self) -> str:
        """The declared type, empty where none is."""
        return self.headers.get("content-type", "")


class GuardedBackend(httpcore.AsyncNetworkBackend):
    """Connects to the addresses that the guard has checked, and to no name."""

    def __init__(self, guard: AddressGuard) -> None:
        self._guard = guard
        self._inner = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Try the checked addresses in turn. Raises Refused, or httpcore's own errors."""
        try:
            with anyio.fail_after(timeout):
                addresses = await self._guard.resolve(host, port)
        except TimeoutError as error:
            raise httpcore.ConnectTimeout(f"{host}: the name server does not answer") from error
        except Unresolved as error:
            raise httpcore.ConnectError(str(error)) from error
        last: Exception = httpcore.ConnectError(f"{host}: no address")
        for address, real_port in addresses[:4]:
            try:
                return await self._inner.connect_tcp(address, real_port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                last = error
        raise last

    async def sleep(self, seconds: float) -> None:
        """Part of the interface."""
        await self._inner.sleep(seconds)


class GuardedTransport(httpx.AsyncHTTPTransport):
    """httpx's own transport on a guarded network; proxies of the environment are left aside, as they would resolve."""

    def __init__(self, guard: AddressGuard, max_connections: int = 20) -> None:
        limits = httpx.Limits(max_connections=max_connections, max_keepalive_connections=max_connections)
        super().__init__(verify=_tls(), trust_env=False, limits=limits)
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=_tls(),
            max_connections=max_connections,
            max_keepalive_connections=max_connections,
            keepalive_expiry=10.0,
            network_backend=GuardedBackend(guard),
        )


@lru_cache(maxsize=1)
def _tls() -> ssl.SSLContext:
    """Made once: reading the certificates costs more than a request."""
    return httpx.create_ssl_context()


class Http:
    """A guarded HTTP client. Use as an async context manager; one for a task is enough.

    `get` never raises for what a server does: it comes back as a Reply without status. It raises Refused for an address
    that is not fetched, also where a redirect leads there.
    """

    def __init__(self, settings: Settings, guard: AddressGuard | None = None, pace: HostPace | None = None) -> None:
        # Its default hook prints each retry, which would spoil the JSON of `--json`.
        stamina.instrumentation.set_on_retry_hooks(())
        self.settings = settings
        self.guard = guard or AddressGuard.from_settings(settings)
        self.pace = pace or HostPace()
        self._client = httpx.AsyncClient(
            transport=GuardedTransport(self.guard),
            timeout=httpx.Timeout(settings.http_timeout_seconds),
            follow_redirects=False,
            trust_env=False,
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
            headers={
                "user-agent": settings.user_agent,
                "accept": _ACCEPT,
                "accept-language": _LANGUAGES,
                "accept-encoding": ACCEPTED,
            },
        )

    async def __aenter__(self) -> Http:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Give the connections back."""
        await self._client.aclose()

    async def get(
        self,
        url: str,
        *,
        method: str = "GET",
        headers: Mapping[str, str] | None = None,
        body: str | bytes | None = None,
        cookies: httpx.Cookies | None = None,
        delay_seconds: float | None = None,
        max_bytes: int | None = None,
    ) -> Reply:
        """One request with its redirects. `cookies` is the jar of one firm; without one, cookies live for this call."""
        jar = httpx.Cookies() if cookies is None else cookies
        hops: list[str] = []
        try:
            async with asyncio.timeout(self.settings.http_timeout_seconds * _TOTAL * 2):
                return await self._follow(url, method, dict(headers or {}), body, jar, delay_seconds, max_bytes, hops)
        except BadInput:
            raise
        except TimeoutError:
            failure = "took too long and was given up"
        except httpx.InvalidURL as error:
            raise Refused(f"{url}: not an address ({error})") from error
        except (httpx.HTTPError, OSError, ValueError) as error:
            failure = f"{type(error).__name__}: {error}".rstrip(": ")
        return Reply(url, hops[-1] if hops else url, None, hops=tuple(hops), failure=failure)

    async def _follow(
        self,
        url: str,
        method: str,
        headers: dict[str, str],
        body: str | bytes | None,
        jar: httpx.Cookies,
        delay: float | None,
        max_bytes: int | None,
        hops: list[str],
    ) -> Reply:
        at = url
        while True:
            host, _ = self.guard.check(at)
            await self.pace.wait(host, delay if not hops else 0.0 if delay == 0.0 else None)
            hops.append(at)
            reply, onward = await self._once(url, at, method, headers, body, jar, max_bytes, tuple(hops))
            if onward is None:
                return reply
            if len(hops) > self.settings.max_redirects:
                failure = f"more than {self.settings.max_redirects} redirects"
                return Reply(url, at, None, reply.headers, hops=tuple(hops), failure=failure)
            if reply.status == 303 or (reply.status in (301, 302) and method == "POST"):
                method, body = "GET", None
            if httpx.URL(onward).host != httpx.URL(at).host:
                headers = {k: v for k, v in headers.items() if k.casefold() not in ("authorization", "token", "cookie")}
            at = onward

    async def _once(
        self,
        url: str,
        at: str,
        method: str,
        headers: Mapping[str, str],
        body: str | bytes | None,
        jar: httpx.Cookies,
        max_bytes: int | None,
        hops: tuple[str, ...],
    ) -> tuple[Reply, str | None]:
        """One request without redirects, and where it wants to go on. Tried again only if no connection came about."""
        again = _DROPPED if method == "GET" else _NOT_CONNECTED
        async for attempt in stamina.retry_context(on=again, attempts=2, wait_initial=0.2, timeout=None):
            with attempt:
                request = self._client.build_request(method, at, headers=headers, content=body)
                jar.set_cookie_header(request)
                async with asyncio.timeout(self.settings.http_timeout_seconds * _TOTAL):
                    response = await self._client.send(request, stream=True)
                    try:
                        jar.extract_cookies(response)
                        onward = _onward(response)
                        content, failure = (b"", "") if onward else await self._read(response, max_bytes)
                    finally:
                        await response.aclose()
        found = dict(response.headers)
        status = None if failure else response.status_code
        return Reply(url, at, status, found, content, hops, failure), onward

    async def _read(self, response: httpx.Response, max_bytes: int | None) -> tuple[bytes, str]:
        """The body, or why it was given up. A promise of too many bytes is believed at once."""
        limit = max_bytes or self.settings.max_body_bytes
        promised = response.headers.get("content-length", "")
        too_large = f"larger than {limit:,} bytes"
        if promised.isdigit() and int(promised) > limit:
            return b"", too_large
        content = bytearray()
        try:
            opened = Inflater(response.headers.get("content-encoding", ""), limit)
            async for chunk in response.aiter_raw():
                content += opened.feed(chunk)
        except TooLarge:
            return b"", too_large
        return bytes(content), ""


def _onward(response: httpx.Response) -> str | None:
    """Where a redirect leads, as a whole address without fragment."""
    target = response.headers.get("location")
    if response.status_code not in _REDIRECTS or not target:
        return None
    return str(response.request.url.join(target).copy_with(fragment=None))
