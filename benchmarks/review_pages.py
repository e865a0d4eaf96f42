"""The review pages themselves on a big base: what a rep waits for, from the request to the last byte.

    python -m benchmarks.review_pages [--firms 100000] [--rounds 40]

Target: p95 < 300 ms for start, queue, firm and search at one million firms on two cores (DESIGN section 11).
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import tempfile
import time
import warnings
from pathlib import Path

from benchmarks.base_at_scale import BRANDS, PLACES, fill, uscc
from tests.databases import fresh_sqlite, sqlite_template

LOGIN, PASSWORD = "rep1", "correct horse battery"


def main() -> None:
    """Fill, serve, ask, print."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--firms", type=int, default=100_000)
    asked.add_argument("--rounds", type=int, default=40)
    chosen = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        url = fresh_sqlite(place, sqlite_template(place))
        os.environ |= {"SHOWFLOOR_DATABASE_URL": url, "SHOWFLOOR_HOME": str(place / "home")}
        measure(chosen.firms, chosen.rounds)


def measure(firms: int, rounds: int) -> None:
    """Median and p95 of each page, in milliseconds."""
    from fastapi.testclient import TestClient

    from core.settings import settings
    from core.words import Role
    from review.actions.people import add_person
    from review.app import create_app
    from review.start import warm

    app = create_app(settings())
    began = time.perf_counter()
    fill(app.state.desk.db, firms)
    print(f"{firms:,} firms, {10 * firms:,} facts, filled in {time.perf_counter() - began:.0f} s")
    with app.state.desk.db.writing() as tx:
        add_person(tx, LOGIN, "", Role.rep, PASSWORD, "benchmark")
    start = time.perf_counter()
    warm(app.state.desk)
    print(f"figures counted once, as showfloor serve does at its start, in {time.perf_counter() - start:.1f} s")
    browser = TestClient(app, base_url="http://127.0.0.1")
    browser.post("/sign-in", data={"login": LOGIN, "password": PASSWORD})
    some = [line["id"] for line in browser.get("/api/v1/firms?limit=200").json()["items"]]
    luck = random.Random(7)
    pages = {
        "start": lambda: "/",
        "queue": lambda: "/queue",
        "queue, filtered": lambda: f"/queue?status=review&province={luck.choice(PLACES)}",
        "queue, rule": lambda: f"/queue?rule=E{luck.randint(1, 6)}",
        "next firm": lambda: "/queue/next?status=review",
        "firm": lambda: f"/firms/{luck.choice(some)}",
        "search, Chinese": lambda: f"/search?q={''.join(luck.sample(BRANDS, 2))}",
        "search, number": lambda: f"/search?q={uscc(luck.randrange(firms))}",
        "search, domain": lambda: f"/search?q=firm{luck.randrange(firms)}.example",
    }
    print(f"{'page':<20}{'first':>9}{'median':>9}{'p95':>9}  ms")
    for name, where in pages.items():
        times = []
        for _ in range(rounds):
            start = time.perf_counter()
            answer = browser.get(where())
            times.append(1000 * (time.perf_counter() - start))
            assert answer.status_code == 200, (name, answer.status_code)
        p95 = statistics.quantiles(times, n=20)[-1]
        print(f"{name:<20}{times[0]:>9.1f}{statistics.median(times):>9.1f}{p95:>9.1f}")


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    main()
