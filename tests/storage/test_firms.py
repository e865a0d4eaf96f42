"""What is saved of a firm is what is loaded, and saving twice changes nothing."""

from sqlalchemy import event

from core.words import Field, Status
from storage.database import Database
from storage.repositories import evidence, firms, search, sightings, sources, tally, verdicts
from tests.storage.made import (
    NOW,
    REGISTRY,
    SHOW,
    activity,
    capture,
    contact,
    decision,
    fact,
    firm,
    later,
    sighting,
    verdict,
)
from tests.storage.made import search as looked_for

JIA = firm("甲公司")


def fill(database: Database, name: str = "甲公司") -> str:
    of = firm(name)
    with database.writing() as tx:
        sightings.save_sightings(tx, SHOW, [sighting(name)])
        sources.save_sources(tx, [REGISTRY])
        evidence.save_captures(tx, [capture()], firm=of)
        evidence.save_facts(tx, [fact(of, capture=capture().id), fact(of, Field.sub_field, "新能源Tier1电池供应商")])
        evidence.save_activities(tx, [activity(of)])
        evidence.save_contacts(tx, [contact(of)])
        evidence.save_searches(tx, [looked_for(of)])
        verdicts.save_verdicts(tx, [verdict(of)], {of: 3.5})
    return of


def test_a_firm_comes_back_as_it_was_saved(database: Database) -> None:
    fill(database)
    fill(database)
    with database.reading() as tx:
        loaded = firms.load_firm(tx, JIA)
    assert loaded.sightings == (sighting("甲公司"),)
    assert set(loaded.facts) == {fact(JIA, capture=capture().id), fact(JIA, Field.sub_field, "新能源Tier1电池供应商")}
    assert loaded.activities == (activity(JIA),)
    assert loaded.contacts == (contact(JIA),)
    assert loaded.searches == (looked_for(JIA),)
    assert loaded.captures == (capture(),)
    assert loaded.verdict == verdict(JIA)
    assert {source.key for source in loaded.sources} == {SHOW.key, REGISTRY.key}


def test_five_hundred_firms_need_a_bounded_number_of_queries(database: Database) -> None:
    with database.writing() as tx:
        sightings.save_sightings(tx, SHOW, [sighting(f"Firm {n}") for n in range(500)])
    asked: list[str] = []
    event.listen(database.engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
    with database.reading() as tx:
        loaded = firms.load_firms(tx, [firm(f"Firm {n}") for n in range(500)])
    assert [f.name for f in loaded] == [f"Firm {n}" for n in range(500)]
    assert len(asked) < 25


def test_the_firm_row_shows_the_newest_verdict_and_current_facts(database: Database) -> None:
    fill(database)
    with database.reading() as tx:
        line = firms.firm_line(tx, JIA)
        assert (line.status, line.legal_name, line.sub_field) == (
            Status.review,
            "上海甲汽车技术有限公司",
            "新能源Tier1电池供应商",
        )
        assert line.priority == 3.5
        assert tally.status_counts(tx) == tally.counted(tx)
        assert search.search_firms(tx, "汽车技术")[0].id == JIA


def test_the_same_fact_read_again_is_confirmed_not_doubled(database: Database) -> None:
    fill(database)
    again = fact(JIA, capture=capture().id, found_at=later(48))
    with database.writing() as tx:
        evidence.save_facts(tx, [again])
        evidence.sign_facts(tx, JIA, [again.id], "rep1", later(50))
    with database.reading() as tx:
        loaded = firms.load_firm(tx, JIA).fact(Field.legal_name)
        assert loaded is not None
        assert (loaded.found_at, loaded.verified_by) == (NOW, "rep1")
        assert evidence.confirmed(tx, JIA)[again.id] == later(50)


def test_list_pages_belong_to_the_firms_that_stand_on_them(database: Database) -> None:
    fill(database)
    with database.writing() as tx:
        sources.save_list_captures(
            tx, SHOW.key, [capture("https://show.example/list"), capture("https://show.example/p2")]
        )
    with database.reading() as tx:
        assert {c.url for c in firms.load_firm(tx, JIA).captures} == {
            "https://firm.example/rd",
            "https://show.example/list",
        }


def test_a_firm_is_found_by_id_prefix_name_and_number(database: Database) -> None:
    fill(database)
    with database.writing() as tx:
        evidence.save_facts(
            tx, [fact(JIA, Field.uscc, "91310000607221111X"), fact(JIA, Field.website, "https://www.jia.example/zh")]
        )
        verdicts.save_verdicts(tx, [verdict(JIA, inputs="i2")])
    with database.reading() as tx:
        for text in (
            JIA,
            JIA[:9],
            "甲公司",
            "91310000607221111X",
            "jia.example",
            "https://www.jia.example/",
            "07221111",
        ):
            assert [line.id for line in firms.find_firm(tx, text)] == [JIA], text
        assert firms.find_firm(tx, "nobody at all") == ()


def test_a_persons_word_outlives_a_new_verdict(database: Database) -> None:
    from storage.repositories import decisions

    fill(database)
    with database.writing() as tx:
        decisions.save_decision(tx, decision(JIA), seen_version=0)
        verdicts.save_verdicts(tx, [verdict(JIA, Status.void, inputs="i2")])
    with database.reading() as tx:
        line = firms.firm_line(tx, JIA)
        assert (line.status, line.machine_status) == (Status.qualified, Status.void)
        assert tally.status_counts(tx) == tally.counted(tx)
