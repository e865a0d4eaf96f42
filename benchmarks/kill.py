"""kill -9 at random moments of a nightly run, then the same command again: is anything lost or doubled?

    .venv/bin/python -m benchmarks.kill [--moments 20] [--seed 1]

Prints one line a moment and ends with exit code 1 where a base differs from that of the undisturbed run.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import tempfile
import time
from pathlib import Path

from tests.flows.bases import differences, said
from tests.flows.test_kill import demo, finish


def main() -> int:
    """Run the undisturbed demo once, then kill as many others."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--moments", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    draw = random.Random(chosen.seed)
    with tempfile.TemporaryDirectory() as place:
        began = time.monotonic()
        finish(Path(place) / "undisturbed")
        whole = time.monotonic() - began
        truth = said(Path(place) / "undisturbed" / "demo" / "showfloor.db")
        print(f"undisturbed: {whole:.0f} s, {len(truth['facts'])} facts")
        bad = 0
        for number in range(chosen.moments):
            home = Path(place) / f"killed{number}"
            moment = draw.uniform(0.05, 0.95) * whole
            process = demo(home)
            time.sleep(moment)
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            finish(home)
            found = differences(truth, said(home / "demo" / "showfloor.db"))
            bad += bool(found)
            print(f"killed after {moment:5.1f} s: {'the same base' if not found else '; '.join(found[:3])}")
    return 1 if bad else 0


if __name__ == "__main__":
    raise SystemExit(main())
