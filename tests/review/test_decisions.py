"""Signing, voiding, sending back, undoing and appealing, as reps do it."""

from collections.abc import Callable

import pytest

from core.words import Field, Role
from review.desk import Desk
from tests.review.conftest import Person
from tests.review.made import add_firm, key_of, name_of

People = Callable[..., Person]


@pytest.fixture
def ready(desk: Desk) -> str:
    return add_firm(desk, name_of(1))


def test_the_base_of_these_tests_is_what_it_says(desk: Desk, rep: Person) -> None:
    assert rep.status(add_firm(desk, name_of(1))) == "qualified"
    assert rep.status(add_firm(desk, name_of(2), lacking=(Field.products,))) == "incomplete"
    assert rep.status(add_firm(desk, name_of(3), dead=True)) == "void"


def test_a_signature_qualifies_signs_the_facts_and_opens_the_next_firm(desk: Desk, rep: Person, ready: str) -> None:
    following = add_firm(desk, name_of(2))
    answer = rep.post(f"/firms/{ready}/sign", version=rep.version(ready))
    assert answer.headers["location"] == f"/firms/{following}"
    assert name_of(1) in rep.message(answer)
    record = rep.get(f"/api/v1/firms/{ready}").json()
    signed = {fact["field"] for fact in record["firm"]["facts"] if fact["verified_by"] == "rep1"}
    assert {"legal_name", "revenue", "hq_city", "products", "has_rd", "sub_field"} <= signed
    assert record["row"]["decided"] is True


def test_at_the_end_of_the_queue_the_queue_says_so(rep: Person, ready: str) -> None:
    answer = rep.post(f"/firms/{ready}/sign", version=rep.version(ready))
    assert answer.headers["location"].startswith("/queue")


def test_a_firm_that_lacks_a_field_cannot_be_signed_and_the_field_is_named(desk: Desk, rep: Person) -> None:
    firm = add_firm(desk, name_of(5), lacking=(Field.revenue,))
    answer = rep.post(f"/firms/{firm}/sign", version=rep.version(firm), reason="我看过")
    assert "年营收" in answer.text
    assert "我看过" in answer.text, "what was typed comes back"
    assert rep.get(f"/api/v1/firms/{firm}").json()["row"]["decided"] is False


def test_a_firm_that_a_rule_eliminates_cannot_be_signed(desk: Desk, rep: Person) -> None:
    firm = add_firm(desk, name_of(6), dead=True)
    answer = rep.call(f"/firms/{firm}/sign", version=rep.version(firm))
    assert answer.status_code == 400
    assert "E5a" in answer.json()["error"]


def test_a_doubt_of_the_rules_needs_a_reason(desk: Desk, rep: Person) -> None:
    firm = add_firm(desk, name_of(7))
    with desk.db.writing() as tx:
        from storage.repositories.decisions import claim_firm

        claim_firm(tx, firm, None)
    assert rep.call(f"/firms/{firm}/sign", version=rep.version(firm), reason="").status_code == 200


def test_the_second_of_two_reps_is_told_who_was_quicker(people_of: People, rep: Person, ready: str) -> None:
    other = people_of(Role.rep, "rep2")
    seen = rep.version(ready)
    assert rep.post(f"/firms/{ready}/sign", version=seen).status_code == 303
    answer = other.post(f"/firms/{ready}/void", version=seen, code="E2", reason="经销商")
    assert answer.status_code == 409
    assert "rep1" in answer.text
    assert "经销商" in answer.text, "the reason is still there to be sent again on purpose"
    assert f'name="version" value="{other.version(ready)}"' in answer.text
    assert rep.status(ready) == "qualified"


def test_a_void_names_its_rule_and_stands_in_the_history(rep: Person, ready: str) -> None:
    rep.post(f"/firms/{ready}/void", version=rep.version(ready), code="E2", reason="只做销售")
    assert rep.status(ready) == "void"
    assert "E2: 只做销售" in rep.get(f"/firms/{ready}").text


@pytest.mark.parametrize(("code", "reason"), [("E9", "x"), ("E2", "  ")])
def test_a_void_without_rule_or_reason_is_refused(rep: Person, ready: str, code: str, reason: str) -> None:
    assert rep.post(f"/firms/{ready}/void", version=rep.version(ready), code=code, reason=reason).status_code == 400
    assert rep.status(ready) == "qualified"


