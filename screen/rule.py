"""What a rule is: a name, the code it answers with, the clause it carries out, and a pure function."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple, cast

from core.known import known
from core.plugins import Register
from core.policy import Policy
from core.records import Finding, Fix, Reason
from core.words import Field, Outcome
from screen.case import Case


class Answer(NamedTuple):
    """A rule's answer before it gets its name and code."""

    outcome: Outcome
    zh: str
    en: str
    evidence: tuple[str, ...] = ()
    fix: str | None = None
    """The key of the cheapest step that would settle it, see `screen.fixes`."""


@dataclass(frozen=True)
class Rule:
    """One rule as the register holds it."""

    name: str
    code: str
    requirement: str
    judge: Callable[[Case], Answer]
    reads: frozenset[str] | None = None
    """The sections of the policy that its answer depends on; None where it does not say, and then any may."""

    def __call__(self, case: Case) -> Finding:
        """The rule's finding for one firm."""
        return self.finding(self.judge(case), case.policy)

    def finding(self, answer: Answer, policy: Policy) -> Finding:
        """An answer of this rule, written down."""
        outcome, zh, en, evidence, fix = answer
        return known(
            Finding,
            {
                "rule": self.name,
                "code": self.code,
                "outcome": outcome,
                "reason": _reason(zh, en),
                "evidence": evidence,
                "cheapest_fix": None if fix is None else step(fix, policy),
            },
        )


_PASSED, _FAILED, _UNKNOWN = Outcome.passed, Outcome.failed, Outcome.unknown

RULES: Register[Rule] = Register("rule", "screen.rules")


def rule(
    name: str, *, code: str, requirement: str, reads: Collection[str] | None = None
) -> Callable[[Callable[[Case], Answer]], Callable[[Case], Answer]]:
    """Decorator: make a function a rule. Its docstring is the rule's manual.

    `reads` names the sections of the policy that the function looks at, so that what-if asks it twice only where one
    of them differs. A rule that does not say is always asked twice.
    """

    def keep(judge: Callable[[Case], Answer]) -> Callable[[Case], Answer]:
        RULES.add(name)(Rule(name, code, requirement, judge, None if reads is None else frozenset(reads)))
        return judge

    return keep


def passed(zh: str, en: str, *evidence: str | None) -> Answer:
    """The firm meets the rule."""
    return _answer(Answer, (_PASSED, zh, en, _ids(evidence), None))


def failed(zh: str, en: str, *evidence: str | None, fix: str | None = None) -> Answer:
    """The firm is eliminated by the rule."""
    return Answer(_FAILED, zh, en, _ids(evidence), fix)


def unknown(zh: str, en: str, *evidence: str | None, fix: str) -> Answer:
    """The rule cannot decide; a person must, and `fix` says by which step."""
    return Answer(_UNKNOWN, zh, en, _ids(evidence), fix)


_answer: Final = tuple.__new__
"""Nine in ten answers are passes, made without their names being looked up one by one."""


def _ids(evidence: tuple[str | None, ...]) -> tuple[str, ...]:
    return cast(tuple[str, ...], evidence) if all(evidence) else tuple(filter(None, evidence))


STEPS: dict[str, tuple[str, str, Field | None]] = {
    "look_up_registry": (
        "在工商登记系统中查询并留存截图",
        "look the firm up in a company registry and keep the page",
        Field.legal_name,
    ),
    "confirm_name": ("将企业全称改为工商登记名称", "change the full name to the registered name", Field.legal_name),
    "pick_candidate": (
        "从登记候选企业中选定一家",
        "pick the right firm among the registry's candidates",
        Field.legal_name,
    ),
    "open_head_office": ("改为跟进总公司", "work on the head office instead", None),
    "open_parent": ("改为跟进所属主机厂", "work on the owning maker instead", Field.parent),
    "read_website": (
        "在企业官网查看研发中心/技术中心板块",
        "read the R&D section of the firm's own site",
        Field.has_rd,
    ),
    "upload_patent_search": (
        "检索近一年专利与新品并上传结果",
        "search patents and product news of the last year and upload the result",
        None,
    ),
    "find_revenue": (
        "查找年营业收入（年报或登记信息）",
        "find the yearly revenue in an annual report or registry",
        Field.revenue,
    ),
    "set_sub_field": ("标注精准细分领域", "set the precise sub-field", Field.sub_field),
    "set_city": (
        "补充总部具体城市（直辖市需到区）",
        "give the city of the head office (for a municipality, the district)",
        Field.hq_city,
    ),
    "set_products": ("补充与我司业务匹配的核心产品", "give the core products that match what we sell", Field.products),
    "name_source": ("注明具体可追溯的获取渠道", "name a source that can be traced", None),
    "archive_source": ("为名录页面留存归档", "archive the page of the list", None),
    "take_screenshot": ("为该字段的来源页面补截图", "take the missing screenshot of the source page", None),
    "map_to_prc_entity": ("对应到其在华登记实体", "find the firm's registered entity in China", Field.legal_name),
    "confirm_status": ("确认登记状态的含义", "confirm what the registry status means", Field.registry_status),
}
"""Every step that can settle a finding: in Chinese, in English, and the field it fills."""


def step(action: str, policy: Policy) -> Fix:
    """A step with the minutes that the policy gives it."""
    return _fix(action, policy.minutes(action))


@lru_cache(maxsize=1024)
def _fix(action: str, minutes: float) -> Fix:
    zh, en, filled = STEPS[action]
    return Fix(action=action, text=Reason(zh=zh, en=en), minutes=minutes, field=filled)


@lru_cache(maxsize=4096)
def _reason(zh: str, en: str) -> Reason:
    """Most answers are one of a few dozen sentences; the others push each other out."""
    return known(Reason, {"zh": zh, "en": en})
