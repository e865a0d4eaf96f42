"""Twenty reps at once: no lost update, no lock error, and of those who want one firm exactly one wins."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from fastapi import FastAPI

from core.words import Role
from review.desk import Desk
from storage.repositories.decisions import decision_history
from tests.review.conftest import Person
from tests.review.made import add_firm, name_of

REPS = 20


def test_twenty_reps_work_side_by_side(app: FastAPI, desk: Desk, person) -> None:  # type: ignore[no-untyped-def]
    reps: list[Person] = [person(Role.rep, f"rep{number}") for number in range(REPS)]
    shared = add_firm(desk, name_of(0))
    own = [add_firm(desk, name_of(number + 1)) for number in range(REPS)]
    seen = reps[0].version(shared)
    with ThreadPoolExecutor(REPS) as threads:
        fought = list(threads.map(lambda rep: rep.call(f"/firms/{shared}/sign", version=seen).status_code, reps))
        quiet = list(threads.map(lambda rep, firm: rep.call(f"/firms/{firm}/sign", version=seen), reps, own))
        pages = list(threads.map(lambda rep: rep.get("/").status_code, reps))
    assert Counter(fought) == {200: 1, 409: REPS - 1}
    assert [answer.status_code for answer in quiet] == [200] * REPS
    assert pages == [200] * REPS
    with desk.db.reading() as tx:
        assert len(decision_history(tx, shared)) == 1
        assert [decision_history(tx, firm)[0].by for firm in own] == [rep.login for rep in reps]


def test_a_conflict_says_who_and_writes_nothing(desk: Desk, person) -> None:  # type: ignore[no-untyped-def]
    first, second = person(Role.rep, "first"), person(Role.rep, "second")
    firm = add_firm(desk, name_of(1))
    seen = first.version(firm)
    first.call(f"/firms/{firm}/send-back", version=seen, reason="x")
    answer = second.call(f"/firms/{firm}/sign", version=seen)
    assert answer.status_code == 409
    assert "first" in answer.json()["error"]
    with desk.db.reading() as tx:
        assert [ruling.by for ruling in decision_history(tx, firm)] == ["first"]
