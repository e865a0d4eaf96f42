"""Sub-fields are precise and bilingual, and the words that gave them are shown; what we sell matches products."""

import pytest

from core.words import Field
from screen.case import Case
from screen.catalogue import matches
from screen.derive import derive
from screen.taxonomy import Said, classify, taxonomy
from tests.screen.firms import NOW, TODAY, firm, policy


@pytest.mark.parametrize(
    ("text", "where", "key"),
    [
        ("动力电池包、BMS", "products", "nev.tier1.battery"),
        ("新能源乘用车整车制造", "products", "nev.oem.vehicle"),
        ("Brake calipers and brake discs", "products", "tier1.brake"),
        ("Elektromotoren, Inverter", "products", "tier1.edrive"),
        ("重型卡车整车", "products", "commercial.oem.vehicle"),
        ("重型牵引车", "products", "commercial.oem.vehicle"),
        ("牵引车制动器", "products", "commercial.tier1.brake"),
        ("electric delivery vans", "products", "nev.oem.vehicle"),
        ("电动助力转向", "products", "tier1.steering"),
        ("aluminium crash beams, hot-formed door rings", "products", "tier1.body"),
        ("注塑模具 检具", "category", "tier2.mould"),
        ("C3612 新能源车整车制造", "industry", "nev.oem.vehicle"),
        ("C3620 汽车用发动机制造", "industry", "tier1.engine"),
    ],
)
def test_a_precise_text_gives_its_sub_field(text: str, where: str, key: str) -> None:
    found = classify([Said(text=text, where=where)])  # type: ignore[arg-type]
    assert found is not None
    assert found.key == key
    assert found.terms


@pytest.mark.parametrize(
    "text",
    [
        "汽车行业",
        "汽车零部件",
        "Automotive",
        "auto parts",
        "整车",
        "家具",
        "display cabinets",
        "汽车零部件及配件制造",
        "",
    ],
)
def test_a_vague_text_gives_none(text: str) -> None:
    assert classify([Said(text=text, where="category")]) is None


def test_products_outweigh_what_the_scope_of_business_lists() -> None:
    found = classify([Said(text="轮胎 轮毂 座椅 车灯 轴承", where="scope"), Said(text="激光雷达", where="products")])
    assert found is not None
    assert found.key.endswith("adas")


def test_every_sub_field_has_a_name_in_both_languages() -> None:
    for key in taxonomy().sub_fields():
        zh, en = taxonomy().label(key)
        assert zh
        assert en


def test_the_match_with_what_we_sell_shows_its_words() -> None:
    assert [(m.offer, m.terms) for m in matches(["线控制动", "电子水泵"])] == [
        ("chassis", ("线控制动",)),
        ("ev", ("电子水泵",)),
    ]
    assert matches(["办公家具"]) == ()


def test_a_derived_sub_field_keeps_the_page_it_rests_on() -> None:
    case = Case(firm({"website": {"products": ["线控制动卡钳"]}}), policy(), TODAY)
    (fact,) = derive(case, NOW)
    products = case.fact(Field.products)
    assert products is not None
    assert (fact.field, fact.value, fact.capture) == (Field.sub_field, "tier1.brake", products.capture)
