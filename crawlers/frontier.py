"""What a crawl still has to ask for: every request once, and no chain of pages followed that gives nothing new."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import Field
from w3lib.url import canonicalize_url

from core.listing import Ask
from core.records import Frozen

INDEXES = frozenset({"letters", "countries", "categories"})
"""Kinds of pager whose pages are lists of their own, each with a total and further pages of its own."""


_LAST = 1_000_000


class Limits(Frozen):
    """Where a crawl stops although the list goes on; each is reported as the reason."""

    pages: int = Field(default=2000, ge=1)
    seconds: float = 3600.0
    depth: int = 2000
    barren: int = 3
    """So many pages in a row along one chain with no new row: a loop, or a trap that makes pages for ever."""
    barren_anywhere: int = 40
    """So many pages in a row in the whole crawl with no new row: a trap that spreads out instead."""
    profiles: int = 20_000
    wanted_rows: int | None = None
    """A preview has seen enough after so many."""


def ask_key(ask: Ask) -> str:
    """Two asks of one key are one request: order of parameters and fragments do not matter, except in a drawn page."""
    drawn = "drawn " if ask.browser else ""
    return f"{drawn}{ask.method} {canonicalize_url(ask.url, keep_fragments=ask.browser)} {ask.body or ''}"


@dataclass(slots=True)
class Lineage:
    """How an ask was found."""

    ask: Ask
    root: str
    """The key of the first page of its chain."""
    depth: int
    barren: int
    """How many pages before it gave nothing new."""
    number: int


class Frontier:
    """The asks of one crawl: known, answered, failed."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._known: dict[str, Lineage] = {}
        self._open: set[str] = set()
        self._failed: dict[str, str] = {}
        self._unasked: dict[str, str] = {}
        self._twice: set[str] = set()
        self._issued = 0
        self.reached = 0
        self.barren_run = 0
        self.repeating: list[str] = []
        """Chains that were given up because they only repeated themselves."""

    def open(self, asks: tuple[Ask, ...], parent: Ask | None = None, *, fresh: bool = True) -> tuple[Ask, ...]:
        """The asks among these that are new and may be sent. `fresh`: did the parent page give anything new?"""
        before = self._known.get(ask_key(parent)) if parent else None
        barren = 0 if fresh or before is None else before.barren + 1
        admitted = []
        for ask in asks:
            key = ask_key(ask)
            if key in self._known or key in self._unasked:
                continue
            if ask.purpose == "list" and barren >= self.limits.barren and before:
                self._give_up(before.ask)
                continue
            depth = before.depth + 1 if before else 0
            if ask.purpose == "list" and (self._issued >= self.limits.pages or depth > self.limits.depth):
                self._unasked[key] = ask.label or ask.url
                continue
            root = before.root if before and ask.meta.get("pager") not in INDEXES else key
            self._issued += ask.purpose == "list"
            self._known[key] = Lineage(ask, root, depth, barren, len(self._known) + 1)
            self._open.add(key)
            admitted.append(ask)
        return tuple(admitted)

    def decline(self, asks: tuple[Ask, ...], parent: Ask) -> None:
        """Pages that only a repeated page links to are not asked for."""
        if any(ask_key(ask) not in self._known for ask in asks):
            self._give_up(parent)

    def answered(self, ask: Ask, *, fresh: bool, again: bool = False) -> None:
        """A list page was read; `fresh` when it gave a row that was new, `again` when it was one already read."""
        self._open.discard(ask_key(ask))
        if ask.purpose != "list":
            return
        self.barren_run = 0 if fresh else self.barren_run + 1
        if again:
            self._twice.add(ask_key(ask))
        else:
            self.reached += 1

    def failed(self, ask: Ask, why: str) -> None:
        """An ask that got no readable answer: a gap."""
        self._open.discard(ask_key(ask))
        if ask.purpose != "profile":
            self._failed[ask_key(ask)] = f"{ask.label or ask.url} ({why})"

    @property
    def only_beside(self) -> bool:
        """Is nothing left to ask for but other cuts of the same list?"""
        return bool(self._open) and all(self._known[key].ask.meta.get("beside") for key in self._open)

    def leave_beside(self) -> None:
        """Other cuts of a list that was read whole are not part of what there was to read."""
        for key in [key for key in self._open if self._known[key].ask.meta.get("beside")]:
            self._open.discard(key)
            del self._known[key]

    def forget_waiting(self) -> None:
        """Pages of a trap are no gaps of the list."""
        self.repeating += [self._known[key].ask.label or self._known[key].ask.url for key in sorted(self._open)][:1]
        self._open.clear()

    def root(self, ask: Ask) -> str:
        """The chain to which a page belongs."""
        line = self._known.get(ask_key(ask))
        return line.root if line else ask_key(ask)

    def number(self, ask: Ask) -> int:
        """Which of the crawl's requests this was, from 1; smaller is sent first."""
        line = self._known.get(ask_key(ask))
        return (line.number if line else 1) + (_LAST if ask.meta.get("beside") else 0)

    @property
    def capped(self) -> bool:
        """Were pages left out because of a cap?"""
        return bool(self._unasked)

    @property
    def pages_linked(self) -> int:
        """Every page of the list that was found, asked for or not."""
        known = sum(line.ask.purpose == "list" for line in self._known.values())
        return known + len(self._unasked) - len(self._twice)

    def gaps(self) -> tuple[str, ...]:
        """Pages that were found and not read, as a person would call them."""
        waiting = (self._known[key].ask for key in self._open)
        unread = [ask.label or ask.url for ask in waiting if ask.purpose == "list"]
        beyond = list(self._unasked.values())
        return (*self._failed.values(), *sorted(unread), *beyond)

    def _give_up(self, ask: Ask) -> None:
        name = ask.label or ask.url
        if name not in self.repeating:
            self.repeating.append(name)
