"""Is this a branch or office, and whose? (R-061)

By the registered type, and by the END of the name only: business scopes and names of parents mention 分公司 too.
"""

from __future__ import annotations

import re

from core.values.fold import fold
from enrich.registry.cells import printed

_ALWAYS = "分公司|支公司|分厂|分店|办事处|代表处|代表机构|联络处|联络办公室|分行|支行|分理处"
"""Ends that no firm of its own bears."""
_SOMETIMES = "营业部|营业厅|营业所|经营部|分部|分所|分院|分社|分中心|服务部|门市部|工作站|供应站|维修站|加油站"
"""Ends that sole traders bear too: a branch only where the name holds the name of a firm before."""
_TAIL = r"(?:[(（][^()（）]*[)）])?$"
_NAME = re.compile(rf"(?:{_ALWAYS}|{_SOMETIMES}){_TAIL}")
_CERTAIN = re.compile(rf"(?:{_ALWAYS}){_TAIL}")
_LEGAL_END = re.compile(
    r"(?<!分)(?<!支)公司|合伙企业(?:[(（]有限合伙[)）])?|事务所|合作社|株式会社|"
    r"(?:GmbH|AG|SE|Inc\.?|Ltd\.?|Limited|LLC|Corp\.?|Corporation|S\.?A\.?|S\.p\.A\.?|N\.?V\.?|B\.?V\.?|PLC)(?![A-Za-z])"
)
_WEAK_END = re.compile(r"总厂|厂|集团|银行|研究院|研究所|大学|医院")
_FOREIGN = re.compile(
    r"(?:branch(?: office)?|representative office|rep\.? office|liaison office|zweigniederlassung|niederlassung|succursale|sucursal)\W*$",
    re.I,
)
_TYPE = re.compile(
    r"分公司|分支机构|代表机构|办事处|分厂|分店|营业单位|\bbranch\b|representative office|zweigniederlassung", re.I
)
_NOT_A_BRANCH_TYPE = re.compile(r"非分支机构|不含分支机构")


def is_branch(name: str | None, company_type: str | None) -> bool:
    """Does the registered type or the end of the name say that this is no firm of its own?"""
    kind = _NOT_A_BRANCH_TYPE.sub("", fold(company_type or ""))
    if _TYPE.search(kind):
        return True
    bare = printed(name)
    return bool(_CERTAIN.search(bare) or (_NAME.search(bare) and head_office_name(bare)) or _FOREIGN.search(bare))


def head_office_name(name: str | None) -> str | None:
    """The firm whose branch this is, read from the branch's own name; None where the name does not contain one.

    中国移动通信集团广西有限公司宁明分公司东安营业厅 → 中国移动通信集团广西有限公司
    """
    bare = printed(name)
    tail = _FOREIGN.search(bare) or _NAME.search(bare)
    if tail is None:
        return None
    for pattern in (_LEGAL_END, _WEAK_END):
        ends = [
            m.end()
            for m in pattern.finditer(bare)
            if m.start() > 1 and m.end() <= tail.start() + 1 and m.end() < len(bare)
        ]
        if ends:
            return bare[: ends[-1]].strip(" ,")
    return None
