"""`showfloor serve`: the review pages on this machine, or behind the operator's own gateway."""

from __future__ import annotations

import threading
from typing import Annotated

import typer

from cli.console import out, say
from core.settings import settings


def serve(
    host: Annotated[
        str, typer.Option(help="address to listen on; 0.0.0.0 opens the pages to the network")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="port", min=1, max=65535)] = 8080,
) -> None:
    """Open the review pages. On the first run it prints a one-time link that creates the administrator."""
    import uvicorn

    from review.app import create_app
    from review.start import warm

    app = create_app(settings())
    threading.Thread(target=warm, args=(app.state.desk,), daemon=True).start()
    address = f"http://{'127.0.0.1' if host in ('0.0.0.0', '::') else host}:{port}"  # noqa: S104 - only compared
    _greet(app.state.desk, address, host)
    # The proxy's headers are believed from loopback only: https behind a gateway makes the cookie secure.
    uvicorn.run(app, host=host, port=port, log_level="warning", proxy_headers=True, forwarded_allow_ips="127.0.0.1")


def _greet(desk, address: str, host: str) -> None:  # type: ignore[no-untyped-def]
    from storage.repositories.users import any_user

    with desk.db.reading() as tx:
        known = any_user(tx)
    if known:
        out.print(say(f"审核页面：{address}", f"review pages: {address}"), soft_wrap=True)
    else:
        out.print(
            say(
                "首次使用，请打开此一次性链接创建管理员：",
                "first run: open this one-time link to create the administrator:",
            )
        )
        out.print(f"  {address}/setup?token={desk.setup_token}", soft_wrap=True, markup=False)
    if host not in ("127.0.0.1", "localhost", "::1"):
        out.print(
            say(
                "页面已对网络开放；请在前面放置 HTTPS 网关",
                "the pages are open to the network: put a gateway with HTTPS in front",
            )
        )
    out.print(say("按 Ctrl+C 停止", "Ctrl+C stops"))
    out.file.flush()  # a service manager reads a pipe, and the link must not wait in a buffer
