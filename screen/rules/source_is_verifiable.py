"""E4a: every firm needs a source that can be looked up again."""

from core.acquisition import vague
from core.records import Source
from core.words import Field, SourceKind
from screen.case import Case
from screen.rule import Answer, failed, passed, rule, unknown

_LEGAL_NAME = Field.legal_name

_LISTS = (SourceKind.show, SourceKind.association, SourceKind.industry_site, SourceKind.file)


@rule("source-is-verifiable", code="E4a", requirement="R-064", reads=())
def source_is_verifiable(case: Case) -> Answer:
    """Keep firms whose acquisition channel is named precisely and can be resolved.

    Pass: a row of a list with a precise title and an address (or a file) names the firm.
    A head office that a branch on such a list brought in has that list for its source.
    Fail: there is no source, or every source is a vague word; a missing source voids by itself.
    Unknown: the list is named precisely, but neither an address nor a file of it is on record.
    """
    sources = {source.key: source for source in case.firm.sources}
    rows = [(source, row) for row in case.listed if (source := sources.get(row.source)) is not None]
    precise = [(source, row) for source, row in rows if vague(source.title) is None]
    if not rows and (carried := _carried(case)) is not None:
        return passed(
            f"由名录中的分支机构带入，获取渠道：{carried.title}",
            f"brought in by a branch on: {carried.title}",
            carried.key,
        )
    if not precise:
        shown = "、".join(sorted({source.title for source, _ in rows})) or "无"
        return failed(f"获取渠道缺失或模糊：{shown}", f"no source, or only vague ones: {shown}", fix="name_source")
    for source, row in precise:
        if row.url or source.url:
            return passed(f"获取渠道可追溯：{source.title}", f"the source can be traced: {source.title}", row.id)
    return unknown(
        "来源名称具体，但没有留存页面或文件",
        "the source is named, but no page or file of it is kept",
        precise[0][1].id,
        fix="archive_source",
    )


def _carried(case: Case) -> Source | None:
    """The list of a branch, for a head office that stands on no list itself."""
    told = {fact.source for fact in case.facts(_LEGAL_NAME) if fact.extractor == "branch"}
    lists = [s for s in case.firm.sources if s.key in told and s.kind in _LISTS and s.url and vague(s.title) is None]
    return lists[0] if lists else None
