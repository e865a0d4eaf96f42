"""Users for administrators, and everybody's own account."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form
from fastapi.responses import Response

from core.words import Role
from review.actions import people
from review.pages import back, page
from review.roles import TABLE, May
from review.session import Visitor, allowed
from storage.repositories.audit import trail
from storage.repositories.users import all_users

router = APIRouter()
Text = Annotated[str, Form(max_length=200)]


@router.get("/users")
def users(visitor: Visitor = Depends(allowed(May.users))) -> Response:
    """Everybody, their roles, and what each role may do."""
    with visitor.desk.db.reading() as tx:
        return page(
            visitor, "users.html", users=all_users(tx), roles=tuple(Role), table=TABLE, trail=trail(tx, limit=40)
        )


@router.post("/users")
def add(
    login: Text,
    password: Annotated[str, Form(max_length=1000)],
    role: Annotated[Role, Form()],
    name: Text = "",
    visitor: Visitor = Depends(allowed(May.users)),
) -> Response:
    """Make a user."""
    with visitor.desk.db.writing() as tx:
        made = people.add_person(tx, login, name, role, password, visitor.login)
    return back(visitor, "/users", "users.made", login=made.login)


@router.post("/users/{login}")
def change(
    login: str,
    role: Annotated[Role, Form()],
    active: Annotated[bool, Form()] = False,
    visitor: Visitor = Depends(allowed(May.users)),
) -> Response:
    """Change a user's role, or switch them off."""
    with visitor.desk.db.writing() as tx:
        people.change_person(tx, login, visitor.login, role=role, active=active)
    return back(visitor, "/users", "users.changed", login=login)


@router.get("/account")
def account(visitor: Visitor = Depends(allowed(May.read))) -> Response:
    """One's own language, colours, password and what one did last."""
    with visitor.desk.db.reading() as tx:
        return page(visitor, "account.html", trail=trail(tx, actor=visitor.login, limit=40))


@router.post("/account/password")
def own_password(
    old: Annotated[str, Form(max_length=1000)],
    new: Annotated[str, Form(max_length=1000)],
    visitor: Visitor = Depends(allowed(May.read)),
) -> Response:
    """Change one's own password; other sessions end."""
    assert visitor.session is not None
    with visitor.desk.db.writing() as tx:
        people.own_password(tx, visitor.login, old, new, visitor.session.id)
    return back(visitor, "/account", "password.changed")
