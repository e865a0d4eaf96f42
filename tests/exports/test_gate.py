"""What may leave: property tests of the gate, and the gate in front of a real base."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import BadInput
from core.records import Contact, Firm
from core.words import ContactRole, EmailKind, Status
from exports.gate import allowed, exportable, leaves, reachable, standing, without_refused
from exports.leaving import take_out
from storage.database import Database
from storage.repositories import configured, decisions, evidence, privacy, sightings, sources
from storage.views import Filter
from tests.exports.firms import firm, person
from tests.storage import made

JIA, YI = made.firm("甲公司"), made.firm("乙公司")

firms = st.builds(
    lambda machine, word, merged, number: firm(number, machine, sign=False).model_copy(
        update={
            "decision": firm(number, word).decision if word else None,
            "duplicate_of": "f0" if merged else None,
        }
    ),
    st.sampled_from(Status),
    st.none() | st.sampled_from(Status),
    st.booleans(),
    st.integers(1, 9),
)
statuses = st.sets(st.sampled_from([s for s in Status if s is not Status.void]))


@given(firms, statuses)
def test_a_void_never_leaves_whatever_is_asked_for(one: Firm, asked: set[Status]) -> None:
    gone = leaves(one, allowed(asked))
    assert not (gone and standing(one) is Status.void)
    assert gone == (standing(one) in (asked or {Status.qualified}) and one.duplicate_of is None)


@given(st.lists(firms, max_size=4))
def test_writers_hold_the_line_by_themselves(some: list[Firm]) -> None:
    assert all(standing(f) is not Status.void and f.duplicate_of is None for f in exportable(some))


def test_voids_cannot_be_asked_for() -> None:
    with pytest.raises(BadInput, match="never exported"):
        allowed([Status.review, Status.void])


contacts = st.builds(
    lambda role, former, phone, email, kind: person(
        "f1", role=role, former=former, phone=phone, email=email, email_kind=kind
    ),
    st.sampled_from(ContactRole),
    st.booleans(),
    st.sampled_from([None, "+86 138 0013 8000"]),
    st.sampled_from([None, "a@b.example"]),
    st.sampled_from([None, *EmailKind]),
)


@given(contacts)
def test_only_a_leader_with_a_work_address_leaves(who: Contact) -> None:
    out = reachable(who)
    valid = who.phone or (who.email and who.email_kind is EmailKind.corporate)
    assert (out is not None) == bool(valid and who.role is ContactRole.rd_leader and not who.former)
    assert out is None or out.email is None or out.email_kind is EmailKind.corporate


@pytest.mark.parametrize(
    "refused",
    [("name", "王工"), ("name", "f1 王工"), ("phone", "+86 21 6912 3456"), ("email", "wang@firm.example")],
)
def test_one_refused_address_is_the_whole_persons_refusal(refused: tuple[str, str]) -> None:
    people = (
        person("f1"),
        person("f1", title="CTO", phone=None, email="other@firm.example"),
        person("f1", "李工", phone="1", email=None),
    )
    kept = without_refused(firm(1, contacts=people), frozenset({refused})).contacts
    names = {c.name for c in kept}
    assert "李工" in names
    assert "王工" not in names


@pytest.fixture
def base(tmp_path: Path) -> Database:
    """Two firms with an R&D leader each; one qualified by a person, the other void."""
    db = Database(f"sqlite:///{tmp_path}/base.db")
    db.migrate()
    with db.writing() as tx:
        sightings.save_sightings(tx, made.SHOW, [made.sighting("甲公司"), made.sighting("乙公司", booth="2")])
        sources.save_sources(tx, [made.REGISTRY])
        evidence.save_contacts(tx, [made.contact(JIA), made.contact(YI, "李工", "li@firm.example")])
        decisions.save_decision(tx, made.decision(JIA), None)
        decisions.save_decision(tx, made.decision(YI, Status.void), None)
    return db


def test_an_export_takes_what_may_leave_and_is_logged(base: Database, tmp_path: Path) -> None:
    out = take_out(base, "csv", Filter(), tmp_path / "x.csv", "rep1", datetime.now(UTC))
    text = (tmp_path / "x.csv").read_text(encoding="utf-8-sig")
    assert "甲公司" in text
    assert "乙公司" not in text
    assert (out.firms, out.contacts) == (1, 1)
    with base.reading() as tx:
        assert configured.exports(tx) == (out,)
    assert "王工" not in str(out.filters)


def test_who_asked_to_be_left_alone_is_in_no_file(base: Database, tmp_path: Path) -> None:
    with base.writing() as tx:
        privacy.refuse_contact(tx, "email", "WANG@firm.example", "asked us to", "rep1")
    out = take_out(base, "csv", Filter(), tmp_path / "x.csv", "rep1", datetime.now(UTC))
    assert (out.firms, out.contacts) == (1, 0)
    assert "王工" not in (tmp_path / "x.csv").read_text(encoding="utf-8-sig")


def test_a_filter_for_voids_is_refused_and_ticked_firms_pass_the_gate(base: Database, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="never exported"):
        take_out(base, "csv", Filter(status=Status.void), tmp_path / "x.csv", "rep1", datetime.now(UTC))
    out = take_out(base, "csv", Filter(), tmp_path / "x.csv", "rep1", datetime.now(UTC), ids=[YI, JIA])
    assert (out.firms, out.filters) == (1, {"statuses": ["qualified"], "ticked": 2})
