"""Every rule against its cases in `tests/rules/<rule>.yml`; a new rule needs a file of cases and no code here."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from screen.case import Case
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


def test_every_rule_has_cases_for_all_it_can_answer() -> None:
    for name in RULES.names():
        file = FOLDER / f"{name}.yml"
        assert file.exists(), f"write tests/rules/{name}.yml"
        told = {case["expect"] for case in yaml.safe_load(file.read_text(encoding="utf-8"))}
        assert {"pass", "fail"} <= told, f"{file.name} lacks a case that passes or one that fails"
