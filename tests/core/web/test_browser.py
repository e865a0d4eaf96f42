"""A real Chromium among hostile pages: it draws, shows quotes, survives, and reaches nothing that the guard refuses."""

import asyncio
import gzip
import os
import signal
import struct
from collections.abc import Awaitable, Callable
from pathlib import Path
from urllib.parse import quote

import pytest

from core.errors import BadInput
from core.settings import Settings
from core.web.browser import Browser, Visit
from core.web.chromium import find_browser, required_browser
from tests.core.web.site import Site, html, plain
from tests.processes import descendants

pytestmark = pytest.mark.browser
Sent = Callable[..., Settings]

LIST = """<html><title>List</title><body><div id=app></div><script>
fetch('/api.json').then(r => r.json()).then(d => { app.innerHTML = d.names.map(n => '<p>' + n + '</p>').join('') })
</script></body></html>"""
RUDE = """<html><body><script>
alert(1); confirm('x'); window.open('/'); navigator.serviceWorker && navigator.serviceWorker.register('/sw.js').catch(() => 0);
addEventListener('beforeunload', e => { e.preventDefault(); e.returnValue = 'stay' });
</script><a id=d href=/file.zip download>x</a><script>d.click()</script><p>still here</p></body></html>"""
SNOOP = """<html><body><p>page</p><script>
const at = ['http://127.0.0.1:%d/secret', 'http://localhost:%d/secret', 'http://[::1]:%d/secret', 'file:///etc/passwd'];
Promise.allSettled(at.map(u => fetch(u, {mode: 'no-cors'}))).then(r => document.body.append(r.map(x => x.status).join()));
new WebSocket('ws://127.0.0.1:%d/secret');
</script><iframe src="http://127.0.0.1:%d/secret"></iframe><img src="http://127.0.0.1:%d/secret"></body></html>"""
MORE = """<html><body><ul id=l><li>1</li></ul><button id=b onclick="l.innerHTML += '<li>2</li>'">more</button><div style=height:3000px></div>
<script>addEventListener('scroll', () => { if (!window.done) { done = 1; l.innerHTML += '<li>scrolled</li>' } })</script></body></html>"""


def run(sent_to: Sent, answers: dict[str, bytes], work: Callable[[Visit, Browser, Site], Awaitable[None]]) -> None:
    try:
        required_browser(Settings())
    except BadInput as error:
        pytest.skip(str(error))

    async def go() -> None:
        async with Site() as site, Browser(sent_to(site, http_timeout_seconds=10)) as browser:
            site.answers.update(answers)
            visit = browser.visit()
            await work(visit, browser, site)
            await visit.close()

    asyncio.run(go())


def test_javascript_is_drawn_and_what_it_fetched_is_kept(sent_to: Sent) -> None:
    async def work(visit: Visit, browser: Browser, site: Site) -> None:
        drawn = await visit.draw("http://a.example/")
        assert (drawn.status, drawn.final_url, drawn.failure) == (200, "http://a.example/", "")
        assert "<p>上海某公司</p>" in drawn.html
        assert [(c.url, c.status) for c in drawn.calls] == [("http://a.example/api.json", 200)]
        assert "Showfloor" in site.heads[0]
        missing = await visit.draw("http://a.example/none")
        assert missing.status == 404
        nobody = await visit.draw("http://nobody.invalid/")
        assert (nobody.status, "no such host" in nobody.failure) == (None, True)

    answers = {"/": html(LIST), "/api.json": plain('{"names":["上海某公司"]}'.encode(), "application/json")}
    run(sent_to, answers, work)


def test_dialogs_windows_downloads_and_workers_are_in_vain(sent_to: Sent) -> None:
    async def work(visit: Visit, browser: Browser, site: Site) -> None:
        drawn = await visit.draw("http://a.example/rude")
        assert "still here" in drawn.html
        assert "/sw.js" not in site.asked
        download = await visit.draw("http://a.example/file.zip")
        assert (download.status, "ownload" in download.failure) == (None, True)

    zipped = plain(b"PK\x03\x04", "application/zip", Content_Disposition="attachment; filename=a.zip")
    run(sent_to, {"/rude": html(RUDE), "/file.zip": zipped}, work)


def test_no_page_reaches_the_private_network(sent_to: Sent) -> None:
    async def work(visit: Visit, browser: Browser, site: Site) -> None:
        site.answers["/snoop"] = html(SNOOP.replace("%d", str(site.port)))
        drawn = await visit.draw("http://a.example/snoop")
        assert "rejected,rejected,rejected,rejected" in drawn.html
        assert "/secret" not in site.asked
        assert "127.0.0.1" in browser.proxy.refused
        site.answers["/go"] = html(f"<script>location = 'http://127.0.0.1:{site.port}/secret'</script>")
        await visit.draw("http://a.example/go")
        assert "/secret" not in site.asked
        with pytest.raises(BadInput):
            await visit.draw("file:///etc/passwd")

    run(sent_to, {}, work)


@pytest.mark.parametrize("lines", [20, 900])
def test_the_quote_is_boxed_within_the_picture(sent_to: Sent, lines: int) -> None:
    filler = "<p>公司介绍</p>" * lines
    cookie = "<div style='position:fixed;inset:0;background:#fff'>We use cookies</div>"
    page = f"<html><body>{filler}<div>我们的<b>研发 中心</b><br>位于上海。</div><div style=display:none>隐藏的 文字</div>{filler}{cookie}</body></html>"

    async def work(visit: Visit, browser: Browser, site: Site) -> None:
        shots = await visit.shoot("http://a.example/", ["研发中心位于上海", "隐藏的文字", "不存在"], html=page)
        assert shots.boxed == ("研发中心位于上海", "隐藏的文字")
        assert shots.full
        assert shots.viewport
        width, height = _size(shots.full)
        assert (width, height <= 8000) == (1280, True)
        assert _size(shots.viewport) == (1280, 900)
        assert "/" not in site.asked

    run(sent_to, {"/": html("changed since")}, work)


