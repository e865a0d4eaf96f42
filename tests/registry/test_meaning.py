"""Status words, branches, the strict-name rule and days: what registry words mean."""

from datetime import date

import pytest

from core.words import RegistryStatus
from enrich.registry.branches import head_office_name, is_branch
from enrich.registry.cells import clean, day, names
from enrich.registry.names_match import name_key, pick, same_name
from enrich.registry.record import Candidate
from enrich.registry.statuses import read_status

STATUSES = {
    "active": "存续 在业 开业 正常 在营 在册 存续（在营、开业、在册） 仍注册 Active ACTIVE active 核准設立 live registered",
    "moved": "迁入 迁出",
    "suspended": "停业 歇业 筹建 非正常户 dormant",
    "closing": "清算 清算中 破产 破产清算 简易注销公告 liquidation administration",
    "dead": "注销 已注销 吊销 吊销，未注销 吊销，已注销 吊销未注销 撤销 除名 责令关闭 dissolved INACTIVE 解散 gelöscht struck-off",
    "unknown": "其他 未知 abc 未注销",
}


@pytest.mark.parametrize(("status", "word"), [(s, w) for s, listed in STATUSES.items() for w in listed.split()])
def test_status_words(status, word):
    assert read_status(word) is RegistryStatus(status)


def test_nothing_is_unknown():
    assert read_status(None) is read_status("") is RegistryStatus.unknown


@pytest.mark.parametrize(
    ("name", "kind", "branch", "head"),
    [
        ("北京百度网讯科技有限公司深圳分公司", None, True, "北京百度网讯科技有限公司"),
        ("中国移动通信集团广西有限公司宁明分公司东安营业厅", None, True, "中国移动通信集团广西有限公司"),
        ("上海汽车集团股份有限公司乘用车分公司", None, True, "上海汽车集团股份有限公司"),
        ("博世（中国）投资有限公司上海代表处", None, True, "博世（中国）投资有限公司"),
        ("Robert Bosch GmbH Representative Office", None, True, "Robert Bosch GmbH"),
        ("ZF Friedrichshafen AG, Shanghai Branch", None, True, "ZF Friedrichshafen AG"),
        ("某某汽车第二分厂", None, True, None),
        ("示例（上海）有限公司", "外国(地区)企业常驻代表机构", True, None),
        ("中国第一汽车集团有限公司", "有限责任公司(国有独资)", False, None),
        ("东风汽车集团技术中心", None, False, None),
        ("嘉定区老王汽修经营部", "个体工商户", False, None),
        ("苏州分公司管理咨询有限公司", None, False, None),
        (None, None, False, None),
    ],
)
def test_branches_by_type_and_by_the_end_of_the_name(name, kind, branch, head):
    assert is_branch(name, kind) is branch
    assert head_office_name(name) == head


def hit(name, uscc=None, former=()):
    return Candidate(name=name, uscc=uscc, former_names=former)


def test_exactly_one_equal_name_is_written():
    assert (
        pick("上海示例（集团）有限公司", [hit("上海示例(集团)有限公司"), hit("上海示例集团有限公司北京分公司")]).index
        == 0
    )
    assert pick("Robert Bosch GmbH", [hit("ROBERT BOSCH GMBH")]).index == 0
    assert pick("鴻海精密工業股份有限公司", [hit("鸿海精密工业股份有限公司")]).index == 0


def test_everything_else_goes_to_a_person_with_a_reason():
    twins = pick("示例有限公司", [hit("示例有限公司"), hit("示例有限公司")])
    assert (twins.index, "2" in twins.reason_en) == (None, True)
    former = pick("旧名有限公司", [hit("新名有限公司", former=("旧名有限公司",))])
    assert former.index is None
    assert "former name" in former.reason_en
    assert pick("示例有限公司", [hit("示列有限公司")]).index is None
    assert pick("示例有限公司", []).reason_zh == "没有查询到企业"
    clash = pick("示例有限公司", [hit("示例有限公司", "91310000132260250X")], uscc="91110105579065830X")
    assert clash.index is None


def test_keys_of_names():
    assert name_key("采埃孚（中国）投资有限公司") == name_key("采埃孚(中国) 投资有限公司")
    assert name_key("示例 Co., Ltd.") == name_key("示例 CO.,LTD")
    assert not same_name("", "")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2009年09月08日", date(2009, 9, 8)), ("2010年3月22日", date(2010, 3, 22)), ("2012-07-10T00:00:00", date(2012, 7, 10)),
        ("20151020", date(2015, 10, 20)), (846691200000, date(1996, 10, 31)), ("846691200000", date(1996, 10, 31)), ("3 March 1999", date(1999, 3, 3)),
        ("March 3, 1999", date(1999, 3, 3)), ("03.03.1999", date(1999, 3, 3)), ("民国98年3月5日", date(2009, 3, 5)), ("2010-13-45", None),
        ("无固定期限", None), ("", None), (None, None), ("2010年", None),
    ],
)  # fmt: skip
def test_days(value, expected):
    assert day(value) == expected


@pytest.mark.parametrize(
    "text",
    ["-", "--", "暂无", "010-6487****", "xxxx有限责任公司", "9111xxxxxxxxxxxx82Q", "登录后可查看", "张*", "null", "  "],
)
def test_placeholders_and_masks_are_nothing(text):
    assert clean(text) is None


def test_names_parted_in_many_ways():
    for joined in (
        "甲公司\n乙公司",
        "甲公司\t乙公司\t",
        "甲公司；乙公司",
        "甲公司 乙公司",
        ["甲公司", "乙公司"],
        [{"Name": "甲公司"}, {"Name": "乙公司"}],
    ):
        assert names(joined) == ("甲公司", "乙公司")
