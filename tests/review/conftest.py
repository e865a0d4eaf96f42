"""A review desk on a fresh base, and people of every role who are signed in to it."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable
from pathlib import Path

import pytest
from fastapi import FastAPI

with warnings.catch_warnings():
    # Starlette 1.10 wants httpx2 for its test client; the rest of the project speaks httpx.
    warnings.simplefilter("ignore")
    from fastapi.testclient import TestClient

from core.settings import settings
from core.words import Role
from review.actions.people import add_person
from review.app import create_app
from review.desk import Desk
from tests.databases import fresh_sqlite, sqlite_template

PASSWORD = "correct horse battery"


@pytest.fixture(scope="session")
def empty_base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sqlite_template(tmp_path_factory.mktemp("review"))


@pytest.fixture
def app(tmp_path: Path, empty_base: Path, monkeypatch: pytest.MonkeyPatch) -> FastAPI:
    monkeypatch.setenv("SHOWFLOOR_DATABASE_URL", fresh_sqlite(tmp_path, empty_base))
    monkeypatch.setenv("SHOWFLOOR_MAX_BODY_BYTES", "3000000")
    settings.cache_clear()
    return create_app(settings())


@pytest.fixture
def desk(app: FastAPI) -> Desk:
    found = app.state.desk
    assert isinstance(found, Desk)
    return found


class Person:
    """Somebody who is signed in with a browser of their own."""

    def __init__(self, app: FastAPI, login: str) -> None:
        self.login = login
        self.browser = TestClient(app, base_url="http://127.0.0.1", follow_redirects=False)
        self.csrf = ""

    def sign_in(self, password: str = PASSWORD) -> Person:
        answer = self.browser.post("/sign-in", data={"login": self.login, "password": password})
        assert answer.status_code == 303, answer.text
        self.csrf = self.browser.get("/api/v1/me").json()["csrf"]
        return self

    def get(self, path: str, **params: str):  # type: ignore[no-untyped-def]
        return self.browser.get(path, params=params or None)

    def post(self, path: str, files: object = None, **fields: object):  # type: ignore[no-untyped-def]
        return self.browser.post(path, data={"csrf": self.csrf} | fields, files=files)  # type: ignore[arg-type]

    def call(self, path: str, **body: object):  # type: ignore[no-untyped-def]
        return self.browser.post(f"/api/v1{path}", json=body, headers={"X-CSRF-Token": self.csrf})

    def version(self, firm: str) -> int:
        return int(self.browser.get(f"/api/v1/firms/{firm}").json()["row"]["version"])

    def status(self, firm: str) -> str:
        return str(self.browser.get(f"/api/v1/firms/{firm}").json()["row"]["status"])

    def message(self, answer) -> str:  # type: ignore[no-untyped-def]
        """The message on the page that a POST led to."""
        assert answer.status_code == 303, (answer.status_code, answer.text[:400])
        shown = self.browser.get(answer.headers["location"], follow_redirects=True).text
        found = re.search(r'<p class="flash[^>]*>(?:<span[^>]*>.</span>)?\s*(.*?)</p>', shown, re.DOTALL)
        return found[1] if found else ""


@pytest.fixture(scope="session")
def password_hash() -> str:
    """One argon2 hash for everybody: hashing costs 50 ms each time."""
    from review.passwords import hashed

    return hashed(PASSWORD)


@pytest.fixture
def person(app: FastAPI, desk: Desk, password_hash: str, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Person]:
    """Make somebody of a role and sign them in."""
    monkeypatch.setattr("review.actions.people.hashed", lambda _password: password_hash)

    def make(role: Role, login: str = "") -> Person:
        named = login or role.value
        with desk.db.writing() as tx:
            add_person(tx, named, "", role, PASSWORD, by="test")
        return Person(app, named).sign_in()

    return make


@pytest.fixture
def rep(person: Callable[[Role, str], Person]) -> Person:
    return person(Role.rep, "rep1")
