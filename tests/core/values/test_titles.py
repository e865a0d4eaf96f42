"""Who leads R&D, who works in it, who does neither (R-080)."""

import pytest

from core.values.titles import is_former, is_title, title_role

LEADERS = """研发总监 研发副总 研发副总裁 技术总监 技术副总 首席技术官 首席科学家 总工程师 副总工程师 研究院院长
研究院副院长 研发中心主任 技术中心主任 研发部长 技术部经理 项目研发总监 产品总监 前瞻技术总监
研发与质量总监 CTO Chief·Engineer VP·Engineering Vice·President·R&D Head·of·R&D R&D·Director
R&D·Director·(USA) Director·Advanced·Engineering Chief·Engineering·and·Technology·Officer
Technical·Director Engineering·Manager Head·of·Innovation Director·Product·Development Entwicklungsleiter
Leiter·Entwicklung Leiter·F&E Leiter·Forschung·und·Entwicklung Technischer·Leiter Leiter·Konstruktion
開発部長 技術部長 研究所長 設計部課長 Head·of·Software·Development
Member·of·the·Board,·Research·and·Development""".split()
WORKERS = "研发工程师 R&D·Engineer Senior·Design·Engineer Entwicklungsingenieur Lead·Engineer 高级工程师".split()
OTHERS = """销售总监 采购总监 售后技术支持经理 技术支持经理 人力资源总监 HR·Manager 前研发总监 原总工程师 former·CTO
信息技术总监 Business·Development·Manager Technical·Sales·Manager Sales·Engineer 生产经理 质量总监 总经理
Geschäftsführer 代表取締役 IT·Manager Leiter·Vertrieb Head·of·Customer·Support 財務部長 営業部長
ehemaliger·Entwicklungsleiter 研发采购经理 Sales·Manager,·R&D·Equipment""".split()


def test_the_table_has_sixty_titles() -> None:
    assert len(LEADERS) + len(WORKERS) + len(OTHERS) >= 60


@pytest.mark.parametrize(
    ("title", "role"),
    [(t, "rd_leader") for t in LEADERS] + [(t, "rd") for t in WORKERS] + [(t, "other") for t in OTHERS],
)
def test_role(title: str, role: str) -> None:
    title = title.replace("·", " ")
    assert is_title(title)
    assert title_role(title) == role


@pytest.mark.parametrize(
    "title", ["前研发总监", "原总工程师", "former CTO", "研发总监（离任）", "Entwicklungsleiter bis 2021"]
)
def test_former(title: str) -> None:
    assert is_former(title)


@pytest.mark.parametrize("title", ["前端开发经理", "原材料研发经理", "前瞻技术总监", "CTO"])
def test_not_former(title: str) -> None:
    assert not is_former(title)


@pytest.mark.parametrize(
    "text",
    ["联系我们", "Products", "苏州工业园区", "Wir sind für Sie da.", "2026-01-01", "经理：王先生，欢迎来电咨询！"],
)
def test_other_texts_are_no_titles(text: str) -> None:
    assert not is_title(text)
