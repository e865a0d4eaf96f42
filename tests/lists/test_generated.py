"""Made pages of every layout and language, and the same pages after a redesign."""

from __future__ import annotations

from random import Random

import pytest

from core.words import SightingKind
from crawlers.lists import read
from tests.lists.firms import LANGUAGES
from tests.lists.generator import LAYOUTS, Case, case
from tests.lists.mutations import MUTATIONS
from tests.lists.scoring import f1


def score(made: Case, html: str | None = None) -> float:
    reading = read(html or made.html, made.url)
    return f1([f.name for f in made.firms], [r.name for r in reading.records if r.kind is SightingKind.firm])


@pytest.mark.parametrize("layout", sorted(LAYOUTS))
def test_each_layout_is_read_whatever_the_language_and_decoys(layout: str) -> None:
    scores = [
        score(case(seed, layout=layout, language=LANGUAGES[seed % len(LANGUAGES)], count=12)) for seed in range(8)
    ]
    assert sum(scores) / len(scores) >= 0.97, scores


@pytest.mark.parametrize("mutation", sorted(MUTATIONS))
def test_a_redesign_loses_no_firm(mutation: str) -> None:
    for seed in range(12):
        made = case(seed, count=12)
        assert score(made, MUTATIONS[mutation](made.html, Random(seed))) >= score(made) - 0.01, (
            mutation,
            made.layout,
            seed,
        )


def test_the_same_page_is_read_the_same_way_twice() -> None:
    made = case(3, count=12)
    assert read(made.html, made.url) == read(made.html, made.url)
