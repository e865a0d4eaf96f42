"""Sign in and out. A sign-in in the middle of a form gives the form back with everything typed."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response
from itsdangerous import BadSignature

from core.errors import BadInput
from review import passwords
from review.csrf import check_origin
from review.desk import Desk
from review.oidc import configured
from review.pages import local, page
from review.roles import May
from review.session import Visitor, allowed, guest, open_for, set_cookie, sign_out
from review.words import Refusal
from storage.repositories.audit import note
from storage.repositories.users import any_user, note_failure, note_success, user_of

router = APIRouter()
_HASHING = threading.Semaphore(2)
"""An argon2 check takes 64 MB: a flood of sign-ins waits in line instead of filling the memory."""


@router.get("/sign-in")
def form(next: str = "/", visitor: Visitor = Depends(guest)) -> Response:
    """The sign-in form; before there is any user, where to find the first link."""
    if visitor.user is not None:
        return RedirectResponse(local(next), status_code=303)
    with visitor.desk.db.reading() as tx:
        if not any_user(tx):
            return page(visitor, "no_users.html")
    return _form(visitor, next=local(next))


@router.post("/sign-in")
def enter(
    request: Request,
    login: Annotated[str, Form(max_length=200)],
    password: Annotated[str, Form(max_length=1000)],
    next: Annotated[str, Form()] = "/",
    kept: Annotated[str, Form()] = "",
    visitor: Visitor = Depends(guest),
) -> Response:
    """Check the password; on success go where the person wanted to, or give back the form that was being sent."""
    check_origin(request)
    try:
        known = check(visitor.desk, login.strip(), password)
    except BadInput as refusal:
        return _form(visitor, 401, next=local(next), kept=kept, error=refusal, login=login)
    response: Response = RedirectResponse(local(next), status_code=303)
    cookie, session = open_for(visitor.desk, known)
    if kept:
        with visitor.desk.db.reading() as tx:
            user = user_of(tx, known)
        response = _again(replace(visitor, user=user, session=session), kept) or response
    set_cookie(response, request, cookie)
    return response


def _again(visitor: Visitor, kept: str) -> Response | None:
    """The form that was being sent when the session ended, filled in as it was."""
    try:
        action, fields = visitor.desk.signer("kept").loads(kept, max_age=86_400)
    except (BadSignature, ValueError):
        return None
    return page(visitor, "again.html", error=None, action=local(action), fields=fields)


@router.post("/sign-out")
def leave(request: Request, visitor: Visitor = Depends(allowed(May.read))) -> Response:
    """End the session."""
    response = RedirectResponse("/sign-in", status_code=303)
    with visitor.desk.db.writing() as tx:
        note(tx, visitor.login, "sign_out", visitor.login)
    sign_out(response, request, visitor.desk)
    return response


def check(desk: Desk, login: str, password: str) -> str:
    """The login whose password this is; Refusal after a wrong one, and for a while after many."""
    now = desk.clock()
    with desk.db.reading() as tx:
        user = user_of(tx, login)
    if user is not None and user.locked_until is not None and user.locked_until > now:
        raise Refusal("sign_in.locked", seconds=int((user.locked_until - now).total_seconds()) + 1)
    with _HASHING:
        good = passwords.right(password, user.password if user and user.active else None)
    with desk.db.writing() as tx:
        if good and user is not None:
            note_success(tx, user.login)
            return user.login
        if user is not None:
            note_failure(tx, user.login, passwords.locked_until(user.failures + 1, now))
            note(tx, user.login, "sign_in_failed", user.login)
    raise Refusal("sign_in.wrong")


def _form(
    visitor: Visitor, status: int = 200, next: str = "/", kept: str = "", error: BadInput | None = None, login: str = ""
) -> Response:
    from review.refusals import sentence

    text = sentence(visitor, error) if error else None
    return page(
        visitor,
        "sign_in.html",
        status,
        next=next,
        kept=kept,
        expired=bool(kept),
        error=text,
        login=login,
        oidc=configured(visitor.desk.settings),
    )
