"""Signs that an R&D unit is another's: a customer is quoted, the firm only visited it, or only stands beside it."""

from __future__ import annotations

import re

from enrich.firm_marks import Marks

_BESIDE_ZH = re.compile(r"(?:位于|坐落于|坐落在|地处|入驻|毗邻|邻近|紧邻)[^，。；的]{0,12}$")
"""A firm that stands in or beside a base of research does not own it."""
_VISIT_ZH = re.compile(r"(?:到|赴|前往|走进)(?![^，。；]{0,14}(?:我|本公司|公司))[^，。；]{0,14}$")
_WE_APART_ZH = re.compile(
    r"[^，。；]*[，；,;]\s*(?:本|我)(?:厂|公司|司|企业)(?!(?:的|也|亦|还)?[^，。；]{0,4}研发)"
)  # 集团有研发部，本厂负责生产


def told_by_another(before: str, after: str, marks: Marks) -> bool:
    """Are the words a quotation of a speaker who is not the firm's? Then "our" is the speaker's."""
    speaker = _speaker(before, after)
    return speaker is not None and not marks.speaks_of(speaker)


def visited_or_beside(before: str, after: str) -> bool:
    """Chinese: the firm stands in or beside the unit, went there to look at it, or is the plant of a group that has it."""
    if _BESIDE_ZH.search(before):
        return True
    if re.search(r"集团(?:公司)?[^，。；]*$", before) and _WE_APART_ZH.match(after):
        return True
    looked = re.match(r"[^，。；]{0,6}(?:参观|考察|调研|学习|交流|访问|洽谈|培训|走访)", after)
    return bool(_VISIT_ZH.search(before) and looked)


def _speaker(before: str, after: str) -> str | None:
    """What stands behind the quotation marks around the words, where a speaker is named there: then "our" is the speaker's."""
    opened = max(before.rfind(mark) for mark in '"“„«')
    if opened < 0 or re.search(r'["”“»]', before[opened + 1 :]):
        return None
    named = re.search(r'["”“»]\s*[-–—](.+)', after)
    return named[1] if named else None
