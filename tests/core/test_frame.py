"""Ids, the plug-in register, trust and times: the frame that everything else stands in."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from pydantic import ValidationError

from core import identity
from core.errors import BadInput
from core.plugins import Register
from core.records import Fact
from core.trust import current
from core.words import Field, SourceKind
from tests.screen.firms import NOW


def fact(key: str, source: str, *, at: datetime = NOW, extractor: str = "site") -> Fact:
    return Fact(id=key, firm="f", field=Field.hq_city, value=key, source=source, extractor=extractor, found_at=at)


def test_the_same_row_has_the_same_id_and_parts_do_not_run_together() -> None:
    assert identity.sighting_id("s", "firm", "A", "1", 1) == identity.sighting_id("s", "firm", "A", "1", 1)
    assert identity.digest("ab", "c") != identity.digest("a", "bc")
    assert identity.firm_id("A", None) != identity.firm_id("A", "CN")


def test_a_search_made_twice_on_one_day_is_one_search() -> None:
    later = NOW + timedelta(hours=1)
    assert identity.search_id("f", "rd", "x", "q", NOW) == identity.search_id("f", "rd", "x", "q", later)


def test_an_unknown_plugin_names_the_known_ones() -> None:
    register: Register[object] = Register("rule", "screen.rules")
    with pytest.raises(BadInput, match="no rule called 'x'"):
        register.get("x")


def test_two_plugins_of_one_name_are_an_error() -> None:
    register: Register[object] = Register("thing", "screen.rules")
    register.add("a")(object())
    with pytest.raises(RuntimeError, match="two plug-ins"):
        register.add("a")(object())


def test_a_person_goes_before_a_registry_before_a_site_before_a_list_and_the_newer_wins_a_tie() -> None:
    kinds = {"show": SourceKind.show, "site": SourceKind.website, "reg": SourceKind.registry}
    facts = [fact("a", "show"), fact("b", "site"), fact("c", "reg"), fact("d", "site", extractor="person:li")]
    newer = fact("e", "reg", at=NOW + timedelta(days=1))

    def holding(some: list[Fact]) -> str | None:
        found = current(some, Field.hq_city, kinds)
        return found.id if found else None

    assert holding(facts) == "d"
    assert holding(facts[:3]) == "c"
    assert holding([*facts[:3], newer]) == "e"
    assert holding(facts[:2]) == "b"
    assert holding([]) is None


def test_times_are_aware_and_kept_in_utc() -> None:
    with pytest.raises(ValidationError):
        fact("a", "show", at=datetime(2026, 1, 1))  # noqa: DTZ001 - the naive time is the point
    shanghai = datetime(2026, 1, 1, 8, tzinfo=timezone(timedelta(hours=8)))
    assert fact("a", "show", at=shanghai).found_at == datetime(2026, 1, 1, tzinfo=UTC)
