"""The rule of rules on every combination of nine answers, with and without a missing field."""

from itertools import product

from core.words import Outcome, Status
from screen.engine import fold, rules


def oracle(outcomes: tuple[Outcome, ...], lacking: bool) -> Status:
    if any(o is Outcome.failed for o in outcomes):
        return Status.void
    if any(o is Outcome.unknown for o in outcomes):
        return Status.review
    return Status.incomplete if lacking else Status.qualified


def test_all_19683_combinations() -> None:
    assert [rule.code for rule in rules()] == ["E1a", "E1b", "E2", "E3", "E4a", "E4b", "E5a", "E5b", "E6"]
    seen = 0
    for outcomes in product(Outcome, repeat=len(rules())):
        for lacking in (False, True):
            assert fold(outcomes, lacking) is oracle(outcomes, lacking)
        seen += 1
    assert seen == 19_683
