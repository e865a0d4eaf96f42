"""The one address guard: which hosts may be reached, checked at the address that is really connected to.

Everybody who may start a crawl may name an address, and every page may name another. So each connection of Scrapy,
httpx and the browser goes through `AddressGuard`: the host is resolved here, every address found is checked here, and
the connection is made to exactly the checked address, never to the name. A name that answers differently the second
time (DNS rebinding) therefore gains nothing.

For Scrapy: a Twisted resolver calls `guard.resolve_sync(host, port)` in a thread (or awaits `guard.resolve`) and hands
on the addresses it returns; `guard.check(url)` is for each request and each redirect. `Refused` is a `BadInput`.
"""

from __future__ import annotations

import asyncio
import ipaddress
import re
import socket
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from urllib.parse import urlsplit

from core.errors import BadInput
from core.settings import Settings

Address = tuple[str, int]
"""An IP address, spelled as `ipaddress` spells it, and a port."""

_PORTS = {"http": 80, "https": 443, "ws": 80, "wss": 443}
_V6_PUBLIC = ipaddress.ip_network("2000::/3")
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_DOCUMENTATION = (ipaddress.ip_network("3fff::/20"), ipaddress.ip_network("2001::/23"))
_RELAY_V4 = ipaddress.ip_network("192.88.99.0/24")
_NUMBER = re.compile(r"(0x[0-9a-f]*|\d+)\Z")
_QUAD = re.compile(r"(?:(?:0|[1-9]\d{0,2})\.){3}(?:0|[1-9]\d{0,2})\Z")
_HOST = re.compile(r"[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?\.?\Z")


class Refused(BadInput):
    """An address that we do not connect to; the message says why and who may permit it."""


class Unresolved(OSError):
    """A host name that has no address."""


def is_public(address: str) -> bool:
    """May this IP address be reached without the operator's permission?

    `ipaddress.is_global` alone is wrong: it says True for NAT64 and 6to4 addresses that lead into a private network,
    for fec0::/10 and for multicast. Addresses that carry an IPv4 address are judged by that one.
    """
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is None and ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
        return ip in _V6_PUBLIC and ip.is_global and not ip.is_multicast and not any(ip in n for n in _DOCUMENTATION)
    return ip.is_global and not ip.is_multicast and not ip.is_reserved and ip not in _RELAY_V4


def host_name(raw: str) -> str:
    """A host in the one spelling that is compared and resolved: NFKC, IDNA, lower case, no final dot.

    Raises Refused for what is no host, and for an IP address written as 2130706433, 0x7f.1 or 0177.0.0.1: honest links
    do not spell addresses so.
    """
    host = unicodedata.normalize("NFKC", raw).strip().casefold().replace("\u3002", ".").strip("[]")
    if ":" in host:
        try:
            return str(ipaddress.IPv6Address(host.partition("%")[0]))
        except ValueError as error:
            raise Refused(f"{raw!r} is not a host name; give an address such as https://www.example.com/") from error
    if not host.isascii():
        try:
            host = ".".join(label.encode("idna").decode() for label in host.split("."))
        except UnicodeError as error:
            raise Refused(f"{raw!r} is not a host name; give an address such as https://www.example.com/") from error
    if not _HOST.match(host):
        raise Refused(f"{raw!r} is not a host name; give an address such as https://www.example.com/")
    host = host.rstrip(".")
    if _NUMBER.match(host.rpartition(".")[2]) and not _QUAD.match(host):
        raise Refused(f"{raw!r} is a disguised IP address; write it as four decimal numbers or use the host's name")
    return host


@dataclass(frozen=True, slots=True)
class AddressGuard:
    """Decides which addresses may be connected to. One for a process; holds no connection."""

    hosts: dict[str, str] = field(default_factory=dict)
    """Like a hosts file: pattern to `ip` or `ip:port`; the operator's own permission."""
    allowed: frozenset[str] = frozenset()
    """Private hosts that may be reached all the same, as `host` or `host:port`."""

    @classmethod
    def from_settings(cls, settings: Settings) -> AddressGuard:
        """The guard that the operator configured."""
        patterns = {pattern.casefold(): target for pattern, target in settings.hosts.items()}
        return cls(patterns, frozenset(host.casefold() for host in settings.allowed_private_hosts))

    def check(self, url: str) -> tuple[str, int]:
        """Host and port of a URL that may be asked for; raises Refused for every other.

        Only what can be told without the network: scheme, credentials, spelling, and IP addresses given as such.
        """
        try:
            parts = urlsplit(url.strip())
            port = parts.port
        except ValueError as error:
            raise Refused(f"{url}: not an address ({error}); give one such as https://www.example.com/") from error
        scheme = parts.scheme.casefold()
        if scheme not in _PORTS:
            raise Refused(f"{url}: only http and https addresses are fetched, not {scheme or 'an address without one'}")
        if parts.username is not None or parts.password is not None:
            raise Refused(f"{scheme}://…@{parts.hostname}: addresses with a user name or password are not fetched")
        if not parts.hostname:
            raise Refused(f"{url}: the host is missing; give an address such as https://www.example.com/")
        host = host_name(parts.hostname)
        port = _PORTS[scheme] if port is None else port
        if self.mapped(host, port) is None and _is_ip(host):
            self._permit(host, port, [host])
        return host, port

    def mapped(self, host: str, port: int) -> Address | None:
        """Where the operator's own hosts map sends this host, or None where it names none."""
        target = self.hosts.get(host) or next(
            (to for pattern, to in self.hosts.items() if fnmatchcase(host, pattern)), None
        )
        if target is None:
            return None
        address, _, own_port = target.rpartition(":") if target.count(":") == 1 else (target.strip("[]"), "", "")
        return address, int(own_port) if own_port else port

    def permitted(self, host: str, port: int) -> bool:
        """Did the operator name this host, so that it may lie inside the private network?"""
        return self.mapped(host, port) is not None or host in self.allowed or f"{host}:{port}" in self.allowed

    def resolve_sync(self, host: str, port: int) -> list[Address]:
        """The addresses to connect to, each one checked. Raises Refused, or Unresolved where the name has none."""
        host = host_name(host)
        target = self.mapped(host, port)
        if target is not None:
            return [target]
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise Unresolved(f"{host}: no such host ({error})") from error
        return self._permit(host, port, [str(item[4][0]) for item in found])

    async def resolve(self, host: str, port: int) -> list[Address]:
        """Like `resolve_sync`, without blocking the event loop."""
        host = host_name(host)
        target = self.mapped(host, port)
        if target is not None:
            return [target]
        if _is_ip(host):
            return self._permit(host, port, [host])
        return await asyncio.get_running_loop().run_in_executor(None, self.resolve_sync, host, port)

    def _permit(self, host: str, port: int, addresses: Iterable[str]) -> list[Address]:
        """One private address among public ones refuses the host: nobody honest publishes such a name."""
        found = list(dict.fromkeys(addresses))
        if not self.permitted(host, port):
            for address in found:
                if not is_public(address):
                    shown = host if host == address else f"{host} ({address})"
                    raise Refused(
                        f"{shown}: lies inside a private network and is not fetched; the operator can permit it "
                        f'with SHOWFLOOR_ALLOWED_PRIVATE_HOSTS=["{host}:{port}"]'
                    )
        return [(address, port) for address in found]


def _is_ip(host: str) -> bool:
    return ":" in host or bool(_QUAD.match(host))
