"""Compressed bodies: read as browsers read them, and never further than the limit."""

import asyncio
import gzip
import resource
import zlib

import brotli
import pytest

from core.settings import Settings
from core.web.http import Http
from core.web.inflate import Inflater, TooLarge
from core.web.pace import HostPace
from tests.core.web.site import Site, plain

PAGE = "<p>研发中心位于上海</p>".encode() * 50
BARE = zlib.compressobj(wbits=-15)
WELL_MADE = {
    "gzip": gzip.compress(PAGE),
    "x-gzip": gzip.compress(PAGE),
    "GZIP": gzip.compress(PAGE),
    "deflate": zlib.compress(PAGE),
    "br": brotli.compress(PAGE),
    "gzip, br": brotli.compress(gzip.compress(PAGE)),
    "utf-8": PAGE,
    "": PAGE,
}
ZEROS = b"\0" * 50_000_000
BOMBS = {
    "gzip": gzip.compress(ZEROS),
    "deflate": zlib.compress(ZEROS),
    "br": brotli.compress(ZEROS, quality=1),
    "gzip, gzip": gzip.compress(gzip.compress(ZEROS)),
    "gzip, gzip, gzip, gzip": gzip.compress(gzip.compress(gzip.compress(gzip.compress(ZEROS)))),
    "br, gzip": gzip.compress(brotli.compress(ZEROS, quality=1)),
}


@pytest.mark.parametrize("step", [7, 100_000])
@pytest.mark.parametrize("encoding", WELL_MADE)
def test_a_body_is_read_whatever_its_chunks(encoding: str, step: int) -> None:
    sent, inflater = WELL_MADE[encoding], Inflater(encoding, 1_000_000)
    assert b"".join(inflater.feed(sent[i : i + step]) for i in range(0, len(sent), step)) == PAGE


def test_deflate_without_its_head_is_read_too() -> None:
    assert Inflater("deflate", 100_000).feed(BARE.compress(PAGE) + BARE.flush()) == PAGE


@pytest.mark.parametrize("encoding", BOMBS)
def test_a_bomb_is_not_opened(encoding: str) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(TooLarge):
        Inflater(encoding, 1_000_000).feed(BOMBS[encoding])
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20_000, "kilobytes"


def test_what_is_not_compressed_as_it_says_is_an_error_of_one_line() -> None:
    for encoding in ("gzip", "deflate", "br"):
        with pytest.raises(ValueError, match="not compressed as it says"):
            Inflater(encoding, 1_000).feed(b"<html>plain</html>" * 3)


@pytest.mark.parametrize(("encoding", "told"), [("gzip, gzip", "larger than"), ("br", "larger than"), ("gzip", "not compressed")])  # fmt: skip
def test_a_bomb_or_a_lie_of_a_server_is_a_reply_without_status(encoding: str, told: str) -> None:
    async def run() -> tuple[int | None, str]:
        async with Site() as site:
            body = BOMBS[encoding] if told == "larger than" else b"<html>plain</html>"
            site.answers["/"] = plain(body, "text/html", Content_Encoding=encoding)
            settings = Settings(hosts={"*.example": f"127.0.0.1:{site.port}"}, max_body_bytes=1_000_000)
            async with Http(settings, pace=HostPace(0)) as http:
                reply = await http.get("http://firm.example/")
                return reply.status, reply.failure

    status, failure = asyncio.run(run())
    assert status is None
    assert told in failure
