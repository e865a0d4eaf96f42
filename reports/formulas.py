"""What each KPI is, published: its clause, its name and its formula in both languages. docs/kpis.md explains them."""

from __future__ import annotations

from typing import Literal

from core.records import Frozen, Reason


class Formula(Frozen):
    """One KPI as it is defined. `month` numbers belong to the calendar month in the team's zone."""

    key: str
    requirement: str
    name: Reason
    says: Reason
    unit: Literal["count", "share"]


def _of(
    key: str, requirement: str, unit: Literal["count", "share"], zh: str, en: str, how_zh: str, how_en: str
) -> Formula:
    return Formula(
        key=key, requirement=requirement, unit=unit, name=Reason(zh=zh, en=en), says=Reason(zh=how_zh, en=how_en)
    )


_ALL = (
    _of("qualified_days", "R-110", "share", "每日合格达标率", "days with the day's number",
        "首次签核合格 ≥ 日目标的人日 ÷ 已过工作日的人日", "rep-days with at least the day's first qualifications ÷ rep-days of past work days"),
    _of("qualified_month", "R-111", "count", "当月合格初步客户", "qualified firms in the month",
        "当月由人首次签核为合格、且未撤销的企业数", "firms that a person qualified for the first time in the month and did not take back"),
    _of("key_person_rate", "R-112", "share", "关键人获取率（流量）", "key-person rate, flow",
        "当月成为有效客户的企业 ÷ 当月合格企业", "firms that became valid in the month ÷ firms qualified in the month"),
    _of("key_person_cohort", "R-112", "share", "关键人获取率（同批）", "key-person rate, cohort",
        "当月合格企业中至今已有效者 ÷ 当月合格企业", "of the firms qualified in the month, those valid by now ÷ all of them"),
    _of("valid_month", "R-113", "count", "当月有效客户", "valid customers in the month",
        "当月首次同时合格且有可联系研发负责人的企业数", "firms that in the month first were qualified with an R&D leader who can be reached"),
    _of("leads_month", "R-114", "count", "当月优质线索", "qualified leads in the month",
        "当月由大客户团队确认的线索数", "leads that the key-account team confirmed in the month"),
    _of("lead_timeliness", "R-116", "share", "线索录入及时率", "leads entered in time",
        "沟通结束后 24 小时内（含）录入的线索 ÷ 当月录入的线索", "leads entered within 24 hours (inclusive) of the talk's end ÷ leads entered in the month"),
    _of("appointments_month", "R-115", "count", "当月预约", "appointments in the month",
        "当月由客户确认、未取消的拜访或线上会议", "visits and online meetings that the customer confirmed in the month and nobody cancelled"),
    _of("touches_month", "R-122", "count", "当月沟通次数", "touches in the month",
        "电话、邮件、网络沟通次数；同一人同一分钟只计一次", "calls, mails and chats; a double entry within the minute counts once"),
    _of("events_month", "R-123", "count", "当月达标邀约活动", "events with enough invitations",
        "当月活动中，被邀请的有效客户人数达标的场数；当月无活动则不适用", "events with enough invited persons of valid customers; n/a where no event is held"),
    _of("crm_accuracy_field", "R-117", "share", "CRM 准确率（按字段）", "CRM accuracy by field",
        "1 − 抽检发现的错误字段 ÷（已抽检企业 × 必填字段数）", "1 − wrong fields found ÷ (firms inspected × mandatory fields)"),
    _of("crm_accuracy_record", "R-117", "share", "CRM 准确率（按记录）", "CRM accuracy by record",
        "无错误字段的已抽检企业 ÷ 已抽检企业", "inspected firms without a wrong field ÷ firms inspected"),
    _of("inspection_share", "R-119", "share", "抽检比例", "share inspected",
        "已抽检企业 ÷ 月末快照中的合格企业", "firms inspected ÷ qualified firms in the month-end snapshot"),
    _of("inspection_pass", "R-120", "share", "抽检合格率", "inspection pass rate",
        "抽检通过 ÷ 已抽检；区间为 95% Wilson 区间", "passed ÷ inspected, with the 95 % Wilson interval"),
    _of("report_punctuality", "R-118", "share", "报表及时率", "reports handed in on time",
        "截止前（含）提交的报表 ÷ 已到期的报表；未提交计为逾期", "reports handed in by their deadline (inclusive) ÷ reports due; a missing one is late"),
)  # fmt: skip

FORMULAS: dict[str, Formula] = {formula.key: formula for formula in _ALL}
