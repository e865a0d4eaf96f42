"""E1a: the full name must be the registered name."""

from rapidfuzz.distance import Levenshtein

from core.records import Fact
from core.values.company_names import is_full_chinese, strict_key
from core.words import Field
from screen.case import Case
from screen.rule import Answer, failed, passed, rule, unknown

_LEGAL_NAME, _FORMER_NAME, _REGISTRY_CANDIDATES, _USCC = (
    Field.legal_name,
    Field.former_name,
    Field.registry_candidates,
    Field.uscc,
)

NEAR = 2
"""So many characters may differ for a registered name to be suggested as what was meant."""


@rule("name-is-registered", code="E1a", requirement="R-060", reads=("foreign",))
def name_is_registered(case: Case) -> Answer:
    """Keep firms whose full name equals the name in the company registry.

    Pass: a registry's record bears a name under which the firm was listed, or the firm was listed only by a brand,
    short or foreign name and the registered name is taken over.
    Fail: it was listed under a full Chinese name, and the registry's record bears another; the registered name is
    suggested.
    Unknown: no registry was seen, several candidates fit, or the firm was listed under a former name.
    """
    record = case.registered(_LEGAL_NAME)
    if record is None or not isinstance(record.value, str):
        return _without_record(case)
    if _needs_prc(case):
        return unknown(
            f"登记名称“{record.value}”不在中国工商登记中（境外企业）",
            f"“{record.value}” is registered abroad, not in the PRC",
            record.id,
            fix="map_to_prc_entity",
        )
    full = _full_names(case)
    if not full or record.value in full:
        return _the_same(record)
    registered = strict_key(record.value)
    claimed = {name: strict_key(name) for name in full}
    if registered in claimed.values():
        return _the_same(record)
    former = {strict_key(str(fact.value)) for fact in case.facts(_FORMER_NAME)}
    name = next(iter(claimed))
    if any(key in former for key in claimed.values()):
        return unknown(
            f"名录所载“{name}”是曾用名，现登记名称为“{record.value}”",
            f"“{name}” is a former name; registered now as “{record.value}”",
            record.id,
            fix="confirm_name",
        )
    return failed(
        f"企业全称“{name}”与工商登记“{record.value}”不符；建议改为登记名称",
        f"the name “{name}” is not the registered “{record.value}”; take the registered name",
        record.id,
        fix="confirm_name",
    )


def _the_same(record: Fact) -> Answer:
    return passed(
        f"企业全称与工商登记一致：{record.value}",
        f"the name is the registered one: {record.value}",
        record.id,
        record.capture,
    )


def _without_record(case: Case) -> Answer:
    candidates = case.fact(_REGISTRY_CANDIDATES)
    listed = candidates.value if candidates is not None else None
    offered = (
        [str(c["name"]) for c in listed if isinstance(c, dict) and c.get("name")] if isinstance(listed, list) else []
    )
    for name in _full_names(case):
        near = [c for c in offered if 0 < Levenshtein.distance(strict_key(name), strict_key(c)) <= NEAR]
        if len(near) == 1 and candidates is not None:
            return failed(
                f"工商登记中没有“{name}”，只有相近的“{near[0]}”；建议改为登记名称",
                f"no firm is registered as “{name}”, only the close “{near[0]}”; take the registered name",
                candidates.id,
                candidates.capture,
                fix="confirm_name",
            )
    if offered and candidates is not None:
        return unknown(
            "登记系统返回多个候选企业，需人工选定",
            "the registry offers several firms; a person must pick",
            candidates.id,
            fix="pick_candidate",
        )
    looked = next((s for s in case.firm.searches if s.kind == "registry"), None)
    if looked is not None:
        return unknown(
            f"在{looked.where}未查到该企业；未查到不等于不存在",
            f"not found in {looked.where}; not found is not proof that there is none",
            looked.id,
            fix="map_to_prc_entity" if case.home not in (None, "CN") else "look_up_registry",
        )
    return unknown("尚未核对工商登记", "no company registry has been seen yet", fix="look_up_registry")


def _full_names(case: Case) -> list[str]:
    firm = case.firm
    names = [firm.name, *firm.aliases, *[s.name for s in case.listed], *[s.name_alt for s in case.listed if s.name_alt]]
    return [name for name in dict.fromkeys(names) if is_full_chinese(name)]


def _needs_prc(case: Case) -> bool:
    return case.policy.foreign.mode == "review" and case.home not in (None, "CN") and case.fact(_USCC) is None
