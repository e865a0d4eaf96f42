"""What the guarded proxy costs: pages a second and CPU beside a browser that connects by itself and one asked at each request.

python benchmarks/browser_way_out.py [PAGES]
"""

from __future__ import annotations

import asyncio
import os
import sys
import time
from pathlib import Path
from typing import Any

from playwright.async_api import Route, async_playwright

from core.settings import Settings
from core.web.chromium import launch_options
from core.web.guard import AddressGuard
from core.web.proxy import GuardedProxy

PICTURE = b"\xff\xd8\xff" + bytes(20_000)
PAGE = (
    "<html><body>" + "<p>text 文字</p>" * 400 + "".join(f"<img src=/i{n}.jpg>" for n in range(11)) + "</body></html>"
).encode()


async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    path = (await reader.readuntil(b"\r\n\r\n")).split()[1]
    body, kind = (PICTURE, b"image/jpeg") if b".jpg" in path else (PAGE, b"text/html; charset=utf-8")
    writer.write(
        b"HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n" % (kind, len(body))
        + body
    )
    await writer.drain()
    writer.close()


def cpu(root: int) -> float:
    """CPU seconds of a process and all below it, living or waited for."""
    stats = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            stats[int(entry.name)] = (int(fields[1]), sum(int(x) for x in fields[11:15]))
    total, todo = 0, [root]
    while todo:
        pid = todo.pop()
        total += stats.get(pid, (0, 0))[1]
        todo += [p for p, (parent, _) in stats.items() if parent == pid]
    return total / os.sysconf("SC_CLK_TCK")


async def go_on(route: Route) -> None:
    await route.continue_()


async def measure(way: str, pages: int) -> tuple[float, float]:
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    proxy = GuardedProxy(AddressGuard({"*.example": f"127.0.0.1:{port}"}))
    await proxy.start()
    options: dict[str, Any] = launch_options(Settings(), proxy.port)
    if way != "guarded proxy":
        del options["proxy"]
        options["args"] = [f"--host-resolver-rules=MAP *.example 127.0.0.1:{port}"]
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(**options)
        began, used = 0.0, 0.0
        for n in range(pages + 3):
            if n == 3:
                began, used = time.monotonic(), cpu(os.getpid())
            context = await browser.new_context()
            page = await context.new_page()
            if way == "asked at each request":
                await page.route("**/*", go_on)
            await page.goto(f"http://firm{n}.example/", wait_until="load")
            await context.close()
        spent = cpu(os.getpid()) - used
        took = time.monotonic() - began
        await browser.close()
    await proxy.close()
    server.close()
    return spent / pages, took / pages


def main() -> None:
    pages = int(sys.argv[1]) if len(sys.argv) > 1 else 25
    rows = [(way, *asyncio.run(measure(way, pages))) for way in ("no guard", "guarded proxy", "asked at each request")]
    print(f"{'way out':24}{'CPU ms/page':>12}{'ratio':>8}{'wall ms/page':>14}   (12 requests a page, {pages} pages)")
    for way, spent, took in rows:
        print(f"{way:24}{spent * 1000:12.0f}{spent / rows[0][1]:8.2f}{took * 1000:14.0f}")


if __name__ == "__main__":
    main()