def test_sent_back_is_undecided_by_a_person(rep: Person, ready: str) -> None:
    rep.post(f"/firms/{ready}/send-back", version=rep.version(ready), reason="官网打不开")
    assert rep.status(ready) == "review"


def test_undo_restores_what_held_before(rep: Person, ready: str) -> None:
    rep.post(f"/firms/{ready}/void", version=rep.version(ready), code="E2", reason="误判")
    answer = rep.post("/undo")
    assert answer.headers["location"] == f"/firms/{ready}"
    assert rep.status(ready) == "qualified"
    assert "撤销" in rep.get(f"/firms/{ready}").text
    assert rep.post("/undo").status_code == 303, "nothing left: a message, not an error page"


def test_only_leaders_take_back_what_somebody_else_decided(people_of: People, rep: Person, ready: str) -> None:
    rep.post(f"/firms/{ready}/sign", version=rep.version(ready))
    decision = rep.get(f"/api/v1/firms/{ready}").json()["firm"]["decision"]["id"]
    assert people_of(Role.rep, "rep2").call(f"/firms/{ready}/undo", decision=decision).status_code == 400
    assert people_of(Role.manager, "boss").call(f"/firms/{ready}/undo", decision=decision).status_code == 200


def test_an_appeal_is_settled_by_a_second_person(people_of: People, rep: Person, ready: str) -> None:
    rep.post(f"/firms/{ready}/void", version=rep.version(ready), code="E3", reason="没有研发")
    assert rep.call(f"/firms/{ready}/sign", version=rep.version(ready)).status_code == 400
    filed = people_of(Role.rep, "rep2").call(f"/firms/{ready}/appeal", reason="官网有研发中心")
    appeal = filed.json()["id"]
    inspector, manager = people_of(Role.inspector, "insp"), people_of(Role.manager, "boss")
    assert rep.call(f"/appeals/{appeal}", status="qualified", reason="x").status_code == 403
    assert manager.call(f"/appeals/{appeal}", status="qualified", reason="看过官网").status_code == 200
    assert inspector.call(f"/appeals/{appeal}", status="void", reason="晚了").status_code == 400
    assert rep.status(ready) == "qualified"


def test_who_voided_cannot_settle_the_appeal(people_of: People, rep: Person, ready: str) -> None:
    manager = people_of(Role.manager, "boss")
    manager.call(f"/firms/{ready}/void", version=manager.version(ready), code="E3", reason="没有研发")
    appeal = rep.call(f"/firms/{ready}/appeal", reason="有").json()["id"]
    assert manager.call(f"/appeals/{appeal}", status="qualified", reason="改主意").status_code == 400


def test_bulk_signing_shows_a_summary_and_leaves_out_what_is_not_proved(desk: Desk, rep: Person, ready: str) -> None:
    bare = add_firm(desk, name_of(8), lacking=(Field.products,))
    picks = [f"{ready}:{rep.version(ready)}", f"{bare}:{rep.version(bare)}"]
    summary = rep.browser.get("/queue/sign", params={"firm": picks}).text
    assert f'name="firm" value="{picks[0]}"' in summary
    assert f'name="firm" value="{picks[1]}"' not in summary
    assert rep.post("/queue/sign", firm=picks).status_code == 400, "all or none"
    assert rep.get(f"/api/v1/firms/{ready}").json()["row"]["decided"] is False
    assert rep.post("/queue/sign", firm=picks[:1]).status_code == 303
    assert rep.get(f"/api/v1/firms/{ready}").json()["row"]["decided"] is True


def test_every_decision_is_a_row_of_the_audit_trail(desk: Desk, rep: Person, ready: str) -> None:
    from storage.repositories.audit import trail

    rep.post(f"/firms/{ready}/sign", version=rep.version(ready))
    rep.post("/undo")
    with desk.db.reading() as tx:
        assert [action.action for action in trail(tx, subject=ready, actor="rep1")] == ["undo", "decide"]
    assert key_of(name_of(1)) == ready


@pytest.fixture
def people_of(person: People) -> People:
    return person
