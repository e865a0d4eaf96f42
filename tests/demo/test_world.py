"""The demo's world: repeatable, full of traps, and with a truth that agrees with why each trap was laid."""

import os
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from core.words import Status
from demo import traps
from demo.memberships import SOURCELESS_FILE, VAGUE_FILE
from demo.records import Trap, World
from demo.truth import truth
from demo.world import make_world

TODAY = date(2026, 11, 21)
ROOT = Path(__file__).resolve().parents[2]
_IN_FILES = {Trap.vague_source: VAGUE_FILE, Trap.no_source: SOURCELESS_FILE}


@pytest.fixture(
    scope="module", params=[(60, 5), (120, 11), (120, 12), (200, 13)], ids=lambda p: f"{p[0]}-firms-seed-{p[1]}"
)
def world(request: pytest.FixtureRequest) -> World:
    firms, seed = request.param
    return make_world(firms, seed, TODAY)


def test_every_trap_stands_at_least_twice(world: World) -> None:
    laid = Counter(trap for firm in world.firms for trap in firm.traps)
    rows = Counter(entry.list for entry in world.entries)
    rare = [trap.value for trap in Trap if (rows[_IN_FILES[trap]] if trap in _IN_FILES else laid[trap]) < 2]
    assert rare == []


def test_truth_agrees_with_the_reason_of_each_trap(world: World) -> None:
    """The oracle never looks at most traps: it works from status words, dates and amounts."""
    odd = []
    for firm in truth(world).firms:
        grave = next((trap for trap in firm.traps if trap in traps.GRAVE), None)
        wanted = (
            Status.qualified if grave is None else Status.void if grave in traps.VOID
            else Status.review if grave in traps.REVIEW else Status.incomplete
        )  # fmt: skip
        if firm.status is not wanted:
            odd.append((firm.name, firm.traps, firm.status, firm.codes, firm.unknown))
    assert odd == []


def test_a_world_of_two_hundred_qualifies_about_two_in_five() -> None:
    counts = truth(make_world(200, 3, TODAY)).counts()
    assert 70 <= counts[Status.qualified] <= 90
    assert all(counts[status] for status in Status)


def test_names_tell_firms_apart(world: World) -> None:
    owners: dict[str, set[str]] = {}
    for entry in world.entries:
        owners.setdefault(entry.name, set()).add(entry.firm)
    assert [name for name, firms in owners.items() if len(firms) > 1] == []
    hosts = [firm.site.host for firm in (*world.firms, *world.bystanders) if firm.site]
    assert len(hosts) == len(set(hosts))


def test_credit_codes_are_valid(world: World) -> None:
    from stdnum.cn import uscc

    assert all(uscc.is_valid(firm.registry.uscc) for firm in world.firms if firm.registry)


@pytest.mark.parametrize("today", [date(2024, 2, 29), date(2025, 1, 1)], ids=str)
def test_dates_move_with_today(today: date) -> None:
    world = make_world(60, 1, today)
    days = [item.day for firm in world.firms for item in firm.news if item.day]
    assert max(days) <= today
    edges = {
        (today - item.day).days for f in world.firms if Trap.event_365 in f.traps for item in f.news[:6] if item.day
    }
    assert 365 in edges


def test_small_worlds_work() -> None:
    for firms in (1, 2, 5, 12, 30):
        assert len(make_world(firms, 4, TODAY).firms) == firms


_PRINT = """
import hashlib
from datetime import date
from demo.pages import site
from demo.serve import page
from demo.world import make_world
world = make_world(60, 9, date(2026, 11, 21))
digest = hashlib.sha256()
for firm in world.firms:
    if firm.site:
        for path in site.paths(firm, world.today):
            digest.update(page(world, firm.site.host, path, firm).body)
for host, target in [("show.autoexpo-demo.example", "/exhibitors?page=1"), ("association.demo.example", "/members/index.html"),
                     ("www.partsexpo-demo.example", "/api/exhibitors?offset=0&limit=50")]:
    digest.update(page(world, host, target).body)
print(digest.hexdigest())
"""


def test_the_same_seed_gives_the_same_bytes_in_every_process() -> None:
    digests = set()
    for hash_seed in ("0", "4711"):
        environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
        done = subprocess.run(
            [sys.executable, "-c", _PRINT], capture_output=True, text=True, env=environment, cwd=ROOT, check=True
        )
        digests.add(done.stdout.strip())
    assert len(digests) == 1
