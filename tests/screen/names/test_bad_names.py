"""Names that are none, names in disguise, and two firms in one cell."""

from __future__ import annotations

import pytest

from screen.names import compare, name_keys
from screen.names.quick_key import quick_key
from screen.names.usable import doubtful, firms_in, unusable
from screen.resolve import Resolver


@pytest.mark.parametrize(
    "name",
    ["", "   ", "\u200b", "---", "To be announced", "Exhibitor", "xxxxxxxxxxxx", "0512 6600 1234",
     "Company Name", "Dr. Jane Doe",
     "Alpha S.p.A. / Beta S.r.l.", "上海甲汽车有限公司 和 苏州乙电子有限公司", "Alpha Inc. and Beta LLC", "info@firm.example",
     "\u202e---\u202c", "……", "🚗🚗", "TBD", "t.b.d.", "待定", "暂无", "N/A", "甲" * 1000, "www.example.com", "a@b.example",
     "王小明先生", "Mr. John Smith", "????", "上海甲汽车有限公司/苏州乙电子有限公司", "Alpha GmbH / Beta GmbH"],
)  # fmt: skip
def test_what_is_no_name_of_a_firm_says_why(name: str) -> None:
    why = unusable(name)
    assert why is not None
    assert why.zh
    assert why.en
    assert not compare(name, name).same
    assert doubtful(name, quick_key(name))
    resolver = Resolver()
    for row in ("1", "2"):
        resolver.add({"id": row, "name": name})
    assert dict(resolver.resolve()) == {"1": "1", "2": "2"}, "never joined, not even with its own copy"
    assert set(resolver.complaints) == {"1", "2"}


@pytest.mark.parametrize(
    "name",
    ["3M", "BYD", "360", "Dr. Ing. h.c. F. Porsche AG", "王老吉", "A. Schulman Inc.", "北京100科技有限公司", "شركة السيارات", "Ernst & Young GmbH",
     "名爵汽车有限公司", "测试科技有限公司", "Schmidt + Clemens GmbH + Co. KG", "上海汽车集团股份有限公司乘用车分公司"],
)  # fmt: skip
def test_names_that_only_look_odd_are_kept(name: str) -> None:
    assert unusable(name) is None


def test_two_firms_in_a_cell_are_proposed_apart() -> None:
    assert firms_in("上海甲汽车有限公司、苏州乙电子有限公司") == ("上海甲汽车有限公司", "苏州乙电子有限公司")
    assert firms_in("上海甲汽车有限公司 Shanghai Jia Auto Co., Ltd.") == ()


@pytest.mark.parametrize(
    ("odd", "plain"),
    [
        ("\u0421hina Motor Corporation", "China Motor Corporation"),
        ("Zhejiang T\u0435\u0441hn\u043el\u043egy Limited", "Zhejiang Technology Limited"),
        ("上海\u200b示例汽车有限公司", "上海示例汽车有限公司"),
        ("上海示例汽⻋有限公司", "上海示例汽车有限公司"),
        ("ＡＢＣ　Ｍｏｔｏｒ　ＧｍｂＨ", "ABC Motor GmbH"),
        ("\u202eABC Motor GmbH\u202c", "ABC Motor GmbH"),
    ],
)
def test_disguises_are_seen_through(odd: str, plain: str) -> None:
    assert compare(odd, plain).score == 1.0
    assert set(name_keys(odd)) & set(name_keys(plain))


def test_a_long_name_costs_no_time() -> None:
    assert not compare("A" * 5000, "B" * 5000).same
    assert not compare("博世" * 60 + "有限公司", "博世有限公司").same
