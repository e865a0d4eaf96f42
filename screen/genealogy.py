"""What became of an exhibitor from show to show: new, gone, back, grew, shrank, moved hall. Read from its sightings alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from core.records import Frozen, Reason, Sighting, Source
from core.words import SightingKind

_HALL = re.compile(
    r"^\s*(?:hall|halle|馆|pavilion)?\s*([A-Z]{0,2}\d{1,2}(?:\.\d)?|[A-Z]{1,2})(?=[A-Z\s\-_/.]|馆|号|$)", re.IGNORECASE
)
_YEAR = re.compile(r"(?:19|20)\d{2}")


class Turn(StrEnum):
    """What changed between two editions of one show."""

    new = "new"
    gone = "gone"
    back = "back"
    grew = "grew"
    shrank = "shrank"
    moved_hall = "moved_hall"


class Signal(Frozen):
    """One change of a firm at a show, with the rows that show it."""

    turn: Turn
    series: str
    """The show without its year."""
    edition: str
    reason: Reason
    evidence: tuple[str, ...] = ()


def series_of(source: Source) -> str:
    """A show without its year: auto_show_2025 and auto_show_2026 are editions of one series."""
    return _YEAR.sub("", source.key).strip("_- ")


def edition_of(source: Source) -> str | None:
    """The year or edition of a source; None where nothing says it, so that it cannot be put in order."""
    if source.edition:
        found = _YEAR.search(source.edition)
        return found[0] if found else source.edition
    found = _YEAR.search(source.key) or _YEAR.search(source.title)
    return found[0] if found else None


def hall_of(booth: str | None) -> str | None:
    """The hall in a stand number: "3B020" is 3, "Hall 8.1 C05" is 8.1; None where it cannot be told."""
    found = _HALL.match(booth or "")
    return found[1].upper() if found else None


def turns(sightings: Sequence[Sighting], sources: Sequence[Source], held: Sequence[str] = ()) -> tuple[Signal, ...]:
    """Changes from each edition of a series to the next, oldest first.

    `held` are keys of sources that were read, with or without this firm: only they can show that it is gone.
    """
    known = {source.key: source for source in sources}
    rows: dict[str, dict[str, list[Sighting]]] = {}
    for source in sources:
        edition = edition_of(source)
        if edition is not None and (source.key in held or any(s.source == source.key for s in sightings)):
            rows.setdefault(series_of(source), {}).setdefault(edition, [])
    for row in sightings:
        origin = known.get(row.source)
        edition = edition_of(origin) if origin else None
        if origin is not None and edition is not None and row.kind is SightingKind.firm:
            rows[series_of(origin)][edition].append(row)
    return tuple(signal for series in sorted(rows) for signal in _of_series(series, rows[series]))


def _of_series(series: str, editions: dict[str, list[Sighting]]) -> list[Signal]:
    found: list[Signal] = []
    order = sorted(editions)
    seen = False
    for number, edition in enumerate(order):
        now = editions[edition]
        before = editions[order[number - 1]] if number else None
        if before is not None:
            found += _between(series, edition, before, now, seen)
        seen = seen or bool(now)
    return found


def _between(series: str, edition: str, before: list[Sighting], now: list[Sighting], seen: bool) -> list[Signal]:
    ids = tuple(s.id for s in (*before, *now))
    if now and not before:
        turn, zh, en = (
            (Turn.back, "再次参展", "is back") if seen else (Turn.new, "首次参展", "exhibits for the first time")
        )
        return [_signal(turn, series, edition, zh, en, ids)]
    if before and not now:
        return [_signal(Turn.gone, series, edition, "本届未参展", "does not exhibit this time", ids)]
    found = []
    stands = [{s.booth for s in rows if s.booth} for rows in (before, now)]
    if stands[0] and stands[1] and len(stands[0]) != len(stands[1]):
        turn = Turn.grew if len(stands[1]) > len(stands[0]) else Turn.shrank
        change = f"{len(stands[0])} → {len(stands[1])}"
        found.append(_signal(turn, series, edition, f"展位数 {change}", f"stands {change}", ids))
    halls = [{hall for booth in booths if (hall := hall_of(booth))} for booths in stands]
    if halls[0] and halls[1] and not halls[0] & halls[1]:
        change = f"{'/'.join(sorted(halls[0]))} → {'/'.join(sorted(halls[1]))}"
        found.append(_signal(Turn.moved_hall, series, edition, f"换馆 {change}", f"moved hall {change}", ids))
    return found


def _signal(turn: Turn, series: str, edition: str, zh: str, en: str, evidence: tuple[str, ...]) -> Signal:
    return Signal(
        turn=turn,
        series=series,
        edition=edition,
        reason=Reason(zh=f"{edition}: {zh}", en=f"{edition}: {en}"),
        evidence=evidence,
    )
