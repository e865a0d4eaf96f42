"""Contacts, touches, leads and appointments by the rules of the ladder."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import product

import pytest

from core.policy import Targets
from core.words import Field, Role
from review.actions.ladder import Heard, qualifies
from review.desk import Desk
from tests.review.conftest import Person
from tests.review.made import PNG, add_firm, add_leader, name_of

NOW = datetime(2026, 3, 2, tzinfo=UTC)
SAID = {
    "willing": True,
    "interested": False,
    "budget_cny": "100000",
    "further_value": True,
    "quote": "愿意先看样车报告",
}


@pytest.fixture
def firm(desk: Desk) -> str:
    return add_firm(desk, name_of(1))


@pytest.fixture
def leader(desk: Desk, firm: str) -> str:
    return add_leader(desk, firm)


def ended() -> str:
    return (datetime.now(UTC) - timedelta(hours=1)).isoformat()


@pytest.mark.parametrize(("willing", "interested", "enough", "value"), list(product([True, False], repeat=4)))
def test_a_lead_is_willing_or_interested_with_budget_and_value(
    willing: bool, interested: bool, enough: bool, value: bool
) -> None:
    heard = Heard(
        contact="p",
        willing=willing,
        interested=interested,
        budget_cny=Decimal(100_000) if enough else Decimal("99999.99"),
        further_value=value,
        quote="x",
        talk_ended_at=NOW,
    )
    assert (qualifies(heard, Targets()) is None) is ((willing or interested) and enough and value)


def test_a_lead_is_confirmed_by_somebody_else(
    rep: Person, person: Callable[..., Person], firm: str, leader: str
) -> None:
    made = rep.call(f"/firms/{firm}/leads", contact=leader, talk_ended_at=ended(), **SAID)
    assert made.status_code == 201, made.text
    lead = made.json()["id"]
    assert rep.call(f"/leads/{lead}", answer="confirm").status_code == 403
    manager = person(Role.key_account, "ka")
    assert "愿意先看样车报告" in manager.get("/ladder").text
    assert manager.call(f"/leads/{lead}", answer="decline").status_code == 400, "declining needs a reason"
    assert manager.call(f"/leads/{lead}", answer="confirm").json()["state"] == "confirmed"
    assert manager.call(f"/leads/{lead}", answer="decline", why="x").status_code == 409


def test_nobody_confirms_a_lead_of_their_own(person: Callable[..., Person], firm: str, leader: str) -> None:
    own = person(Role.key_account, "ka")
    lead = own.call(f"/firms/{firm}/leads", contact=leader, talk_ended_at=ended(), **SAID).json()["id"]
    assert own.call(f"/leads/{lead}", answer="confirm").status_code == 400


def test_a_lead_needs_a_valid_contact_at_a_qualified_firm(desk: Desk, rep: Person) -> None:
    firm = add_firm(desk, name_of(2), lacking=(Field.products,))
    leader = add_leader(desk, firm)
    answer = rep.call(f"/firms/{firm}/leads", contact=leader, talk_ended_at=ended(), **SAID)
    assert answer.status_code == 400
    assert "尚未合格" in answer.json()["error"]


def test_who_asked_to_be_left_alone_is_left_alone(rep: Person, firm: str, leader: str) -> None:
    assert "有效联系人" in rep.get(f"/firms/{firm}/contacts").text
    assert rep.post(f"/firms/{firm}/contacts/{leader}/do-not-contact", why="本人要求").status_code == 303
    page = rep.get(f"/firms/{firm}/contacts").text
    assert "不得联系" in page
    assert "021-59501234" not in page
    assert rep.call(f"/firms/{firm}/touches", contact=leader, channel="phone", outcome="reached").status_code == 400
    again = {"name": "王建国", "title": "研发总监", "phone": "021-59501234", "source": "公司官网团队页"}
    assert rep.call(f"/firms/{firm}/contacts", **again).status_code == 400


def test_a_double_click_is_one_touch(rep: Person, firm: str, leader: str) -> None:
    talk = {"contact": leader, "channel": "phone", "outcome": "reached", "note": "约周三"}
    assert rep.call(f"/firms/{firm}/touches", **talk).json() == {"new": True}
    again = rep.call(f"/firms/{firm}/touches", **talk).json()["new"]
    page = rep.get(f"/firms/{firm}/contacts").text
    assert page.count("约周三") == (2 if again else 1), "only a new minute may count anew"


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({}, 201),
        ({"title": "销售总监"}, 400),
        ({"source": "百度"}, 400),
        ({"phone": "12"}, 400),
        ({"email": "nobody"}, 400),
        ({"name": " "}, 400),
    ],
)
def test_only_rd_leaders_with_a_source_are_stored(rep: Person, firm: str, change: dict[str, str], status: int) -> None:
    named = {"name": "李工", "title": "研发总监", "phone": "0512-66881234", "source": "公司官网团队页"} | change
    assert rep.call(f"/firms/{firm}/contacts", **named).status_code == status


def test_an_appointment_counts_with_the_customers_word(rep: Person, firm: str) -> None:
    at = (datetime.now(UTC) + timedelta(days=3)).isoformat()
    made = rep.call(f"/firms/{firm}/appointments", kind="visit", takes_place_at=at).json()["id"]
    place = f"/firms/{firm}/appointments/{made}"
    assert rep.post(place, to="confirmed").status_code in (303, 400)
    assert "待客户确认" in rep.get(f"/firms/{firm}/contacts").text
    rep.post(place, to="confirmed", files={"file": ("邮件.png", PNG, "image/png")})
    assert "客户已确认</span>" in rep.get(f"/firms/{firm}/contacts").text
    past = (datetime.now(UTC) - timedelta(days=3)).isoformat()
    assert rep.call(f"/firms/{firm}/appointments", kind="visit", takes_place_at=past).status_code == 400


def test_somebody_who_left_is_no_valid_contact(rep: Person, firm: str, leader: str) -> None:
    rep.post(f"/firms/{firm}/contacts/{leader}/left")
    assert "已离任" in rep.get(f"/firms/{firm}/contacts").text
