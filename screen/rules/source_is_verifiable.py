"""E4a: every firm needs a source that can be looked up again."""

from core.acquisition import vague
from screen.case import Case
from screen.rule import Answer, failed, passed, rule, unknown


@rule("source-is-verifiable", code="E4a", requirement="R-064")
def source_is_verifiable(case: Case) -> Answer:
    """Keep firms whose acquisition channel is named precisely and can be resolved.

    Pass: a row of a list with a precise title and an address (or a file) names the firm.
    Fail: there is no source, or every source is a vague word; a missing source voids by itself.
    Unknown: the list is named precisely, but neither an address nor a file of it is on record.
    """
    sources = {source.key: source for source in case.firm.sources}
    rows = [(sources[s.source], s) for s in case.listed if s.source in sources]
    precise = [(source, row) for source, row in rows if vague(source.title) is None]
    if not precise:
        shown = "、".join(sorted({source.title for source, _ in rows})) or "无"
        return failed(f"获取渠道缺失或模糊：{shown}", f"no source, or only vague ones: {shown}", fix="name_source")
    resolved = next(((source, row) for source, row in precise if row.url or source.url), None)
    if resolved is None:
        return unknown(
            "来源名称具体，但没有留存页面或文件",
            "the source is named, but no page or file of it is kept",
            precise[0][1].id,
            fix="archive_source",
        )
    source, row = resolved
    return passed(f"获取渠道可追溯：{source.title}", f"the source can be traced: {source.title}", row.id)
