"""Why two names are one firm or are not, in both languages of the product."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from core.records import Reason

SAME_FROM = 0.75
"""Scores from here on are called the same firm."""

_WORDS: dict[str, tuple[str, str]] = {
    "equal": ("写法归一后完全相同", "the same once widths, brackets and variants are folded"),
    "typo": ("仅有一处笔误", "differs by one slip of the pen"),
    "form": ("仅组织形式或集团字样不同", "differs only in legal form or the word group"),
    "short": ("一个是另一个的简称", "one is the short form of the other"),
    "brand": ("字号相同", "the same brand"),
    "brand_pinyin": ("字号与拼音一致", "the brand is spelt in pinyin"),
    "brand_word": ("字号与英译一致", "the brand is translated"),
    "brand_sound": ("字号读音相近", "the brand sounds alike"),
    "brand_initials": ("字号首字母一致", "the initials of the name"),
    "no_brand": ("两名称均无字号，地名与行业一致", "neither has a brand; place and trade agree"),
    "place": ("地名一致", "the same place"),
    "trade": ("行业用词一致", "the same trade"),
    "trade_part": ("行业用词部分一致", "part of the trade agrees"),
    "words": ("词语相同，顺序、缩写或译法不同", "the same words in another order, abbreviation or language"),
    "acronym": ("一个是另一个的首字母缩写", "one is the acronym of the other"),
    "cut": ("一个在字段长度处被截断", "one is the other, cut at the length of a field"),
    "beside": ("多出地址或部门", "an address or a department stands beside one of them"),
    "form_differs": (
        "简称带“股份”，全称不是股份公司",
        "the short name is a joint-stock company's, the full one is none",
    ),
    "alias": ("已知别名", "a known other name"),
    "brand_differs": ("字号不同", "the brands differ"),
    "place_differs": ("地名冲突", "the places lie apart"),
    "trade_differs": ("行业不同，可能是关联企业", "the trades differ: perhaps sister firms"),
    "branch": ("一个是分支机构", "one is a branch or an office"),
    "group": ("一个是集团公司，可能是母子公司", "one is the group: perhaps parent and subsidiary"),
    "country": ("组织形式属于不同国家", "the legal forms belong to different countries"),
    "extra": ("多出无法解释的词", "words are left over that nothing explains"),
    "unusable": ("名称不可用", "the name cannot be used"),
    "unlike": ("没有共同之处", "nothing in common"),
}


@dataclass(frozen=True, slots=True)
class Comparison:
    """Are two names one firm? `score` is 0..1; `signals` are the keys of what agreed."""

    same: bool
    score: float
    reasons: tuple[Reason, ...]
    signals: tuple[str, ...] = ()


@cache
def reason(key: str) -> Reason:
    """The sentence for a key."""
    zh, en = _WORDS[key]
    return Reason(zh=zh, en=en)


@lru_cache(maxsize=4096)
def judged(score: float, *keys: str) -> Comparison:
    """A comparison with its reasons."""
    return Comparison(score >= SAME_FROM, round(min(1.0, score), 3), tuple(reason(k) for k in keys), keys)
