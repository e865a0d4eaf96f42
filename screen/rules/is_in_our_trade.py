"""E2: dealers, repair shops, logistics, media and the like are not our trade."""

import re
from functools import lru_cache
from typing import Literal

from core.catalogue import Configured, words
from core.settings import settings
from core.values.fold import fold
from core.words import Field
from screen.case import Case
from screen.cues import Cues
from screen.rule import Answer, failed, passed, rule, unknown

_LEGAL_NAME, _INDUSTRY, _CATEGORY, _PARENT, _SUB_FIELD, _PRODUCTS = (
    Field.legal_name,
    Field.industry,
    Field.category,
    Field.parent,
    Field.sub_field,
    Field.products,
)


class Trade(Configured):
    """One trade that we do not sell to, and the words that tell it."""

    zh: str
    en: str
    name: tuple[str, ...] = ()
    category: tuple[str, ...] = ()
    industry: tuple[str, ...] = ()


@rule("is-in-our-trade", code="E2", requirement="R-062", reads=())
def is_in_our_trade(case: Case) -> Answer:
    """Keep firms that develop vehicles, systems or parts.

    Pass: nothing points to a foreign trade, and the sub-field or the registered industry is known.
    Fail: the name says dealer, repair, logistics, media, rental, school or association; a maker that owns the dealer
    is suggested.
    Unknown: only the list's category or the registered industry says so while the name says maker, or nothing is known.
    """
    fact, folded = case.registered(_LEGAL_NAME), case.name
    industry, category = case.fact(_INDUSTRY), case.fact(_CATEGORY)
    named = _any_name().first(folded) is not None
    by_industry = _stating(str(industry.value), "industry") if industry is not None else frozenset()
    by_category = _stating(str(category.value), "category") if category is not None else frozenset()
    for key, trade in _trades().items() if named or by_industry or by_category else ():
        cue = _cue(folded, trade.name)
        if cue:
            owner = case.fact(_PARENT)
            return failed(
                f"名称含“{cue}”，属{trade.zh}，与业务无关" + (f"；建议跟进 {owner.value}" if owner else ""),
                f"the name says “{cue}”: {trade.en}, not our trade" + (f"; see {owner.value}" if owner else ""),
                fact.id if fact else None,
                fix="open_parent" if owner else None,
            )
        told = industry if key in by_industry else category if key in by_category else None
        if told is not None:
            if _cue(folded, _makers()):
                return unknown(
                    f"登记行业或类别“{told.value}”属{trade.zh}，但名称像制造企业",
                    f"“{told.value}” is {trade.en}, yet the name is a maker's",
                    told.id,
                    fix="set_sub_field",
                )
            return failed(
                f"行业或类别“{told.value}”属{trade.zh}", f"industry or category “{told.value}”: {trade.en}", told.id
            )
    known = case.fact(_SUB_FIELD) or industry or case.fact(_PRODUCTS)
    if known is None:
        return unknown("行业未知，无法判断是否相关", "nothing tells the trade", fix="set_sub_field")
    return passed("未见无关行业特征", "nothing points to a foreign trade", known.id)


def named_trade(name: str) -> tuple[str, str] | None:
    """The key of the foreign trade that a firm's name states, such as `dealer`, and the word; None where it states none."""
    folded = fold(name).casefold()
    return next(((key, cue) for key, trade in _trades().items() if (cue := _cue(folded, trade.name))), None)


@lru_cache(maxsize=64)
def _cues(words: tuple[str, ...]) -> Cues:
    return Cues((fold(word).casefold() for word in words), after="a-z")


def _cue(text: str, words: tuple[str, ...]) -> str | None:
    return _cues(words).first(text)


@lru_cache(maxsize=16_384)
def _stating(value: str, where: Literal["industry", "category"]) -> frozenset[str]:
    """The trades that a registered industry or a list's category states."""
    return frozenset(key for key, trade in _trades().items() if _stated(value, getattr(trade, where)))


def _stated(value: str, cues: tuple[str, ...]) -> bool:
    """Does a text state a trade: by the beginning of a code, or by a word?"""
    folded = fold(value).casefold()
    codes = re.findall(r"[a-z]?\d{2,4}", folded)
    numbered = tuple(cue.casefold() for cue in cues if re.fullmatch(r"[A-Z]?\d+", cue))
    worded = tuple(cue for cue in cues if cue.casefold() not in numbered)
    return any(code.startswith(numbered) for code in codes) or _cue(folded, worded) is not None


@lru_cache(maxsize=1)
def _table() -> tuple[dict[str, Trade], tuple[str, ...]]:
    data = dict(words(settings().config_dir / "lookups" / "trade_cues.yml"))
    makers = tuple(data.pop("maker"))
    return {key: Trade.model_validate(trade) for key, trade in data.items()}, makers


def _trades() -> dict[str, Trade]:
    return _table()[0]


@lru_cache(maxsize=1)
def _any_name() -> Cues:
    """The cues of all trades: most names hold none, and are then looked through once instead of once a trade."""
    return _cues(tuple(word for trade in _trades().values() for word in trade.name))


def _makers() -> tuple[str, ...]:
    return _table()[1]
