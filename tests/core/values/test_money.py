"""Amounts: every form of the registries and of firms' own pages, and what must be refused."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.values.money import find_money, parse_money

EXACT = [
    ("800万人民币", "8000000", "CNY"),
    ("1250万元人民币", "12500000", "CNY"),
    ("1000万人民币元", "10000000", "CNY"),
    ("100万元港币", "1000000", "HKD"),
    ("800(万元)", "8000000", "CNY"),
    ("185000万元", "1850000000", "CNY"),
    ("480264.851100万", "4802648511", None),
    ("330886万美元", "3308860000", "USD"),
    ("1,026.8万人民币", "10268000", "CNY"),
    ("157379.9571 万元人民币", "1573799571", "CNY"),
    ("0万元人民币", "0", "CNY"),
    ("1,000,000 元", "1000000", "CNY"),
    ("2,100,000 万元", "21000000000", "CNY"),
    ("3,514.97亿元", "351497000000", "CNY"),
    ("-90.07亿元", "-9007000000", "CNY"),
    ("人民币伍仟万元整", "50000000", "CNY"),
    ("叁亿贰仟万", "320000000", None),
    ("一点二亿", "120000000", None),
    ("一亿二千万", "120000000", None),
    ("1,234.56万美元", "12345600", "USD"),
    ("六十亿韩元", "6000000000", "KRW"),
    ("RMB 230 million", "230000000", "CNY"),
    ("€1.2bn", "1200000000", "EUR"),
    ("1,2 Mrd. €", "1200000000", "EUR"),
    ("230 Mio. EUR", "230000000", "EUR"),
    ("500 Millionen Euro", "500000000", "EUR"),
    ("12億円", "1200000000", "JPY"),
    ("1兆2,000億円", "1200000000000", "JPY"),
    ("3億5000万円", "350000000", "JPY"),
    ("US$ 5 million", "5000000", "USD"),
    ("HK$3.5 million", "3500000", "HKD"),
    ("NT$ 500,000,000", "500000000", "TWD"),
    ("INR 500 crore", "5000000000", "INR"),
    ("1 234 567 €", "1234567", "EUR"),
    ("1'500'000 CHF", "1500000", "CHF"),
    ("USD 5000", "5000", "USD"),
    ("199,999,999元", "199999999", "CNY"),
    ("1亿元/年", "100000000", "CNY"),
    ("注册资本5000万元(实缴5000万元)", "50000000", "CNY"),
]


@pytest.mark.parametrize(("text", "amount", "currency"), EXACT)
def test_one_number(text, amount, currency):
    money = parse_money(text)
    assert (money.amount, money.currency) == (Decimal(amount), currency)


RANGES = [
    ("1–5亿", "100000000", "500000000", None),
    ("10000万元-50000万元", "100000000", "500000000", "CNY"),
    ("5000万-1亿元", "50000000", "100000000", "CNY"),
    ("50亿～100亿元", "5000000000", "10000000000", "CNY"),
    ("between 100 and 500 million USD", "100000000", "500000000", "USD"),
    ("2亿以上", "200000000", None, None),
    ("不足1亿元", None, "100000000", "CNY"),
    ("不超过10亿元", None, "1000000000", "CNY"),
    ("more than EUR 500 million", "500000000", None, "EUR"),
]


@pytest.mark.parametrize(("text", "low", "high", "currency"), RANGES)
def test_ranges_keep_both_ends(text, low, high, currency):
    money = parse_money(text)
    assert (money.low, money.high) == (low and Decimal(low), high and Decimal(high))
    assert (money.currency, money.basis, money.amount) == (currency, "range", None)


@pytest.mark.parametrize(
    "text",
    ["5000", "", None, "3.00 元/万元", "增长12%", "员工1200人", "1.2万人", "5万吨", "2 million vehicles", "1亿用户", "2000年成立",
     "12.5亿元，净利润1亿元", "￥5000", "一家公司"],
)  # fmt: skip
def test_what_is_no_amount_is_refused(text):
    assert parse_money(text) is None


def test_year_and_basis_are_read_from_the_words_around():
    assert (parse_money("2023年营收359.07亿元").year, parse_money("FY2024 revenue of $1.2 billion").year) == (
        2023,
        2024,
    )
    assert parse_money("约12.8亿").basis == "estimate"
    assert parse_money("经审计营业收入12.8亿元").basis == "audited"
    assert parse_money("年报：营业收入12.8亿元").basis == "annual_report"


def test_shared_signs_follow_the_home_and_a_missing_currency_is_marked_as_assumed():
    assert parse_money("¥100万") is not None
    assert parse_money("¥100万").currency is None
    assert parse_money("¥100万", home_currency="JPY").currency == "JPY"
    assert parse_money("5,000,000元", home_currency="TWD").currency == "TWD"
    assumed = parse_money("567万", home_currency="CNY")
    assert (assumed.currency, assumed.assumed) == ("CNY", True)
    assert parse_money("5000", home_currency="CNY") is None


def test_all_amounts_of_a_sentence():
    assert [m.amount for m in find_money("营收12.5亿元，净利润1亿元")] == [Decimal("1250000000"), Decimal("100000000")]


UNITS = {"元": 1, "万元": 10**4, "亿元": 10**8}


@given(st.decimals("0.01", "99999.99", places=2), st.sampled_from(sorted(UNITS)))
def test_digits_and_unit_give_the_exact_product(number, unit):
    assert parse_money(f"{number}{unit}").amount == number * UNITS[unit]


@given(st.integers(1, 999_999_999), st.sampled_from(["CNY", "USD", "EUR"]))
def test_thousands_marks_change_nothing(number, currency):
    assert parse_money(f"{currency} {number:,}").amount == number == parse_money(f"{number} {currency}").amount


@given(st.integers(1, 4999), st.integers(5000, 99999), st.sampled_from(["-", "–", "~", "至", " to "]))
def test_a_unit_that_stands_once_holds_for_both_ends(low, high, sign):
    money = parse_money(f"{low}{sign}{high}万元")
    assert (money.low, money.high) == (low * 10_000, high * 10_000)


@given(st.text(alphabet="0123456789.,万亿元$€ 一百千-至年MB%", max_size=24))
def test_no_text_raises(text):
    for money in find_money(text):
        assert money.low is not None or money.high is not None
