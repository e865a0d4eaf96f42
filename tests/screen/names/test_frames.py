"""A name put together from its frame is the name parsed word for word, whatever its words are."""

from __future__ import annotations

import random
import string
from collections.abc import Iterator

import pytest

from screen.names.frames import framed
from screen.names.latin import latin_name, parsed
from screen.names.lookups import latin_words, trades
from screen.names.places import place_names
from screen.names.tails import towns

FORMS = ("GmbH", "Co., Ltd.", "Co.,Ltd", "Inc.", "S.p.A.", "Ltd", "AG", "LIMITED", "Corporation", "SE", "& Co. KG", "")


def vocabularies() -> list[list[str]]:
    """Every list of words that parsing asks, and some words between words."""
    table = latin_words()
    return [
        [" ".join(form) for form in table.forms],
        *map(
            list, (table.same, table.standing, table.dropped, table.spread, table.departments, table.given, table.cuts)
        ),
        list(towns()),
        list(trades().en),
        list(place_names().en),
        "technology science university polytechnic office branch of a the and E.G. ag. LTD shares".split(),
    ]


def names(count: int) -> Iterator[str]:
    """Names of own words and words of any vocabulary, in any case."""
    draw, known = random.Random(20261122), vocabularies()
    for _ in range(count):
        words = [
            "".join(draw.choices(string.ascii_lowercase, k=draw.randint(2, 16)))
            if draw.random() < 0.5
            else draw.choice(draw.choice(known))
            for _ in range(draw.randint(1, 5))
        ]
        written = [draw.choice((str.title, str.upper, str))(word) for word in words]
        yield " ".join([*written, draw.choice(FORMS)]).strip()


def test_a_framed_name_is_the_parsed_name() -> None:
    seen = 0
    for name in names(20_000):
        seen += framed(name) is not None
        assert latin_name(name) == parsed(name), name
    assert seen > 4_000


@pytest.mark.parametrize(
    "name",
    [
        "Bosch, Robert GmbH",
        "Kadorex",
        "Kadorex Automotive",
        "Kadorex (KDX) Systems GmbH",
        "Müllerex Systems GmbH",
        "Kad0rex Systems GmbH",
        "Kadorex Coporation Ltd",
        "Kadorex formerly known as Widgets GmbH",
    ],
)
def test_what_parsing_must_see_whole_has_no_frame_of_its_own_words(name: str) -> None:
    assert latin_name(name) == parsed(name)


def test_one_frame_serves_many_firms() -> None:
    first, second = framed("Kadorex Automotive Systems GmbH"), framed("Pelvinor Automotive Systems GmbH")
    assert first is not None
    assert second is not None
    assert first.frame == second.frame
    assert list(first.own.values()) == ["kadorex"]
