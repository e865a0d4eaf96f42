"""E4b: the same firm handed in twice."""

from screen.case import Case
from screen.rule import Answer, failed, passed, rule


@rule("is-not-a-double", code="E4b", requirement="R-065", reads=())
def is_not_a_double(case: Case) -> Answer:
    """Keep the first of several entries of one firm (C-14); the later one points to it.

    Pass: the entry was not merged into another.
    Fail: it was; a second source of a firm is kept as a sighting and is no fault.
    """
    if case.firm.duplicate_of:
        return failed(
            f"与 {case.firm.duplicate_of} 为同一企业，已合并", f"the same firm as {case.firm.duplicate_of}, merged"
        )
    return passed("未与其他条目重复", "not a double of another entry")
