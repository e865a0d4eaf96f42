"""Amounts, head counts and places as real pages write them: bracketed units, glued currency codes, ranges, foreign words."""

from pathlib import Path

import pytest
import yaml

from core.values.headcount import parse_headcount
from core.values.money import parse_money
from core.values.places import read_place

CASES = yaml.safe_load((Path(__file__).parent / "odd_cases.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("text", "wanted"), [(text, said) for text, *said in CASES["money"]])
def test_an_amount(text, wanted):
    money = parse_money(text)
    assert ([None] if money is None else [money.low, money.high, money.currency]) == wanted


@pytest.mark.parametrize(("text", "wanted"), [(text, said) for text, *said in CASES["people"]])
def test_a_number_of_people(text, wanted):
    count = parse_headcount(text)
    said = [None] if count is None else ["withheld"] if count.withheld else [count.low, count.high]
    assert said == wanted


@pytest.mark.parametrize(("text", "wanted"), [(text, said) for text, *said in CASES["places"]])
def test_a_place(text, wanted):
    place = read_place(text)
    assert ([None] if place is None else [place.country, place.province, place.city, place.district]) == wanted
