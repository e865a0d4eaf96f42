"""Correcting a field: source and evidence are asked for, the original stays, the rules judge anew."""

import pytest

from core.words import Field
from review.actions.typed_values import typed_value
from review.desk import Desk
from review.words import Refusal
from tests.review.conftest import Person
from tests.review.made import PNG, add_firm, name_of

PROOF = {"source": "2025年年度报告第12页", "url": "https://firm.example/report", "quote": "主要产品：制动器、制动盘"}


@pytest.fixture
def firm(desk: Desk) -> str:
    return add_firm(desk, name_of(1), lacking=(Field.products,))


def test_a_correction_fills_the_field_and_the_firm_is_judged_anew(rep: Person, firm: str) -> None:
    assert rep.status(firm) == "incomplete"
    answer = rep.post(
        f"/firms/{firm}/correct", version=rep.version(firm), field="products", value="制动器、制动盘", **PROOF
    )
    assert answer.headers["location"] == f"/firms/{firm}?field=products"
    assert "更正已保存" in rep.message(answer)
    assert rep.status(firm) == "qualified"
    fact = next(f for f in rep.get(f"/api/v1/firms/{firm}").json()["firm"]["facts"] if f["field"] == "products")
    assert fact["value"] == ["制动器", "制动盘"]
    assert fact["extractor"] == "person:rep1"
    assert fact["verified_by"] == "rep1"


def test_the_original_stays_and_is_shown(rep: Person, firm: str) -> None:
    rep.post(f"/firms/{firm}/correct", version=rep.version(firm), field="revenue", value="8亿元（2025年）", **PROOF)
    page = rep.get(f"/firms/{firm}").text
    assert "8亿 CNY (2025)" in page
    assert "5.2亿 CNY (2025)" in page


def test_back_and_forth_the_last_word_holds(rep: Person, firm: str) -> None:
    for value in ("有", "外包", "有"):
        rep.post(f"/firms/{firm}/correct", version=rep.version(firm), field="has_rd", value=value, **PROOF)
    facts = rep.get(f"/api/v1/firms/{firm}").json()["firm"]["facts"]
    ours = [f for f in facts if f["field"] == "has_rd" and f["extractor"] == "person:rep1"]
    assert [f["value"] for f in sorted(ours, key=lambda f: f["found_at"])] == ["yes", "outsourced", "yes"]


def test_a_file_is_evidence_and_is_shown_beside_the_value(rep: Person, firm: str) -> None:
    fields = {"version": rep.version(firm), "field": "products", "value": "制动器", "source": "2025年年度报告"}
    rep.post(f"/firms/{firm}/correct", files={"file": ("报告.png", PNG, "image/png")}, **fields)
    facts = rep.get(f"/api/v1/firms/{firm}").json()["firm"]["facts"]
    capture = next(f["capture"] for f in facts if f["field"] == "products")
    assert rep.get(f"/evidence/{capture}/shot").content == PNG


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"source": "网络"}, "太模糊"),
        ({"source": ""}, "source"),
        ({"quote": ""}, "请附证据"),
        ({"url": "javascript:alert(1)"}, "http"),
        ({"value": " "}, "请填写值"),
        ({"field": "capital"}, "capital"),
        ({"field": "nonsense"}, "field"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_comes_back(
    rep: Person, firm: str, change: dict[str, str], word: str
) -> None:
    fields = {"version": str(rep.version(firm)), "field": "products", "value": "制动器与卡钳"} | PROOF | change
    answer = rep.post(f"/firms/{firm}/correct", **fields)
    assert answer.status_code in (400, 422)
    assert word in answer.text
    assert fields["value"].strip() in answer.text
    assert rep.status(firm) == "incomplete"


def test_the_second_of_two_reps_is_told_and_nothing_is_written(rep: Person, firm: str) -> None:
    seen = rep.version(firm)
    rep.post(f"/firms/{firm}/send-back", version=seen, reason="查一下")
    answer = rep.post(f"/firms/{firm}/correct", version=seen, field="products", value="制动器", **PROOF)
    assert answer.status_code == 409
    assert not [f for f in rep.get(f"/api/v1/firms/{firm}").json()["firm"]["facts"] if f["field"] == "products"]


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        (Field.has_rd, "无", "no"),
        (Field.has_rd, "Outsourced", "outsourced"),
        (Field.products, "制动器，制动盘;卡钳", ["制动器", "制动盘", "卡钳"]),
        (Field.registry_status, "存续", {"status": "active", "raw": "存续"}),
        (Field.sub_field, "tier1.chassis", "tier1.chassis"),
        (Field.uscc, "91310000607378429t".upper(), None),
    ],
)
def test_typed_values_take_the_shape_of_facts(field: Field, text: str, value: object) -> None:
    if value is not None:
        assert typed_value(field, text) == value


@pytest.mark.parametrize(
    ("field", "text"),
    [
        (Field.hq_city, "江苏"),
        (Field.hq_city, "上海"),
        (Field.revenue, "很多"),
        (Field.has_rd, "也许"),
        (Field.uscc, "91310000607378429X"),
        (Field.sub_field, "汽车行业"),
        (Field.headcount, "若干"),
        (Field.registry_status, "挺好"),
    ],
)
def test_values_that_say_nothing_precise_are_refused(field: Field, text: str) -> None:
    with pytest.raises(Refusal):
        typed_value(field, text)


def test_every_sub_field_can_be_chosen_by_its_name_in_both_languages() -> None:
    from review.showing import sub_field_labels
    from screen.taxonomy import taxonomy

    keys = taxonomy().sub_fields()
    for index, key in enumerate(keys):
        assert typed_value(Field.sub_field, sub_field_labels("zh")[index]) in keys, key
        assert typed_value(Field.sub_field, sub_field_labels("en")[index]) in keys, key


def test_a_search_with_its_page_is_negative_evidence(desk: Desk, rep: Person) -> None:
    firm = add_firm(desk, name_of(9), idle=True)
    fields = {
        "version": rep.version(firm),
        "kind": "patent",
        "where": "国家知识产权局专利检索",
        "query": "制动",
        "hits": 0,
    }
    assert rep.post(f"/firms/{firm}/searched", **fields).status_code == 400, "without its page it proves nothing"
    fields["version"] = rep.version(firm)
    answer = rep.post(f"/firms/{firm}/searched", files={"file": ("结果.png", PNG, "image/png")}, **fields)
    assert answer.status_code == 303
    assert "国家知识产权局" in rep.get(f"/firms/{firm}").text
