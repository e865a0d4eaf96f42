"""Screening: what one verdict costs on firms with a full set of facts, pages, events and searches.

    python -m benchmarks.screen [--firms 20000]

Every firm is another one, so that nothing is answered from a cache of names, and each is judged once. The target is
100,000 firms in at most 20 CPU-seconds (200 µs a firm). Then every verdict is replayed and compared to the byte.
"""

import argparse
import time
from collections import Counter
from hashlib import sha256

from benchmarks.made_firms import NOW, made_firm
from core.policy import load_policy
from core.records import Verdict
from core.settings import settings
from core.words import Status
from screen.engine import judge
from screen.replay import replay

PART = 2000
"""Firms made at a time: making them is not what is measured."""


def main() -> None:
    """Judge, replay, print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--firms", type=int, default=20_000)
    count = parser.parse_args().firms
    policy = load_policy(settings().config_dir)
    judge(made_firm(count), policy, NOW)
    statuses: Counter[Status] = Counter()
    bytes_of, judging, replaying, same = sha256(), 0.0, 0.0, 0
    for start in range(0, count, PART):
        firms = [made_firm(n) for n in range(start, min(start + PART, count))]
        began = time.process_time()
        verdicts: list[Verdict] = [judge(firm, policy, NOW) for firm in firms]
        judging += time.process_time() - began
        statuses.update(verdict.status for verdict in verdicts)
        for verdict in verdicts:
            bytes_of.update(verdict.model_dump_json().encode())
        began = time.process_time()
        same += sum(replay(firm, verdict, policy).same for firm, verdict in zip(firms, verdicts, strict=True))
        replaying += time.process_time() - began
    print(f"{'':<10}{'µs a firm':>12}{'firms a CPU-s':>16}{'100,000 firms':>16}")
    for what, seconds in (("judge", judging), ("replay", replaying)):
        each = seconds / count
        print(f"{what:<10}{each * 1e6:>12.0f}{1 / each:>16,.0f}{each * 100_000:>14.1f} s")
    print(f"{count} firms: " + ", ".join(f"{n} {status.value}" for status, n in sorted(statuses.items())))
    print(f"replayed alike: {same} of {count}; hash of all verdicts {bytes_of.hexdigest()[:16]}")


if __name__ == "__main__":
    main()
