"""E5b: no R&D activity within a year."""

from collections.abc import Collection
from datetime import date, timedelta
from functools import lru_cache

from core.records import Activity
from core.words import ActivityKind, Precision
from screen.case import Case
from screen.rule import Answer, failed, passed, rule, unknown

_PATENT_BY = {ActivityKind.patent_filed: "filed", ActivityKind.patent_published: "published"}
_EXACT = (None, Precision.day)
_MONTHS = {Precision.month: 1, Precision.quarter: 3, Precision.half_year: 6, Precision.year: 12}


@rule("is-active-in-rd", code="E5b", requirement="R-067", reads=("active",))
def is_active_in_rd(case: Case) -> Answer:
    """Keep firms with a product launch, R&D news or a patent within the window.

    Pass: one dated event of either kind lies wholly within the window (C-7).
    Fail: products and patents were both searched with enough coverage, and nothing lies in the window.
    Unknown: one of the two was not searched well enough, or the only events straddle the border. Never void on
    patents alone: an application stays unpublished for up to 18 months (C-6).
    """
    today, active = case.today, case.policy.active
    first = year_before(today, active.years)
    inside: list[Activity] = []
    straddling: list[Activity] = []
    for event in case.firm.activities:
        if not _counts(event, active.patents_by) or (days := span(event)) is None:
            continue
        since, until = days
        if first <= since <= today and until <= _open_end(today, event):
            inside.append(event)
        elif since < first <= until:
            straddling.append(event)
    if inside:
        best = inside[0] if len(inside) == 1 else max(inside, key=_newest)
        return passed(
            f"近一年有研发动态：{best.title}（{best.happened_on}）",
            f"active in R&D: {best.title} ({best.happened_on})",
            best.id,
            best.capture,
        )
    if straddling:
        return unknown(
            "动态日期不精确，跨越一年界限",
            "the only event's date is too rough: it straddles the border",
            straddling[0].id,
            fix="upload_patent_search",
        )
    thin = [kind for kind in active.kinds if _coverage(case, kind) < active.coverage]
    if thin:
        names = {"product": ("新品/动态", "products and news"), "patent": ("专利", "patents")}
        zh = "、".join(names.get(k, (k, k))[0] for k in thin)
        en = " and ".join(names.get(k, (k, k))[1] for k in thin)
        return unknown(
            f"尚未充分检索{zh}，不能判定无动态",
            f"{en} not searched well enough to say there is none",
            fix="upload_patent_search",
        )
    looked = [s.id for s in case.firm.searches if s.kind in active.kinds]
    return failed(
        "新品与专利均已检索，近一年无研发动态", "products and patents were searched; nothing within a year", *looked
    )


def _newest(event: Activity) -> tuple[date, str]:
    return event.happened_on or date.min, event.id


@lru_cache(maxsize=64)
def year_before(day: date, years: int) -> date:
    """The first day of the window: the same day `years` earlier; 29 February becomes 28 February."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def span(event: Activity) -> tuple[date, date] | None:
    """The first and last day that a date of its precision may mean."""
    start = event.happened_on
    if start is None:
        return None
    if event.precision in _EXACT or (months := _MONTHS.get(event.precision)) is None:
        return start, start
    first = start.replace(day=1)
    index = first.year * 12 + first.month - 1 + months
    return first, date(index // 12, index % 12 + 1, 1) - timedelta(days=1)


def _open_end(today: date, event: Activity) -> date:
    """A rough date of the running month, quarter or year may end after today; an exact one may not."""
    return today if event.precision in _EXACT else today + timedelta(days=366)


def _counts(event: Activity, patents_by: Collection[str]) -> bool:
    by = _PATENT_BY.get(event.kind)
    return by is None or by in patents_by


def _coverage(case: Case, kind: str) -> float:
    seen = [s.coverage for s in case.firm.searches if s.kind == kind and s.access.says_something]
    return max(seen, default=0.0)
