"""Serves the demo web on loopback: every host on one port, told apart by the Host header."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Self
from zoneinfo import ZoneInfo

from core.listing import ListConfig
from demo import sources
from demo.pages import lists, patents, registry, site
from demo.records import TrueFirm, World
from demo.reply import NOT_FOUND, ROBOTS, Reply
from demo.world import make_world


class DemoWeb:
    """A running demo web. Use it as a context manager; `hosts` goes into `Settings.hosts`."""

    def __init__(self, world: World, *, port: int = 0, registry_budget: int | None = None) -> None:
        """`registry_budget` is how many pages the registry shows before it answers 429; None = no end."""
        self.world = world
        self.counters: Counter[str] = Counter()
        """Requests by host."""
        self.requests: list[tuple[float, str, str]] = []
        """(time, host, target) of every request, for tests of pace."""
        self.registry_budget = registry_budget
        self._lock = threading.Lock()
        self._sites = {f.site.host: f for f in (*world.firms, *world.bystanders) if f.site}
        self._old = {f.site.moved_from: f for f in world.firms if f.site and f.site.moved_from}
        self._server = _Server(("127.0.0.1", port), _handler(self))
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)

    @property
    def base(self) -> str:
        """The address that all hosts are sent to, as host:port."""
        return f"127.0.0.1:{self._server.server_address[1]}"

    @property
    def hosts(self) -> dict[str, str]:
        """What `SHOWFLOOR_HOSTS` must hold for the pipeline to reach the demo web."""
        return {"*.example": self.base}

    def list_configs(self) -> dict[str, ListConfig]:
        """The three lists by their key."""
        return sources.list_configs(self.world)

    def write_lists(self, folder: Path) -> tuple[Path, ...]:
        """The lists as YAML files in `folder`, as a rep would keep them in `config/lists/`."""
        return sources.write_lists(self.world, folder)

    def write_files(self, folder: Path) -> sources.Files:
        """Two file lists that must be refused: one without a traceable title, one whose rows name no source."""
        return sources.write_files(self.world, folder)

    def answer(self, host: str, target: str) -> Reply:
        """The answer to one request; counts it."""
        with self._lock:
            self.counters[host] += 1
            self.requests.append((time.monotonic(), host, target))
            spent = self.counters[registry.HOST]
        if target == "/robots.txt":
            return ROBOTS
        if host == registry.HOST and self.registry_budget is not None and spent > self.registry_budget:
            return registry.OVER_BUDGET
        return page(self.world, host, target, self._sites.get(host), self._old.get(host))

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(timeout=5)


_HOSTS: dict[str, Callable[[World, str], Reply]] = {
    lists.SHOW_HOST: lists.show,
    lists.PARTS_HOST: lists.parts_show,
    lists.ASSOCIATION_HOST: lists.association,
    registry.HOST: registry.respond,
    registry.CHALLENGED_HOST: registry.challenge,
    patents.HOST: patents.respond,
}


def page(world: World, host: str, target: str, firm: TrueFirm | None = None, left: TrueFirm | None = None) -> Reply:
    """What a host answers: pure. `firm` owns the host, `left` is the firm that has moved away from it."""
    if host in _HOSTS:
        try:
            return _HOSTS[host](world, target)
        except ValueError:
            return NOT_FOUND
    if firm is not None:
        return site.respond(firm, target, world.today)
    if left is not None:
        return site.old_host(left, target)
    return NOT_FOUND


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that went away is no error of ours."""


def _handler(web: DemoWeb) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        server_version = "demo"
        sys_version = ""
        timeout = 30
        wbufsize = 1 << 16
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            host = (self.headers.get("Host") or "").split(":")[0].lower()
            reply = web.answer(host, self.path)
            if reply.cut:
                self.close_connection = True
                return
            if reply.delay:
                time.sleep(reply.delay)
            self.send_response(reply.status)
            self.send_header("Content-Type", reply.content_type)
            self.send_header("Content-Length", str(len(reply.body)))
            for name, value in reply.headers:
                self.send_header(name, value)
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(reply.body)
            self.wfile.flush()

        do_HEAD = do_GET  # noqa: N815
        do_POST = do_GET  # noqa: N815

        def log_message(self, format: str, *args: object) -> None:
            """Requests are counted, not printed."""

    return Handler


def serve(firms: int, seed: int, today: date | None = None, port: int = 0) -> DemoWeb:
    """A demo web made and ready to be entered. Its dates are relative to `today`, by default the day in China."""
    return DemoWeb(make_world(firms, seed, today or datetime.now(ZoneInfo("Asia/Shanghai")).date()), port=port)
