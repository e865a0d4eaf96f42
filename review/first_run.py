"""The first run: the one-time link that the terminal shows makes the administrator, once and for whoever holds it."""

from __future__ import annotations

import hmac
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response

from core.errors import BadInput
from core.words import Role
from review import passwords
from review.csrf import Forged, check_origin
from review.pages import back, page
from review.session import Visitor, guest, open_for, set_cookie
from review.words import Refusal
from storage.repositories.users import add_first_user, any_user
from storage.views import User

router = APIRouter()


@router.get("/setup")
def form(token: str = "", visitor: Visitor = Depends(guest)) -> Response:
    """The form that makes the administrator; nothing to see once there is a user."""
    if _taken(visitor):
        return RedirectResponse("/sign-in", status_code=303)
    _check(visitor, token)
    return page(visitor, "first_run.html", token_of_setup=token, error=None, login="", name="")


@router.post("/setup")
def make(
    request: Request,
    setup: Annotated[str, Form()],
    login: Annotated[str, Form(max_length=64)],
    password: Annotated[str, Form(max_length=1000)],
    name: Annotated[str, Form(max_length=200)] = "",
    visitor: Visitor = Depends(guest),
) -> Response:
    """Make the administrator and sign them in."""
    from review.refusals import sentence

    check_origin(request)
    if _taken(visitor):
        return RedirectResponse("/sign-in", status_code=303)
    _check(visitor, setup)
    try:
        if not login.strip():
            raise Refusal("users.no_login")
        user = User(
            login=login.strip(),
            name=name.strip() or login.strip(),
            role=Role.admin,
            password=passwords.hashed(password),
        )
        with visitor.desk.db.writing() as tx:
            if not add_first_user(tx, user):
                raise Refusal("first_run.taken")
    except BadInput as refusal:
        error = sentence(visitor, refusal)
        return page(visitor, "first_run.html", 400, token_of_setup=setup, error=error, login=login, name=name)
    response = back(visitor, "/", "first_run.welcome", name=user.name)
    set_cookie(response, request, open_for(visitor.desk, user.login)[0])
    return response


def _check(visitor: Visitor, token: str) -> None:
    if not hmac.compare_digest(token.encode(), visitor.desk.setup_token.encode()):
        raise Forged


def _taken(visitor: Visitor) -> bool:
    with visitor.desk.db.reading() as tx:
        return any_user(tx)
