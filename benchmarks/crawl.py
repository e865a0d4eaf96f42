"""CPU of our crawl beside a bare Scrapy + parsel spider on the same served pages: `python benchmarks/crawl.py [PAGES]`.

Both are processes of their own, fetch the same pages of 50 rows from loopback in the same order, read the same fields of
each row and write JSON Lines. Ours also asks robots.txt, guards addresses, classifies answers, stamps provenance, finds
duplicates and proves completeness. Target: at most 1.3 times the CPU. CPU is that of the child alone, median of rounds.
"""

from __future__ import annotations

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

ROOT = Path(__file__).resolve().parent.parent
ROWS, ROUNDS = 50, 5
ITEM = "m-exhibitors-list__items__item"
BARE = """
import scrapy
class Bare(scrapy.Spider):
    name = "bare"
    custom_settings = {"LOG_LEVEL": "WARNING", "TELNETCONSOLE_ENABLED": False}
    def __init__(self, url=None, **kw):
        super().__init__(**kw); self.start_urls = [url]
    def parse(self, response):
        for item in response.css("li.ITEM"):
            yield {"name": item.css(".ITEM__header__title__link::text").get().strip(),
                   "booth": item.css(".ITEM__header__meta__stand::text").get().strip(),
                   "profile_url": response.urljoin(item.css(".ITEM__header__title__link::attr(href)").get()),
                   "description": " ".join(item.css(".ITEM__body__description ::text").getall()).strip(),
                   "url": response.url}
        following = response.css("a.pagination__list__item__link--next::attr(href)").get()
        if following:
            yield response.follow(following, self.parse)
""".replace("ITEM", ITEM)
"""The peer: what a good Scrapy developer writes in ten minutes for this one platform."""


def page(number: int, last: int) -> bytes:
    """A list page of about 30 KB, as this platform's shows have them."""
    rows = "".join(
        f'<li class="{ITEM} js-library-item"><div class="{ITEM}__header"><h2 class="{ITEM}__header__title">'
        f'<a class="{ITEM}__header__title__link" href="/exhibitors/firm-{number}-{i}">Firm {number}-{i} Automotive GmbH</a></h2>'
        f'<div class="{ITEM}__header__meta"><div class="{ITEM}__header__meta__stand">Stand: {number}A{i}</div></div></div>'
        f'<div class="{ITEM}__body"><div class="{ITEM}__body__description"><p>Brake discs, calipers and test benches for '
        f"passenger cars and trucks, developed since {1950 + i}.</p></div></div></li>"
        for i in range(ROWS)
    )
    following = f"/list?page={number + 1}" if number < last else ""
    link = f'<a class="pagination__list__item__link pagination__list__item__link--next" href="{following}">Next</a>'
    return f"<!doctype html><html><head><title>Exhibitors</title></head><body><ul>{rows}</ul>{link if following else ''}</body></html>".encode()


def serve(last: int) -> ThreadingHTTPServer:
    """The site, on a free port."""
    pages = {n: page(n, last) for n in range(1, last + 1)}

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            body = pages.get(int(parse_qs(parts.query).get("page", ["1"])[0])) if parts.path == "/list" else None
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body or b"")))
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def cpu_of(command: list[str], folder: Path) -> float:
    """CPU seconds of one child."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    env = {**os.environ, "PYTHONPATH": str(ROOT), "SHOWFLOOR_ALLOWED_PRIVATE_HOSTS": '["127.0.0.1"]'}
    subprocess.run(command, cwd=folder, env=env, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Run both in turn and print the table."""
    pages = int(sys.argv[1]) if len(sys.argv) > 1 else 150
    server = serve(pages)
    url = f"http://127.0.0.1:{server.server_port}/list"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "bare.py").write_text(BARE)
        pace = {"delay_seconds": 0, "concurrency": 8}
        (folder / "ours.yml").write_text(
            json.dumps({"title": "Benchmark Show 2027", "platform": "asp_events", "url": url, "pace": pace})
        )
        bare = [sys.executable, "-m", "scrapy", "runspider", "bare.py", "-a", f"url={url}", "-O", "bare.jsonl"]
        ours = [sys.executable, "-m", "crawlers", "benchmark", "--config", "ours.yml", "--out", "ours.jsonl"]
        took: dict[str, list[float]] = {"bare": [], "ours": []}
        for _ in range(ROUNDS):
            took["bare"].append(cpu_of(bare, folder))
            took["ours"].append(cpu_of(ours, folder))
        rows = {n: sum(1 for line in (folder / f"{n}.jsonl").open() if '"name"' in line) for n in took}
    server.shutdown()
    medians = {name: statistics.median(times) for name, times in took.items()}
    ratio = statistics.median(o / b for o, b in zip(took["ours"], took["bare"], strict=True))
    print(f"{pages} pages of {ROWS} rows, {ROUNDS} rounds in turn, CPU of the child")
    print(f"{'':26}{'CPU-s':>8}{'ms/page':>9}{'rows':>8}")
    for name, label in (("bare", "bare Scrapy + parsel"), ("ours", "showfloor, asp_events")):
        print(f"{label:26}{medians[name]:8.2f}{medians[name] / pages * 1000:9.1f}{rows[name]:8}")
    print(f"ratio {ratio:.2f} (target ≤ 1.30)")


if __name__ == "__main__":
    main()
