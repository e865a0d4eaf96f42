"""Lists come in: firms are minted once, rows are never doubled, and the base knows what is new, gone and moved."""

import pytest

from core.errors import BadInput
from core.records import Source
from core.words import SourceKind, Status
from storage.database import Database
from storage.repositories import firms, search, sightings, sources, tally
from tests.storage.made import NOW, SHOW, firm, later, sighting


def test_one_firm_at_three_stands_is_one_firm_with_three_sightings(database: Database) -> None:
    rows = [sighting("VALEO", booth) for booth in ("1A01", "2B02", "3C03")]
    with database.writing() as tx:
        intake = sightings.save_sightings(tx, SHOW, rows)
    assert (intake.rows, intake.new, intake.new_firms) == (3, 3, 1)
    with database.reading() as tx:
        assert {s.booth for s in firms.load_firm(tx, firm("VALEO")).sightings} == {"1A01", "2B02", "3C03"}


def test_the_same_list_again_adds_nothing(database: Database) -> None:
    rows = [sighting(f"Firm {n}") for n in range(5)]
    for expected in (5, 0):
        with database.writing() as tx:
            assert sightings.save_sightings(tx, SHOW, rows).new_firms == expected
    with database.reading() as tx:
        assert tally.status_counts(tx)[Status.incomplete] == 5
        assert tally.status_counts(tx) == tally.counted(tx)


def test_brands_and_partners_are_kept_without_a_firm(database: Database) -> None:
    with database.writing() as tx:
        intake = sightings.save_sightings(tx, SHOW, [sighting("BrandX", kind="brand"), sighting("P", kind="partner")])
        assert intake.new_firms == 0
        assert intake.new == 2


def test_a_row_keeps_every_field_verbatim(database: Database) -> None:
    row = sighting(
        "甲  公司", name_alt="Jia Co.", phone="021-1", email="a@b.example", category="线束", website="WWW.jia.example"
    )
    with database.writing() as tx:
        sightings.save_sightings(tx, SHOW, [row])
    with database.reading() as tx:
        assert firms.load_firm(tx, firm("甲  公司")).sightings == (row,)


def test_a_row_of_another_source_is_refused(database: Database) -> None:
    other = Source(key="other", kind=SourceKind.show, title="Other show 2025")
    with pytest.raises(BadInput, match="names source"), database.writing() as tx:
        sightings.save_sightings(tx, other, [sighting("X")])


def test_new_gone_and_moved_between_two_crawls(database: Database) -> None:
    with database.writing() as tx:
        first = sources.start_crawl(tx, SHOW, at=NOW)
        sightings.save_sightings(tx, SHOW, [sighting("stays"), sighting("goes"), sighting("moves", "1A01")], first)
    day = later(24)
    with database.writing() as tx:
        second = sources.start_crawl(tx, SHOW, at=day)
        again = [sighting("stays", at=day), sighting("moves", "5E05", at=day), sighting("comes", at=day)]
        sightings.save_sightings(tx, SHOW, again, second)
    with database.reading() as tx:
        assert {s.name for s in sightings.sightings_new(tx, second)} == {"moves", "comes"}
        assert {s.name for s in sightings.sightings_gone(tx, second)} == {"goes", "moves"}
        assert [(m.name, m.before, m.now) for m in sightings.sightings_moved(tx, second)] == [("moves", "1A01", "5E05")]
        assert sources.crawls_of(tx, SHOW.key)[0].rows == 3


@pytest.mark.parametrize("query", ["博世", "世汽", "汽车部件", "osch", "BO SC", "零部件（苏州）", "robert-bosch"])
def test_any_part_of_a_name_finds_the_firm(database: Database, query: str) -> None:
    with database.writing() as tx:
        rows = [
            sighting("博世汽车部件(苏州)有限公司", name_alt="Robert Bosch"),
            sighting("华域三电"),
            sighting("博世零部件（苏州）"),
        ]
        sightings.save_sightings(tx, SHOW, rows)
    with database.reading() as tx:
        found = search.search_firms(tx, query)
        assert found
        assert all("博世" in line.name for line in found)


@pytest.mark.parametrize("query", ["", "  ", "!!", "\x00", "\"'*:(", "%", "丂丂"])
def test_a_query_that_means_nothing_finds_nothing(database: Database, query: str) -> None:
    with database.writing() as tx:
        sightings.save_sightings(tx, SHOW, [sighting("华域三电")])
    with database.reading() as tx:
        assert search.search_firms(tx, query) == ()
