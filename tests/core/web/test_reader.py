"""The way from an enricher to a page: archived, classified, and a source that turns us away left alone."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence

import pytest

from core.errors import BadInput, SourceDown
from core.settings import Settings
from core.web.browser import Drawn, Shots
from core.web.reader import WebReader
from core.words import Access
from storage.evidence.store import EvidenceStore
from storage.evidence.verify import verify
from tests.core.web.site import Site, html, plain, redirect

Sent = Callable[..., Settings]
SHELL = "<html><head><title>Firm</title></head><body><div id=app></div><script src=/a.js></script></body></html>"


class Stage:
    """A browser that draws what it is told: what the reader asks of one."""

    def __init__(self) -> None:
        self.drawn: list[str] = []
        self.without_pictures = 0

    def visit(self) -> "Stage":
        return self

    async def draw(self, url: str, *, headers: Mapping[str, str] | None = None) -> Drawn:
        self.drawn.append(url)
        return Drawn("<html><body><p>drawn by JavaScript</p></body></html>", url, 200, {})

    async def shoot(self, url: str, quotes: Sequence[str], *, html: str | None = None) -> Shots:
        if self.without_pictures:
            self.without_pictures -= 1
            return Shots(None, None, failure="took too long and was given up")
        return Shots(b"\xff\xd8\xfffull", b"\xff\xd8\xffview", tuple(quotes))

    async def close(self) -> None:
        return None


def run(
    sent_to: Sent,
    store: EvidenceStore,
    answers: Mapping[str, bytes],
    work: Callable[[WebReader, Site, Stage], Awaitable[None]],
) -> None:
    async def go() -> None:
        async with Site() as site:
            site.answers.update(answers)
            stage = Stage()
            async with WebReader(sent_to(site), store, stage) as reader:
                await work(reader, site, stage)

    asyncio.run(go())
    assert verify(store.folder) == []


def test_a_picture_that_fails_is_tried_again_and_a_second_failure_is_said(sent_to: Sent, store: EvidenceStore) -> None:
    async def work(reader: WebReader, site: Site, stage: Stage) -> None:
        got = await reader.get("http://a.example/", source="a")
        stage.without_pictures = 1
        assert (await reader.shoot(got, [])).screenshot
        stage.without_pictures = 2
        with pytest.raises(BadInput, match="no picture could be taken \\(took too long"):
            await reader.shoot(got, [])

    run(sent_to, store, {"/": html("<p>研发中心</p>")}, work)


def test_a_page_is_archived_before_it_is_returned(sent_to: Sent, store: EvidenceStore) -> None:
    page = "<html lang=zh-CN><title>关于 我们</title><body>" + "华域汽车的研发中心位于上海。" * 20

    async def work(reader: WebReader, site: Site, stage: Stage) -> None:
        got = await reader.get("http://a.example/", source="a")
        assert (got.capture.access, got.capture.title, got.capture.language) == (Access.ok, "关于 我们", "zh-CN")
        assert got.text == page
        assert store.body(got.capture) == page.encode("gbk")
        again = await reader.get("http://a.example/#part", source="a")
        assert again is got
        assert site.asked.count("/") == 1
        shown = await reader.shoot(got, ["研发中心"])
        assert shown.screenshot
        assert store.path(shown.screenshot).read_bytes().endswith(b"full")

    run(sent_to, store, {"/": html(page, "gbk", "utf-8")}, work)


def test_a_shell_that_javascript_fills_is_drawn(sent_to: Sent, store: EvidenceStore) -> None:
    async def work(reader: WebReader, site: Site, stage: Stage) -> None:
        got = await reader.get("http://a.example/", source="a")
        assert "drawn by JavaScript" in got.text
        assert stage.drawn == ["http://a.example/"]

    run(sent_to, store, {"/": html(SHELL)}, work)


def test_a_source_that_turns_us_away_is_left_alone(sent_to: Sent, store: EvidenceStore) -> None:
    async def work(reader: WebReader, site: Site, stage: Stage) -> None:
        with pytest.raises(SourceDown) as first:
            await reader.get("http://a.example/x", source="portal")
        assert first.value.access is Access.rate_limited
        async with reader.firm() as other:
            with pytest.raises(SourceDown):
                await other.get("http://a.example/fine", source="portal")
            fine = await other.get("http://a.example/fine", source="another")
        assert fine.capture.access is Access.ok
        assert site.asked.count("/fine") == 1

    answers = {"/x": plain(b"slow down", "text/html", "429 Too Many Requests"), "/fine": html("<p>" + "text " * 99)}
    run(sent_to, store, answers, work)


def test_what_robots_forbid_is_not_fetched_and_stops_nothing(sent_to: Sent, store: EvidenceStore) -> None:
    async def work(reader: WebReader, site: Site, stage: Stage) -> None:
        for browser in (False, True):
            got = await reader.get("http://a.example/no/x", source="a", browser=browser)
            assert (got.capture.access, got.text) == (Access.blocked, "")
        assert "/no/x" not in site.asked
        assert stage.drawn == []
        assert (await reader.get("http://a.example/yes", source="a")).capture.access is Access.ok

    answers = {"/robots.txt": plain(b"User-agent: *\nDisallow: /no", "text/plain"), "/yes": html("<p>" + "text " * 99)}
    run(sent_to, store, answers, work)


def test_other_failures_are_pages(sent_to: Sent, store: EvidenceStore) -> None:
    async def work(reader: WebReader, site: Site, stage: Stage) -> None:
        for path, access in (("/gone", Access.not_found), ("/loop", Access.down), ("/inside", Access.down)):
            assert (await reader.get(f"http://a.example{path}", source="a")).capture.access is access
        refused = await reader.get("http://192.168.0.1/admin", source="a")
        assert refused.capture.access is Access.down
        assert "private network" in (refused.capture.title or "")
        odd = await reader.get("http://a.example/other", source="a", known_labels=["统一社会信用代码"])
        assert odd.capture.access is Access.layout_changed

    answers = {
        "/loop": redirect("/loop"),
        "/inside": redirect("http://10.0.0.1/"),
        "/other": html("<p>" + "text " * 99),
    }
    run(sent_to, store, answers, work)


def test_a_page_that_cannot_be_drawn_is_returned_as_it_came(sent_to: Sent, store: EvidenceStore) -> None:
    async def work(reader: WebReader, site: Site, stage: Stage) -> None:
        async def broken(url: str, *, headers: Mapping[str, str] | None = None) -> Drawn:
            return Drawn("", url, None, {}, failure="crashed")

        stage.draw = broken  # type: ignore[method-assign]
        got = await reader.get("http://a.example/", source="a")
        assert (got.capture.access, got.text) == (Access.ok, SHELL)

    run(sent_to, store, {"/": html(SHELL)}, work)
