"""What-if and replay over the whole base: who would flip under another policy, and is every verdict what it was?

    python -m benchmarks.what_if [--firms 5000] [--engine sqlite|postgresql] [--workers 2]

What-if asks for another revenue limit; replay recomputes every stored verdict. Each line is measured in a process of its
own, on one core and on all. The target is what-if on 100,000 firms in at most 30 s on two cores that have nothing else
to do; CPU-seconds (starts of processes included) and the peak memory of the largest process are printed because the
machine seldom has nothing else to do.
"""

import argparse
import multiprocessing
import resource
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

from benchmarks.filling import filling, firm_rows
from benchmarks.fresh_base import ENGINES, fresh_base
from benchmarks.made_firms import NOW, made_firm, name_of
from core.cycles import seldom_sought
from core.identity import firm_id
from core.policy import Policy, load_policy
from core.records import Firm
from core.settings import Settings, settings
from flows.context import Context
from flows.replaying import compared, flips
from screen.engine import judge
from storage.database import Database
from storage.models import FirmText

PART = 2000

T = TypeVar("T")


@seldom_sought()
def fill(url: str, count: int) -> float:
    """The base after a nightly run, firms in the order of their ids; the CPU-seconds that it took."""
    policy = load_policy(settings().config_dir)
    order = sorted(range(count), key=lambda n: firm_id(name_of(n), "cn"))
    database = Database(url)
    with filling(database) as into:
        for start in range(0, count, PART):
            rows = firm_rows([judged(n, policy) for n in order[start : start + PART]], start + 1)
            into.texts(rows.pop(FirmText))
            for model, values in rows.items():
                if model.__tablename__ == "source" and start:
                    values = [row for row in values if row["kind"] == "website"]
                into.put(model, values)
            into.commit()
    return spent()


def judged(n: int, policy: Policy) -> Firm:
    """The nth firm with its verdict."""
    firm = made_firm(n)
    return firm.model_copy(update={"verdict": judge(firm, policy, NOW)})


def spent() -> float:
    """CPU-seconds of this process and of the children that have ended."""
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def what_if(ctx: Context, workers: int) -> str:
    """Another revenue limit: how many firms would flip."""
    limit = ctx.policy.revenue.model_copy(update={"minimum_cny": Decimal(500_000_000)})
    proposed = ctx.policy.model_copy(update={"version": "what-if", "revenue": limit})
    return f"{sum(1 for _ in flips(ctx, ctx.policy, proposed, workers=workers)):,} flips"


def replay(ctx: Context, workers: int) -> str:
    """Every verdict again: how many are the same to the byte."""
    parts = list(compared(ctx, workers=workers))
    count, differing = sum(n for n, _ in parts), sum(len(told) for _, told in parts)
    return f"{count - differing:,} of {count:,} the same"


ASKED: dict[str, Callable[[Context, int], str]] = {"what-if": what_if, "replay": replay}


def measure(what: str, here: Settings, workers: int) -> tuple[float, float, float, str]:
    """Wall seconds, CPU-seconds, megabytes of the largest process, and what was found."""
    ctx = replace(Context.open(here), clock=lambda: NOW)
    cpu, began = spent(), time.perf_counter()
    found = ASKED[what](ctx, workers)
    wall, cpu = time.perf_counter() - began, spent() - cpu
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024
    return wall, cpu, peak, found


def apart(do: Callable[..., T], *given: object) -> T:
    """The result of a function in a process of its own, whose memory is nobody else's."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        return pool.submit(do, *given).result()


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
        began = time.perf_counter()
        cpu = apart(fill, url, options.firms)
        wall = time.perf_counter() - began
        print(f"{options.engine}: {options.firms:,} firms filled in {wall:.0f} s, {cpu:.0f} CPU-s", flush=True)
        here = Settings(home=folder / "home", database_url=url)
        print(f"{'':<10}{'processes':>10}{'wall':>11}{'CPU-s':>11}{'CPU µs a firm':>15}{'peak memory':>14}")
        for what in ASKED:
            for workers in dict.fromkeys((1, options.workers)):
                wall, cpu, peak, found = apart(measure, what, here, workers)
                each = cpu / options.firms * 1e6
                print(
                    f"{what:<10}{workers:>10}{wall:>9.1f} s{cpu:>11.1f}{each:>15.0f}{peak:>11.0f} MB   {found}",
                    flush=True,
                )


if __name__ == "__main__":
    main()
