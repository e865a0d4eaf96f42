"""One crawl without the network: answers go in, sightings and the next asks come out.

The walk stamps provenance on every row (source, address, page and row, time), so that no platform can forget it,
counts what the completeness proof needs, and decides when to stop. Whoever fetches calls `start`, then `take` or
`fail` for each ask, then `finish`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from core.errors import SkipRecord, SourceDown
from core.identity import sighting_id
from core.listing import Answer, Ask, CrawlReport, ListConfig, Platform, PlatformReading
from core.records import ListRow, Locator, Sighting
from core.words import Access, SightingKind
from crawlers.frontier import Frontier, Limits
from crawlers.profiles import Profiles
from crawlers.proof import MEASURED, prove
from crawlers.second_opinion import second_opinion
from crawlers.seen import Seen
from crawlers.verdict import Counts

_SAMPLE = 8
_BELIEVABLE = 100_000
"""No show and no association lists more; a larger number on the page counts something else."""
Clock = Callable[[], datetime]


class Step(NamedTuple):
    """What one answer led to."""

    sightings: tuple[Sighting, ...] = ()
    asks: tuple[Ask, ...] = ()


class Walk:
    """The state of one crawl of one list."""

    def __init__(
        self,
        key: str,
        config: ListConfig,
        platform: Platform,
        limits: Limits | None = None,
        clock: Clock = lambda: datetime.now(UTC),
    ) -> None:
        self.key, self.config, self.platform, self.clock = key, config, platform, clock
        self.limits = limits or Limits(pages=config.max_pages)
        self.frontier = Frontier(self.limits)
        self.seen = Seen()
        self.profiles = Profiles(config, self.limits)
        self.started_at = clock()
        self.stopped: str | None = None
        self.cut = False
        self.access = Access.ok
        self.refused: str | None = None
        self._unread: list[str] = []
        self.errors: list[str] = []
        self.warnings: list[str] = []
        self.recipe = None if config.recipe is None else dict(config.recipe)
        self.requests = self.bytes = 0
        self._declared: dict[str, int] = {}
        self._pages_stated: int | None = None
        self._learned = False
        self._prints: set[int] = set()
        self._rows_once = 0
        self._beside_barren = 0
        self._kinds_seen: Counter[SightingKind] = Counter()
        self._kinds: Counter[SightingKind] = Counter()
        self._filled: Counter[str] = Counter()

    def start(self) -> tuple[Ask, ...]:
        """The first requests; BadInput where the platform lacks a parameter."""
        return self.frontier.open(self.platform.start(self.config))

    def take(self, answer: Answer) -> Step:
        """Read one answer."""
        self.requests += 1
        self.bytes += len(answer.body) or len(answer.text)
        if self.profiles.owns(answer.ask):
            self.frontier.answered(answer.ask, fresh=True)
            return Step(self._counted(self.profiles.complete(answer)))
        if not answer.access.says_something:
            return self.fail(answer.ask, answer.access, _status(answer), counted=True)
        try:
            reading = self.platform.read(answer, self.config)
        except SourceDown as changed:
            self._consult(answer, changed)
            return self.fail(answer.ask, changed.access, changed.detail, counted=True)
        except SkipRecord as unreadable:
            return self.fail(answer.ask, Access.layout_changed, str(unreadable), counted=True)
        if answer.access is Access.not_found and not reading.rows:
            return self.fail(answer.ask, answer.access, _status(answer), counted=True)
        return self._digest(answer, reading)

    def fail(self, ask: Ask, access: Access, detail: str, *, counted: bool = False) -> Step:
        """An ask got no readable answer. A site that wants to be left alone is left alone for the rest of the crawl."""
        self.requests += not counted
        if self.profiles.owns(ask):
            self.frontier.failed(ask, detail)
            if access.stops_source:
                self.stop(f"the site answered {access.value}", cut=True)
            return Step(self._counted(self.profiles.give_up(ask)))
        self.frontier.failed(ask, f"{access.value}: {detail}" if detail else access.value)
        if ask.purpose == "session" or not self.seen.unique or access.stops_source:
            self.access = access
        line = f"{ask.url}: {access.value.replace('_', ' ')}{': ' + detail if detail else ''}"
        if line not in self.errors:
            self.errors.append(line)
        if access.stops_source:
            self.stop(f"the site answered {access.value}", cut=True)
        return Step()

    def broken(self, ask: Ask, bug: Exception) -> Step:
        """A reader failed on this answer: the page is a gap, and the report says so."""
        return self.fail(ask, Access.layout_changed, f"the reader failed: {type(bug).__name__}: {bug}", counted=True)

    def stop(self, why: str, *, cut: bool = False) -> None:
        """Ask for nothing more. `cut`: the list goes on."""
        if self.stopped is None:
            self.stopped, self.cut = why, cut

    def finish(self) -> tuple[Sighting, ...]:
        """Rows that still waited for their own page; they are rows all the same."""
        return self._counted(self.profiles.release())

    def report(self) -> CrawlReport:
        """How the crawl ended. Call after `finish`."""
        return CrawlReport(
            list=self.key,
            started_at=self.started_at,
            ended_at=self.clock(),
            proof=prove(self._counts(), self._shares()),
            requests=self.requests,
            bytes=self.bytes,
            refused=None if self.seen.unique else self.refused,
            access=self.access,
            errors=tuple(self.errors),
            warnings=tuple(self.warnings),
            platform=self.platform.name,
            params=self.config.params,
            recipe=self.recipe,
        )

    def _digest(self, answer: Answer, reading: PlatformReading) -> Step:
        before = self.seen.unique
        placed = list(self._place(answer, reading.rows))
        fresh = self.seen.unique > before
        again = self._read_before(reading.rows)
        self._rows_once += 0 if again else len(reading.rows)
        redrawn = any(ask.browser and ask.url == answer.ask.url for ask in reading.more) and not answer.ask.browser
        self.frontier.answered(answer.ask, fresh=fresh or answer.ask.purpose != "list", again=again or redrawn)
        if reading.declared_total is not None and reading.declared_total <= _BELIEVABLE:
            self._declared.setdefault(self.frontier.root(answer.ask), reading.declared_total)
        if reading.pages_known is not None:
            self._pages_stated = max(self._pages_stated or 0, reading.pages_known)
        if reading.recipe and not self._learned:
            self.recipe, self._learned = dict(reading.recipe), True
        if reading.refused:
            self.refused = self.refused or reading.refused
            if reading.rows:  # the answer's beginning was read, its rest was not
                self._unread.append(f"{answer.ask.url}: {reading.refused}")
        if reading.note and reading.note not in self.warnings:
            self.warnings.append(reading.note)
        done, profile_asks = self.profiles.hold(placed) if self.stopped is None else (placed, ())
        self._check_limits()
        self._check_beside(answer.ask, fresh=fresh)
        if self.stopped is not None:
            return Step(self._counted(done), self.frontier.open(profile_asks) if not self.cut else ())
        # A page that was read before under another address leads nowhere new.
        if again:
            self.frontier.decline(reading.more, answer.ask)
        more = () if again else self.frontier.open(reading.more, answer.ask, fresh=fresh)
        return Step(self._counted(done), (*more, *self.frontier.open(profile_asks)))

    def _read_before(self, rows: Sequence[ListRow]) -> bool:
        """Is this page one that was read already, under an address with another session or spelling?"""
        print_ = hash(tuple((row.kind, row.name, row.booth, row.city) for row in rows))
        known = bool(rows) and print_ in self._prints
        self._prints.add(print_)
        return known

    def _place(self, answer: Answer, rows: Iterable[ListRow]) -> Iterable[Sighting]:
        moment = self.clock()
        page = answer.ask.label or f"page {self.frontier.number(answer.ask)}"
        address = answer.final_url or answer.ask.url
        for number, row in enumerate(rows, 1):
            nth = self.seen.place(row)
            if nth is None:
                continue
            self._kinds_seen[row.kind] += 1
            # The row was checked when it was made: a second validation would double the cost of each row.
            yield Sighting.model_construct(
                **row.__dict__,
                id=sighting_id(self.key, row.kind.value, row.name, row.booth, nth),
                source=self.key,
                url=address,
                locator=Locator.model_construct(page=page, row=number),
                seen_at=moment,
            )

    def _check_limits(self) -> None:
        if self.limits.wanted_rows is not None and self.seen.unique >= self.limits.wanted_rows:
            self.stop("enough rows for a preview", cut=True)
        elif self.frontier.barren_run >= self.limits.barren_anywhere:
            self.frontier.forget_waiting()
            self.stop(f"{self.frontier.barren_run} pages in a row gave nothing new")
        elif (self.clock() - self.started_at).total_seconds() > self.limits.seconds:
            self.stop(f"the time limit of {self.limits.seconds:.0f} seconds is over", cut=True)

    def _check_beside(self, ask: Ask, *, fresh: bool) -> None:
        """Letters and categories beside a pager need not be read once the pager's own pages gave the whole list."""
        if ask.meta.get("beside"):
            self._beside_barren = 0 if fresh else self._beside_barren + 1
        if self.stopped is not None or not self.frontier.only_beside:
            return
        if self._declared_total() in (self.seen.unique, self._kinds_seen[SightingKind.firm]):
            self.frontier.leave_beside()
            self.stop("as many entries as the page states were read")
        elif self._beside_barren >= _SAMPLE:
            self.frontier.leave_beside()
            self.stop(f"{_SAMPLE} other cuts of the list (letters, categories) gave nothing new")

    def _counted(self, sightings: Sequence[Sighting]) -> tuple[Sighting, ...]:
        for sighting in sightings:
            self._kinds[sighting.kind] += 1
            if sighting.kind is SightingKind.firm:
                self._filled.update(field for field in MEASURED if getattr(sighting, field))
        return tuple(sightings)

    def _consult(self, answer: Answer, changed: SourceDown) -> None:
        """The layout is not the known one: say what the generic reader would find, and do not use it."""
        opinion = second_opinion(answer) if changed.access is Access.layout_changed else None
        if opinion and opinion not in self.warnings:
            self.warnings.append(opinion)

    def _shares(self) -> dict[str, float]:
        firms = self._kinds[SightingKind.firm]
        return {f: round(self._filled[f] / firms, 3) for f in MEASURED if self._filled[f]} if firms else {}

    def _counts(self) -> Counts:
        frontier = self.frontier
        stopped = self.stopped
        if stopped is None and frontier.capped:
            stopped = f"the cap of {self.limits.pages} pages is reached"
        if stopped is None and frontier.repeating:
            stopped = f"the pages after {frontier.repeating[0]} only repeat rows that were read before"
        return Counts(
            declared_total=self._declared_total(),
            pages_stated=self._pages_stated,
            pages_linked=frontier.pages_linked,
            pages_reached=frontier.reached,
            rows=self.seen.rows,
            rows_once=self._rows_once,
            unique=self.seen.unique,
            firms=self._kinds[SightingKind.firm],
            gaps=(*frontier.gaps(), *self._unread),
            stopped=stopped or "every page that the list links to was asked for",
            cut=self.cut or frontier.capped,
            repeated=bool(frontier.repeating),
        )

    def _declared_total(self) -> int | None:
        """The total of the whole list. Letters and categories may each state their own: then those add up."""
        stated = list(self._declared.values())
        if not stated:
            return None
        counted = (self.seen.unique, self._rows_once, self._kinds[SightingKind.firm])
        if len(stated) > 1 and (len(set(stated)) > 1 or stated[0] not in counted):
            return sum(stated) if sum(stated) in counted or max(stated) <= self.seen.unique else max(stated)
        return stated[0]


def _status(answer: Answer) -> str:
    return f"HTTP {answer.status}" if answer.status else ""
