"""The HTTP client among hostile servers: each ends in a reply or one clear refusal."""

import asyncio
from collections.abc import Callable

import httpx
import pytest

from core.settings import Settings
from core.web.guard import Refused
from core.web.http import Http, Reply
from core.web.pace import HostPace
from tests.core.web.site import Site, html, plain, redirect

Sent = Callable[..., Settings]


def fetch(prepare: Callable[[Site], None], sent_to: Sent, url: str, **settings: object) -> tuple[Reply, Site]:
    async def run() -> tuple[Reply, Site]:
        async with Site() as site:
            prepare(site)
            async with Http(sent_to(site, **settings), pace=HostPace(0)) as http:
                return await http.get(url), site

    return asyncio.run(run())


def test_a_page_comes_with_its_status_headers_and_final_address(sent_to: Sent) -> None:
    def pages(site: Site) -> None:
        site.answers |= {"/": redirect("/new?x=1#top"), "/new?x=1": html("<p>研发中心", "gbk")}

    reply, site = fetch(pages, sent_to, "http://www.firm.example/")
    assert (reply.status, reply.final_url) == (200, "http://www.firm.example/new?x=1")
    assert reply.body.decode("gbk") == "<p>研发中心"
    assert "Showfloor" in site.heads[0]
    assert "host: www.firm.example" in site.heads[0].lower()


def test_redirects_end(sent_to: Sent) -> None:
    def loop(site: Site) -> None:
        site.answers |= {"/": redirect("/b"), "/b": redirect("/")}

    reply, site = fetch(loop, sent_to, "http://firm.example/", max_redirects=5)
    assert reply.status is None
    assert "redirects" in reply.failure
    assert len(site.asked) == 6


@pytest.mark.parametrize(
    "target", ["http://127.0.0.1:1/", "http://[::1]/", "file:///etc/passwd", "http://169.254.169.254/x"]
)
def test_a_redirect_never_leads_into_the_private_network(sent_to: Sent, target: str) -> None:
    with pytest.raises(Refused):
        fetch(lambda site: site.answers.update({"/": redirect(target)}), sent_to, "http://firm.example/")


def test_an_endless_body_is_given_up(sent_to: Sent) -> None:
    async def endless(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        for _ in range(200):
            writer.write(b"x" * 1_000_000)
            await writer.drain()

    reply, _ = fetch(
        lambda s: s.answers.update({"/": endless}), sent_to, "http://firm.example/", max_body_bytes=3_000_000
    )
    assert (reply.status, reply.body) == (None, b"")
    assert "larger than" in reply.failure


def test_a_promise_of_too_much_is_believed(sent_to: Sent) -> None:
    async def promise(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 200000000\r\n\r\nx")
        await writer.drain()
        await asyncio.sleep(5)

    reply, _ = fetch(lambda s: s.answers.update({"/": promise}), sent_to, "http://firm.example/")
    assert "larger than" in reply.failure


def test_a_dripping_server_holds_nobody(sent_to: Sent) -> None:
    async def drip(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        for _ in range(1_000):
            writer.write(b"x")
            await writer.drain()
            await asyncio.sleep(0.05)

    reply, _ = fetch(lambda s: s.answers.update({"/": drip}), sent_to, "http://firm.example/", http_timeout_seconds=0.2)
    assert reply.status is None
    assert "too long" in reply.failure


def test_nobody_there_and_nonsense_are_replies_without_status(sent_to: Sent) -> None:
    async def nonsense(writer: asyncio.StreamWriter) -> None:
        writer.write(b"SSH-2.0-OpenSSH\r\n\r\n")

    reply, _ = fetch(lambda s: s.answers.update({"/": nonsense}), sent_to, "http://firm.example/")
    assert (reply.status, bool(reply.failure)) == (None, True)

    async def absent() -> Reply:
        async with Http(Settings(hosts={"*.example": "127.0.0.1:9"}), pace=HostPace(0)) as http:
            return await http.get("http://firm.example/")

    reply = asyncio.run(absent())
    assert (reply.status, bool(reply.failure)) == (None, True)


def test_a_connection_that_is_reset_is_tried_once_more(sent_to: Sent) -> None:
    def resets(first: int) -> tuple[Reply, Site]:
        async def reset(writer: asyncio.StreamWriter) -> None:
            if site_of[0].asked.count("/") <= first:
                writer.transport.abort()
            else:
                writer.write(html("<p>here"))

        site_of: list[Site] = []

        def prepare(site: Site) -> None:
            site_of.append(site)
            site.answers["/"] = reset

        return fetch(prepare, sent_to, "http://firm.example/")

    reply, site = resets(1)
    assert (reply.status, reply.body, site.asked) == (200, b"<p>here", ["/", "/"])
    reply, site = resets(9)
    assert (reply.status, len(site.asked)) == (None, 2)


def test_cookies_stay_with_one_firm(sent_to: Sent) -> None:
    async def run() -> list[str]:
        async with Site() as site:
            site.answers["/"] = plain(b"x", "text/html", Set_Cookie="id=7")
            async with Http(sent_to(site), pace=HostPace(0)) as http:
                mine, other = httpx.Cookies(), httpx.Cookies()
                for jar in (mine, mine, other):
                    await http.get("http://firm.example/", cookies=jar)
                await http.get("http://firm.example/")
            return ["id=7" in head for head in site.heads]

    assert asyncio.run(run()) == [False, True, False, False]


def test_a_host_sees_an_even_beat_and_hosts_do_not_wait_for_each_other() -> None:
    async def run() -> list[float]:
        pace, at = HostPace(0.2), asyncio.get_running_loop().time
        start, seen = at(), []

        async def one(host: str) -> None:
            await pace.wait(host)
            seen.append(at() - start)

        await asyncio.gather(one("a"), one("a"), one("b"))
        return sorted(seen)

    first, second, third = asyncio.run(run())
    assert second - first < 0.15 <= third - second + 0.05
