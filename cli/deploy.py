"""`showfloor deploy`: register the nightly, targeted and re-verify deployments on a Prefect server."""

from __future__ import annotations

import asyncio
import contextlib
import io
from typing import Annotated

import typer

from cli.console import emit, out, say
from core.settings import settings


def deploy(
    cron: Annotated[
        str, typer.Option(help="when the nightly run starts, in the installation's time zone")
    ] = "0 2 * * *",
    weekly: Annotated[str, typer.Option(help="when stale firms are looked at again")] = "0 4 * * 6",
    as_json: Annotated[bool, typer.Option("--json", help="print JSON")] = False,
) -> None:
    """Register the deployments on the Prefect server named in SHOWFLOOR_PREFECT_API_URL."""
    from flows.deployments import POOL
    from flows.deployments import deploy as register

    with contextlib.redirect_stdout(io.StringIO()):  # Prefect prints advice that is not about us
        names = asyncio.run(register(settings(), cron, weekly))
    if as_json:
        emit({"deployments": names, "pool": POOL})
        return
    for name in names:
        out.print(f"✓ {name}")
    out.print(
        say("在任一台机器上启动工作进程：", "start a worker on any machine: ")
        + f"[bold]prefect worker start --pool {POOL}[/bold]"
    )
