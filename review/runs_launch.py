"""Sets a run going: on the Prefect server that the operator named, else in a process of its own on this machine."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from datetime import timedelta
from pathlib import Path

from pydantic import BaseModel, SecretStr

from core.settings import ROOT, Settings
from flows.telling import SoFar
from review.desk import Desk
from review.words import Refusal
from storage.repositories.runs import PREVIEW, end_run, run_of
from storage.views import Run, RunState

SILENT_LOCAL = timedelta(seconds=60)
"""A process on this machine gives a sign of life every second; one that was silent for so long was killed."""
SILENT_SERVER = timedelta(minutes=20)
"""A worker of a pool gives one with each chunk of firms, and may wait for its turn first."""


def launch(desk: Desk, run: Run) -> None:
    """Start the work of a run whose row is written. Refusal where it cannot be started; the run has failed then."""
    try:
        if desk.settings.prefect_api_url and run.kind != PREVIEW:
            _deploy(desk.settings, run)
        else:
            _spawn(desk, run)
    except Exception as failure:
        with desk.db.writing() as tx:
            end_run(tx, run.id, RunState.failed, SoFar(why=str(failure)[:400]).model_dump(mode="json"))
        raise Refusal("runs.not_started", why=str(failure)[:200]) from failure


def silent(desk: Desk, run: Run) -> bool:
    """Did the run go on and give no sign of life for too long?"""
    patience = SILENT_SERVER if desk.settings.prefect_api_url and run.kind != PREVIEW else SILENT_LOCAL
    return run.ended_at is None and desk.clock() - run.heartbeat_at > patience


def _deploy(settings: Settings, run: Run) -> None:
    """Ask the Prefect server for a run of the targeted deployment; it joins our row by its key."""
    from flows.deployments import TARGETED
    from flows.prefect_home import prepare

    prepare(settings)
    from prefect.deployments import run_deployment

    names = run.params["lists"]
    assert isinstance(names, list)
    parameters = {
        "key": names[0],
        "config": run.params["config"],
        "by": run.by,
        "force": run.params.get("force") is True,
    }
    run_deployment(name=f"{TARGETED}/{TARGETED}", parameters=parameters, timeout=0, idempotency_key=_once(run))


def _once(run: Run) -> str:
    """Two requests of one attempt start one flow run; a run that is taken up again starts another."""
    return f"{run.id}:{run.heartbeat_at.isoformat()}"


def _spawn(desk: Desk, run: Run) -> None:
    folder = (desk.settings.home / "runs" / run.id).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    log = folder / "desk.log"
    with log.open("ab") as lines:
        process = subprocess.Popen(
            [sys.executable, "-m", "review.runs_child", run.id],
            stdin=subprocess.DEVNULL,
            stdout=lines,
            stderr=lines,
            env=environment(desk.settings),
            start_new_session=True,  # the end of the pages is not the end of the run
        )
    threading.Thread(target=_wait, args=(desk, run.id, process, log), daemon=True).start()


def _wait(desk: Desk, run: str, process: subprocess.Popen[bytes], log: Path) -> None:
    """A process that ends without having said how has failed, and its last line says why."""
    code = process.wait()
    if code == 0:
        return
    last = next((line for line in reversed(log.read_text(errors="replace").splitlines()) if line.strip()), "")
    with desk.db.writing() as tx:
        if run_of(tx, run).ended_at is None:
            why = SoFar(why=f"the process ended with code {code}: {last[:300]}")
            end_run(tx, run, RunState.failed, why.model_dump(mode="json"))


def environment(settings: Settings) -> dict[str, str]:
    """The environment in which another process reads the very settings of this one."""
    told = {f"SHOWFLOOR_{name.upper()}": _told(value) for name, value in settings if value is not None}
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    return {**os.environ, **told, "PYTHONPATH": path}


def _told(value: object) -> str:
    if isinstance(value, SecretStr):
        return value.get_secret_value()
    if isinstance(value, BaseModel):
        return value.model_dump_json()
    if isinstance(value, Path):
        return str(value.resolve())
    return json.dumps(value) if isinstance(value, dict | list | tuple | bool) else str(value)
