"""Every route with every role: whoever the table does not name is refused, whatever else the request holds."""

import re
from collections.abc import Callable, Iterator

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute

from core.words import Role
from review.roles import TABLE, May
from review.session import Allowed
from tests.review.conftest import Person

OPEN = {"/sign-in", "/setup", "/language", "/theme", "/sign-in/company", "/sign-in/company/back"}
"""Routes for people who are not signed in."""


def routes(app: FastAPI) -> Iterator[tuple[str, APIRoute]]:
    stack: list[object] = list(app.routes)
    while stack:
        route = stack.pop()
        if isinstance(route, APIRoute):
            for method in sorted(route.methods or ()):
                yield method, route
        else:
            stack.extend(getattr(getattr(route, "original_router", None), "routes", None) or [])


def permission(route: APIRoute) -> May | None:
    found = {dep.call.what for dep in route.dependant.dependencies if isinstance(dep.call, Allowed)}
    assert len(found) <= 1, f"{route.path} names several permissions"
    return next(iter(found), None)


def filled(path: str) -> str:
    return re.sub(r"{\w+(:\w+)?}", "nothing", path)


def test_every_route_names_what_it_allows(app: FastAPI) -> None:
    known = list(routes(app))
    assert len(known) > 40
    assert {route.path for _, route in known if permission(route) is None} <= OPEN


def test_nobody_sees_anything_without_signing_in(app: FastAPI, rep: Person) -> None:
    stranger = Person(app, "x").browser
    for method, route in routes(app):
        if permission(route) is None:
            continue
        answer = stranger.request(method, filled(route.path))
        expected = {401} if route.path.startswith("/api/") or method != "GET" else {303}
        assert answer.status_code in expected, f"{method} {route.path}: {answer.status_code}"


@pytest.mark.parametrize("role", list(Role))
def test_each_role_may_what_the_table_says(app: FastAPI, person: Callable[..., Person], role: Role) -> None:
    somebody = person(role, "somebody")
    for method, route in routes(app):
        what = permission(route)
        if what is None or route.path == "/sign-out":
            continue
        headers = {"X-CSRF-Token": somebody.csrf}
        answer = somebody.browser.request(method, filled(route.path), headers=headers)
        refused = answer.status_code == 403
        assert refused is (role not in TABLE[what]), f"{role} {method} {route.path}: {answer.status_code}"
        assert answer.status_code < 500, f"{role} {method} {route.path}: {answer.text[:300]}"


def test_the_menu_offers_only_what_may_be_followed(person: Callable[..., Person]) -> None:
    for role in Role:
        somebody = person(role, f"x-{role.value}")
        start = somebody.get("/").text
        for path in re.findall(r'<a href="(/[a-z-]+)"', start):
            assert somebody.get(path).status_code in (200, 303), f"{role} {path}"
