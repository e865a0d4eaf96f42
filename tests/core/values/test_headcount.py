"""Numbers of people: exact, ranges, withheld."""

import pytest

from core.values.headcount import parse_headcount


@pytest.mark.parametrize(
    ("text", "low", "high", "year"),
    [("48", 48, 48, None), ("小于50人", None, 49, None), ("50人以下", None, 50, None), ("100-499人", 100, 499, None), ("10000以上", 10000, None, None),
     ("5000–9999人", 5000, 9999, None), ("500余人", 500, None, None), ("1.2万人", 12000, 12000, None), ("201-500 employees", 201, 500, None),
     ("over 5,000", 5000, None, None), ("21 (2023年报)", 21, 21, 2023), ("員工1,200名", 1200, 1200, None), ("2,000 Mitarbeiter", 2000, 2000, None),
     ("従業員数 1,234名", 1234, 1234, None), (48, 48, 48, None), ("0人", 0, 0, None), ("研发人员占比30%,员工800人", 800, 800, None)],
)  # fmt: skip
def test_a_head_count_is_read(text, low, high, year):
    count = parse_headcount(text)
    assert (count.low, count.high, count.year, count.withheld) == (low, high, year, False)


@pytest.mark.parametrize("text", ["企业选择不公示", "企业选择不公示 (2023年报)", "未公示"])
def test_withheld_is_not_zero(text):
    count = parse_headcount(text)
    assert count.withheld
    assert count.number is None


@pytest.mark.parametrize("text", ["-", "", None, "营收12亿元", "员工300人，其中研发80人"])
def test_nothing_or_several_is_none(text):
    assert parse_headcount(text) is None
