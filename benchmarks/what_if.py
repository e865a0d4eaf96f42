"""What-if over the whole base: which firms another policy would move, on one core and on all.

    python -m benchmarks.what_if [--firms 5000] [--engine sqlite|postgresql] [--workers 2]

The target is 100,000 firms in at most 30 s on two cores that have nothing else to do; CPU-seconds and the peak
memory of the largest process are printed because the machine seldom has nothing else to do.
"""

import argparse
import resource
import tempfile
import time
from contextlib import ExitStack
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from benchmarks.filling import filling, firm_rows
from benchmarks.fresh_base import ENGINES, fresh_base
from benchmarks.made_firms import NOW, made_firm
from core.policy import Policy, load_policy
from core.settings import Settings, settings
from flows.context import Context
from flows.replaying import flips
from storage.database import Database
from storage.models import FirmText

PART = 2000


def fill(database: Database, count: int) -> None:
    """The base after a nightly run."""
    with filling(database) as into:
        for start in range(0, count, PART):
            rows = firm_rows([made_firm(n) for n in range(start, min(start + PART, count))], start + 1)
            into.texts(rows.pop(FirmText))
            for model, values in rows.items():
                if model.__tablename__ == "source" and start:
                    values = [row for row in values if row["kind"] == "website"]
                into.put(model, values)
            into.commit()


def spent() -> float:
    """CPU-seconds of this process and of the children that have ended."""
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def measure(ctx: Context, proposed: Policy, count: int, workers: int) -> None:
    """One line of the table."""
    cpu, began = spent(), time.perf_counter()
    moved = sum(1 for _ in flips(ctx, ctx.policy, proposed, workers=workers))
    wall, cpu = time.perf_counter() - began, spent() - cpu
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024
    print(f"{workers:<10}{wall:>9.1f} s{cpu:>11.1f}{cpu / count * 1e6:>14.0f}{moved:>9,}{peak:>13.0f} MB", flush=True)


def main() -> None:
    """Fill, ask, print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--firms", type=int, default=5000)
    parser.add_argument("--engine", choices=ENGINES, default="sqlite")
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        url = fresh_base(options.engine, folder, stack)
        database = Database(url)
        began = time.perf_counter()
        fill(database, options.firms)
        print(f"{options.engine}: {options.firms:,} firms filled in {time.perf_counter() - began:.0f} s", flush=True)
        database.close()
        policy = load_policy(settings().config_dir)
        limit = policy.revenue.model_copy(update={"minimum_cny": Decimal(500_000_000)})
        proposed = policy.model_copy(update={"version": "what-if", "revenue": limit})
        here = Settings(home=folder / "home", database_url=url)
        ctx = replace(Context.open(here), clock=lambda: NOW)
        print(f"{'processes':<10}{'wall':>11}{'CPU-s':>11}{'CPU µs a firm':>14}{'flips':>9}{'peak memory':>16}")
        for workers in dict.fromkeys((1, options.workers)):
            measure(ctx, proposed, options.firms, workers)


if __name__ == "__main__":
    main()
