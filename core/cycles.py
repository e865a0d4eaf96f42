"""Fewer looks for garbage in cycles while many records are at work.

Records hold no cycles and go when the last name for them goes. Python counts objects, not cycles: a hundred thousand
firms make it look through everything that is alive again and again, which took a third of screening and of replay
and a sixth of loading.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

SELDOM = 50_000
"""So many new objects between two looks, instead of some hundreds."""


@contextmanager
def seldom_sought() -> Iterator[None]:
    """Inside the block, or the function that it decorates, cycles are looked for seldom; afterwards as before.

    The setting is the process's: threads that overlap may leave it at either value, and both are right.
    """
    before = gc.get_threshold()
    gc.set_threshold(SELDOM, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
