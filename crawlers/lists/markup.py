"""What the markup around the names says for or against firms: headings, first places, menus, headlines beside them."""

from __future__ import annotations

from bisect import bisect_left

from crawlers.lists.columns import measure
from crawlers.lists.dom import Page
from crawlers.lists.firmness import Firmness
from crawlers.lists.mining import RecordSet
from crawlers.lists.vocabulary import identifier_field

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6", "dt")


def weigh_markup(page: Page, records: RecordSet, score: Firmness) -> None:
    """What the markup says about the names: headings and first places speak for them, images' texts need no words beside."""
    first = [page.atoms[m] for m in records.members[:80]]
    leading = sum(a.order == 0 for a in first) / len(first)
    score.add(0.25 * leading)
    tags = [page.tags[page.parents[a.node]] for a in first]
    score.add(
        0.3
        * sum(t in _HEADINGS or "strong" in a.chain or "/b" in a.chain for t, a in zip(tags, first, strict=True))
        / len(first)
    )
    score.add(-0.35 * sum(a.kind == "title" for a in first) / len(first))
    if identifier_field(records.columns[0].hint) == "name":
        score.add(0.4)
    holder = page.items[records.holders[0]] if records.holders else ""
    if holder in ("Organization", "LocalBusiness", "Corporation"):
        score.add(1.2)
    elif holder in ("Product", "Event", "NewsArticle", "Article", "BlogPosting", "JobPosting", "Person", "Offer"):
        score.add(-2.5, f"the records are marked as {holder}")
    if _led_by_others(page, records) or _under_headlines(page, records):
        score.add(-1.7, "each record is about something else that it names first")
    menu = sum(page.zones[a.node] == "menu" for a in first) / len(first)
    score.add(-1.6 * menu)
    aside = sum(page.zones[a.node] == "aside" for a in first) / len(first)
    score.add(-0.8 * aside)


def _led_by_others(page: Page, records: RecordSet) -> bool:
    """Does each record begin with a heading or link of its own that is no firm: a job, a person, a talk, an article?"""
    nodes = page.nodes
    leads: list[str] = []
    strong = 0
    some = list(zip(records.members, records.spans, strict=True))[:80]
    for member, (start, _) in some:
        number = bisect_left(nodes, start)
        while number < member and (
            page.atoms[number].kind != "text" or page.atoms[number].text == page.atoms[member].text
        ):
            number += 1
        if number >= member or page.atoms[number].label:
            continue
        atom = page.atoms[number]
        leads.append(atom.text)
        tag = page.tags[page.parents[atom.node]]
        strong += bool(atom.href) or tag in _HEADINGS or "strong" in atom.chain or "/b" in atom.chain
    if len(leads) < 0.6 * len(some) or strong < 0.6 * len(leads):
        return False
    traits = measure(leads)
    return (
        traits.unique > 0.9
        and traits.legal < 0.1
        and traits.booth < 0.3
        and traits.country < 0.3
        and traits.number < 0.3
        and traits.length > 4
    )


def _under_headlines(page: Page, records: RecordSet) -> bool:
    """Does each record say its name in passing and then a linked headline: news of firms, their talks, their offers?"""
    heads: list[str] = []
    some = list(zip(records.members, records.spans, strict=True))[:80]
    for member, (start, end) in some:
        name = page.atoms[member]
        if name.href or page.tags[page.parents[name.node]] in _HEADINGS or name.kind != "text":
            return False
        for number in range(bisect_left(page.nodes, start), bisect_left(page.nodes, end)):
            atom = page.atoms[number]
            if number != member and atom.href and page.tags[page.parents[atom.node]] in (*_HEADINGS, "a"):
                heads.append(atom.text)
                break
    if len(heads) < 0.8 * len(some):
        return False
    traits = measure(heads)
    return traits.unique > 0.9 and traits.legal < 0.2 and traits.url < 0.1 and traits.email < 0.1 and traits.length > 18
