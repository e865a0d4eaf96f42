"""Is the list complete, and how do we know? The rule behind the completeness proof."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict

from core.listing import ProofVerdict
from core.records import Reason

Judged = tuple[ProofVerdict, Reason]


class Counts(BaseModel):
    """What a crawl counts while it runs; the raw material of the proof."""

    model_config = ConfigDict(extra="forbid")

    declared_total: int | None = None
    pages_stated: int | None = None
    """How many pages the list itself says it has."""
    pages_linked: int = 0
    """How many pages of the list were found, read or not."""
    pages_reached: int = 0
    rows: int = 0
    rows_once: int = 0
    """Rows without those of pages that were read twice under two addresses."""
    unique: int = 0
    firms: int = 0
    gaps: tuple[str, ...] = ()
    stopped: str = ""
    repeated: bool = False
    """Did a chain of pages end by repeating itself, so that nobody knows whether more was behind it?"""
    cut: bool = False
    """Was the crawl ended before the list was (a cap, a block, an interruption)?"""


def verdict_of(counts: Counts, gaps: Sequence[str]) -> Judged:
    """A total that the page states proves most; then pages that are missing; then a pager that was walked to its end."""
    declared, read = counts.declared_total, counts.unique
    if not read:
        return ProofVerdict.unknown, Reason(zh="没有读到任何条目", en="no row was read")
    if declared is not None and _agrees(declared, counts):
        zh, en = (
            f"页面声明 {declared:,} 条，读取数量一致",
            f"the page states {declared:,} entries and as many were read",
        )
        return ProofVerdict.complete, Reason(zh=zh, en=en)
    if gaps:
        named = "; ".join(gaps[:5]) + (" …" if len(gaps) > 5 else "")
        return ProofVerdict.incomplete, Reason(zh=f"未读取：{named}", en=f"not read: {named}")
    if declared is not None and read < declared:
        zh, en = (
            f"页面声明 {declared:,} 条，只读取 {read:,} 条",
            f"the page states {declared:,} entries, {read:,} were read",
        )
        return ProofVerdict.incomplete, Reason(zh=zh, en=en)
    if counts.cut:
        zh, en = f"名录未读完即停止：{counts.stopped}", f"ended before the list did: {counts.stopped}"
        return ProofVerdict.incomplete, Reason(zh=zh, en=en)
    if declared is not None:
        zh = f"页面声明 {declared:,} 条，读取 {read:,} 条，多于声明数"
        en = f"the page states {declared:,} entries, {read:,} were read: more than stated"
        return ProofVerdict.unknown, Reason(zh=zh, en=en)
    return _without_total(counts)


def _without_total(counts: Counts) -> Judged:
    if counts.repeated:
        zh = f"后续页面只重复已读条目（{counts.stopped}），且页面未声明总数"
        return ProofVerdict.unknown, Reason(zh=zh, en=f"{counts.stopped}; the page states no total to compare with")
    stated, reached = counts.pages_stated, counts.pages_reached
    if stated == 1 and counts.pages_linked <= 1:
        return ProofVerdict.complete, Reason(
            zh="名录只有一页，已全部读取", en="the list is one page, and it was read whole"
        )
    if stated and reached >= stated >= counts.pages_linked:
        return ProofVerdict.complete, Reason(
            zh=f"全部 {stated} 页均已读取", en=f"all {stated} pages that the list has were read"
        )
    if reached > 1:
        zh = f"名录链接到的全部 {reached} 页均已读取；页面未声明总数"
        en = f"all {reached} pages that the list links to were read; the page states no total"
        return ProofVerdict.complete, Reason(zh=zh, en=en)
    en = "one page without further pages, and it states no total"
    return ProofVerdict.unknown, Reason(zh="只有一页，没有后续页面，也未声明总数", en=en)


def _agrees(declared: int, counts: Counts) -> bool:
    """A page may count its firms, its firms with their brands, or its rows with repeats; each is a proof."""
    rows = counts.unique if counts.gaps else counts.rows_once
    return declared > 0 and declared in (counts.firms, counts.unique, rows)
