"""Touches, leads and appointments, and erasing a person."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select, text

from core.errors import BadInput, Conflict
from core.words import Role
from storage.database import Database
from storage.models import Base
from storage.repositories import (
    configured,
    decisions,
    evidence,
    firms,
    kpis,
    ladder,
    privacy,
    sightings,
    sources,
    users,
)
from storage.views import Appointment, Event, Invitation, Lead, Policy, Session, Touch, User
from tests.storage.made import NOW, REGISTRY, SHOW, contact, decision, fact, firm, later, sighting

JIA = firm("甲公司")


@pytest.fixture
def base(database: Database) -> Database:
    with database.writing() as tx:
        sightings.save_sightings(tx, SHOW, [sighting("甲公司", email="wang@firm.example")])
        sources.save_sources(tx, [REGISTRY])
        evidence.save_contacts(tx, [contact(JIA)])
        decisions.save_decision(tx, decision(JIA), None)
    return database


def lead(by: str = "rep1") -> Lead:
    return Lead(
        id="k1", firm=JIA, willing=True, interested=False, budget_cny=Decimal(100_000), further_value=True,
        quote="王工愿意见面", talk_ended_at=NOW, entered_at=later(1), by=by,
    )  # fmt: skip


def test_a_double_click_is_one_touch(base: Database) -> None:
    at = NOW.replace(second=5)
    made = [
        Touch(
            id=ladder.touch_id(JIA, None, "phone", "rep1", t),
            firm=JIA,
            channel="phone",
            outcome="reached",
            by="rep1",
            at=t,
        )
        for t in (at, at.replace(second=40), later(1))
    ]
    with base.writing() as tx:
        assert ladder.save_touches(tx, made) == 2
        assert len(kpis.touches(tx, NOW, later(2))) == 2


def test_a_rep_cannot_confirm_an_own_lead_and_it_is_settled_once(base: Database) -> None:
    with base.writing() as tx:
        ladder.enter_lead(tx, lead())
    with pytest.raises(BadInput, match="never by the one who entered it"), base.writing() as tx:
        ladder.settle_lead(tx, "k1", confirmed=True, why="ok", by="rep1")
    with base.writing() as tx:
        assert ladder.settle_lead(tx, "k1", confirmed=True, why="ok", by="ka1", at=later(2)).state == "confirmed"
        assert [e.by for e in kpis.leads_confirmed(tx, NOW, later(3))] == ["rep1"]
        assert kpis.leads_entered(tx, NOW, later(3))[0].budget_cny == Decimal(100_000)
    with pytest.raises(Conflict, match="confirmed by ka1"), base.writing() as tx:
        ladder.settle_lead(tx, "k1", confirmed=False, why="no", by="ka2")


def test_only_an_appointment_that_the_customer_confirmed_counts(base: Database) -> None:
    made = Appointment(id="n1", firm=JIA, kind="online", takes_place_at=later(48), by="rep1", made_at=NOW)
    with base.writing() as tx:
        ladder.propose_appointment(tx, made)
        assert kpis.appointments_confirmed(tx, NOW, later(9)) == ()
    with pytest.raises(BadInput, match="needs the customer's"), base.writing() as tx:
        ladder.move_appointment(tx, "n1", "confirmed", "rep1")
    with base.writing() as tx:
        ladder.move_appointment(tx, "n1", "confirmed", "rep1", evidence="mail.eml", at=later(1))
        assert len(kpis.appointments_confirmed(tx, NOW, later(9))) == 1
    with pytest.raises(BadInput, match="cannot become 'proposed'"), base.writing() as tx:
        ladder.move_appointment(tx, "n1", "proposed", "rep1")


def test_a_firm_is_valid_once_it_is_qualified_and_has_a_leader_who_can_be_reached(base: Database) -> None:
    with base.reading() as tx:
        assert [(e.firm, e.by) for e in kpis.firms_valid(tx, NOW, later(1))] == [(JIA, "rep1")]
        assert kpis.firms_valid(tx, later(1), later(2)) == ()


def test_invitations_count_each_person_once(base: Database) -> None:
    asked = [Invitation(id=f"i{n}", event="g1", firm=JIA, contact="p1", valid=True, by="rep1", at=NOW) for n in (1, 2)]
    with base.writing() as tx:
        ladder.save_event(tx, Event(id="g1", title="Tech day", held_on=date(2026, 3, 20), by="rep1", made_at=NOW))
        assert ladder.invite(tx, asked) == 1
        ((event, people),) = ladder.events_between(tx, NOW, later(24 * 30))
    assert (event.id, len(people)) == ("g1", 1)


def test_an_erased_person_is_nowhere_but_as_a_hash(base: Database) -> None:
    said = "研发总监王工，wang@firm.example"
    with base.writing() as tx:
        evidence.save_facts(tx, [fact(JIA, quote=said), fact(JIA, value="other")])
        ladder.enter_lead(tx, lead())
        touch = Touch(id="u1", firm=JIA, channel="phone", outcome="reached", note="找王工", by="rep1", at=NOW)
        ladder.save_touches(tx, [touch])
        erased = privacy.erase_contact(tx, JIA, contact(JIA).id, "asked us to", "admin", NOW)
        assert erased.rows >= 5
    with base.reading() as tx:
        left = [repr(row) for table in Base.metadata.sorted_tables for row in tx.execute(select(table))]
        assert not [row for row in left if "王工" in row or "wang@firm.example" in row]
        assert firms.load_firm(tx, JIA).contacts == ()
        assert len(firms.load_firm(tx, JIA).facts) == 1
        assert privacy.people_refused(tx, [("email", "WANG@firm.example"), ("email", "li@firm.example")]) == {
            ("email", "WANG@firm.example")
        }
        assert tx.execute(text("SELECT count(*) FROM erasure")).scalar() == 2


def test_phones_are_recognised_however_they_are_written(base: Database) -> None:
    with base.writing() as tx:
        privacy.refuse_contact(tx, "phone", "+86 138-0013-8000", "asked us to", "rep1", NOW)
        assert privacy.people_refused(tx, [("phone", "13800138000"), ("phone", "13800138001")]) == {
            ("phone", "13800138000")
        }


def test_sessions_end_with_time_and_with_the_user(base: Database) -> None:
    admin = User(login="admin", name="Admin", role=Role.rep, password="hash")
    session = Session(id="s" * 64, login="admin", csrf="c", made_at=NOW, seen_at=NOW, ends_at=later(8))
    with base.writing() as tx:
        assert users.add_first_user(tx, admin)
        assert not users.add_first_user(tx, admin)
        users.open_session(tx, session)
        found = users.session_of(tx, session.id, later(1))
        assert found is not None
        assert found[1].role is Role.admin
        assert users.session_of(tx, session.id, later(9)) is None
        users.change_user(tx, admin.model_copy(update={"active": False}), "admin")
        assert users.session_of(tx, session.id, later(1)) is None


def test_every_version_of_a_list_is_kept_and_a_second_writer_is_told(base: Database) -> None:
    with base.writing() as tx:
        assert configured.save_list_file(tx, "show", "title: A 2026", "rep1", None) == 1
        assert configured.save_list_file(tx, "show", "title: B 2026", "rep1", 1) == 2
        assert [f.yaml for f in configured.list_files(tx, "show")] == ["title: B 2026", "title: A 2026"]
    with pytest.raises(Conflict, match="version 2 by now"), base.writing() as tx:
        configured.save_list_file(tx, "show", "title: C", "rep2", 1)


def test_the_policy_of_any_day_can_be_asked_for(base: Database) -> None:
    with base.writing() as tx:
        for hour, version in ((0, "1"), (5, "2")):
            configured.activate_policy(
                tx, Policy(version=version, yaml="x", author="a", by="manager", why="w", at=later(hour))
            )
        assert [getattr(configured.active_policy(tx, at), "version", None) for at in (later(-1), later(1), None)] == [
            None,
            "1",
            "2",
        ]
