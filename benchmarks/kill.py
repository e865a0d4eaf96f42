"""kill -9 at random moments of a nightly run over the demo web: is anything lost or doubled?

    .venv/bin/python -m benchmarks.kill [--moments 20] [--firms 20] [--seed 1] [--what run browser renderer driver]

`run` kills the whole run, which the same command then takes up again; `browser`, `renderer` and `driver` kill that process
under a run that must end complete by itself. The moments take turns over what was chosen. Prints one line a moment and
ends with exit code 1 where a base differs from that of the undisturbed run. Screenshots count as statements here.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sqlite3
import subprocess
import tempfile
import time
from contextlib import closing
from pathlib import Path

from tests.flows.bases import differences, said
from tests.flows.test_kill import demo
from tests.processes import descendants

KINDS = ("run", "browser", "renderer", "driver")
Base = dict[str, list[str]]


def main() -> int:
    """Run the undisturbed demo once, then kill as many others."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--moments", type=int, default=3)
    parser.add_argument("--firms", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--what", nargs="+", choices=KINDS, default=list(KINDS))
    chosen = parser.parse_args()
    draw = random.Random(chosen.seed)
    with tempfile.TemporaryDirectory() as place:
        began = time.monotonic()
        quiet = Path(place) / "undisturbed"
        _end(demo(quiet, chosen.firms))
        whole = time.monotonic() - began
        truth = _known(quiet)
        print(f"undisturbed: {whole:.0f} s, {len(truth['facts'])} facts, {len(truth['shots'])} pages shown", flush=True)
        bad = 0
        for number in range(chosen.moments):
            kind = chosen.what[number % len(chosen.what)]
            home = Path(place) / f"killed{number}"
            moment, killed = _disturbed(home, chosen.firms, kind, draw.uniform(0.05, 0.6) * whole)
            found = differences(truth, _known(home)) + _shots(truth, _known(home))
            bad += bool(found)
            outcome = "the same base" if not found else "; ".join(found[:3])
            print(f"{kind} ({killed} processes) killed after {moment:5.1f} s: {outcome}", flush=True)
        print(f"{chosen.moments - bad} of {chosen.moments} bases are the same as the undisturbed one")
    return 1 if bad else 0


def _disturbed(home: Path, firms: int, kind: str, moment: float) -> tuple[float, int]:
    """One run that is killed at a moment, or as soon afterwards as there is something to kill; when that was, and how many."""
    process = demo(home, firms)
    began = time.monotonic()
    time.sleep(moment)
    killed = 0
    while process.poll() is None and not killed:
        victims = [process.pid] if kind == "run" else descendants(process.pid, kind)
        for pid in victims:
            try:
                if kind == "run":
                    os.killpg(pid, signal.SIGKILL)
                else:
                    os.kill(pid, signal.SIGKILL)
                killed += 1
            except ProcessLookupError:
                continue
        if not killed:
            time.sleep(0.05)
    at = time.monotonic() - began
    if kind == "run":
        process.communicate()
        process = demo(home, firms)
    _end(process)
    return at, killed


def _end(process: subprocess.Popen[bytes]) -> None:
    _, err = process.communicate(timeout=1_800)
    if process.returncode not in (0, 1) or b"Traceback" in err:
        print(f"  the run ended with exit code {process.returncode}: {err.decode()[-1_000:]}", flush=True)


def _known(home: Path) -> Base:
    """What the base states, and which pages it can show a picture of."""
    database = home / "demo" / "showfloor.db"
    with closing(sqlite3.connect(database)) as base:
        shots = [
            row[0] for row in base.execute("SELECT DISTINCT url FROM capture WHERE screenshot IS NOT NULL ORDER BY 1")
        ]
    return {**said(database), "shots": shots}


def _shots(truth: Base, base: Base) -> list[str]:
    return [f"lost shots: {url}" for url in truth["shots"] if url not in base["shots"]]


if __name__ == "__main__":
    raise SystemExit(main())
