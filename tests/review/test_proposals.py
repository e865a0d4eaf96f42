"""Proposals of identity: side by side, accepted, declined, taken back."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from core.records import Reason
from core.words import Role
from review.desk import Desk
from storage.repositories.firms import speaks_for
from storage.repositories.identity import proposal_id, save_proposals
from storage.views import Proposal
from tests.review.conftest import Person
from tests.review.made import REGISTRY, USCC, add_firm, name_of

People = Callable[..., Person]
WHY = Reason(zh="名称只差一个字", en="the names differ by one character")


@pytest.fixture
def pair(desk: Desk) -> tuple[str, str]:
    return add_firm(desk, name_of(1)), add_firm(desk, name_of(2))


def propose(desk: Desk, firm: str, other: str | None = None, candidate: dict[str, str] | None = None) -> str:
    kind = "same_firm" if other else "registry"
    made = Proposal(
        id=proposal_id(kind, firm, other or "candidate"), kind=kind, firm=firm, other=other, candidate=candidate,  # type: ignore[arg-type]
        score=0.9, reasons=(WHY,), source=REGISTRY.key, made_at=desk.clock(),
    )  # fmt: skip
    with desk.db.writing() as tx:
        save_proposals(tx, [made])
    return made.id


def test_two_firms_stand_side_by_side_with_the_reasons(desk: Desk, rep: Person, pair: tuple[str, str]) -> None:
    propose(desk, *pair)
    page = rep.get("/proposals").text
    for said in (WHY.zh, "90 %", name_of(1), name_of(2), "一致", "不同", 'data-key="s"', 'data-key="v"'):
        assert said in page
    rep.browser.cookies.set("showfloor_language", "en")
    assert WHY.en in rep.get("/proposals").text


def test_accepting_merges_and_undoing_parts_them_again(desk: Desk, rep: Person, pair: tuple[str, str]) -> None:
    made = propose(desk, *pair)
    assert rep.message(rep.post(f"/proposals/{made}", answer="accept")) == "已接受"
    with desk.db.reading() as tx:
        tops = {speaks_for(tx, firm) for firm in pair}
    assert len(tops) == 1
    assert 'data-key="u"' in rep.get("/proposals").text
    rep.post(f"/proposals/{made}", answer="undo")
    with desk.db.reading() as tx:
        assert {speaks_for(tx, firm) for firm in pair} == set(pair)
    assert WHY.zh in rep.get("/proposals").text


def test_declining_can_be_taken_back_too(desk: Desk, rep: Person, pair: tuple[str, str]) -> None:
    made = propose(desk, *pair)
    rep.post(f"/proposals/{made}", answer="decline")
    assert "没有待确认" in rep.get("/proposals").text
    rep.post(f"/proposals/{made}", answer="undo")
    assert len(rep.get("/api/v1/proposals").json()["items"]) == 1


def test_whoever_is_second_is_told(desk: Desk, rep: Person, person: People, pair: tuple[str, str]) -> None:
    made = propose(desk, *pair)
    rep.post(f"/proposals/{made}", answer="decline")
    assert person(Role.rep, "rep2").call(f"/proposals/{made}", answer="accept").status_code == 409


def test_a_confirmed_registry_entry_becomes_signed_facts(desk: Desk, rep: Person, pair: tuple[str, str]) -> None:
    made = propose(desk, pair[0], candidate={"name": "上海第一汽车制动系统有限公司", "uscc": USCC[0], "unknown": "x"})
    assert USCC[0] in rep.get("/proposals").text
    rep.post(f"/proposals/{made}", answer="accept")
    facts = rep.get(f"/api/v1/firms/{pair[0]}").json()["firm"]["facts"]
    signed = {fact["field"]: fact["value"] for fact in facts if fact["verified_by"] == "rep1"}
    assert signed == {"legal_name": "上海第一汽车制动系统有限公司", "uscc": USCC[0]}
    assert "企业页面" in rep.message(rep.post(f"/proposals/{made}", answer="undo"))


def test_a_candidate_that_states_nothing_is_not_taken(desk: Desk, rep: Person, pair: tuple[str, str]) -> None:
    made = propose(desk, pair[0], candidate={"unknown": "x"})
    assert "没有任何" in rep.message(rep.post(f"/proposals/{made}", answer="accept"))
    assert len(rep.get("/api/v1/proposals").json()["items"]) == 1


def test_inspectors_look_only_and_forged_answers_are_refused(
    desk: Desk, rep: Person, person: People, pair: tuple[str, str]
) -> None:
    made = propose(desk, *pair)
    inspector = person(Role.inspector)
    assert inspector.get("/proposals").status_code == 200
    assert inspector.post(f"/proposals/{made}", answer="accept").status_code == 403
    assert rep.browser.post(f"/proposals/{made}", data={"answer": "accept"}).status_code == 403


@pytest.mark.parametrize("after", ["x", "nan:", "0.1", "-0.9:zzz", ":", "inf:a"])
def test_a_damaged_address_begins_anew(rep: Person, after: str) -> None:
    assert rep.get("/proposals", after=after).status_code == 200
