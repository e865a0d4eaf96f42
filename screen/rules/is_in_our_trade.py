"""E2: dealers, repair shops, logistics, media and the like are not our trade."""

import re
from functools import lru_cache

from core.catalogue import Configured, words
from core.settings import settings
from core.values.fold import fold
from core.words import Field
from screen.case import Case
from screen.rule import Answer, failed, passed, rule, unknown


class Trade(Configured):
    """One trade that we do not sell to, and the words that tell it."""

    zh: str
    en: str
    name: tuple[str, ...] = ()
    category: tuple[str, ...] = ()
    industry: tuple[str, ...] = ()


@rule("is-in-our-trade", code="E2", requirement="R-062")
def is_in_our_trade(case: Case) -> Answer:
    """Keep firms that develop vehicles, systems or parts.

    Pass: nothing points to a foreign trade, and the sub-field or the registered industry is known.
    Fail: the name says dealer, repair, logistics, media, rental, school or association; a maker that owns the dealer
    is suggested.
    Unknown: only the list's category or the registered industry says so while the name says maker, or nothing is known.
    """
    fact, folded = case.registered(Field.legal_name), case.name
    industry = case.fact(Field.industry)
    category = case.fact(Field.category)
    for trade in _trades():
        cue = _cue(folded, trade.name)
        if cue:
            owner = case.fact(Field.parent)
            return failed(
                f"名称含“{cue}”，属{trade.zh}，与业务无关" + (f"；建议跟进 {owner.value}" if owner else ""),
                f"the name says “{cue}”: {trade.en}, not our trade" + (f"; see {owner.value}" if owner else ""),
                fact.id if fact else None,
                fix="open_parent" if owner else None,
            )
        told = next(
            (
                f
                for f, cues in ((industry, trade.industry), (category, trade.category))
                if f is not None and _stated(str(f.value), cues)
            ),
            None,
        )
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
    known = case.fact(Field.sub_field) or industry or case.fact(Field.products)
    if known is None:
        return unknown("行业未知，无法判断是否相关", "nothing tells the trade", fix="set_sub_field")
    return passed("未见无关行业特征", "nothing points to a foreign trade", known.id)


@lru_cache(maxsize=64)
def _pattern(cues: tuple[str, ...]) -> re.Pattern[str]:
    """One expression for all cues: Latin ones as whole words, Chinese ones anywhere. The longest cue wins."""
    ordered = sorted((fold(cue).casefold() for cue in cues), key=len, reverse=True)
    return re.compile(
        "|".join(rf"(?<![a-z0-9]){re.escape(cue)}(?![a-z])" if cue.isascii() else re.escape(cue) for cue in ordered)
        or "(?!)"
    )


def _cue(text: str, cues: tuple[str, ...]) -> str | None:
    found = _pattern(cues).search(text)
    return found.group() if found else None


@lru_cache(maxsize=16_384)
def _stated(value: str, cues: tuple[str, ...]) -> bool:
    """Does a registered industry or a list's category state a trade: by the beginning of a code, or by a word?"""
    folded = fold(value).casefold()
    codes = re.findall(r"[a-z]?\d{2,4}", folded)
    numbered = tuple(cue.casefold() for cue in cues if re.fullmatch(r"[A-Z]?\d+", cue))
    worded = tuple(cue for cue in cues if cue.casefold() not in numbered)
    return any(code.startswith(numbered) for code in codes) or _cue(folded, worded) is not None


@lru_cache(maxsize=1)
def _table() -> tuple[tuple[Trade, ...], tuple[str, ...]]:
    data = dict(words(settings().config_dir / "lookups" / "trade_cues.yml"))
    makers = tuple(data.pop("maker"))
    return tuple(Trade.model_validate(trade) for trade in data.values()), makers


def _trades() -> tuple[Trade, ...]:
    return _table()[0]


def _makers() -> tuple[str, ...]:
    return _table()[1]
