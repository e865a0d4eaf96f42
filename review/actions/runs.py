"""Start, stop and take up runs of lists."""

from __future__ import annotations

from pydantic import JsonValue

from core.listing import ListConfig
from review.desk import Desk
from review.runs_launch import silent
from review.words import Refusal
from storage.database import Transaction
from storage.repositories.audit import note
from storage.repositories.runs import going_runs, request_stop, resume_run, run_of, start_run
from storage.views import Run, RunState

TARGETED = "targeted"
RUNS_AT_ONCE = 4
"""Lists that people may have running at a time on one machine; a Prefect server has limits of its own."""


def start_list(tx: Transaction, desk: Desk, by: str, key: str, config: ListConfig, force: bool = False) -> Run:
    """The run of this list: a new one, or with `joined` the one that somebody else started. Launch it if it is new."""
    going = [run for run in going_runs(tx, TARGETED) if not silent(desk, run)]
    same = next((run for run in going if _address(run) == config.url), None)
    if same is not None:
        note(tx, by, "join_run", same.id, {"list": key}, desk.clock())
        return same.model_copy(update={"joined": True})
    if len(going) >= RUNS_AT_ONCE and not desk.settings.prefect_api_url:
        raise Refusal("runs.busy", n=len(going))
    told: dict[str, JsonValue] = config.model_dump(mode="json", exclude_unset=True)
    params: dict[str, JsonValue] = {"lists": [key], "config": told, "force": force}
    run = start_run(tx, TARGETED, params, f"{TARGETED}:{key}", by, desk.clock())
    if run.joined and silent(desk, run):
        run = resume_run(tx, run.id, desk.clock())
    note(tx, by, "join_run" if run.joined else "start_run", run.id, {"list": key}, desk.clock())
    return run


def stop(tx: Transaction, desk: Desk, by: str, run: str) -> Run:
    """Ask a run to stop: a crawl is cut off, firms that are being enriched are finished, the rest waits."""
    found = run_of(tx, run)
    if found.ended_at is not None:
        raise Refusal("runs.over")
    request_stop(tx, run)
    note(tx, by, "stop_run", run, None, desk.clock())
    return run_of(tx, run)


def resume(tx: Transaction, desk: Desk, by: str, run: str) -> Run:
    """Let a run go on that was stopped, failed or was killed. Launch it afterwards."""
    found = run_of(tx, run)
    if found.kind != TARGETED or "config" not in found.params:
        raise Refusal("runs.not_ours")
    if found.ended_at is None and not silent(desk, found):
        raise Refusal("runs.goes_on")
    if found.ended_at is not None and found.state is RunState.done:
        raise Refusal("runs.done")
    other = next((r for r in going_runs(tx, TARGETED) if r.key == found.key and r.id != run), None)
    if other is not None:
        raise Refusal("runs.another", id=other.id)
    note(tx, by, "resume_run", run, None, desk.clock())
    return resume_run(tx, run, desk.clock())


def _address(run: Run) -> str | None:
    config = run.params.get("config")
    return str(config.get("url")) if isinstance(config, dict) else None
