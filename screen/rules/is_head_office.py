"""E1b: branches and offices are not firms of their own."""

import re
from functools import lru_cache

from core.values.company_names import branch_marker
from core.words import Field
from screen.case import Case
from screen.rule import Answer, failed, passed, rule, unknown

_BRANCH_OF, _COMPANY_TYPE, _LEGAL_NAME = Field.branch_of, Field.company_type, Field.legal_name

_TYPE = re.compile(r"分公司|分支机构|代表机构|办事处|\bbranch\b|representative office", re.IGNORECASE)


@rule("is-head-office", code="E1b", requirement="R-061", reads=())
def is_head_office(case: Case) -> Answer:
    """Keep head offices.

    Pass: the registry's type is that of a firm.
    Fail: the registry's type, a registered parent, or the end of the name says branch or office; the head office is
    suggested where it is known.
    Unknown: no registry has told the type, and the name does not say branch.
    """
    parent = case.fact(_BRANCH_OF)
    kind = case.fact(_COMPANY_TYPE)
    name = case.registered(_LEGAL_NAME)
    marker = branch_marker(str(name.value) if name is not None else case.firm.name)
    of = f"，总公司：{parent.value}" if parent is not None and parent.value else ""
    of_en = f"; head office: {parent.value}" if parent is not None and parent.value else ""
    if kind is not None and _says_branch(str(kind.value)):
        return failed(
            f"登记类型为“{kind.value}”，属分支机构{of}",
            f"registered as “{kind.value}”, a branch{of_en}",
            kind.id,
            kind.capture,
            fix="open_head_office",
        )
    if parent is not None and parent.value:
        return failed(
            f"登记为分支机构{of}", f"registered as a branch{of_en}", parent.id, parent.capture, fix="open_head_office"
        )
    if marker:
        return failed(
            f"名称以“{marker}”结尾，属分支机构{of}",
            f"the name ends in “{marker}”: a branch or office{of_en}",
            fix="open_head_office",
        )
    if kind is not None or name is not None:
        told = kind or name
        return passed("登记为独立企业，非分支机构", "registered as a firm, not a branch", told.id if told else None)
    return unknown(
        "未见登记类型，无法判断是否分支机构", "no registry has told whether this is a branch", fix="look_up_registry"
    )


@lru_cache(maxsize=1024)
def _says_branch(kind: str) -> bool:
    """Is a registry's type that of a branch? Registries know a few dozen types."""
    return _TYPE.search(kind) is not None
