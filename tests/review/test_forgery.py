"""Requests from elsewhere change nothing; answers carry their headers; bodies have limits."""

import pytest
from fastapi import FastAPI

from review.desk import Desk
from tests.review.conftest import Person
from tests.review.made import PNG, add_firm, name_of


@pytest.fixture
def firm(desk: Desk) -> str:
    return add_firm(desk, name_of(1))


@pytest.mark.parametrize("token", ["", "x" * 32, "ü"])
def test_a_form_without_the_sessions_token_does_nothing(rep: Person, firm: str, token: str) -> None:
    fields = {"csrf": token, "version": rep.version(firm)}
    assert rep.browser.post(f"/firms/{firm}/sign", data=fields).status_code == 403
    assert rep.get(f"/api/v1/firms/{firm}").json()["row"]["decided"] is False


def test_the_api_wants_the_token_in_its_header(rep: Person, firm: str) -> None:
    path, body = f"/api/v1/firms/{firm}/sign", {"version": rep.version(firm)}
    assert rep.browser.post(path, json=body).status_code == 403
    assert rep.browser.post(path, json=body, headers={"X-CSRF-Token": rep.csrf}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_another_site_is_refused_even_with_the_token(rep: Person, firm: str, headers: dict[str, str]) -> None:
    fields = {"csrf": rep.csrf, "version": rep.version(firm)}
    assert rep.browser.post(f"/firms/{firm}/sign", data=fields, headers=headers).status_code == 403


@pytest.mark.parametrize("path", ["/sign-in", "/setup", "/language", "/theme"])
def test_forms_before_the_sign_in_refuse_other_sites_too(app: FastAPI, rep: Person, path: str) -> None:
    fields = {"login": "rep1", "password": "x", "setup": "x", "to": "en" if path == "/language" else "dark"}
    answer = Person(app, "x").browser.post(path, data=fields, headers={"Origin": "https://evil.example"})
    assert answer.status_code == 403


def test_a_forged_session_cookie_is_nobody(app: FastAPI, rep: Person) -> None:
    for cookie in ("", "x" * 43, "' OR 1=1 --", "a" * 5000):
        thief = Person(app, "x").browser
        thief.cookies.set("showfloor_session", cookie)
        assert thief.get("/").status_code == 303


@pytest.mark.parametrize("path", ["/", "/queue", "/sign-in", "/static/desk.js", "/nothing", "/api/v1/me"])
def test_every_answer_carries_the_security_headers(rep: Person, path: str) -> None:
    headers = rep.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert "no-store" in headers["cache-control"] or path.startswith("/static/")


def test_pages_hold_no_inline_script_or_style(rep: Person, firm: str) -> None:
    import re

    for path in ("/", "/queue", f"/firms/{firm}", f"/firms/{firm}/contacts", "/ladder", "/appeals", "/account"):
        text = rep.get(path).text
        assert not re.search(r"<script(?![^>]*\bsrc=)", text), path
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=", text), path


def test_an_upload_that_announces_too_much_is_refused_unread(rep: Person, firm: str) -> None:
    headers = {"Content-Length": str(500_000_000), "Content-Type": "multipart/form-data; boundary=x"}
    answer = rep.browser.post(f"/firms/{firm}/correct", content=b"--x", headers=headers)
    assert answer.status_code == 413


def test_an_upload_that_announces_nothing_is_cut_off(rep: Person, firm: str) -> None:
    def endless():  # type: ignore[no-untyped-def]
        yield b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n\r\n'
        for _ in range(100):
            yield b"\0" * 100_000

    headers = {"Content-Type": "multipart/form-data; boundary=x", "X-CSRF-Token": rep.csrf}
    answer = rep.browser.post(f"/firms/{firm}/correct", content=endless(), headers=headers)
    assert answer.status_code == 413


def test_a_form_that_is_no_form_is_refused(rep: Person, firm: str) -> None:
    headers = {"Content-Type": "multipart/form-data; boundary=x", "X-CSRF-Token": rep.csrf}
    assert rep.browser.post(f"/firms/{firm}/correct", content=b"garbage", headers=headers).status_code in (400, 422)
    files = {"file": ("a.exe", b"MZ\x90\x00" + b"\0" * 100, "image/png")}
    fields = {"version": rep.version(firm), "field": "products", "value": "制动器", "source": "2025年年报"}
    answer = rep.post(f"/firms/{firm}/correct", files=files, **fields)
    assert answer.status_code == 400
    assert "a.exe" in answer.text
    assert PNG.startswith(b"\x89PNG")
