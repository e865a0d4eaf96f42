"""The cheapest way to qualify a firm, and what it costs a person."""

from core.records import Fix, Frozen, Verdict
from core.words import Outcome, Status

CURABLE = frozenset(
    {
        "confirm_name",
        "name_source",
        "find_revenue",
        "set_sub_field",
        "set_city",
        "set_products",
        "take_screenshot",
        "archive_source",
    }
)
"""Steps that can turn a failed finding round; a dead firm or a branch stays void whatever one does."""


class Remedy(Frozen):
    """The smallest set of steps that would qualify a firm, or none where nothing would."""

    steps: tuple[Fix, ...] = ()
    minutes: float = 0.0
    possible: bool = True


def remedy(verdict: Verdict) -> Remedy:
    """Every open finding needs its step; one step may settle several findings and counts once."""
    if verdict.status is Status.qualified:
        return Remedy()
    steps: dict[str, Fix] = {}
    for finding in verdict.findings:
        if finding.outcome is Outcome.passed:
            continue
        fix = finding.cheapest_fix
        if fix is None or (finding.outcome is Outcome.failed and fix.action not in CURABLE and finding.code != "M"):
            return Remedy(possible=False)
        steps.setdefault(fix.action, fix)
    if "look_up_registry" in steps:
        steps.pop("pick_candidate", None)
    chosen = tuple(sorted(steps.values(), key=lambda fix: (fix.minutes, fix.action)))
    return Remedy(steps=chosen, minutes=round(sum(fix.minutes for fix in chosen), 2))
