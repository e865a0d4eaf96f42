"""Who gets in, how long they stay, and what is kept when they must sign in again."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from fastapi import FastAPI

from core.words import Role
from review.desk import Desk
from review.passwords import locked_until
from storage.repositories.users import all_users
from tests.review.conftest import PASSWORD, Person
from tests.review.made import add_firm, name_of


def test_before_there_is_a_user_only_the_terminals_link_opens(app: FastAPI, desk: Desk) -> None:
    stranger = Person(app, "boss").browser
    assert "showfloor serve" in stranger.get("/sign-in").text
    assert stranger.get("/setup", params={"token": "guess"}).status_code == 403
    made = {"setup": "guess", "login": "boss", "password": PASSWORD}
    assert stranger.post("/setup", data=made).status_code == 403
    answer = stranger.post("/setup", data=made | {"setup": desk.setup_token})
    assert answer.headers["location"] == "/"
    assert stranger.get("/").status_code == 200
    with desk.db.reading() as tx:
        assert [(user.login, user.role) for user in all_users(tx)] == [("boss", Role.admin)]


def test_the_first_link_works_once(app: FastAPI, desk: Desk, rep: Person) -> None:
    stranger = Person(app, "late").browser
    answer = stranger.post("/setup", data={"setup": desk.setup_token, "login": "late", "password": PASSWORD})
    assert answer.headers["location"] == "/sign-in"
    with desk.db.reading() as tx:
        assert [user.login for user in all_users(tx)] == ["rep1"]


def test_a_short_password_is_refused_and_the_rest_stays(app: FastAPI, desk: Desk) -> None:
    browser = Person(app, "boss").browser
    answer = browser.post(
        "/setup", data={"setup": desk.setup_token, "login": "boss", "password": "short", "name": "王"}
    )
    assert answer.status_code == 400
    assert 'value="王"' in answer.text
    assert (
        "short" not in re.sub(r"password.short", "", answer.text).replace("password", "")
        or 'value="short"' not in answer.text
    )


def test_a_page_leads_to_the_sign_in_and_back(app: FastAPI, rep: Person) -> None:
    stranger = Person(app, "rep1")
    asked = stranger.get("/queue", status="review")
    assert asked.headers["location"] == "/sign-in?next=%2Fqueue%3Fstatus%3Dreview"
    fields = {"login": "rep1", "password": PASSWORD, "next": "/queue?status=review"}
    assert stranger.browser.post("/sign-in", data=fields).headers["location"] == "/queue?status=review"


@pytest.mark.parametrize("where", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_nobody_is_led_to_another_site(app: FastAPI, rep: Person, where: str) -> None:
    fields = {"login": "rep1", "password": PASSWORD, "next": where}
    assert Person(app, "rep1").browser.post("/sign-in", data=fields).headers["location"] == "/"


def test_wrong_password_and_unknown_login_say_the_same(app: FastAPI, rep: Person) -> None:
    stranger = Person(app, "x").browser
    texts = {
        re.sub(r'value="(rep1|nobody)"', "", stranger.post("/sign-in", data={"login": login, "password": "wrong"}).text)
        for login in ("rep1", "nobody")
    }
    assert len(texts) == 1


def test_many_wrong_passwords_lock_the_login_for_a_while(app: FastAPI, rep: Person) -> None:
    stranger = Person(app, "rep1")
    for _ in range(5):
        stranger.browser.post("/sign-in", data={"login": "rep1", "password": "wrong"})
    right = stranger.browser.post("/sign-in", data={"login": "rep1", "password": PASSWORD})
    assert right.status_code == 401
    assert "秒后重试" in right.text
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=2)):
        assert stranger.browser.post("/sign-in", data={"login": "rep1", "password": PASSWORD}).status_code == 303


@pytest.mark.parametrize(("failures", "seconds"), [(4, None), (5, 30), (6, 60), (7, 120), (40, 900)])
def test_the_lock_doubles_up_to_a_quarter_of_an_hour(failures: int, seconds: int | None) -> None:
    now = datetime(2026, 3, 2, tzinfo=UTC)
    until = locked_until(failures, now)
    assert until == (None if seconds is None else now + timedelta(seconds=seconds))


@pytest.mark.parametrize(("hours", "alive"), [(1, True), (3, False)])
def test_an_idle_session_ends(rep: Person, hours: int, alive: bool) -> None:
    with time_machine.travel(datetime.now(UTC) + timedelta(hours=hours)):
        assert (rep.get("/").status_code == 200) is alive


def test_a_session_in_use_ends_after_twelve_hours(rep: Person) -> None:
    start = datetime.now(UTC)
    for hours in range(1, 12):
        with time_machine.travel(start + timedelta(hours=hours)):
            assert rep.get("/").status_code == 200
    with time_machine.travel(start + timedelta(hours=12, minutes=1)):
        assert rep.get("/").status_code == 303


def test_what_was_typed_survives_an_ended_session(desk: Desk, rep: Person) -> None:
    firm = add_firm(desk, name_of(1))
    typed = {
        "version": rep.version(firm),
        "code": "E2",
        "reason": "只做整车销售，无研发 <b>",
        "queue": "status=qualified",
    }
    later = datetime.now(UTC) + timedelta(hours=3)
    with time_machine.travel(later):
        answer = rep.post(f"/firms/{firm}/void", **typed)
        assert answer.status_code == 401
        kept = re.search(r'name="kept" value="([^"]+)"', answer.text)
        assert kept
        assert rep.csrf not in answer.text
        fields = {"login": "rep1", "password": PASSWORD, "kept": kept[1]}
        again = rep.browser.post("/sign-in", data=fields)
        assert again.status_code == 200
        assert f'action="/firms/{firm}/void"' in again.text
        assert 'value="只做整车销售，无研发 &lt;b&gt;"' in again.text
        token = re.search(r'name="csrf" value="([^"]+)"', again.text)
        assert token
        sent = rep.browser.post(f"/firms/{firm}/void", data=typed | {"csrf": token[1]})
        assert sent.status_code == 303
        assert rep.status(firm) == "void"


def test_forged_kept_forms_are_ignored(app: FastAPI, rep: Person) -> None:
    fields = {"login": "rep1", "password": PASSWORD, "kept": "WyIvdXNlcnMiLHt9XQ.forged.signature"}
    assert Person(app, "rep1").browser.post("/sign-in", data=fields).headers["location"] == "/"


def test_signing_out_ends_the_session_on_the_server(app: FastAPI, rep: Person) -> None:
    cookie = rep.browser.cookies["showfloor_session"]
    assert rep.post("/sign-out").status_code == 303
    thief = Person(app, "rep1").browser
    thief.cookies.set("showfloor_session", cookie)
    assert thief.get("/").status_code == 303


def test_a_user_who_is_switched_off_is_out_at_once(desk: Desk, rep: Person, person) -> None:  # type: ignore[no-untyped-def]
    admin = person(Role.admin, "root")
    assert admin.post("/users/rep1", role="rep").status_code == 303
    assert rep.get("/").status_code == 303


def test_the_cookie_is_kept_from_scripts_and_only_its_hash_is_stored(app: FastAPI, desk: Desk, rep: Person) -> None:
    answer = Person(app, "rep1").browser.post("/sign-in", data={"login": "rep1", "password": PASSWORD})
    header = answer.headers["set-cookie"]
    assert "HttpOnly" in header
    assert "SameSite=lax" in header
    value = header.split("=", 1)[1].split(";")[0]
    path = desk.settings.database.removeprefix("sqlite:///")
    from pathlib import Path

    stored = b"".join(p.read_bytes() for p in Path(path).parent.glob(Path(path).name + "*"))
    assert value.encode() not in stored
