"""The start page counts what was signed, and what the chart shows is what the day holds."""

from datetime import UTC, datetime

import time_machine

from core.words import Field, Role
from review.actions.deciding import sign
from review.desk import Desk
from review.today import today
from tests.review.conftest import Person
from tests.review.made import add_firm, name_of


def test_the_day_counts_ones_own_first_signatures(desk: Desk, rep: Person, person) -> None:  # type: ignore[no-untyped-def]
    other = person(Role.rep, "rep2")
    firms = [add_firm(desk, name_of(number)) for number in range(4)]
    rep.post(f"/firms/{firms[0]}/sign", version=rep.version(firms[0]))
    rep.post(f"/firms/{firms[1]}/sign", version=rep.version(firms[1]))
    other.post(f"/firms/{firms[2]}/sign", version=other.version(firms[2]))
    rep.post("/undo")
    found = rep.get("/api/v1/today").json()
    assert (found["signed"], found["team"], found["ready"]["n"]) == (1, 2, 2)


def test_a_day_of_the_team_begins_at_its_own_midnight(desk: Desk) -> None:
    def signed(hour: int, minute: int) -> int:
        with time_machine.travel(datetime(2027, 3, 2, hour, minute, tzinfo=UTC)), desk.db.reading() as tx:
            return today(tx, desk, "rep1").signed

    with time_machine.travel(datetime(2027, 3, 2, 15, 30, tzinfo=UTC)):
        firm = add_firm(desk, name_of(1))
        with desk.db.writing() as tx:
            sign(tx, desk, firm, None, "rep1")
    assert signed(15, 59) == 1
    assert signed(16, 1) == 0, "16:00 UTC is midnight in Shanghai"


def test_the_forecast_says_when_the_queue_will_not_do(desk: Desk, rep: Person) -> None:
    add_firm(desk, name_of(1))
    assert rep.get("/api/v1/today").json()["reached_at"] is None
    assert "队列不足以达成" in rep.get("/").text


def test_the_queue_is_filtered_by_everything(desk: Desk, rep: Person) -> None:
    ready = add_firm(desk, name_of(1))
    lacking = add_firm(desk, name_of(2), lacking=(Field.products,))
    dead = add_firm(desk, name_of(3), dead=True)
    expected = {
        "status=qualified": {ready},
        "status=void": {dead},
        "rule=M": {lacking},
        "rule=E5a": {dead},
        "source=shanghai_2025": {ready, lacking, dead},
        "province=上海市": {ready, lacking, dead},
        "age=7": {ready, lacking, dead},
        "age=older": set(),
        "sub_field=nothing": set(),
    }
    for query, firms in expected.items():
        shown = {line["id"] for line in rep.get(f"/api/v1/firms?{query}").json()["items"]}
        assert shown == firms, query
        page = rep.get(f"/queue?{query}").text
        assert {firm for firm in (ready, lacking, dead) if f"/firms/{firm}?" in page} == firms, query


def test_the_queue_begins_with_the_most_promising(desk: Desk, rep: Person) -> None:
    dead = add_firm(desk, name_of(3), dead=True)
    lacking = add_firm(desk, name_of(2), lacking=(Field.revenue,))
    ready = add_firm(desk, name_of(1))
    assert [line["id"] for line in rep.get("/api/v1/firms").json()["items"]] == [ready, lacking, dead]
    assert rep.get("/queue/next").headers["location"] == f"/firms/{ready}"
    page = rep.get(f"/firms/{ready}").text
    assert f'href="/firms/{lacking}"' in page, "skip leads to the next"
