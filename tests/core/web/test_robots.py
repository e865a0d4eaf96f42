"""robots.txt as RFC 9309 says, and waits that a host asks for."""

import asyncio
from collections.abc import Callable

import pytest

from core.settings import Settings
from core.web.http import Http
from core.web.pace import HostPace
from core.web.robots import Permission, Robots
from core.words import Access
from tests.core.web.site import Site, html, plain

RULES = (
    "User-agent: *\nDisallow: /private\nCrawl-delay: 3\n\nUser-agent: Showfloor\nDisallow: /ours\nRequest-rate: 1/5\n"
)


def ask(answer: bytes | None, path: str, sent_to: Callable[..., Settings]) -> tuple[Permission, int]:
    async def run() -> tuple[Permission, int]:
        async with Site() as site:
            if answer is not None:
                site.answers["/robots.txt"] = answer
            async with Http(sent_to(site), pace=HostPace(0)) as http:
                robots = Robots(http)
                await robots.permission(f"http://firm.example{path}")
                found = await robots.permission(f"http://firm.example{path}")
            return found, site.asked.count("/robots.txt")

    return asyncio.run(run())


@pytest.mark.parametrize(
    ("answer", "path", "access"),
    [
        (plain(RULES.encode(), "text/plain"), "/ours/x", Access.blocked),
        (plain(RULES.encode(), "text/plain"), "/private", Access.ok),
        (plain(b"User-agent: *\nDisallow: /", "text/plain"), "/", Access.blocked),
        (plain(b"User-agent: *\nCrawl-delay: 600", "text/plain"), "/", Access.blocked),
        (None, "/", Access.ok),
        (html("<html><body>our home page for every address"), "/", Access.ok),
        (plain(b"", "text/plain", "503 Service Unavailable"), "/", Access.down),
        (plain(b"", "text/plain", "403 Forbidden"), "/", Access.ok),
    ],
)
def test_what_a_host_permits(answer: bytes | None, path: str, access: Access, sent_to: Callable[..., Settings]) -> None:
    permission, times = ask(answer, path, sent_to)
    assert permission.access is access
    assert times == 1


def test_a_wait_that_the_host_asks_for(sent_to: Callable[..., Settings]) -> None:
    permission, _ = ask(plain(RULES.encode(), "text/plain"), "/", sent_to)
    assert permission.delay_seconds == 5.0
