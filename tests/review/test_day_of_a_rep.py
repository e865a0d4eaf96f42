"""A rep's way through a real Chromium, by keyboard: first run, queue, ten signatures, correct, void, appeal, undo."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from fastapi import FastAPI
from playwright.sync_api import Page, expect

from core.words import Field, Role, Status
from review.actions.people import add_person
from review.desk import Desk
from storage.repositories.firms import firm_line
from storage.repositories.queue import firms_page
from storage.views import Filter
from tests.review.browser import chromium, opened, picture, served, sign_in
from tests.review.conftest import PASSWORD
from tests.review.made import add_firm, add_leader, name_of

pytestmark = [pytest.mark.browser]


def qualified(desk: Desk) -> int:
    with desk.db.reading() as tx:
        found = firms_page(tx, Filter(status=Status.qualified), limit=200).items
    return sum(line.decided for line in found)


def decide_by_keyboard(page: Page, desk: Desk, firms: int) -> None:
    """Press s on one firm after another; the next opens by itself."""
    page.keyboard.press("Enter")
    page.wait_for_url("**/firms/**")
    for number in range(1, firms + 1):
        here = page.url
        page.keyboard.press("s")
        page.wait_for_url(lambda url, here=here: url != here)
        expect(page.locator(".flash.good")).to_be_visible()
        assert qualified(desk) == number


@pytest.mark.parametrize("language", ["zh", "en"])
def test_from_the_first_run_to_the_tenth_signature_and_back(
    app: FastAPI, desk: Desk, tmp_path: Path, language: str
) -> None:
    for number in range(1, 14):
        add_firm(desk, name_of(number))
    lacking = add_firm(desk, name_of(20), lacking=(Field.products,))
    with served(app) as address, chromium() as browser:
        page, complaints = opened(browser, address)
        page.goto(f"/setup?token={desk.setup_token}")
        if language == "en":
            page.click("text=English")
        for name, value in (("login", "rep1"), ("name", "李代表"), ("password", PASSWORD)):
            page.fill(f"[name={name}]", value)
        page.press("[name=password]", "Enter")
        page.wait_for_url(f"{address}/")
        picture(page, tmp_path, "start")
        decide_by_keyboard(page, desk, 10)
        correct_one(page, lacking, desk)
        firm = void_one(page)
        appeal_and_settle(app, desk, address, browser, page, firm)
        page.goto("/")
        expect(page.locator(".figure strong")).to_have_text("10")
        page.goto(f"/firms/{lacking}")
        page.keyboard.press("u")
        expect(page.locator(".flash")).to_be_visible()
        assert complaints == []


def correct_one(page: Page, firm: str, desk: Desk) -> None:
    page.goto(f"/firms/{firm}")
    page.keyboard.press("c")
    page.select_option("[name=field]", "products")
    page.fill("[name=value]", "制动器、制动盘")
    page.fill("[name=source]", "2025年年度报告第12页")
    page.fill("[name=url]", "https://firm.example/report")
    page.fill("[name=quote]", "主要产品：制动器、制动盘")
    page.press("[name=url]", "Enter")
    expect(page.locator(".flash.good")).to_be_visible()
    with desk.db.reading() as tx:
        assert firm_line(tx, firm).status is Status.qualified


def void_one(page: Page) -> str:
    page.goto("/queue?status=qualified")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/firms/**")
    firm = page.url.split("/firms/")[1].split("?")[0]
    page.keyboard.press("v")
    page.select_option("[name=code]", "E2")
    page.locator("details[open] [name=reason]").fill("只做整车销售")
    page.keyboard.press("Enter")
    expect(page.locator(".flash.good")).to_be_visible()
    return firm


def appeal_and_settle(app: FastAPI, desk: Desk, address: str, browser, page: Page, firm: str) -> None:  # type: ignore[no-untyped-def]
    page.goto(f"/firms/{firm}")
    page.keyboard.press("a")
    page.locator("details[open] [name=reason]").fill("官网有研发中心")
    page.locator("details[open] button.primary").click()
    expect(page.locator(".flash.good")).to_be_visible()
    with desk.db.writing() as tx:
        add_person(tx, "boss", "", Role.manager, PASSWORD, "test")
    other, _ = opened(browser, address)
    sign_in(other, "boss", PASSWORD)
    other.goto(f"/firms/{firm}")
    other.locator("details.pop summary", has_text="申诉").click()
    other.locator("details[open] [name=reason]").fill("看过官网")
    other.select_option("details[open] [name=status]", "qualified")
    other.locator("details[open] button.primary").click()
    expect(other.locator(".flash.good")).to_be_visible()
    with desk.db.reading() as tx:
        assert firm_line(tx, firm).status is Status.qualified


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_passes_the_accessibility_checker(app: FastAPI, desk: Desk, scheme: str) -> None:
    firm = add_firm(desk, name_of(1))
    void = add_firm(desk, name_of(2), dead=True)
    add_leader(desk, firm)
    with desk.db.writing() as tx:
        add_person(tx, "root", "", Role.admin, PASSWORD, "test")
    with desk.db.reading() as tx:
        version = firm_line(tx, firm).version
    paths = [
        "/",
        "/queue",
        "/search?q=汽车",
        f"/firms/{firm}?field=has_rd",
        f"/firms/{void}",
        f"/firms/{firm}/contacts",
    ]
    paths += ["/ladder", "/appeals", "/users", "/account", "/nothing", f"/queue/sign?firm={firm}:{version}"]
    paths += [path for path in ("/new-list", "/lists", "/runs", "/proposals", "/export") if path in known_paths(app)]
    with served(app) as address, chromium() as browser:
        page, complaints = opened(browser, address, color_scheme=scheme)
        page.goto("/sign-in")
        found = {"/sign-in": problems(page)}
        sign_in(page, "root", PASSWORD)
        for path in paths:
            page.goto(path)
            found[path] = problems(page)
        page.goto(f"/firms/{firm}")
        page.keyboard.press("c")
        found["correct"] = problems(page)
        page.keyboard.press("Escape")
        page.keyboard.press("?")
        found["keys"] = problems(page)
        page.goto(f"/firms/{firm}")
        page.click("a:has-text('自研部门')")
        expect(page.locator("#evidence mark")).to_have_text("我们设有自己的研发中心")
        assert {path: bad for path, bad in found.items() if bad} == {}
        assert [line for line in complaints if "404" not in line] == []


@pytest.mark.parametrize("width", [1280, 390])
def test_no_page_is_wider_than_its_window(app: FastAPI, desk: Desk, width: int) -> None:
    firm = add_firm(desk, "长" * 2_000 + "有限公司")
    with desk.db.writing() as tx:
        add_person(tx, "root", "", Role.admin, PASSWORD, "test")
    with served(app) as address, chromium() as browser:
        page, _ = opened(browser, address, width)
        sign_in(page, "root", PASSWORD)
        for path in ("/", "/queue", f"/firms/{firm}", f"/firms/{firm}/contacts", "/users", "/account"):
            page.goto(path)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1"), path


def test_everything_works_without_script(app: FastAPI, desk: Desk) -> None:
    firm = add_firm(desk, name_of(1))
    with desk.db.writing() as tx:
        add_person(tx, "rep1", "", Role.rep, PASSWORD, "test")
    with served(app) as address, chromium() as browser:
        page, _ = opened(browser, address, java_script_enabled=False)
        sign_in(page, "rep1", PASSWORD)
        page.goto(f"/firms/{firm}")
        page.click("a:has-text('自研部门')")
        expect(page.locator("#evidence mark")).to_be_visible()
        page.click(".decide form[action$='/sign'] button")
        expect(page.locator(".flash.good")).to_be_visible()
    assert qualified(desk) == 1


def known_paths(app: FastAPI) -> set[str]:
    from tests.review.test_roles import routes

    return {route.path for _, route in routes(app)}


def problems(page: Page) -> list[str]:
    """What the checker finds against WCAG 2 A and AA."""
    options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}
    found = Axe().run(page, options=options).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found]
