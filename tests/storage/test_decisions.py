"""A person's word wins, a second writer is told, and nothing is ever taken back but by a further row."""

import pytest

from core.errors import BadInput, Conflict
from core.words import Status
from storage.database import Database
from storage.repositories import audit, decisions, firms, kpis, sightings, tally, verdicts
from tests.storage.made import NOW, SHOW, decision, firm, later, sighting, verdict

JIA = firm("甲公司")


@pytest.fixture
def base(database: Database) -> Database:
    with database.writing() as tx:
        sightings.save_sightings(tx, SHOW, [sighting("甲公司")])
        verdicts.save_verdicts(tx, [verdict(JIA, Status.void, "E3")])
    return database


def test_the_second_of_two_reps_on_one_firm_is_told_who_was_first(base: Database) -> None:
    with base.writing() as tx:
        decisions.save_decision(tx, decision(JIA, by="rep1"), seen_version=0)
    with pytest.raises(Conflict, match=r"changed by rep1 \(decide"), base.writing() as tx:
        decisions.save_decision(tx, decision(JIA, Status.void, by="rep2", at=later(1)), seen_version=0)
    with base.reading() as tx:
        assert firms.firm_line(tx, JIA).status is Status.qualified


def test_undo_brings_back_the_word_before_and_then_the_machines(base: Database) -> None:
    first, second = decision(JIA, at=later(1)), decision(JIA, Status.review, at=later(2))
    with base.writing() as tx:
        decisions.save_decision(tx, first, 0)
        decisions.save_decision(tx, second, 1)
    for undone, expected in ((second, Status.qualified), (first, Status.void)):
        with base.writing() as tx:
            decisions.undo_decision(tx, undone.id, "rep1", later(3))
            assert firms.firm_line(tx, JIA).status is expected
            assert tally.status_counts(tx) == tally.counted(tx)
    with base.reading() as tx:
        assert [r.kind for r in decisions.decision_history(tx, JIA)].count("undo") == 2
        assert firms.load_firm(tx, JIA).decision is None


def test_a_decision_that_no_longer_holds_cannot_be_undone(base: Database) -> None:
    first = decision(JIA, at=later(1))
    with base.writing() as tx:
        decisions.save_decision(tx, first, 0)
        decisions.save_decision(tx, decision(JIA, Status.review, at=later(2)), 1)
    with pytest.raises(Conflict, match="no longer holds"), base.writing() as tx:
        decisions.undo_decision(tx, first.id, "rep1")


def test_an_appeal_is_settled_by_a_second_person(base: Database) -> None:
    with base.writing() as tx:
        appeal = decisions.file_appeal(tx, JIA, "官网有研发中心", ["capture"], "rep1", NOW)
    with pytest.raises(BadInput, match="second person"), base.writing() as tx:
        decisions.settle_appeal(tx, appeal, Status.qualified, "对", "rep1", later(1))
    with base.writing() as tx:
        assert len(decisions.open_appeals(tx)) == 1
        decisions.settle_appeal(tx, appeal, Status.qualified, "证据成立", "manager", later(1))
        assert decisions.open_appeals(tx) == ()
        assert firms.firm_line(tx, JIA).status is Status.qualified
        assert [r.kind for r in decisions.decision_history(tx, JIA)] == ["appeal"]


def test_only_the_first_qualification_of_a_firm_counts(base: Database) -> None:
    first = decision(JIA, at=later(1))
    with base.writing() as tx:
        decisions.save_decision(tx, first, None)
        decisions.save_decision(tx, decision(JIA, Status.void, at=later(2)), None)
        decisions.save_decision(tx, decision(JIA, at=later(3), by="rep2"), None)
    with base.reading() as tx:
        assert [(e.by, e.at) for e in kpis.first_qualifications(tx, NOW, later(9))] == [("rep1", later(1))]


def test_every_action_is_in_the_audit_trail(base: Database) -> None:
    with base.writing() as tx:
        decisions.save_decision(tx, decision(JIA), 0)
        decisions.undo_decision(tx, decision(JIA).id, "rep2", later(1))
    with base.reading() as tx:
        assert [(a.actor, a.action) for a in audit.trail(tx, subject=JIA)] == [("rep2", "undo"), ("rep1", "decide")]
