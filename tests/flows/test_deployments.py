"""The deployments on a real Prefect server: the cron gets scheduled runs, and a due one completes on a worker.

With SQLAlchemy 2.1 everything else works and the cron never fires (PERF section 0), so this is looked at for real.
"""

import json
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from core.settings import ROOT
from tests.flows.prefect_server import environment, running

pytestmark = [pytest.mark.prefect, pytest.mark.xdist_group("prefect")]


def showfloor(*arguments: str, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "cli.main", *arguments],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )


def one_list(folder: Path) -> None:
    """A configuration with one list, which is a file, and no enricher: what is tested here is the schedule."""
    (folder / "lists").mkdir(parents=True)
    names = folder / "names.csv"
    names.write_text(
        "Company,Booth\nExample Brakes GmbH,A1\nBeispiel Lenkungen AG,A2\nMuster Batterie GmbH,A3\n", encoding="utf-8"
    )
    (folder / "lists" / "demo_2026.yml").write_text(
        json.dumps({"title": "Demo Auto Show 2026 exhibitor list", "platform": "file", "url": str(names)}),
        encoding="utf-8",
    )
    for name in ("taxonomy.yml", "catalogue.yml", "lookups"):
        (folder / name).symlink_to(ROOT / "config" / name)
    (folder / "policy.yml").write_text(
        "version: t\nauthor: t\ndisabled: [website, registry, rd_centre, activity, contacts, patents, recognition, tyc_team]\n",
        encoding="utf-8",
    )


def test_the_nightly_deployment_is_scheduled_and_a_due_run_completes(tmp_path: Path) -> None:
    one_list(tmp_path / "config")
    with running(tmp_path / "prefect") as api:
        env = environment(
            tmp_path / "prefect",
            PREFECT_API_URL=api,
            SHOWFLOOR_PREFECT_API_URL=api,
            SHOWFLOOR_HOME=str(tmp_path / "home"),
            SHOWFLOOR_CONFIG_DIR=str(tmp_path / "config"),
        )
        deployed = showfloor("deploy", "--cron", "* * * * *", "--json", env=env)
        assert deployed.returncode == 0, deployed.stderr
        assert json.loads(deployed.stdout)["deployments"] == [
            "nightly/nightly",
            "targeted/targeted",
            "re-verify/re-verify",
        ]
        scheduled = wait_for(lambda: flow_runs(api, "SCHEDULED"), 120)
        assert len(scheduled) > 1, "the cron gives no scheduled runs"
        worker = subprocess.Popen(
            [sys.executable, "-m", "prefect", "worker", "start", "--pool", "showfloor", "--limit", "1"],
            env=env,
            cwd=ROOT,
        )
        try:
            assert wait_for(lambda: flow_runs(api, "COMPLETED"), 240), "no due run completed"
        finally:
            worker.terminate()
            try:
                worker.wait(20)
            except subprocess.TimeoutExpired:
                worker.kill()
                worker.wait()
        listed = showfloor("firms", "--json", env=env)
        assert {firm["name"] for firm in json.loads(listed.stdout)} == {
            "Example Brakes GmbH",
            "Beispiel Lenkungen AG",
            "Muster Batterie GmbH",
        }


def flow_runs(api: str, state: str) -> list[object]:
    body = {"flow_runs": {"state": {"type": {"any_": [state]}}}, "flows": {"name": {"any_": ["nightly"]}}}
    found: list[object] = httpx.post(f"{api}/flow_runs/filter", json=body, timeout=20).json()
    return found


def wait_for(look, seconds: float):  # type: ignore[no-untyped-def]
    deadline = time.monotonic() + seconds
    while not (found := look()) and time.monotonic() < deadline:
        time.sleep(1)
    return found
