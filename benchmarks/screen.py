"""Screening: what one verdict costs on firms with a full set of facts, pages, events and searches.

    python -m benchmarks.screen [--firms 20000]

Every firm is another one, so that nothing is answered from a cache of names, and each is judged once. The target is
100,000 firms in at most 20 CPU-seconds (200 µs a firm). Then every verdict is replayed and compared to the byte.
"""

import argparse
import time
from collections import Counter
from hashlib import sha256
from statistics import median

from benchmarks.made_firms import NOW, made_firm
from core.cycles import seldom_sought
from core.policy import Policy, load_policy
from core.records import Verdict
from core.settings import settings
from core.words import Status
from screen.engine import judge
from screen.replay import replay

PART = 500
"""Firms made, then judged, at a time: as many as a nightly run reads. Making them is not what is measured."""


def main() -> None:
    """Judge, replay, print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--firms", type=int, default=20_000)
    count = parser.parse_args().firms
    policy = load_policy(settings().config_dir)
    judge(made_firm(count), policy, NOW)
    with seldom_sought():
        measure(count, policy)


def measure(count: int, policy: Policy) -> None:
    """The table: of all parts together, and of the part that others on the machine disturbed least."""
    statuses: Counter[Status] = Counter()
    bytes_of, same = sha256(), 0
    spent: dict[str, list[float]] = {"judge": [], "replay": []}
    for start in range(0, count, PART):
        firms = [made_firm(n) for n in range(start, min(start + PART, count))]
        began = time.process_time()
        verdicts: list[Verdict] = [judge(firm, policy, NOW) for firm in firms]
        spent["judge"].append((time.process_time() - began) / len(firms))
        statuses.update(verdict.status for verdict in verdicts)
        for verdict in verdicts:
            bytes_of.update(verdict.model_dump_json().encode())
        began = time.process_time()
        same += sum(replay(firm, verdict, policy).same for firm, verdict in zip(firms, verdicts, strict=True))
        spent["replay"].append((time.process_time() - began) / len(firms))
    print(f"{'':<10}{'µs a firm':>12}{'median part':>14}{'least part':>14}{'100,000 firms':>16}")
    for what, each in spent.items():
        mean = sum(each) / len(each)
        shown = "".join(f"{seconds * 1e6:>14.0f}" for seconds in (median(each), min(each)))
        print(f"{what:<10}{mean * 1e6:>12.0f}{shown}{mean * 100_000:>14.1f} s")
    print(f"{count} firms: " + ", ".join(f"{n} {status.value}" for status, n in sorted(statuses.items())))
    print(f"replayed alike: {same} of {count}; hash of all verdicts {bytes_of.hexdigest()[:16]}")


if __name__ == "__main__":
    main()
