"""The gate of mandatory fields (R-020 … R-030): exactly which are missing or unproved, and the step that fills each.

A field counts when its value is stated precisely enough and its fact names a page that answered `ok` (or a person
verified it). The acquisition channel, verifier and time are properties of facts and are checked where they arise.
"""

from collections.abc import Callable
from datetime import timedelta

from core.records import Fact
from core.words import MANDATORY, Access, Field, HasRd, SourceKind
from screen.case import Case
from screen.catalogue import fits

STEP: dict[Field, str] = {
    Field.legal_name: "look_up_registry",
    Field.sub_field: "set_sub_field",
    Field.revenue: "find_revenue",
    Field.hq_city: "set_city",
    Field.products: "set_products",
    Field.has_rd: "read_website",
}
"""The step that fills a missing field, by the keys of `screen.rule.STEPS`."""

SCREENSHOTS = "evidence"
"""The one section of the policy that the gate looks at: which fields need a screenshot."""


def missing(case: Case) -> tuple[Field, ...]:
    """The mandatory fields that are not known, in the brief's order."""
    lacking = []
    for field, precise in _GATE:
        fact = case.registered(field) if field is _LEGAL_NAME else case.fact(field)
        if fact is None or not _proved(case, fact) or not precise(fact.value):
            lacking.append(field)
    return tuple(lacking)


def unillustrated(case: Case) -> tuple[Field, ...]:
    """Fields that are known, but whose page was kept without the screenshot that the policy asks for (R-041)."""
    gaps = []
    for field in case.policy.evidence.screenshot_for:
        fact = case.fact(field)
        if fact is None or fact.verified_by:
            continue
        capture = case.captures.get(fact.capture or "")
        if capture is None or not (capture.screenshot or capture.viewport):
            gaps.append(field)
    return tuple(gaps)


def stale(case: Case) -> tuple[Field, ...]:
    """Mandatory fields whose fact is older than the policy allows (R-049); they go back to the queue."""
    old = []
    for field in MANDATORY:
        fact = case.fact(field)
        if fact is None:
            continue
        days = case.policy.evidence.days.get(field, case.policy.evidence.days_default)
        since = (fact.verified_at or fact.found_at).date()
        if case.today - since > timedelta(days=days):
            old.append(field)
    return tuple(old)


def _proved(case: Case, fact: Fact) -> bool:
    capture = case.captures.get(fact.capture or "")
    if capture is not None and ((answer := capture.access) is _OK or answer.says_something):
        return True
    # A person's word needs no page, nor what follows from it, such as the sub-field from products.
    return bool(fact.verified_by) or fact.extractor.startswith("person:") or case.kinds.get(fact.source) is _PERSON


_MUNICIPALITIES = ("北京", "上海", "天津", "重庆")


def specific_city(place: dict[str, object]) -> bool:
    """R-024: a municipality needs the district, any other place in China the prefecture-level city."""
    city = str(place.get("city") or "")
    if place.get("country") not in (None, "CN"):
        return bool(city)
    province = str(place.get("province") or "")
    if province.startswith(_MUNICIPALITIES) or city.startswith(_MUNICIPALITIES):
        return bool(place.get("district"))
    return bool(city)


_LEGAL_NAME, _PERSON, _OK = Field.legal_name, SourceKind.person, Access.ok
_ANSWERS = (str(HasRd.yes), str(HasRd.no), str(HasRd.outsourced))
_PRECISE: dict[Field, Callable[[object], bool]] = {
    Field.hq_city: lambda value: isinstance(value, dict) and specific_city(value),
    Field.has_rd: lambda value: value in _ANSWERS,
    Field.revenue: lambda value: isinstance(value, dict) and bool(value.get("currency")),
    Field.products: lambda value: isinstance(value, list) and fits(map(str, value)),
}
"""Is the value of a field stated precisely enough? Of other fields any value is."""
_GATE = tuple((field, _PRECISE.get(field, bool)) for field in MANDATORY)
