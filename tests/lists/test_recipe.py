"""A learned recipe: it fits the page that it was learned from, notices a redesign, and is replaced only with proof."""

from __future__ import annotations

from random import Random

from crawlers.lists import fits, lost_fields, read, still_there
from tests.lists.generator import case
from tests.lists.mutations import wrap

MADE = case(7, layout="cards", language="en", count=12)
LEARNED = read(MADE.html, MADE.url)


def test_a_recipe_leads_to_the_same_rows() -> None:
    assert LEARNED.recipe is not None
    again = read(MADE.html, MADE.url, recipe=LEARNED.recipe)
    assert again.records == LEARNED.records
    assert fits(LEARNED.recipe, again)
    assert lost_fields(LEARNED.recipe, again) == ()


def test_a_redesign_is_noticed_and_the_firms_are_still_found() -> None:
    assert LEARNED.recipe is not None
    after = read(wrap(MADE.html, Random(1)), MADE.url, recipe=LEARNED.recipe)
    assert not fits(LEARNED.recipe, after)
    assert still_there(frozenset(r.name for r in LEARNED.records), after)


def test_another_list_on_the_same_address_is_not_taken_for_the_old_one() -> None:
    other = case(8, layout="cards", language="de", count=12)
    assert not still_there(frozenset(r.name for r in LEARNED.records), read(other.html, other.url))
