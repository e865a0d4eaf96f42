"""In a real Chromium: sign in, new list from the demo web, progress, result, queue, export; in both languages.

Screenshots of every page are left in the test's folder; name one with `--basetemp` to look at them.
"""

from __future__ import annotations

import csv
import io
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, sync_playwright

from core.records import Reason
from core.settings import settings
from core.web.chromium import find_browser
from core.words import Role
from demo.serve import DemoWeb
from review.actions.people import add_person
from review.app import create_app
from review.desk import Desk
from storage.repositories.identity import proposal_id, save_proposals
from storage.repositories.queue import firms_page
from storage.views import Proposal
from tests.review.conftest import PASSWORD
from tests.review.demo_desk import demo_settings, show_address

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(find_browser(settings()) is None, reason="no Chromium on this machine"),
    # One day at one desk: later tests look at the lists and runs that earlier ones made, so they share a worker.
    pytest.mark.xdist_group("collecting"),
]


class Served:
    """The review desk on a real port beside the demo web."""

    def __init__(self, address: str, desk: Desk, web: DemoWeb, pictures: Path) -> None:
        self.address, self.desk, self.web, self.pictures = address, desk, web, pictures


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    patch = pytest.MonkeyPatch()
    folder = tmp_path_factory.mktemp("desk")
    with demo_settings(folder / "home", patch) as (web, own):
        app = create_app(own)
        desk: Desk = app.state.desk
        with desk.db.writing() as tx:
            add_person(tx, "rep1", "", Role.rep, PASSWORD, by="test")
            add_person(tx, "boss", "", Role.manager, PASSWORD, by="test")
        server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", lifespan="off"))
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.05)
        port = server.servers[0].sockets[0].getsockname()[1]
        (folder / "pictures").mkdir()
        yield Served(f"http://127.0.0.1:{port}", desk, web, folder / "pictures")
        server.should_exit = True
        thread.join(timeout=10)
    patch.undo()
    settings.cache_clear()


@pytest.fixture
def tab(served: Served) -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(find_browser(settings())))
        page = browser.new_page(viewport={"width": 1280, "height": 800}, accept_downloads=True)
        page.on("console", lambda line: line.type == "error" and pytest.fail(f"console: {line.text}"))
        yield page
        browser.close()


@pytest.fixture
def key(served: Served, tab: Page) -> str:
    """The key of the list that was collected: by an earlier test of this day, else now."""
    lists = served.desk.settings.config_dir / "lists"
    if not any(lists.glob("*.yml")):
        sign_in(tab, served, "rep1", "zh")
        start_new_list(tab, served, "zh")
        finished(tab, served, "zh")
        tab.context.clear_cookies()
    return next(lists.glob("*.yml")).stem


def sign_in(tab: Page, served: Served, login: str, language: str) -> None:
    tab.goto(f"{served.address}/sign-in")
    if language == "en":
        tab.get_by_role("button", name="English").click()
    tab.fill("[name=login]", login)
    tab.fill("[name=password]", PASSWORD)
    tab.press("[name=password]", "Enter")
    tab.wait_for_url(f"{served.address}/")


def looked_at(tab: Page, served: Served, name: str) -> None:
    """Keep a picture, and let the accessibility checker read the page."""
    tab.screenshot(path=served.pictures / f"{name}.png", full_page=True)
    found = Axe().run(tab, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]})
    assert found.violations_count == 0, f"{name}: {found.generate_report()}"


def start_new_list(tab: Page, served: Served, language: str) -> None:
    tab.goto(f"{served.address}/new-list")
    looked_at(tab, served, f"new-list-{language}")
    tab.fill("[name=url]", show_address(served.web))
    tab.press("[name=url]", "Enter")
    tab.wait_for_selector("#going, #naming", timeout=30_000)
    looked_at(tab, served, f"reading-{language}")
    tab.wait_for_selector("#naming", timeout=240_000)
    looked_at(tab, served, f"preview-{language}")
    tab.locator("[name=title]").press_sequentially("网络")
    tab.wait_for_selector("#vague.flash")
    looked_at(tab, served, f"vague-{language}")
    tab.fill("[name=title]", "AutoExpo Demo 2026 exhibitor list")
    tab.fill("[name=title_zh]", "2026示例国际汽车展览会参展商名录")
    tab.fill("[name=country]", "cn")
    tab.press("[name=country]", "Enter")
    tab.wait_for_url(f"{served.address}/runs/*")


