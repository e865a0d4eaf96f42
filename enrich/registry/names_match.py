"""The strict-name rule: a registry's answer is written only where exactly ONE candidate bears the name that was asked for.

Equal means equal after folding (widths, brackets, blanks, points, case, traditional characters), nothing fuzzier: a former name,
a branch or a look-alike goes to a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Protocol

from core.records import Frozen
from core.values.fold import fold
from core.values.uscc import read_uscc


class Named(Protocol):
    """A candidate or a record: what has a name and perhaps a credit code."""

    @property
    def name(self) -> str | None: ...
    @property
    def uscc(self) -> str | None: ...
    @property
    def former_names(self) -> tuple[str, ...]: ...


class Pick(Frozen):
    """What the rule decided: the index of the one equal candidate, or why a person must pick."""

    index: int | None = None
    reason_zh: str = ""
    reason_en: str = ""


@lru_cache(maxsize=1)
def _simplifier() -> object:
    from opencc import OpenCC

    return OpenCC("t2s")


def name_key(name: str | None) -> str:
    """The form in which names are compared: folded, simplified, without blanks, brackets and points, lower case."""
    text = fold(name or "").casefold()
    if re.search(r"[\u4e00-\u9fff]", text):
        text = _simplifier().convert(text)  # type: ignore[attr-defined]
    return re.sub(r"[^\w&+]+|_", "", text)


def same_name(a: str | None, b: str | None) -> bool:
    """Are these two spellings of one registered name?"""
    key = name_key(a)
    return bool(key) and key == name_key(b)


def pick(asked: str, candidates: Iterable[Named], *, uscc: str | None = None) -> Pick:
    """Which candidate is the firm that was asked for, by credit code where one is known, else by the strict name."""
    listed = list(candidates)
    code = read_uscc(uscc)
    if code:
        by_code = [i for i, c in enumerate(listed) if read_uscc(c.uscc) == code]
        if len(by_code) == 1:
            return Pick(index=by_code[0])
    equal = [i for i, c in enumerate(listed) if same_name(asked, c.name)]
    if len(equal) == 1:
        other = read_uscc(listed[equal[0]].uscc)
        if code and other and other != code:
            return Pick(
                reason_zh=f"名称相同但统一社会信用代码不同（{other}，应为 {code}），请人工确认",
                reason_en=f"the name is equal, the credit code is not ({other}, expected {code}): a person must decide",
            )
        return Pick(index=equal[0])
    if len(equal) > 1:
        return Pick(
            reason_zh=f"有 {len(equal)} 家同名企业，请人工选择",
            reason_en=f"{len(equal)} candidates bear exactly this name: a person must pick",
        )
    former = next((c for c in listed if any(same_name(asked, old) for old in c.former_names)), None)
    if former is not None:
        return Pick(
            reason_zh=f"“{asked}”是“{former.name}”的曾用名，请确认后更新为现名",
            reason_en=f"{asked!r} is a former name of {former.name!r}: confirm, then use the present name",
        )
    return Pick(
        reason_zh=f"{len(listed)} 个候选企业中没有名称完全一致的，请人工选择" if listed else "没有查询到企业",
        reason_en=f"none of {len(listed)} candidates bears exactly this name: a person must pick"
        if listed
        else "the registry knows no such firm",
    )
