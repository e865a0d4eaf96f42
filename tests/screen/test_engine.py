"""Verdicts: the mandatory gate, the screenshot gate, grades, cheapest fix, and that a verdict can be repeated."""

from typing import Any

import pytest

from core.words import MANDATORY, Field, Status
from screen.engine import judge
from screen.fixes import remedy
from screen.order import Share, forecast, worth
from screen.replay import as_of, replay, what_if
from tests.screen.firms import NOW, firm, policy

COMPLETE: dict[str, Any] = {
    "registry": {
        "legal_name": "上海示例制动系统有限公司",
        "company_type": "有限责任公司",
        "registry_status": {"status": "active", "raw": "存续"},
        "revenue": {"amount": "1200000000", "currency": "CNY", "year": 2025},
        "hq_city": {"province": "上海市", "city": "上海市", "district": "嘉定区", "country": "CN"},
        "industry": "C3670 汽车零部件及配件制造",
    },
    "website": {"has_rd": "yes", "products": ["线控制动"], "sub_field": "nev.tier1.brake"},
    "events": [{"day": NOW.date()}],
}


def without(field: str) -> dict[str, Any]:
    return {
        key: {k: v for k, v in value.items() if k != field} if isinstance(value, dict) else value
        for key, value in COMPLETE.items()
    }


def test_a_complete_firm_qualifies_with_a_grade() -> None:
    verdict = judge(firm(COMPLETE), policy(), NOW)
    assert verdict.status is Status.qualified
    assert verdict.grade is not None


@pytest.mark.parametrize("field", MANDATORY)
def test_dropping_any_mandatory_field_is_noticed_and_named(field: Field) -> None:
    verdict = judge(firm(without(field.value)), policy(), NOW)
    assert verdict.status is not Status.qualified
    assert verdict.missing == (field,)


@pytest.mark.parametrize(
    ("place", "precise"),
    [
        ({"province": "江苏省", "country": "CN"}, False),
        ({"province": "江苏省", "city": "苏州市", "country": "CN"}, True),
        ({"province": "上海市", "city": "上海市", "country": "CN"}, False),
        ({"province": "上海市", "city": "上海市", "district": "嘉定区", "country": "CN"}, True),
        ({"country": "DE"}, False),
        ({"city": "Stuttgart", "country": "DE"}, True),
    ],
)
def test_a_head_office_is_a_specific_city(place: dict[str, str], precise: bool) -> None:
    given = without("hq_city")
    given["registry"]["hq_city"] = place
    verdict = judge(firm(given), policy(), NOW)
    assert (Field.hq_city not in verdict.missing) is precise


def test_a_page_that_did_not_answer_proves_nothing() -> None:
    verdict = judge(firm({**COMPLETE, "access": "challenged"}), policy(), NOW)
    assert verdict.status is Status.incomplete
    assert set(verdict.missing) == set(MANDATORY)


def test_a_field_without_its_screenshot_is_incomplete_and_says_so() -> None:
    verdict = judge(firm({**COMPLETE, "screenshot": False}), policy(), NOW)
    assert verdict.status is Status.incomplete
    assert [fix.action for fix in remedy(verdict).steps] == ["take_screenshot"]


def test_the_cheapest_fix_is_the_smallest_set_of_steps() -> None:
    given = without("revenue")
    given["registry"].pop("hq_city")
    plan = remedy(judge(firm(given), policy(), NOW))
    assert [step.action for step in plan.steps] == ["find_revenue", "set_city"]
    assert plan.minutes == 6.0


def test_nothing_cures_a_dead_firm() -> None:
    given = without("registry_status")
    given["registry"]["registry_status"] = {"status": "dead", "raw": "注销"}
    assert remedy(judge(firm(given), policy(), NOW)).possible is False


def test_the_same_inputs_give_the_same_verdict_byte_for_byte() -> None:
    stored = judge(firm(COMPLETE), policy(), NOW)
    assert replay(firm(COMPLETE), stored, policy()).same


