"""The review pages on a big base: p95 of each page through the whole application, and twenty reps at once.

    python -m benchmarks.review_load [--firms 50000] [--engine sqlite|postgresql] [--rounds 40] [--reps 20]

Fills the base as `benchmarks.base_at_scale` does, then asks for pages as a signed-in rep, without a network between.
The target is p95 < 300 ms for a page at one million firms (DESIGN section 11); `--firms 1000000` measures that.
Then the reps read and send firms back side by side: no answer may be an error, and of two writers one is told.
"""

from __future__ import annotations

import argparse
import importlib
import os
import random
import statistics
import tempfile
import threading
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from fastapi.testclient import TestClient

from benchmarks.base_at_scale import BRANDS, PLACES, fill, uscc
from benchmarks.fresh_base import ENGINES, fresh_base
from core.settings import settings
from core.words import Role, Status
from review.actions.people import add_person
from review.app import PAGES, create_app
from review.desk import Desk
from storage.database import Database
from storage.repositories.queue import firms_page
from storage.views import Filter
from tests.storage.made import SHOW

PASSWORD = "correct horse battery"
Pages = dict[str, Callable[[random.Random], str]]


def pages(firms: list[str], count: int) -> Pages:
    """The address of each page, drawn anew each time."""
    latin = ("osch", "automotive tech", "haeffl", "Denso")
    return {
        "start": lambda _: "/",
        "queue": lambda _: "/queue",
        "queue, one status": lambda luck: f"/queue?status={luck.choice(list(Status)).value}",
        "queue, province + sub-field": lambda luck: (
            f"/queue?province={luck.choice(PLACES)}&sub_field=sub{luck.randrange(40)}"
        ),
        "queue, source + rule": lambda luck: f"/queue?source={SHOW.key}&rule=E{luck.randint(1, 6)}",
        "firm": lambda luck: f"/firms/{luck.choice(firms)}",
        "next firm of the queue": lambda _: "/queue/next?status=review",
        "search zh, 2 characters": lambda luck: f"/search?q={''.join(luck.sample(BRANDS, 2))}",
        "search zh, very common": lambda luck: f"/search?q={luck.choice(['汽车零部件', '有限公司', '上海'])}",
        "search English part": lambda luck: f"/search?q={luck.choice(latin)}",
        "search registry number": lambda luck: f"/search?q={uscc(luck.randrange(count))}",
        "search domain": lambda luck: f"/search?q=firm{luck.randrange(count)}.example",
        "lists": lambda _: "/lists",
        "proposals": lambda _: "/proposals",
        "export (counts)": lambda _: "/export?status=qualified",
    }


def measure(browser: TestClient, asked: Pages, rounds: int) -> None:
    """Median and p95 of every page, in milliseconds; the first answer of each stands apart, as caches are cold then."""
    print(f"{'page':<32}{'first ms':>10}{'median ms':>12}{'p95 ms':>10}")
    for name, address in asked.items():
        times = []
        for round_ in range(rounds + 1):
            began = time.perf_counter()
            answer = browser.get(address(random.Random(round_)))
            times.append((time.perf_counter() - began) * 1000)
            assert answer.status_code in (200, 303), (name, answer.status_code, answer.text[:300])
        p95 = statistics.quantiles(times[1:], n=20)[-1]
        over = "" if p95 < 300 else "  over 300"
        print(f"{name:<32}{times[0]:>10.0f}{statistics.median(times[1:]):>12.1f}{p95:>10.1f}{over}", flush=True)


def side_by_side(desk: Desk, browsers: list[tuple[TestClient, str]], seconds: float) -> None:
    """Every rep reads and sends firms back from the top of one queue; counts of answers, and p95 of each kind."""
    with desk.db.reading() as tx:
        queue = [line.id for line in firms_page(tx, Filter(status=Status.review), limit=500).items]
    answers: Counter[str] = Counter()
    times: dict[str, list[float]] = {"read": [], "write": []}
    until = time.monotonic() + seconds

    def work(number: int) -> None:
        browser, csrf = browsers[number]
        luck = random.Random(number)
        while time.monotonic() < until:
            firm = luck.choice(queue)
            began = time.perf_counter()
            row = browser.get(f"/api/v1/firms/{firm}").json()["row"]
            middle = time.perf_counter()
            sent = {"version": row["version"], "reason": "the website is missing"}
            answer = browser.post(f"/api/v1/firms/{firm}/send-back", json=sent, headers={"X-CSRF-Token": csrf})
            times["read"].append((middle - began) * 1000)
            times["write"].append((time.perf_counter() - middle) * 1000)
            answers[str(answer.status_code)] += 1

    threads = [threading.Thread(target=work, args=(number,)) for number in range(len(browsers))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(f"{len(browsers)} reps for {seconds:.0f} s: answers {dict(answers)}")
    for kind, found in times.items():
        print(f"  {kind}: median {statistics.median(found):.0f} ms, p95 {statistics.quantiles(found, n=20)[-1]:.0f} ms")


@contextmanager
def base(engine: str, firms: int) -> Iterator[str]:
    """The address of a filled base that is thrown away."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        url = fresh_base(engine, folder, stack)
        database = Database(url)
        began = time.perf_counter()
        fill(database, firms)
        database.close()
        print(
            f"{engine}: {firms:,} firms, {firms * 10:,} facts, filled in {time.perf_counter() - began:.0f} s",
            flush=True,
        )
        yield url


def main() -> None:
    """Fill, sign in, ask."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--firms", type=int, default=50_000)
    parser.add_argument("--engine", choices=ENGINES, default="sqlite")
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--reps", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=15)
    options = parser.parse_args()
    for name in PAGES:
        importlib.import_module(name)  # filling takes minutes, in which somebody may edit a page
    with base(options.engine, options.firms) as url, tempfile.TemporaryDirectory() as home:
        os.environ.update(SHOWFLOOR_DATABASE_URL=url, SHOWFLOOR_HOME=home)
        settings.cache_clear()
        app = create_app(settings())
        desk: Desk = app.state.desk
        browsers = []
        for number in range(max(1, options.reps)):
            with desk.db.writing() as tx:
                add_person(tx, f"rep{number}", "", Role.rep, PASSWORD, by="benchmark")
            browser = TestClient(app, base_url="http://127.0.0.1", follow_redirects=False)
            browser.post("/sign-in", data={"login": f"rep{number}", "password": PASSWORD})
            browsers.append((browser, str(browser.get("/api/v1/me").json()["csrf"])))
        with desk.db.reading() as tx:
            firms = [line.id for line in firms_page(tx, limit=500).items]
        measure(browsers[0][0], pages(firms, options.firms), options.rounds)
        if options.reps:
            side_by_side(desk, browsers, options.seconds)


if __name__ == "__main__":
    main()
