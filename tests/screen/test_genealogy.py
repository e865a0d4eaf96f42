"""New, gone, back, grew, moved hall: what a firm's sightings over editions of a show say."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from core.records import Locator, Sighting, Source
from core.words import SourceKind
from screen.genealogy import hall_of, turns

SHOWS = tuple(
    Source(key=f"auto_show_{year}", kind=SourceKind.show, title=f"Auto Show {year}", edition=str(year))
    for year in (2023, 2024, 2025, 2026)
)


def row(year: int, booth: str) -> Sighting:
    return Sighting(
        id=f"s{year}{booth}", source=f"auto_show_{year}", url="https://show.example", locator=Locator(),
        seen_at=datetime(year, 4, 1, tzinfo=UTC), name="示例汽车有限公司", booth=booth,
    )  # fmt: skip


def told(*rows: Sighting) -> list[str]:
    return [f"{signal.edition} {signal.turn}" for signal in turns(rows, SHOWS, [show.key for show in SHOWS])]


def test_first_time_gone_and_back() -> None:
    assert told(row(2024, "3B020"), row(2026, "3B020")) == ["2024 new", "2025 gone", "2026 back"]


def test_more_stands_and_another_hall() -> None:
    assert told(row(2023, "3B020"), row(2024, "3B020"), row(2025, "3B020"), row(2026, "5A001"), row(2026, "5A003")) == [
        "2026 grew", "2026 moved_hall",
    ]  # fmt: skip


def test_an_edition_that_was_not_read_shows_nothing() -> None:
    assert turns([row(2023, "1A")], SHOWS, ["auto_show_2023"]) == ()


@pytest.mark.parametrize(
    ("booth", "hall"),
    [("3B020", "3"), ("Hall 8.1 C05", "8.1"), ("N5-123", "N5"), ("12馆A01", "12"), (None, None), ("", None)],
)
def test_halls(booth: str | None, hall: str | None) -> None:
    assert hall_of(booth) == hall
