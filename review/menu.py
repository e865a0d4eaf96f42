"""The menu: what there is, in the order of a rep's day."""

from __future__ import annotations

from typing import NamedTuple

from review.roles import May
from review.session import Visitor


class Entry(NamedTuple):
    """One line of the menu; `key` are its words."""

    key: str
    path: str
    what: May


ENTRIES = (
    Entry("menu.start", "/", May.read),
    Entry("menu.queue", "/queue", May.read),
    Entry("newlist.title", "/new-list", May.crawl),
    Entry("menu.lists", "/lists", May.read),
    Entry("menu.runs", "/runs", May.read),
    Entry("menu.proposals", "/proposals", May.read),
    Entry("menu.ladder", "/ladder", May.read),
    Entry("menu.users", "/users", May.users),
)


def entries(visitor: Visitor) -> tuple[tuple[Entry, bool], ...]:
    """The lines that this visitor may follow, each with whether it is where they are."""
    path = visitor.request.url.path
    if visitor.user is None:
        return ()
    return tuple(
        (entry, path == entry.path or (entry.path != "/" and path.startswith(entry.path)))
        for entry in ENTRIES
        if visitor.may(entry.what)
    )
