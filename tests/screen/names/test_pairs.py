"""Names of one firm, and names of others that look like it: the labelled sets, and pairs made from rules of naming."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from pypinyin import lazy_pinyin

from screen.names import compare
from tests.screen.names.scoring import pairs, score

PLACES = [
    ("江苏", "Jiangsu"),
    ("苏州", "Suzhou"),
    ("深圳市", "Shenzhen"),
    ("上海", "Shanghai"),
    ("昆山", "Kunshan"),
    ("西安", "Xi'an"),
]
TRADES = [
    ("汽车零部件", "Auto Parts"), ("汽车电子", "Automotive Electronics"), ("精密机械", "Precision Machinery"),
    ("轴承", "Bearing"), ("新材料", "New Materials"), ("线束", "Wiring Harness"), ("减震器", "Shock Absorber"),
    ("半导体", "Semiconductor"), ("铝业", "Aluminum"), ("制动系统", "Brake Systems"),
]  # fmt: skip
BRAND = "华辰瑞恒博泰科力盛宏星远驰拓精达安凯捷诺德鑫航昊森骏腾冠伟旭嘉铭润坤朗沃卓毅正隆福康佳迈威奥利"


def test_our_own_pairs() -> None:
    found = score(pairs(), lambda a, b: compare(a, b).same)
    assert found.precision >= 0.97, found.wrong
    assert found.recall >= 0.92


@pytest.mark.shared
def test_real_pairs_with_known_identity(shared: Path) -> None:
    found = score(pairs(shared / "names" / "pairs.jsonl"), lambda a, b: compare(a, b).same)
    assert found.precision >= 0.97, found.wrong
    assert found.mean_share >= 0.85


@pytest.mark.parametrize("seed", range(3))
def test_english_names_are_found_by_place_brand_and_trade(seed: int) -> None:
    draw = random.Random(seed)
    firms = []
    for _ in range(25):
        place, brand, trade = (
            draw.choice(PLACES),
            "".join(draw.sample(BRAND, draw.choice([2, 2, 3]))),
            draw.choice(TRADES),
        )
        latin = "".join(lazy_pinyin(brand)).capitalize()
        zh = draw.choice([f"{place[0]}{brand}{trade[0]}有限公司", f"{brand}{trade[0]}（{place[0]}）股份有限公司"])
        en = draw.choice([f"{place[1]} {latin} {trade[1]} Co., Ltd.", f"{latin} {trade[1]} ({place[1]}) Co.,Ltd"])
        firms.append((brand, zh, en))
    for brand, zh, en in firms:
        assert compare(zh, en).same, (zh, en)
        others = [other for mark, _, other in firms if lazy_pinyin(mark) != lazy_pinyin(brand)]
        assert [other for other in others if compare(zh, other).same] == []


def test_comparison_is_symmetric_and_says_why_in_both_languages() -> None:
    for row in pairs()[::7]:
        there, back = compare(row["a"], row["b"]), compare(row["b"], row["a"])
        assert there == back
        assert all(reason.zh and reason.en for reason in there.reasons)
        assert there.reasons


def test_what_no_name_can_join_stays_apart() -> None:
    """A former name and a coined brand need a registry number, an alias or a proved domain."""
    assert not compare("上海柴油机股份有限公司", "上海新动力汽车科技股份有限公司").same
    assert not compare("山东金麒麟股份有限公司", "Shandong Gold Phoenix Co.,Ltd").same


def test_a_brand_of_two_characters_that_differs_in_one_is_another_firm() -> None:
    assert not compare("威海鑫腾船舶修造有限公司", "威海腾鑫船舶修造有限公司").same
    assert not compare("烟台恒信机械有限公司", "烟台恒通机械有限公司").same
    assert not compare("甲市第一机床有限公司", "甲市第二机床有限公司").same
