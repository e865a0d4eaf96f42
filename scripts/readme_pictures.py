"""Takes the pictures of the README from a demo installation: start, queue, firm beside its evidence, preview of a list.

    python -m scripts.readme_pictures [--home FOLDER] [--firms 60]

With `--home` the demo's data are kept, and the next call takes pictures at once.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
import threading
import time
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import uvicorn
from fastapi import FastAPI
from playwright.sync_api import Page, sync_playwright

from core.settings import ROOT, settings
from core.web.chromium import find_browser
from core.words import Role, Status
from demo.installation import install
from demo.serve import serve
from flows.context import Context
from flows.lists import due_lists
from flows.local import run_lists
from review.actions.people import add_person
from review.app import create_app
from review.desk import Desk
from storage.repositories.queue import firms_page
from storage.repositories.users import any_user
from storage.views import Filter

PASSWORD = "correct horse battery"  # noqa: S105 - of a demo
PICTURES = ROOT / "docs" / "pictures"


def main() -> None:
    """Fill the demo where it is empty, serve it, take the pictures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--home", type=Path)
    parser.add_argument("--firms", type=int, default=60)
    options = parser.parse_args()
    home = (options.home or Path(tempfile.mkdtemp(prefix="showfloor-pictures-"))).resolve()
    filled = (home / "showfloor.db").exists()
    with serve(options.firms, 7, datetime.now(ZoneInfo("Asia/Shanghai")).date()) as web:
        own = install(home, web.world, web.hosts, keep=filled)
        if not filled:
            ctx = Context.open(own)
            asyncio.run(run_lists(ctx, "nightly", due_lists(ctx), by="demo"))
        app = create_app(own)
        desk: Desk = app.state.desk
        with desk.db.writing() as tx:
            if not any_user(tx):
                add_person(tx, "chen", "陈静", Role.manager, PASSWORD, by="demo")
        server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", lifespan="off"))
        threading.Thread(target=server.run, daemon=True).start()
        while not server.started:
            time.sleep(0.05)
        address = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
        url = next(iter(web.list_configs().values())).url
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=str(find_browser(settings())))
            take(browser.new_page(viewport={"width": 1280, "height": 800}), app, address, url)
            browser.close()
        server.should_exit = True


def take(tab: Page, app: FastAPI, address: str, url: str) -> None:
    """The four pictures."""
    desk: Desk = app.state.desk
    PICTURES.mkdir(parents=True, exist_ok=True)
    tab.goto(f"{address}/sign-in")
    tab.fill("[name=login]", "chen")
    tab.fill("[name=password]", PASSWORD)
    tab.press("[name=password]", "Enter")
    tab.wait_for_url(f"{address}/")
    sign_some(tab, app, address)
    desk.memory.forget()
    shoot(tab, f"{address}/", "start")
    shoot(tab, f"{address}/queue", "queue")
    with desk.db.reading() as tx:
        firm = firms_page(tx, Filter(status=Status.qualified, undecided=True), limit=1).items[0]
    shoot(tab, f"{address}/firms/{firm.id}?field=has_rd", "firm")
    tab.goto(f"{address}/new-list")
    tab.fill("[name=url]", url)
    tab.press("[name=url]", "Enter")
    tab.wait_for_selector("#naming", timeout=180_000)
    tab.locator("[name=title]").blur()
    tab.screenshot(path=PICTURES / "new-list.png")


def sign_some(tab: Page, app: FastAPI, address: str, most: int = 11) -> None:
    """A rep who has begun the day: doubtful firms are signed with a reason, two ready ones are left to be seen."""
    desk: Desk = app.state.desk
    now = desk.clock()
    csrf = tab.request.get(f"{address}/api/v1/me").json()["csrf"]
    with desk.db.reading() as tx:
        ready = firms_page(tx, Filter(status=Status.qualified, undecided=True), limit=most).items
        doubtful = firms_page(tx, Filter(status=Status.review, undecided=True), limit=40).items
    signed = 0
    for line in (*ready[2:], *doubtful):
        if signed == most:
            break
        at = now - timedelta(minutes=14 * (most - signed))
        app.state.desk = replace(desk, clock=lambda at=at: at)
        told = {"version": line.version, "reason": "registry and website were compared by telephone"}
        headers = {"X-CSRF-Token": csrf}
        signed += tab.request.post(f"{address}/api/v1/firms/{line.id}/sign", data=told, headers=headers).ok
    app.state.desk = desk


def shoot(tab: Page, address: str, name: str) -> None:
    """What stands in the window."""
    tab.goto(address)
    tab.wait_for_load_state("networkidle")
    tab.screenshot(path=PICTURES / f"{name}.png")


if __name__ == "__main__":
    main()
