"""Users and erasure from the command line."""

import json

import pytest
from typer.testing import CliRunner

from cli.main import build
from core.errors import BadInput
from review.desk import Desk
from storage.repositories.firms import load_firm
from tests.review.conftest import PASSWORD, Person
from tests.review.made import add_firm, add_leader, name_of


def run(*words: str, typed: str = ""):  # type: ignore[no-untyped-def]
    return CliRunner().invoke(build(words[0]), list(words), input=typed, catch_exceptions=False)


def test_a_user_is_made_listed_changed_and_switched_off(app, desk: Desk) -> None:  # type: ignore[no-untyped-def]
    assert run("user", "add", "rep9", "--password-stdin", typed=PASSWORD + "\n").exit_code == 0
    run("user", "role", "rep9", "manager")
    listed = json.loads(run("user", "list", "--json").output)
    assert [(user["login"], user["role"]) for user in listed] == [("rep9", "manager")]
    assert "password" not in listed[0]
    rep = Person(app, "rep9").sign_in()
    run("user", "password", "rep9", "--password-stdin", typed="another long password\n")
    assert rep.get("/").status_code == 303, "a new password ends the sessions"
    Person(app, "rep9").sign_in("another long password")
    run("user", "off", "rep9")
    assert Person(app, "rep9").browser.post("/sign-in", data={"login": "rep9", "password": PASSWORD}).status_code == 401


@pytest.mark.parametrize(
    ("login", "typed"), [("rep9", "short\n"), ("a b", PASSWORD), ("system", PASSWORD), ("x", "\n")]
)
def test_bad_users_are_refused_in_one_line(desk: Desk, login: str, typed: str) -> None:
    with pytest.raises(BadInput):
        run("user", "add", login, "--password-stdin", typed=typed)


def test_the_last_administrator_stays(desk: Desk) -> None:
    run("user", "add", "root", "--role", "admin", "--password-stdin", typed=PASSWORD)
    with pytest.raises(BadInput):
        run("user", "role", "root", "rep")


def test_an_erased_person_is_gone(desk: Desk) -> None:
    firm = add_firm(desk, name_of(1))
    add_leader(desk, firm, "王建国")
    with pytest.raises(BadInput):
        run("erase", firm, "张三", "--why", "asked by mail")
    assert run("erase", firm, "王建国", "--why", "asked by mail", "--json").exit_code == 0
    with desk.db.reading() as tx:
        assert load_firm(tx, firm).contacts == ()
