"""The queue: by priority, each firm once, filtered by anything a rep asks for."""

import pytest

from core.errors import BadInput
from core.records import Source
from core.words import Field, SourceKind, Status
from storage.database import Database
from storage.repositories import configured, decisions, evidence, queue, sightings, sources, verdicts
from storage.views import Filter
from tests.storage.made import NOW, REGISTRY, SHOW, decision, fact, firm, later, sighting, verdict

NAMES = [f"Firm {n:02}" for n in range(25)]
OTHER = Source(key="other", kind=SourceKind.association, title="Members 2026")


@pytest.fixture
def base(database: Database) -> Database:
    with database.writing() as tx:
        sightings.save_sightings(tx, SHOW, [sighting(name) for name in NAMES])
        sightings.save_sightings(tx, OTHER, [sighting("Firm 07", source=OTHER)])
        sources.save_sources(tx, [REGISTRY])
        evidence.save_facts(
            tx,
            [
                fact(firm("Firm 03"), Field.sub_field, "battery"),
                fact(firm("Firm 03"), Field.hq_city, {"province": "江苏", "city": "苏州"}),
            ],
        )
        given = [
            verdict(firm(name), Status.review if n % 2 else Status.void, "E5b" if n % 2 else "E3")
            for n, name in enumerate(NAMES)
        ]
        verdicts.save_verdicts(tx, given, {firm(name): n // 2 for n, name in enumerate(NAMES)})
    return database


def test_pages_show_every_firm_once_in_the_order_of_priority(base: Database) -> None:
    with base.reading() as tx:
        shown, after = [], None
        while True:
            page = queue.firms_page(tx, Filter(), after, limit=7)
            shown += page.items
            after = page.next
            if after is None:
                break
        assert len({line.id for line in shown}) == len(shown) == 25
        assert [line.priority for line in shown] == sorted((line.priority for line in shown), reverse=True)
        assert [i for batch in queue.every_firm(tx, size=4) for i in batch] == [line.id for line in shown]


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        (Filter(status=Status.review), 12),
        (Filter(status=Status.void, rule="E3"), 13),
        (Filter(status=Status.review, rule="E3"), 0),
        (Filter(source="other"), 1),
        (Filter(source="other", status=Status.review), 1),
        (Filter(sub_field="battery"), 1),
        (Filter(province="江苏"), 1),
        (Filter(undecided=True), 25),
        (Filter(first_seen_before=NOW), 0),
        (Filter(first_seen_after=NOW), 25),
        (Filter(named_accounts=True), 0),
    ],
)
@pytest.mark.parametrize("few", [5000, 1], ids=["by the rare key", "by the queue's order"])
def test_filters(base: Database, monkeypatch: pytest.MonkeyPatch, chosen: Filter, expected: int, few: int) -> None:
    monkeypatch.setattr(queue, "_FEW", few)
    monkeypatch.setattr(queue, "_FEW_OF_SOURCE", few)
    with base.reading() as tx:
        assert len(queue.firms_page(tx, chosen).items) == expected
        assert queue.count_firms(tx, chosen).n == expected


def test_a_count_stops_at_its_bound(base: Database) -> None:
    with base.reading() as tx:
        count = queue.count_firms(tx, bound=10)
    assert (count.n, count.exact) == (10, False)


def test_a_damaged_page_address_is_refused(base: Database) -> None:
    with base.reading() as tx, pytest.raises(BadInput, match="page address"):
        queue.firms_page(tx, after="nonsense")


def test_pinned_firms_leave_the_cold_queue(base: Database) -> None:
    with base.writing() as tx:
        configured.pin_account(tx, firm("Firm 01"), "key account", "manager")
        assert queue.count_firms(tx, Filter(named_accounts=False)).n == 24
        assert configured.named_accounts(tx) == (firm("Firm 01"),)


def test_firms_to_enrich_are_the_unseen_then_the_stale(base: Database) -> None:
    with base.writing() as tx:
        evidence.mark_enriched(tx, [firm(n) for n in NAMES[:24]], NOW)
        assert queue.firms_to_enrich(tx, before=NOW) == (firm("Firm 24"),)
        due = queue.firms_to_enrich(tx, before=later(1))
        assert due[0] == firm("Firm 24")
        assert len(due) == 13  # voids are not looked at again
        assert queue.firms_to_enrich(tx, before=later(1), sources=["other"]) == (firm("Firm 07"),)


def test_facets_offer_what_there_is(base: Database) -> None:
    with base.reading() as tx:
        assert queue.facets(tx, "province") == (("江苏", 1),)


def test_a_rule_filter_follows_the_status_that_a_person_gives(base: Database) -> None:
    moved = firm("Firm 01")
    with base.writing() as tx:
        decisions.save_decision(tx, decision(moved, Status.void), 0)
    with base.reading() as tx:
        void = queue.firms_page(tx, Filter(status=Status.void, rule="E5b"))
        review = queue.firms_page(tx, Filter(status=Status.review, rule="E5b"), limit=100)
    assert [line.id for line in void.items] == [moved]
    assert moved not in {line.id for line in review.items}


@pytest.mark.parametrize("few", [1, 3, 100])
def test_however_many_firms_a_source_or_rule_has_the_answer_is_the_same(
    base: Database, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue, "_FEW", few)
    monkeypatch.setattr(queue, "_FEW_OF_SOURCE", few)
    with base.reading() as tx:
        for chosen, expected in (
            (Filter(source="other", rule="E5b"), ["Firm 07"]),
            (Filter(source="other", rule="E5b", status=Status.review), ["Firm 07"]),
            (Filter(source="other", rule="E3"), []),
        ):
            assert [line.name for line in queue.firms_page(tx, chosen).items] == expected
