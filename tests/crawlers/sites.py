"""Small exhibitor sites on loopback, one for each way in which a list goes on, each with exactly known firms."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

Query = dict[str, str]
Body = str | bytes | tuple[int, dict[str, str], str | bytes]
Page = Callable[[Query], Body]

_FIRST = (
    "Adler Brandt Cormoran Delta Elbe Falken Gruber Hansen Iberica Jansen Kessler Lindner Mauser Nordic Ostmann".split()
)
_TRADE = "Antriebstechnik Bremsen Elektronik Fahrwerk Getriebe Karosserie Leichtbau Sensorik".split()
_FORM = ("GmbH", "AG", "S.p.A.", "Ltd.", "B.V.", "SAS")
COUNTRIES = ("Germany", "Italy", "France", "Netherlands", "United Kingdom")


@dataclass(frozen=True)
class Firm:
    """One exhibitor of a test site."""

    name: str
    booth: str
    country: str
    number: int


def firms(count: int) -> list[Firm]:
    """Different firms, in alphabetical order."""
    made = []
    for i in range(count):
        name = f"{_FIRST[i % 15]} {_TRADE[(i // 15) % 8]} {_FORM[i % 6]}"
        name = name if i < 120 else f"{_FIRST[i % 15]}-{_FIRST[(i // 120) % 15]} {_TRADE[(i // 15) % 8]} {_FORM[i % 6]}"
        made.append(Firm(name, f"Hall {1 + i % 9} / {'ABCDE'[i % 5]}{i:03d}", COUNTRIES[i % 5], i))
    return sorted(made, key=lambda firm: firm.name)


def cards(shown: list[Firm]) -> str:
    """Exhibitor cards as a show's site has them."""
    return "".join(
        f'<article class="card"><h3><a href="/exhibitor/{f.number}">{f.name}</a></h3>'
        f'<p class="stand">{f.booth}</p><p class="land">{f.country}</p></article>'
        for f in shown
    )


def page(shown: list[Firm], nav: str = "", total: int | None = None, script: str = "") -> str:
    """A whole page with header and footer around the cards."""
    stated = f"<p>{total} exhibitors found</p>" if total is not None else ""
    return (
        "<!doctype html><html lang=en><head><meta charset=utf-8><title>Exhibitors | Example Auto Show</title></head><body>"
        "<header><nav><a href=/>Home</a> <a href=/visit>Visit</a> <a href=/press>Press</a></nav></header>"
        f"<main><h1>Exhibitor list</h1>{stated}<div id=list class=list>{cards(shown)}</div>{nav}</main>"
        f"<footer><a href=/imprint>Imprint</a> <a href=/privacy>Privacy</a></footer>{script}</body></html>"
    )


@dataclass
class Site:
    """Paths and what they answer; counts what was asked for."""

    pages: dict[str, Page] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    robots: str | None = None

    def at(self, path: str) -> Callable[[Page], Page]:
        """Decorator: serve this function at a path; a path that ends with * takes all that begins so."""

        def keep(answer: Page) -> Page:
            self.pages[path] = answer
            return answer

        return keep

    def answer(self, target: str) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body."""
        parts = urlsplit(target)
        query = {key: values[-1] for key, values in parse_qs(parts.query, keep_blank_values=True).items()}
        if parts.path == "/robots.txt":
            return (200, {"Content-Type": "text/plain"}, self.robots.encode()) if self.robots else (404, {}, b"")
        self.asked.append(target)
        made = self.pages.get(parts.path) or next(
            (p for path, p in self.pages.items() if path.endswith("*") and parts.path.startswith(path[:-1])), None
        )
        if made is None:
            return 404, {"Content-Type": "text/html"}, b"<h1>Not found</h1>"
        body = made({**query, "path": parts.path})
        status, headers, body = body if isinstance(body, tuple) else (200, {}, body)
        kind = "application/json" if isinstance(body, str) and body[:1] in "{[" else "text/html; charset=utf-8"
        return status, {"Content-Type": kind, **headers}, body.encode() if isinstance(body, str) else body


@contextmanager
def served(site: Site) -> Iterator[str]:
    """The site on a free port of loopback; gives its address without a final slash."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, headers, body = site.answer(self.path)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def chunk(shown: list[Firm], number: int, size: int) -> list[Firm]:
    """The firms of one page, pages counted from 1."""
    return shown[(number - 1) * size : number * size]


def as_json(shown: list[Firm], **more: object) -> str:
    """The same firms as a list's own API gives them."""
    rows = [{"companyName": f.name, "booth": f.booth, "country": f.country, "id": f.number} for f in shown]
    return json.dumps({"data": {"items": rows, **more}})
