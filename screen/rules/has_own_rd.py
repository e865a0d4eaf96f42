"""E3: firms without R&D of their own."""

from core.words import Field, HasRd
from screen.case import Case
from screen.rule import Answer, failed, passed, rule, unknown

_HAS_RD = Field.has_rd
_YES, _NO, _OUTSOURCED = (str(answer) for answer in (HasRd.yes, HasRd.no, HasRd.outsourced))


@rule("has-own-rd", code="E3", requirement="R-063", reads=("rd",))
def has_own_rd(case: Case) -> Answer:
    """Keep firms that run R&D of their own.

    Pass: a page of the firm or a public list names a unit of its own, or a person says so.
    Fail: evidence says that there is none, or that all development is bought in. Switch C-4: `strict` needs either,
    `conjunctive` needs both.
    Unknown: nothing found; the absence of a page is not the absence of a department.
    """
    fact = case.fact(_HAS_RD)
    if fact is not None and fact.value == _YES:
        return passed("设有自研部门", "runs R&D of its own", fact.id, fact.capture)
    told = {str(fact.value): fact for fact in case.facts(_HAS_RD)}
    outsourced, none = told.get(_OUTSOURCED), told.get(_NO)
    strict = case.policy.rd.mode == "strict"
    if (strict and (none or outsourced)) or (none and outsourced):
        ids = [f.id for f in (none, outsourced) if f is not None]
        what = (
            ("无自研部门" if none else "")
            + ("，" if none and outsourced else "")
            + ("研发全部外包" if outsourced else "")
        )
        what_en = " and ".join(
            part
            for part in ("no R&D of its own" if none else "", "all development bought in" if outsourced else "")
            if part
        )
        return failed(f"{what}（有据可查）", f"{what_en}, with evidence", *ids)
    if none is not None:
        return passed(
            "无自研部门，但未见全部外包（合取口径不淘汰）", "no own R&D, but not shown to buy all of it in", none.id
        )
    if outsourced is not None:
        return unknown(
            "研发外包，但未证实无自研部门",
            "development is bought in; own R&D neither shown nor excluded",
            outsourced.id,
            fix="read_website",
        )
    return unknown(
        "未见自研部门的证据；没有页面不等于没有部门",
        "no evidence of own R&D; no page is not no department",
        fix="read_website",
    )
