"""Grades A, B, C of a qualified firm: points by a stated formula whose parts can be shown (R-069)."""

from core.records import Frozen
from core.words import ContactRole, EmailKind, Field, Grade
from screen.case import Case
from screen.rules.is_active_in_rd import span, year_before
from screen.rules.revenue_is_enough import in_cny

_REVENUE, _SUB_FIELD = Field.revenue, Field.sub_field
_LEADER, _CORPORATE = ContactRole.rd_leader, EmailKind.corporate


class Part(Frozen):
    """One part of the formula: what was looked at, and the points it gave out of how many."""

    zh: str
    en: str
    points: int
    most: int


def parts(case: Case) -> tuple[Part, ...]:
    """The formula's parts for one firm, in the order in which they are shown."""
    most = (len(case.policy.grading.revenue_steps_cny), 1, 2, 1, 1)
    return tuple(
        Part(zh=zh, en=en, points=points, most=top)
        for (zh, en), points, top in zip(_PARTS, _points(case), most, strict=True)
    )


_PARTS = (
    ("营收规模", "revenue"),
    ("近一年研发动态", "R&D events within a year"),
    ("研发联系人有效", "valid R&D contact"),
    ("重点细分领域", "preferred sub-field"),
    ("多个独立来源", "several sources"),
)


def _points(case: Case) -> tuple[int, ...]:
    """The points of each part."""
    limits = case.policy.grading
    revenue = case.fact(_REVENUE)
    bounds = in_cny(revenue.value, case.policy.revenue.rates) if revenue is not None else None
    size = len([1 for limit in limits.revenue_steps_cny if bounds[0] >= limit]) if bounds is not None else 0
    first = year_before(case.today, case.policy.active.years)
    recent = len([1 for e in case.firm.activities if (s := span(e)) and s[0] >= first])
    sub_field = case.text(_SUB_FIELD)
    return (
        size,
        int(recent >= limits.events),
        2 * int(_callable(case)),
        int(sub_field in limits.preferred),
        int(len(case.listed) > 1 and len({s.source for s in case.listed}) > 1),
    )


def grade(case: Case) -> Grade:
    """A, B or C by the sum of the parts."""
    points = sum(_points(case))
    if points >= case.policy.grading.a_from:
        return Grade.A
    return Grade.B if points >= case.policy.grading.b_from else Grade.C


def _callable(case: Case) -> bool:
    return any(
        c.role is _LEADER and not c.former and (c.phone or (c.email and c.email_kind is _CORPORATE))
        for c in case.firm.contacts
    )
