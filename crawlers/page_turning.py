"""Buttons that show more of a list and have no address of their own: only a browser can press them."""

from __future__ import annotations

import re
from functools import lru_cache

from parsel import Selector

from core.catalogue import words
from core.settings import settings
from core.values.fold import fold

_COUNT = re.compile(r"\s*[(\[]?[\d.,/ ]+[)\]]?\s*$")


@lru_cache(maxsize=4)
def turn_words(name: str) -> frozenset[str]:
    """What buttons say: "more" adds rows to the page, "next" replaces them. From config/lookups/page_turning.yml."""
    told = words(settings().config_dir / "lookups" / "page_turning.yml")
    return frozenset(fold(str(word)).lower() for word in told[name])


@lru_cache(maxsize=4)
def turn_phrases(name: str) -> frozenset[str]:
    """Those that mean the same inside a longer text, "load more" in "load more companies"; "more" alone does not."""
    return frozenset(word for word in turn_words(name) if len(word) >= (7 if word.isascii() else 4))


def turns(said: str, name: str) -> bool:
    """Does a button that says this turn the page?"""
    folded = _COUNT.sub("", fold(said)).lower()
    return folded in turn_words(name) or (len(folded) <= 40 and any(w in folded for w in turn_phrases(name)))


def has_scripted_turn(text: str) -> bool:
    """Has this page a button for more that leads nowhere without a script? One a card opens that card instead."""
    buttons = Selector(text=text, type="html").css("button, a, [role=button], input[type=button]")
    return 0 < sum(_turns_by_script(button) for button in buttons) <= 3


def _turns_by_script(button: Selector) -> bool:
    href = button.attrib.get("href", "")
    if href and not href.startswith(("#", "javascript:")):
        return False
    shown = " ".join(button.css("::text").getall())
    said = (shown, *(button.attrib.get(name, "") for name in ("aria-label", "title", "value")))
    return any(turns(s, name) for s in said if s for name in ("more", "next")) and not _about_one_thing(button)


def _about_one_thing(element: Selector) -> bool:
    """Arrows of picture shows are no pagers."""
    around = " ".join(element.xpath("ancestor-or-self::*[position() < 5]/@class").getall()).lower()
    return bool(re.search(r"carousel|slider|swiper|slick|gallery|modal|calendar|lightbox|testimonial", around))
