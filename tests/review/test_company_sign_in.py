"""Sign-in through an identity provider: who it names is signed in, and nobody else."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi import FastAPI
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey
from pydantic import SecretStr
from pytest_httpserver import HTTPServer

from review.app import create_app
from review.desk import Desk
from tests.review.conftest import Person

KEY = RSAKey.generate_key(2048, {"kid": "k1"})
OTHER = RSAKey.generate_key(2048, {"kid": "k1"})


@pytest.fixture
def provider(httpserver: HTTPServer) -> HTTPServer:
    issuer = httpserver.url_for("").rstrip("/")
    places = {"authorization_endpoint": "/auth", "token_endpoint": "/token", "jwks_uri": "/keys"}
    found = {"issuer": issuer} | {name: issuer + path for name, path in places.items()}
    httpserver.expect_request("/.well-known/openid-configuration").respond_with_json(found)
    httpserver.expect_request("/keys").respond_with_json(KeySet([KEY]).as_dict(private=False))
    return httpserver


@pytest.fixture
def company(desk: Desk, provider: HTTPServer, rep: Person) -> FastAPI:
    issuer = provider.url_for("").rstrip("/")
    named = {"oidc_issuer": issuer, "oidc_client_id": "showfloor", "oidc_client_secret": SecretStr("s")}
    return create_app(desk.settings.model_copy(update=named))


def arrive(app: FastAPI, provider: HTTPServer, claims: Callable[[dict[str, Any]], dict[str, Any]], key: RSAKey = KEY):  # type: ignore[no-untyped-def]
    browser = Person(app, "x").browser
    asked = parse_qs(urlsplit(browser.get("/sign-in/company").headers["location"]).query)
    token = {
        "iss": provider.url_for("").rstrip("/"),
        "aud": "showfloor",
        "nonce": asked["nonce"][0],
        "exp": 4_000_000_000,
    }
    signed = jwt.encode({"alg": "RS256", "kid": "k1"}, claims(token), key)
    provider.expect_request("/token").respond_with_json({"id_token": signed})
    assert asked["code_challenge_method"] == ["S256"]
    return browser, browser.get("/sign-in/company/back", params={"code": "c", "state": asked["state"][0]})


def test_a_known_user_is_signed_in(company: FastAPI, provider: HTTPServer) -> None:
    browser, answer = arrive(company, provider, lambda token: token | {"preferred_username": "rep1"})
    assert answer.headers["location"] == "/"
    assert browser.get("/api/v1/me").json()["login"] == "rep1"


@pytest.mark.parametrize(
    "change",
    [
        {"preferred_username": "stranger"},
        {"email": "rep1"},
        {"preferred_username": "rep1", "aud": "another"},
        {"preferred_username": "rep1", "iss": "https://evil.example"},
        {"preferred_username": "rep1", "nonce": "old"},
        {"preferred_username": "rep1", "exp": 1_000_000_000},
    ],
)
def test_a_token_that_is_not_quite_right_signs_nobody_in(
    company: FastAPI, provider: HTTPServer, change: dict[str, Any]
) -> None:
    browser, answer = arrive(company, provider, lambda token: token | change)
    assert answer.status_code == 400
    assert browser.get("/api/v1/me").status_code == 401


def test_a_token_of_another_key_signs_nobody_in(company: FastAPI, provider: HTTPServer) -> None:
    browser, answer = arrive(company, provider, lambda token: token | {"preferred_username": "rep1"}, OTHER)
    assert answer.status_code == 400
    assert browser.get("/api/v1/me").status_code == 401


def test_a_forged_return_signs_nobody_in(company: FastAPI) -> None:
    assert (
        Person(company, "x").browser.get("/sign-in/company/back", params={"code": "c", "state": "s"}).status_code == 400
    )


def test_without_a_provider_the_button_is_not_there(app: FastAPI, company: FastAPI, rep: Person) -> None:
    assert not re.search("/sign-in/company", Person(app, "x").get("/sign-in").text)
    assert re.search("/sign-in/company", Person(company, "x").get("/sign-in").text)