def finished(tab: Page, served: Served, language: str) -> None:
    """The progress page turns into the result by itself."""
    tab.wait_for_selector("#progress")
    looked_at(tab, served, f"progress-{language}")
    tab.wait_for_selector("#h-losses", timeout=480_000)
    looked_at(tab, served, f"result-{language}")


def export_all(tab: Page, served: Served, language: str) -> list[list[str]]:
    tab.goto(f"{served.address}/export")
    looked_at(tab, served, f"export-{language}")
    with tab.expect_download() as download:
        tab.get_by_role("button", name="CSV").click()
    return list(csv.reader(io.StringIO(Path(download.value.path()).read_text(encoding="utf-8-sig"))))[1:]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_from_a_pasted_address_to_an_export(served: Served, tab: Page, language: str) -> None:
    sign_in(tab, served, "rep1", language)
    start_new_list(tab, served, language)
    finished(tab, served, language)
    tab.locator(".bar a.primary").click()
    tab.wait_for_selector("table.firms")
    looked_at(tab, served, f"queue-{language}")
    assert tab.locator("table.firms tbody tr").count() > 5
    assert len(export_all(tab, served, language)) > 5


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_page_of_collecting_is_accessible(served: Served, tab: Page, key: str, theme: str) -> None:
    sign_in(tab, served, "boss", "en" if theme == "dark" else "zh")
    tab.context.add_cookies([{"name": "showfloor_theme", "value": theme, "url": served.address}])
    for path in ("lists", f"lists/{key}", "runs", "sources", "proposals", "export", "new-list"):
        tab.goto(f"{served.address}/{path}")
        looked_at(tab, served, f"{path.replace('/', '-')}-{theme}")
    tab.set_viewport_size({"width": 390, "height": 844})
    for path in ("lists", f"lists/{key}", "runs"):
        tab.goto(f"{served.address}/{path}")
        tab.screenshot(path=served.pictures / f"phone-{path.replace('/', '-')}-{theme}.png")
        assert tab.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), (
            f"{path} is wider than a phone"
        )


@pytest.mark.usefixtures("key")
def test_a_merge_is_accepted_and_undone_by_keyboard_alone(served: Served, tab: Page) -> None:
    sign_in(tab, served, "rep1", "zh")
    with served.desk.db.writing() as tx:
        one, other = [line for line in firms_page(tx, limit=50).items if line.status == "review"][:2]
        made = Proposal(
            id=proposal_id("same_firm", one.id, other.id), kind="same_firm", firm=one.id, other=other.id, score=0.9,
            reasons=(Reason(zh="名称相近", en="the names are close"),), source=one.source, made_at=served.desk.clock(),
        )  # fmt: skip
        save_proposals(tx, [made])
    tab.goto(f"{served.address}/proposals")
    looked_at(tab, served, "proposals-open")
    tab.keyboard.press("s")
    tab.wait_for_selector("[data-key=u]")
    looked_at(tab, served, "proposals-accepted")
    tab.keyboard.press("u")
    tab.wait_for_selector("#first")


def test_a_run_is_stopped_and_taken_up_again_without_javascript(served: Served, tab: Page, key: str) -> None:
    browser = tab.context.browser
    assert browser is not None
    plain = browser.new_context(java_script_enabled=False).new_page()
    sign_in(plain, served, "boss", "zh")
    plain.goto(f"{served.address}/lists/{key}")
    plain.locator(f'form[action="/lists/{key}/run"] button').click()
    plain.wait_for_url(f"{served.address}/runs/*")
    plain.locator('form[action$="/stop"] button').click()
    plain.locator('form[action$="/resume"] button').wait_for(timeout=240_000)
    assert "已停止" in plain.content()
    plain.locator('form[action$="/resume"] button').click()
    plain.wait_for_selector("#h-ledger", timeout=480_000)
    assert "读入与去向相符" in plain.content()
