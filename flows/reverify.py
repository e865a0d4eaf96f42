"""Re-verify: firms whose facts have grown stale, and named accounts, are looked at again without a list."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from core.settings import settings
from flows import chain
from flows.context import Context
from flows.prefect_home import prepare

prepare(settings())

from prefect import flow  # noqa: E402 - Prefect reads its settings when it is imported

from flows.nightly import settled  # noqa: E402
from flows.telling import Telling  # noqa: E402


@flow(name="re-verify", log_prints=False, validate_parameters=False)
async def reverify(limit: int = 500) -> dict[str, Any]:
    """Enrich and screen again the firms that were not looked at for as long as the policy allows."""
    ctx = Context.open(settings())
    plan = chain.begin(ctx, "reverify", {}, by="prefect", force=True)
    waiting = chain.plan_stale(ctx, plan, limit)
    with Telling(ctx.db, plan.run) as telling:
        report = await settled(replace(ctx, watcher=telling), plan, [], waiting)
    return report.model_dump(mode="json")
