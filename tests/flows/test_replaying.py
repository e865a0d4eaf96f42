"""Replay and what-if over a base: over several processes they say the same as in one."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from core.policy import Policy
from core.settings import settings
from core.words import Status
from flows import replaying
from flows.context import Context
from screen.engine import judge
from storage.repositories.firms import load_firms
from storage.repositories.queue import every_firm
from storage.repositories.sightings import save_sightings
from storage.repositories.verdicts import save_verdicts
from tests.storage.made import NOW, SHOW, sighting

NAMES = [f"上海第{n}制动系统有限公司" for n in range(9)] + ["上海某某物流有限公司"]


@pytest.fixture
def base(monkeypatch: pytest.MonkeyPatch) -> Iterator[Context]:
    """Ten judged firms, in parts of two, of which four already make a big base."""
    monkeypatch.setattr(replaying, "PART", 2)
    monkeypatch.setattr(replaying, "MANY", 4)
    ctx = replace(Context.open(settings()), clock=lambda: NOW)
    with ctx.db.writing() as tx:
        save_sightings(tx, SHOW, [sighting(name, booth=f"{n}") for n, name in enumerate(NAMES)])
        ids = [firm for part in every_firm(tx) for firm in part]
        save_verdicts(tx, [judge(firm, ctx.policy, NOW) for firm in load_firms(tx, ids)])
    yield ctx
    ctx.db.close()


def lenient(policy: Policy) -> Policy:
    """A policy that looks at nothing but the screenshots."""
    return policy.model_copy(update={"version": "other"})


@pytest.mark.parametrize("workers", [1, 2])
def test_every_verdict_is_recomputed_to_the_byte(base: Context, workers: int) -> None:
    parts = list(replaying.compared(base, workers=workers))
    assert sum(count for count, _ in parts) == len(NAMES) == len(list(replaying.replayed(base)))
    assert [differing for _, differing in parts if differing] == []


@pytest.mark.parametrize("workers", [1, 2])
def test_a_verdict_under_another_policy_text_is_told_in_the_order_of_the_base(base: Context, workers: int) -> None:
    changed = base.policy.model_copy(update={"active": base.policy.active.model_copy(update={"kinds": ("patent",)})})
    told = [
        found
        for _, differing in replaying.compared(replace(base, policy=changed), workers=workers)
        for found in differing
    ]
    with base.db.reading() as tx:
        order = [firm for part in every_firm(tx) for firm in part]
    assert [result.firm for result in told] == order
    assert all("findings" in result.differs for result in told)


@pytest.mark.parametrize("workers", [1, 2])
def test_what_if_moves_nobody_where_nothing_decides_otherwise(base: Context, workers: int) -> None:
    assert list(replaying.flips(base, base.policy, lenient(base.policy), workers=workers)) == []


def test_firms_for_judging_come_without_verdict_and_are_otherwise_the_same(base: Context) -> None:
    with base.db.reading() as tx:
        ids = [firm for part in every_firm(tx) for firm in part]
        whole, bare = load_firms(tx, ids), load_firms(tx, ids, told=False)
    assert all(firm.verdict and firm.verdict.status in (Status.review, Status.void) for firm in whole)
    assert tuple(firm.model_copy(update={"verdict": None, "decision": None}) for firm in whole) == bare
