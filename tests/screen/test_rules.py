"""Every rule against its cases in `tests/rules/<rule>.yml`; a new rule needs a file of cases and no code here."""

from collections.abc import Collection
from pathlib import Path
from typing import Any, cast

import pytest
import yaml

from core.policy import Policy
from screen.case import Case
from screen.mandatory import SCREENSHOTS, missing, unillustrated
from screen.rule import RULES
from tests.screen.firms import TODAY, firm, policy

FOLDER = Path(__file__).parent.parent / "rules"


def cases() -> list[Any]:
    found = []
    for file in sorted(FOLDER.glob("*.yml")):
        for case in yaml.safe_load(file.read_text(encoding="utf-8")):
            found.append(pytest.param(file.stem, case, id=f"{file.stem}: {case['case']}"))
    return found


@pytest.mark.parametrize(("name", "case"), cases())
def test_case(name: str, case: dict[str, Any]) -> None:
    finding = RULES.get(name)(Case(firm(case["given"]), policy(case.get("policy")), case.get("today", TODAY)))
    assert finding.outcome == case["expect"], finding.reason.en
    assert finding.reason.zh
    assert finding.reason.en
    for word in case.get("says", ()):
        assert word in finding.reason.zh + finding.reason.en
    if finding.outcome == "unknown":
        assert finding.cheapest_fix is not None, "an undecided rule names the step that would decide it"


class Only:
    """A policy of which a rule may see the sections that it says it reads, and no other."""

    def __init__(self, whole: Policy, sections: Collection[str]) -> None:
        self._whole, self._sections = whole, sections

    def __getattr__(self, section: str) -> Any:
        assert section in self._sections, f"name {section!r} in the rule's `reads`"
        return getattr(self._whole, section)


@pytest.mark.parametrize(("name", "case"), cases())
def test_a_rule_looks_at_no_other_part_of_the_policy_than_it_says(name: str, case: dict[str, Any]) -> None:
    rule, whole = RULES.get(name), policy(case.get("policy"))
    if rule.reads is None:
        return
    assert rule.reads <= set(Policy.model_fields)
    given, today = firm(case["given"]), case.get("today", TODAY)
    seen = cast(Policy, Only(whole, rule.reads))
    assert rule.judge(Case(given, seen, today)) == rule.judge(Case(given, whole, today))
    nothing, shots = cast(Policy, Only(whole, ())), cast(Policy, Only(whole, (SCREENSHOTS,)))
    assert missing(Case(given, nothing, today)) == missing(Case(given, whole, today))
    assert unillustrated(Case(given, shots, today)) == unillustrated(Case(given, whole, today))


def test_every_rule_has_cases_for_all_it_can_answer() -> None:
    for name in RULES.names():
        file = FOLDER / f"{name}.yml"
        assert file.exists(), f"write tests/rules/{name}.yml"
        told = {case["expect"] for case in yaml.safe_load(file.read_text(encoding="utf-8"))}
        assert {"pass", "fail"} <= told, f"{file.name} lacks a case that passes or one that fails"
