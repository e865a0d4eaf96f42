"""Assisted capture: the rep signs in and solves, we wait, read and stop at the budget."""

import asyncio

import pytest

from core.words import Access
from enrich.ledger import Ledger
from enrich.registry.assist import Assistant, Pace
from enrich.registry.portals import Portal
from enrich.registry.routes import Asked, Outcome
from tests.registry import layouts
from tests.registry.api_stub import Memory

SIGN_IN = "<html><head><title>会员登录 - 企查查</title></head><body><input type=password>请登录</body></html>"
BLOCKED = "<html><head><title>访问超频 - 企查查</title></head></html>"
PORTAL = Portal(
    title="Register", search_url="https://reg.example/search?key={name}", detail_link=r"/company/\d+$", per_day=5
)
FIRM = Asked(firm="f1", names=(layouts.TITLE,))


class Rep:
    """A window with a rep who signs in after a while; `pages` is what addresses show once signed in."""

    def __init__(self, pages, signed_in_after=0):
        self.pages, self.left, self.url, self.visited = pages, signed_in_after, "", []

    async def go(self, url):
        self.url = url
        self.visited.append(url)

    async def look(self):
        self.left -= 1
        if self.left >= 0:
            return self.url, SIGN_IN
        return self.url, next(page for part, page in self.pages.items() if part in self.url)

    async def picture(self):
        return b"png"


def work(rep, queue, portal=PORTAL, patience=20.0):
    said: list[str] = []

    async def nothing(seconds):
        return None

    assistant = Assistant(
        "p", portal, rep, Memory(), Ledger(), lambda zh, en: said.append(en), Pace(poll=1.0, patience=patience), nothing
    )

    async def collect():
        return [answer async for answer in assistant.work(queue)]

    return asyncio.run(collect()), said, assistant


PAGES = {"/search": layouts.HITS, "/company/111": layouts.QCC_NEW}


def test_it_waits_while_the_rep_signs_in_then_reads_what_the_rep_sees():
    answers, said, assistant = work(Rep(PAGES, signed_in_after=3), [FIRM])
    assert [a.outcome for a in answers] == [Outcome.found]
    assert answers[0].record.uscc == layouts.CODE
    assert sum("sign in" in line for line in said) == 1
    assert [access for _, _, access in assistant.sink.kept] == [Access.ok]


def test_nobody_signs_in_and_nothing_is_written():
    answers, _, assistant = work(Rep(PAGES, signed_in_after=999), [FIRM])
    assert (answers[0].outcome, answers[0].access, answers[0].record) == (Outcome.stopped, Access.login_required, None)
    assert assistant.sink.kept == []


def test_a_page_between_two_pages_or_without_a_readable_result_says_nothing_of_the_firm():
    class Slow(Rep):
        async def look(self):
            self.left -= 1
            return (self.url, "") if self.left >= 0 else await super().look()

    answers, _, _ = work(Slow(PAGES, signed_in_after=3), [FIRM])
    assert [a.outcome for a in answers] == [Outcome.found]
    odd = {"/search": "<html><body><div class=grid>12 results</div></body></html>", "/company/111": layouts.QCC_NEW}
    answers, said, _ = work(Rep(odd), [FIRM.model_copy(update={"firm": "f2"})], patience=3)
    assert answers[0].outcome is Outcome.several
    assert "cannot be read" in said[0]


def test_a_block_ends_the_day():
    rep = Rep({"/search": BLOCKED})
    answers, said, _ = work(rep, [FIRM, FIRM.model_copy(update={"firm": "f2"})])
    assert [a.access for a in answers] == [Access.rate_limited]
    assert len(rep.visited) == 1
    assert "today" in said[-1]


def test_a_page_about_another_firm_is_not_taken():
    other = layouts.QCC_NEW.replace(layouts.TITLE, "别的公司有限公司")
    answers, said, assistant = work(Rep({"/search": layouts.HITS, "/company/111": other}), [FIRM], patience=3)
    assert (answers[0].outcome, assistant.sink.kept) == (Outcome.several, [])
    assert any("别的公司有限公司" in line for line in said)


def test_settled_firms_are_not_asked_again_and_the_budget_holds():
    queue = [FIRM.model_copy(update={"firm": f"f{n}"}) for n in range(9)]
    first, _, _ = work(Rep(PAGES), queue[:2])
    second, said, _ = work(Rep(PAGES), queue)
    assert (len(first), len(second)) == (2, 3)
    assert "budget" in said[-1]


@pytest.mark.browser
def test_a_real_window_against_a_portal_of_our_own(httpserver, tmp_path, monkeypatch):
    import json

    from core.settings import settings
    from core.web.chromium import find_browser
    from enrich.registry.assist_window import open_window

    browser = find_browser(settings())
    if browser is None:
        pytest.skip("no Chromium on this machine")
    monkeypatch.setenv("SHOWFLOOR_BROWSER_PATH", str(browser))
    monkeypatch.setenv(
        "SHOWFLOOR_HOSTS",
        json.dumps({"reg.example": f"{httpserver.host}:{httpserver.port}".replace("localhost", "127.0.0.1")}),
    )
    settings.cache_clear()
    httpserver.expect_request("/search").respond_with_data(layouts.HITS, content_type="text/html; charset=utf-8")
    httpserver.expect_request("/company/111").respond_with_data(
        layouts.QCC_NEW, content_type="text/html; charset=utf-8"
    )
    portal = PORTAL.model_copy(update={"search_url": "http://reg.example/search?key={name}"})
    sink = Memory()

    async def go():
        async with open_window(settings(), tmp_path / "profile", headless=True) as window:
            pace = Pace(between=(0.0, 0.0), poll=0.1, patience=5.0)
            assistant = Assistant("p", portal, window, sink, Ledger(), lambda zh, en: None, pace)
            return [answer async for answer in assistant.work([FIRM])]

    answers = asyncio.run(go())
    assert [a.outcome for a in answers] == [Outcome.found]
    assert sink.kept
