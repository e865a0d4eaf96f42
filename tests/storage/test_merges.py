"""Merges are rows that can be undone and move no history; weaker likeness is a proposal."""

from typing import Any

import pytest
from sqlalchemy import select

from core.errors import BadInput, Conflict
from core.records import Reason
from core.words import Field, Status
from storage.database import Database
from storage.models import Base
from storage.repositories import evidence, firms, identity, merges, search, sightings, sources, tally, verdicts
from storage.views import IdentityClaim, Proposal
from tests.storage.made import NOW, REGISTRY, SHOW, contact, fact, firm, later, sighting, verdict

JIA, YI, BING = firm("甲公司"), firm("乙公司"), firm("丙公司")
MAY_MOVE = {"version"}


@pytest.fixture
def base(database: Database) -> Database:
    with database.writing() as tx:
        sightings.save_sightings(tx, SHOW, [sighting("甲公司"), sighting("乙公司"), sighting("丙公司")])
        sources.save_sources(tx, [REGISTRY])
        evidence.save_facts(
            tx, [fact(JIA, Field.uscc, "91310000607221111X"), fact(YI, Field.uscc, "91310000607221111X"), fact(YI)]
        )
        evidence.save_contacts(tx, [contact(YI)])
        verdicts.save_verdicts(tx, [verdict(JIA), verdict(YI, Status.qualified), verdict(BING)])
    return database


def state(base: Database) -> dict[str, list[Any]]:
    """Every row of every table but those that tell the story."""
    told = {"audit", "merge", "tally"}
    with base.reading() as tx:
        return {
            name: sorted(
                repr({k: v for k, v in row._mapping.items() if k not in MAY_MOVE}) for row in tx.execute(select(table))
            )
            for name, table in Base.metadata.tables.items()
            if name not in told
        }


def test_undo_restores_both_firms_exactly(base: Database) -> None:
    before = state(base)
    with base.writing() as tx:
        merge = merges.record_merge(tx, JIA, YI, "统一社会信用代码相同", "machine:registry", ["t1"], NOW)
    assert state(base) != before
    with base.writing() as tx:
        merges.undo_merge(tx, merge.id, "rep1", at=later(1))
    assert state(base) == before
    with base.reading() as tx:
        assert [m.undoes for m in merges.merges_of(tx, YI)] == [merge.id, None]
        assert tally.status_counts(tx) == tally.counted(tx)


def test_the_kept_firm_speaks_with_the_rows_of_both(base: Database) -> None:
    with base.writing() as tx:
        merges.record_merge(tx, JIA, YI, "同一代码", "rep1")
    with base.reading() as tx:
        kept, merged = firms.load_firms(tx, [JIA, YI])
        assert {f.firm for f in kept.facts} == {JIA, YI}
        assert len(kept.sightings) == 2
        assert [c.firm for c in kept.contacts] == [YI]
        assert "乙公司" in kept.aliases
        assert merged.duplicate_of == JIA
        assert firms.speaks_for(tx, YI) == JIA
        assert search.search_firms(tx, "乙公司")[0].id in (JIA, YI)


def test_a_merge_of_a_merge_still_has_one_speaker(base: Database) -> None:
    with base.writing() as tx:
        merges.record_merge(tx, JIA, YI, "1", "rep1")
        merges.record_merge(tx, BING, YI, "2", "rep1")
        assert {firms.speaks_for(tx, f) for f in (JIA, YI, BING)} == {BING}
        assert len(firms.load_firm(tx, BING).sightings) == 3
    with pytest.raises(BadInput, match="one firm already"), base.writing() as tx:
        merges.record_merge(tx, YI, JIA, "3", "rep1")


def test_a_merge_is_undone_once(base: Database) -> None:
    with base.writing() as tx:
        merge = merges.record_merge(tx, JIA, YI, "1", "rep1")
        merges.undo_merge(tx, merge.id, "rep1")
    with pytest.raises(Conflict, match="undone already"), base.writing() as tx:
        merges.undo_merge(tx, merge.id, "rep2")


def test_equal_registry_numbers_are_found(base: Database) -> None:
    with base.reading() as tx:
        assert [{line.id for line in group} for group in merges.same_number(tx, [YI, BING])] == [{JIA, YI}]


def test_keys_lead_to_firms(base: Database) -> None:
    with base.writing() as tx:
        identity.save_keys(
            tx,
            [IdentityClaim(kind="name", key="甲", firm=JIA), IdentityClaim(kind="domain", key="jia.example", firm=JIA)],
        )
        found = identity.firms_with_keys(tx, [("name", "甲"), ("name", "丁"), ("domain", "jia.example")])
    assert found == {("name", "甲"): (JIA,), ("domain", "jia.example"): (JIA,)}


def test_a_settled_proposal_is_neither_settled_twice_nor_made_again(base: Database) -> None:
    made = Proposal(
        id=identity.proposal_id("merge", JIA, YI),
        kind="merge",
        firm=JIA,
        other=YI,
        score=0.8,
        reasons=(Reason(zh="名称相近", en="similar names"),),
        source=SHOW.key,
        made_at=NOW,
    )
    with base.writing() as tx:
        assert identity.save_proposals(tx, [made]) == 1
        assert identity.open_proposals(tx).items == (made,)
        identity.settle_proposal(tx, made.id, accepted=False, by="rep1")
        assert identity.save_proposals(tx, [made]) == 0
        assert identity.open_proposals(tx).items == ()
    with pytest.raises(Conflict, match="rep1"), base.writing() as tx:
        identity.settle_proposal(tx, made.id, accepted=True, by="rep2")
