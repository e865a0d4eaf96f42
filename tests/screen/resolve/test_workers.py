"""Several workers that share nothing but the file make the groups that one process makes."""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import partial

import pytest

from benchmarks.resolve import copied, made
from screen.resolve import Resolver
from screen.resolve.blocks import Cost, Cut, Part, blocks, cut
from screen.resolve.workers import processes, resolve_shared

NUMBERS = ("91310000132260250X", "91420100529017466A")


def rows(number: int, seed: int = 3) -> Iterator[dict[str, object]]:
    """Made names with copies of every kind, some with a number, a place or a site."""
    draw = random.Random(seed)
    names = [made(draw) for _ in range(number * 3 // 5)]
    names += [copied(draw, draw.choice(names)) for _ in range(number - len(names))]
    for at, name in enumerate(names):
        more: dict[str, object] = {}
        if draw.random() < 0.2:
            more["place"] = draw.choice(["江苏 苏州", "浙江 宁波", "上海"])
        if draw.random() < 0.2:
            more["website"] = f"https://www.site{draw.randrange(number // 5)}.example/"
        if at % 97 == 0:
            more["uscc"] = NUMBERS[at % 2]
        yield {"id": f"r{at}", "name": name, **more}


@pytest.mark.parametrize("workers", [2, 3])
def test_workers_make_the_groups_of_one_process(workers: int) -> None:
    alone = Resolver()
    for row in rows(1500):
        alone.add(row)
    found = list(alone.resolve())
    with processes(workers) as pools:
        assert list(resolve_shared(partial(rows, 1500), pools)) == found
    assert 700 < len({firm for _, firm in found}) < 1400


def test_every_block_belongs_to_one_part() -> None:
    keys = [f"key{at % 40}" for at in range(200)]
    whole = blocks(range(200), [(key,) for key in keys], Part())
    parts = [blocks(range(200), [(key,) for key in keys], Part(number, 3)) for number in range(3)]
    assert sorted(block for part in parts for block in part) == sorted(whole)
    assert all(parts)


def test_the_rarest_keys_are_compared_first() -> None:
    costs = [Cost(5, 0, 10), Cost(2, 7, 1), Cost(2, 3, 1), Cost(3, 1, 3)]
    assert cut(costs, 1) == Cut(2, 7), "the block that goes beyond is still worked through"
    assert cut(costs, 4) == Cut(3, 1)
    assert cut(costs, 100) == Cut(5, 0)
    assert cut([], 100) == Cut(0, 0)
