"""A report as tables in both languages: what the workbook and the page both show."""

from __future__ import annotations

from typing import NamedTuple

from core.records import Reason
from reports.kpi import Kpi
from reports.report import Report


class Section(NamedTuple):
    """One table."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


KINDS = {"day": "日报 Daily report", "week": "周报 Weekly report", "month": "月报 Monthly report"}
STATES = {"late": "逾期 late", "missing": "未提交 missing", "on_time": "及时 on time", "open": "未到期 open"}
_MARKS = {True: "达标 ✓", False: "未达标 ✗", None: "不适用 n/a"}


def both(words: Reason) -> str:
    """Chinese and English in one cell, a line each."""
    return f"{words.zh}\n{words.en}"


def shown(kpi: Kpi) -> str:
    """The value as people read it; n/a where it does not apply. A share is cut, not rounded, so that 89.996 % is no 90 %."""
    if kpi.value is None:
        return "n/a"
    if kpi.unit == "count":
        return str(kpi.numerator)
    cut = kpi.numerator * 10_000 // (kpi.denominator or 1)
    return f"{cut // 100}.{cut % 100:02d}%"


def target(kpi: Kpi) -> str:
    """Every target with its verdict."""
    parts = []
    for one in kpi.targets:
        wanted = f"≥{one.target:.0f}" if kpi.unit == "count" else f"≥{one.target:.0%}"
        parts.append(f"{'' if one.of == 'both' else one.of + ' '}{wanted} {_MARKS[one.met]}")
    return "；".join(parts)


def sections(report: Report) -> tuple[Section, ...]:
    """The tables of a report; empty ones are left out."""
    found = (
        _kpis(report),
        _reps(report),
        _funnel(report),
        _losses(report),
        _anomalies(report),
        _overdue(report),
        _tested(report),
    )
    return tuple(section for section in found if section.rows)


def _kpis(report: Report) -> Section:
    return Section(
        "指标 KPIs",
        ("条款 clause", "指标 KPI", "数值 value", "分子/分母 counts", "目标 target", "说明 note", "公式 formula"),
        tuple(
            (
                k.requirement, both(k.name), shown(k), f"{k.numerator}/{k.denominator}" if k.denominator is not None else str(k.numerator),
                target(k), _note(k), both(k.formula),
            )
            for k in report.kpis
        ),
    )  # fmt: skip


def _note(kpi: Kpi) -> str:
    interval = f"95%: {kpi.interval[0]:.1%}–{kpi.interval[1]:.1%}" if kpi.interval else ""
    return "；".join(filter(None, [interval, both(kpi.note) if kpi.note else ""]))


def _reps(report: Report) -> Section:
    return Section(
        "人员 People",
        (
            "人员 person",
            "合格 qualified",
            "计划 planned",
            "有效 valid",
            "沟通 touches",
            "线索 leads",
            "预约 appointments",
        ),
        tuple(
            tuple(map(str, (r.rep, r.qualified, r.planned, r.valid, r.touches, r.leads, r.appointments)))
            for r in report.reps
        ),
    )


def _funnel(report: Report) -> Section:
    rows = (
        (both(s.name), str(s.n), "" if s.of_previous is None else f"{s.of_previous:.1%}") for s in report.funnel.steps
    )
    return Section("漏斗 Funnel", ("阶段 step", "数量 number", "占上一阶段 of previous"), tuple(rows))


def _losses(report: Report) -> Section:
    rows = ((loss.status.value, loss.code, str(loss.n)) for loss in report.funnel.losses)
    return Section("流失原因 Why not qualified", ("状态 status", "代码 code", "企业 firms"), tuple(rows))


def _anomalies(report: Report) -> Section:
    rows = ((a.kind, a.subject, a.reason.zh, a.reason.en) for a in report.anomalies)
    return Section("异常 Anomalies", ("类别 kind", "对象 subject", "说明", "what"), tuple(rows))


def _overdue(report: Report) -> Section:
    rows = ((d.by, d.kind, d.period, f"{d.due_at:%Y-%m-%d %H:%M} UTC", STATES[d.state]) for d in report.overdue)
    return Section(
        "报表逾期 Late reports", ("人员 person", "类别 kind", "期间 period", "截止 due", "状态 state"), tuple(rows)
    )


def _tested(report: Report) -> Section:
    rows = []
    for r in report.inspections:
        rate = "n/a" if r.rate is None else f"{r.rate:.1%}"
        alarm = (
            "连续两月低于80% two months under 80 %"
            if report.streak.missed
            else "预警 warning"
            if report.streak.warning
            else ""
        )
        rows.append((r.month, str(r.population), str(r.sampled), f"{r.passed}/{r.inspected}", rate,
                     alarm if r.month in report.streak.months else ""))  # fmt: skip
    return Section(
        "抽检 Inspections",
        ("月份 month", "总体 population", "样本 sample", "通过/已检 passed", "合格率 rate", "提示 flag"),
        tuple(rows),
    )