def test_a_script_that_takes_the_quote_away_does_not_hide_it(sent_to: Sent) -> None:
    page = "<html><body><p>本公司设有研发中心</p><script>document.body.innerHTML = ''</script></body></html>"

    async def work(visit: Visit, browser: Browser, site: Site) -> None:
        shots = await visit.shoot("http://a.example/", ["设有研发中心"], html=page)
        assert shots.boxed == ("设有研发中心",)

    run(sent_to, {}, work)


def test_a_page_stays_open_to_click_and_scroll(sent_to: Sent) -> None:
    async def work(visit: Visit, browser: Browser, site: Site) -> None:
        async with browser.session("http://a.example/") as session:
            assert await session.click("#b")
            assert not await session.click("#none")
            assert await session.scroll_to_end() >= 3000
            assert "<li>2</li>" in await session.html()
            assert "<li>scrolled</li>" in await session.html()
            assert (session.status, await session.calls()) == (200, ())

    run(sent_to, {"/": html(MORE)}, work)


@pytest.mark.parametrize("kind", ["renderer", "browser", "driver"])
def test_a_killed_renderer_browser_or_driver_costs_one_more_try(sent_to: Sent, kind: str) -> None:
    async def work(visit: Visit, browser: Browser, site: Site) -> None:
        killed: list[int] = []

        async def slowly(writer: asyncio.StreamWriter) -> None:
            if not killed:
                for pid in descendants(os.getpid(), kind):
                    os.kill(pid, signal.SIGKILL)
                    killed.append(pid)
                await asyncio.sleep(0.3)
            writer.write(html("<p>whole again</p>"))

        site.answers["/slow"] = slowly
        site.answers["/"] = html(
            "<script>fetch('/slow').then(r => r.text()).then(t => document.body.innerHTML = t)</script>"
        )
        drawn = await visit.draw("http://a.example/")
        assert killed
        assert "whole again" in drawn.html
        assert (await visit.draw("http://b.example/")).status == 200

    run(sent_to, {}, work)


def test_a_browser_that_hangs_is_left_for_another_one(sent_to: Sent, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.web.visit._OPENING", 1.0)
    monkeypatch.setattr("core.web.browser._CLOSING", 0.2)

    async def work(visit: Visit, browser: Browser, site: Site) -> None:
        assert (await visit.draw("http://a.example/")).status == 200
        stopped = descendants(os.getpid(), "browser")
        for pid in stopped:
            os.kill(pid, signal.SIGSTOP)
        try:
            assert (await visit.draw("http://a.example/")).status == 200
        finally:
            for pid in stopped:
                os.kill(pid, signal.SIGKILL)

    run(sent_to, {"/": html("<p>fine</p>")}, work)


def test_a_page_that_never_lets_go_is_given_up(sent_to: Sent) -> None:
    async def work(visit: Visit, browser: Browser, site: Site) -> None:
        browser.settings = browser.settings.model_copy(update={"http_timeout_seconds": 1.0})
        drawn = await visit.draw("http://a.example/loop")
        assert drawn.status is None
        assert drawn.failure
        assert (await visit.draw("http://a.example/")).status == 200

    run(sent_to, {"/loop": html("<script>for (;;) {}</script>"), "/": html("<p>fine</p>")}, work)


HOSTILE = {
    "/prints": html("<p>here</p><script>print(); onbeforeunload = () => 'stay'</script>"),
    "/eats memory": html("<script>let a = []; for (;;) a.push('x'.repeat(1000) + a.length)</script>"),
    "/comes back for ever": html("<meta http-equiv=refresh content=0><p>again</p>"),
    "/holds itself in frames": html(
        "<script>for (let i = 0; i < 500; i++) document.body.append(Object.assign(document.createElement('iframe'), {src: '/frames?' + i}))</script>"
    ),
    "/is a bomb": plain(gzip.compress(b"<p>" + b"a" * 100_000_000), "text/html", Content_Encoding="gzip"),
    "/leads to the browser's own pages": html("<script>location = 'chrome://crash'</script>"),
}


def test_hostile_pages_end_and_the_next_page_is_drawn(sent_to: Sent) -> None:
    async def work(visit: Visit, browser: Browser, site: Site) -> None:
        browser.settings = browser.settings.model_copy(update={"http_timeout_seconds": 3.0})
        for path in HOSTILE:
            drawn = await visit.draw("http://a.example" + quote(path))
            assert drawn.status in (200, None), path
            assert bool(drawn.failure) == (drawn.status is None), path
        browser.settings = browser.settings.model_copy(update={"http_timeout_seconds": 20.0})
        assert "fine" in (await visit.draw("http://a.example/")).html

    run(sent_to, {"/": html("<p>fine</p>"), **{quote(path): answer for path, answer in HOSTILE.items()}}, work)


def test_a_browser_that_is_not_there_is_one_clear_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path))
    assert find_browser(Settings()) is None
    with pytest.raises(BadInput, match="install"):
        required_browser(Settings())
    with pytest.raises(BadInput, match="SHOWFLOOR_BROWSER_PATH"):
        find_browser(Settings(browser_path=tmp_path / "none"))


def _size(jpeg: bytes) -> tuple[int, int]:
    """Width and height from a JPEG's frame header."""
    at = 2
    while jpeg[at + 1] not in (0xC0, 0xC2):
        at += 2 + struct.unpack(">H", jpeg[at + 2 : at + 4])[0]
    height, width = struct.unpack(">HH", jpeg[at + 5 : at + 9])
    return width, height
