"""The Prefect deployments: nightly by cron in the installation's time zone, targeted and re-verify on demand or weekly."""

from __future__ import annotations

import contextlib
from inspect import isawaitable
from pathlib import Path

from core.errors import BadInput
from core.settings import ROOT, Settings
from flows.prefect_home import prepare

NIGHTLY, TARGETED, REVERIFY = "nightly", "targeted", "re-verify"
POOL = "showfloor"


async def deploy(settings: Settings, cron: str, weekly: str) -> tuple[str, ...]:
    """Register the deployments on the Prefect server that the settings name; returns their full names.

    The work pool is of type process: `prefect worker start --pool showfloor` on any machine that has the project.
    """
    prepare(settings)
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.actions import WorkPoolCreate
    from prefect.exceptions import ObjectAlreadyExists
    from prefect.flows import Flow
    from prefect.schedules import Cron

    from flows import nightly, reverify

    if not settings.prefect_api_url:
        raise BadInput(
            "no Prefect server is named; start one with `prefect server start` and set "
            "SHOWFLOOR_PREFECT_API_URL=http://127.0.0.1:4200/api"
        )
    async with get_client() as client:
        with contextlib.suppress(ObjectAlreadyExists):
            await client.create_work_pool(WorkPoolCreate(name=POOL, type="process"))
    names = []
    for flow, name, schedule in (
        (nightly.nightly, NIGHTLY, Cron(cron, timezone=settings.timezone)),
        (nightly.targeted, TARGETED, None),
        (reverify.reverify, REVERIFY, Cron(weekly, timezone=settings.timezone)),
    ):
        module = Path(flow.fn.__code__.co_filename).resolve().relative_to(ROOT)
        found = Flow.from_source(source=str(ROOT), entrypoint=f"{module}:{flow.fn.__name__}")
        remote = await found if isawaitable(found) else found
        deployed = remote.deploy(
            name=name,
            work_pool_name=POOL,
            schedule=schedule,
            concurrency_limit=1 if schedule else None,
            print_next_steps=False,
            build=False,
            push=False,
        )
        if isawaitable(deployed):
            await deployed
        names.append(f"{flow.name}/{name}")
    return tuple(names)
