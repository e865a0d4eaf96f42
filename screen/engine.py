"""Runs the rules over one firm and folds their findings into one verdict. Pure.

The rule of rules (DESIGN section 2): any void ⇒ void; else any unknown ⇒ review; else a missing mandatory field ⇒
incomplete; else qualified.
"""

import hashlib
from collections.abc import Iterable
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from core.identity import verdict_id
from core.known import known
from core.policy import Policy
from core.records import Fact, Finding, Firm, Reason, Verdict
from core.words import Field, Outcome, Status
from screen.case import Case
from screen.grade import grade
from screen.mandatory import STEP, missing, unillustrated
from screen.rule import RULES, Answer, Rule, step

MANDATORY_CODE = "M"
"""Code of the findings that name a missing mandatory field."""


def fold(outcomes: Iterable[Outcome], lacking: bool) -> Status:
    """The rule of rules."""
    told = set(outcomes)
    if _FAILED in told:
        return _VOID
    if _UNKNOWN in told:
        return _REVIEW
    return _INCOMPLETE if lacking else _QUALIFIED


_FAILED, _UNKNOWN = Outcome.failed, Outcome.unknown
_VOID, _REVIEW, _INCOMPLETE, _QUALIFIED = Status.void, Status.review, Status.incomplete, Status.qualified


@lru_cache(maxsize=1)
def rules() -> tuple[Rule, ...]:
    """All rules in the order of their codes."""
    return tuple(sorted((rule for _, rule in RULES), key=lambda rule: rule.code))


@lru_cache(maxsize=4)
def zone(name: str) -> ZoneInfo:
    """A time zone by name, looked up once."""
    return ZoneInfo(name)


def judge(firm: Firm, policy: Policy, at: datetime, timezone: str = "Asia/Shanghai") -> Verdict:
    """The verdict on one firm at one moment. The same firm, policy and moment give the same verdict, byte for byte.

    `at` is aware; ValueError where it is not.
    """
    moment, today = _moment(at, timezone)
    case = Case(firm, policy, today)
    weighed = weigh(case)
    inputs = fingerprint(firm, case)
    return known(
        Verdict,
        {
            "id": verdict_id(firm.id, inputs, policy.version),
            "firm": firm.id,
            "status": weighed.status,
            "grade": grade(case) if weighed.status is _QUALIFIED else None,
            "findings": findings(case, weighed),
            "missing": weighed.lacking,
            "policy": policy.version,
            "inputs": inputs,
            "at": moment,
        },
    )


@lru_cache(maxsize=64)
def _moment(at: datetime, timezone: str) -> tuple[datetime, date]:
    """A moment in UTC and its day in the installation's time zone; a run judges all its firms at one."""
    if at.tzinfo is None:
        raise ValueError("a time without a time zone; use aware datetimes")
    return at.astimezone(UTC), at.astimezone(zone(timezone)).date()


class Weighed(NamedTuple):
    """What decides on a firm, before it is written down."""

    status: Status
    answers: tuple[Answer, ...]
    """One a rule, in the order of `rules`."""
    lacking: tuple[Field, ...]
    """Mandatory fields that are missing."""
    bare: tuple[Field, ...]
    """Fields whose page lacks its screenshot; looked at only where nothing else is missing."""


def weigh(case: Case) -> Weighed:
    """Ask every rule and every mandatory field."""
    answers = tuple([rule.judge(case) for rule in rules()])
    lacking = missing(case)
    bare = () if lacking else unillustrated(case)
    return Weighed(fold([answer.outcome for answer in answers], bool(lacking or bare)), answers, lacking, bare)


def findings(case: Case, weighed: Weighed) -> tuple[Finding, ...]:
    """Every finding, with its reasons and its cheapest fix."""
    policy = case.policy
    found = [rule.finding(answer, policy) for rule, answer in zip(rules(), weighed.answers, strict=True)]
    found += [_lacks(field, case) for field in weighed.lacking]
    found += [_bare(field, case) for field in weighed.bare]
    return tuple(found)


def fingerprint(firm: Firm, case: Case) -> str:
    """The hash of everything that rules look at: changes of it, and only those, can change a verdict.

    Facts, events and searches have ids made from their content; captures and sources are named with what rules read
    of them.
    """
    parts = [
        firm.id,
        firm.name,
        firm.country or "",
        firm.duplicate_of or "",
        case.today.isoformat(),
        *sorted(firm.aliases),
        *sorted(_signed(firm.facts)),
        *sorted([row.id for row in firm.sightings]),
        *sorted(["".join((e.id, str(e.happened_on), e.precision or "None")) for e in firm.activities]),
        *sorted(["".join((s.id, _written(s.coverage), s.access)) for s in firm.searches]),
        *sorted(["".join((c.id, c.access, c.screenshot or "", c.viewport or "")) for c in firm.captures]),
        *sorted(["".join((s.key, s.kind, s.title, s.url or "")) for s in firm.sources]),
        *sorted(["".join((c.id, c.phone or "", c.email or "", c.email_kind or "")) for c in firm.contacts]),
    ]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:32]


_written = lru_cache(maxsize=1024, typed=True)(str)
"""Coverages are a few round numbers, and writing one takes as long as all else of a search."""


def _signed(facts: Iterable[Fact]) -> list[str]:
    """Each fact with its signature and moment; facts of one page share their moment, which is written out once."""
    signed, moment, written = [], None, ""
    for fact in facts:
        if (found := fact.found_at) is not moment and found != moment:
            moment, written = found, found.isoformat()
        signed.append(f"{fact.id}{by}{written}" if (by := fact.verified_by) else fact.id + written)
    return signed


_NAMES: dict[Field, tuple[str, str]] = {
    Field.legal_name: ("企业全称", "registered name"),
    Field.sub_field: ("细分领域", "sub-field"),
    Field.revenue: ("年营收", "revenue"),
    Field.hq_city: ("总部城市", "head office city"),
    Field.products: ("核心产品", "core products"),
    Field.has_rd: ("自研部门", "own R&D"),
}


def _lacks(field: Field, case: Case) -> Finding:
    zh, en = _NAMES[field]
    if case.fact(field) is not None:
        zh, en = (
            f"必填字段“{zh}”不够精准或来源页面未留存",
            f"mandatory field “{en}” is not precise enough, or its page was not kept",
        )
    else:
        zh, en = f"必填字段“{zh}”缺失", f"mandatory field “{en}” is missing"
    return _gap(f"has-{field.value.replace('_', '-')}", zh, en, field, STEP[field], case)


def _bare(field: Field, case: Case) -> Finding:
    zh, en = _NAMES.get(field, (field.value, field.value))
    zh, en = f"“{zh}”的来源页面缺截图", f"the page that proves “{en}” has no screenshot"
    return _gap("has-screenshot", zh, en, field, "take_screenshot", case)


def _gap(name: str, zh: str, en: str, field: Field, action: str, case: Case) -> Finding:
    fact = case.fact(field)
    return known(
        Finding,
        {
            "rule": name,
            "code": MANDATORY_CODE,
            "outcome": _FAILED,
            "reason": known(Reason, {"zh": zh, "en": en}),
            "evidence": (fact.id,) if fact is not None else (),
            "cheapest_fix": step(action, case.policy),
        },
    )
