"""Company names as registries write them: the key for strict equality, full Chinese names, branch markers.

Comparison with a score, aliases and English names are the business of `screen.names`; this file only says when two
spellings are the same registered name, and what the end of a name says about its kind (SOURCES section 8).
"""

import re
from functools import lru_cache

from opencc import OpenCC

from core.values.fold import fold

_CJK = re.compile(r"[\u3400-\u9fff]")
_SIX_CJK = re.compile(r"(?:[^\u3400-\u9fff]*[\u3400-\u9fff]){6}")
_PUNCTUATION = re.compile(r"[\W_]+")
_BRANCHES = tuple(
    "常驻代表机构 代表机构 分支机构 分公司 支公司 分厂 分店 办事处 代表处 联络处 营业部 营业厅 经营部 门市部 分部 分所 分行 支行 分院 "
    "分中心".split()
)
"""Ends of a branch's name, the longer before the shorter that it ends in."""
_FORMS = (*"公司 合伙 厂 集团 研究院 研究所 中心 事务所 合作社 医院 大学 学院 协会".split(), *_BRANCHES)
_BRANCH_STEMS = (
    "branch",
    "office",
    "niederlassung",
    "succursale",
    "sucursal",
    "filiale di",
    "bureau de rep",
    "bureau de rép",
)
"""One of these stands in every Latin branch's name; asking for them costs a tenth of the pattern."""
_LETTER = re.compile("[a-zA-Z]")
_BRANCH_LATIN = re.compile(
    r"\b(branch(?: office)?|rep(?:resentative|\.)? office|liaison office|"
    r"(?:zweig)?niederlassung(?: (?:der |in )?\w+)?|succursale|sucursal|filiale di|bureau de représentation)"
    r"(?:\s*\([^)]*\))?[\s.]*$",
    re.IGNORECASE,
)


@lru_cache(maxsize=1)
def _simplifier() -> OpenCC:
    return OpenCC("t2s")


@lru_cache(maxsize=1)
def traditional() -> dict[str, str]:
    """Characters that are written otherwise in simplified script."""
    block = [chr(code) for code in range(0x4E00, 0x9FFF)]
    written = str(_simplifier().convert("\n".join(block))).split("\n")
    return {old: new for old, new in zip(block, written, strict=True) if old != new}


def simplified(text: str) -> str:
    """Traditional characters as simplified ones. Most names hold none, and asking that is cheap."""
    return text if traditional().keys().isdisjoint(text) else str(_simplifier().convert(text))


@lru_cache(maxsize=4096)
def folded_name(name: str) -> str:
    """The name folded; it is asked for its key, its form, its branch and its trade one after another."""
    return fold(name)


@lru_cache(maxsize=65_536)
def strict_key(name: str) -> str:
    """The key under which two spellings are the same registered name.

    Widths, brackets, blanks, case, traditional characters and CJK radicals do not count; every other character does.
    """
    folded = folded_name(name)
    if _CJK.search(folded):
        folded = simplified(folded)
    return _PUNCTUATION.sub("", folded).casefold()


@lru_cache(maxsize=65_536)
def is_full_chinese(name: str) -> bool:
    """Does the name read like a registered Chinese name, with its form at the end, rather than a brand or short name?"""
    folded = folded_name(name)
    return folded.endswith(_FORMS) and _SIX_CJK.match(folded) is not None


@lru_cache(maxsize=65_536)
def branch_marker(name: str) -> str | None:
    """The word at the end of a name that makes it a branch or an office, or None.

    Only the end counts: parents and business scopes mention branches too.
    """
    folded = folded_name(name)
    if folded.endswith(_BRANCHES):
        return next(word for word in _BRANCHES if folded.endswith(word))
    if not _LETTER.search(folded):
        return None
    small = folded.lower()
    found = _BRANCH_LATIN.search(folded) if any(map(small.__contains__, _BRANCH_STEMS)) else None
    return found.group(1) if found else None


_HEAD = re.compile(r"^(.*(?:有限责任公司|股份有限公司|有限公司|股份公司|集团公司|总公司|公司|银行|厂|研究院))")
_HEAD_LATIN = re.compile(
    r"^(.+?\b(?:GmbH(?: & Co\.? KG)?|AG|SE|KG|Ltd\.?|Limited|Inc\.?|Corp\.?|Corporation|LLC|PLC|"
    r"S\.?A\.?S?\.?|S\.?p\.?A\.?|S\.?r\.?l\.?|[BN]\.?V\.?|AB|Oyj?|A/S))(?=[\s,(])",
    re.IGNORECASE,
)


@lru_cache(maxsize=65_536)
def head_office_of(name: str) -> str | None:
    """The registered name that stands before the branch in a branch's name; None for a name that is no branch's.

    甲有限公司苏州分公司 → 甲有限公司. None too where the front is no whole name: 上海办事处.
    """
    marker = branch_marker(name)
    if marker is None:
        return None
    folded = fold(name).strip()
    front = folded[: folded.rfind(marker)] if marker in folded else folded
    found = _HEAD.match(front) or _HEAD_LATIN.match(folded)
    if found is None or len(found.group(1).strip()) < 5:
        return None
    return found.group(1).strip()
