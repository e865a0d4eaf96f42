"""Grouping by several workers that share nothing but the file: each compares the blocks of its part of all keys.

The groups are exactly those of one process, since which blocks are compared is settled over the costs of all parts, and
firms are made of all edges together (`screen.resolve.blocks`). A worker is any `concurrent.futures` executor: a process
here, a worker of a Dask cluster elsewhere (docs/identity-at-scale.md).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from multiprocessing import get_context

from screen.resolve.blocks import Part
from screen.resolve.grouping import Blocks, Costs, Cuts, Edge, Resolver

Rows = Callable[[], Iterable[Mapping[str, object]]]
"""Reads the file anew; it must be importable by name, as another process calls it."""


class Worker:
    """One worker's part of the work. It lives in the worker's process from the first call to the second."""

    def __init__(self, rows: Rows, part: Part) -> None:
        self.resolver = Resolver()
        for row in rows():
            self.resolver.add(row)
        leaders = self.resolver.led()
        self.leaders = len(leaders)
        self.held: Blocks = self.resolver.blocks(leaders, part)

    def costs(self) -> Costs:
        """What comparing its blocks costs."""
        return self.resolver.costs(self.held, self.leaders)

    def edges(self, cuts: Cuts) -> list[Edge]:
        """The pairs of its blocks that are one firm."""
        return self.resolver.edges(self.held, cuts)


_here: dict[Part, Worker] = {}


def begin(rows: Rows, part: Part) -> Costs:
    """First call: read the rows, build the blocks of the part, and tell what they cost."""
    _here[part] = Worker(rows, part)
    return _here[part].costs()


def compare(part: Part, cuts: Cuts) -> list[Edge]:
    """Second call, in the same process: compare up to the cuts, and forget the part."""
    return _here.pop(part).edges(cuts)


@contextmanager
def processes(number: int) -> Iterator[list[Executor]]:
    """So many workers on this machine, one process each."""
    spawn = get_context("spawn")
    with ExitStack() as stack:
        yield [stack.enter_context(ProcessPoolExecutor(1, mp_context=spawn)) for _ in range(number)]


def resolve_shared(rows: Rows, workers: Sequence[Executor]) -> Iterator[tuple[str, str]]:
    """(id, firm) of every row in order. Each executor stands for one worker: both its calls run in one process."""
    parts = [Part(number, len(workers)) for number in range(len(workers))]
    begun = [worker.submit(begin, rows, part) for worker, part in zip(workers, parts, strict=True)]
    whole = Resolver()
    for row in rows():
        whole.add(row)
    leaders = len(whole.led())
    cuts = whole.cuts(leaders, [task.result() for task in begun])
    compared = [worker.submit(compare, part, cuts) for worker, part in zip(workers, parts, strict=True)]
    return whole.joined([edge for task in compared for edge in task.result()])