def test_a_changed_fact_is_noticed_by_replay() -> None:
    stored = judge(firm(COMPLETE), policy(), NOW)
    changed = without("revenue")
    changed["registry"]["revenue"] = {"amount": "1", "currency": "CNY"}
    again = replay(firm(changed), stored, policy())
    assert not again.same
    assert {"status", "findings", "inputs"} <= set(again.differs)


def test_what_was_learned_later_is_not_part_of_an_earlier_view() -> None:
    known = firm(COMPLETE)
    assert as_of(known, NOW).facts == known.facts
    assert as_of(known, NOW.replace(year=2025)).facts == ()


def test_what_if_lists_who_flips_and_by_which_finding() -> None:
    flips = list(what_if([firm(COMPLETE)], policy(), policy({"revenue": {"minimum_cny": "2000000000"}}), NOW))
    assert [(flip.before, flip.after, flip.by) for flip in flips] == [
        (Status.qualified, Status.void, ("E6 revenue-is-enough",))
    ]


POLICIES: tuple[dict[str, Any], ...] = (
    {},
    {"revenue": {"minimum_cny": "2000000000"}},
    {"revenue": {"strictly_more": True}, "effort": {"default": 9.0}},
    {"rd": {"mode": "conjunctive"}},
    {"active": {"years": 3, "coverage": 0.1}},
    {"active": {"patents_by": ()}, "foreign": {"mode": "home_registry"}},
    {"evidence": {"screenshot_for": ()}},
)
FIRMS: tuple[dict[str, Any], ...] = (
    COMPLETE,
    *(without(field.value) for field in MANDATORY),
    {**COMPLETE, "screenshot": False},
    {**COMPLETE, "events": [{"day": NOW.date().replace(year=2024)}]},
    {**COMPLETE, "events": [], "searches": [{"kind": "product", "coverage": 0.3}, {"kind": "patent", "coverage": 0.3}]},
    {**COMPLETE, "website": {**COMPLETE["website"], "has_rd": "no"}},
    {**COMPLETE, "country": "DE", "registry": {**COMPLETE["registry"], "legal_name": "Muster Bremsen GmbH"}},
)


@pytest.mark.parametrize("current", POLICIES)
@pytest.mark.parametrize("proposed", POLICIES)
def test_what_if_moves_the_firms_that_two_verdicts_tell_apart(
    current: dict[str, Any], proposed: dict[str, Any]
) -> None:
    now, then, firms = policy(current), policy(proposed), [firm(given) for given in FIRMS]
    told = [(flip.before, flip.after) for flip in what_if(firms, now, then, NOW)]
    pairs = [(judge(one, now, NOW).status, judge(one, then, NOW).status) for one in firms]
    assert told == [(before, after) for before, after in pairs if before is not after]


def test_a_firm_to_sign_comes_before_one_that_needs_work_and_a_void_one_is_worth_nothing() -> None:
    ready = worth(judge(firm(COMPLETE), policy(), NOW), {})
    work = worth(judge(firm(without("revenue")), policy(), NOW), {})
    void = worth(judge(firm({**COMPLETE, "duplicate_of": "f0"}), policy(), NOW), {})
    assert ready.per_minute > work.per_minute > void.per_minute == 0
    assert work.low < work.per_minute < work.high


def test_the_order_learns_from_what_was_accepted_before() -> None:
    verdict = judge(firm(without("revenue")), policy(), NOW)
    kind = worth(verdict, {}).kind
    assert (
        worth(verdict, {kind: Share(yes=40, no=2)}).per_minute > worth(verdict, {kind: Share(yes=1, no=40)}).per_minute
    )


def test_the_forecast_says_when_fifty_are_reached_or_that_they_are_not() -> None:
    ready = worth(judge(firm(COMPLETE), policy(), NOW), {})
    due = forecast([ready] * 100, 0, 50, NOW)
    assert due is not None
    assert due > NOW
    assert forecast([ready] * 3, 0, 50, NOW) is None
