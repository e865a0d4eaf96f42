"""Users: made, changed and switched off, never deleted, since their names stand in history."""

from __future__ import annotations

import re

from core.errors import BadInput
from core.words import Role
from review.passwords import hashed, right
from review.words import Refusal
from storage.database import Transaction
from storage.repositories.users import add_user, all_users, change_user, end_sessions_of, user_of
from storage.views import User

_LOGIN = re.compile(r"[\w.@+-]{2,64}")


def add_person(tx: Transaction, login: str, name: str, role: Role, password: str, by: str) -> User:
    """Make a user; Refusal for a login that cannot be typed or is taken, or a password that is too short."""
    said = login.strip()
    if not _LOGIN.fullmatch(said) or said in ("system", "operator", "prefect"):
        raise Refusal("users.bad_login")
    if user_of(tx, said) is not None:
        raise Refusal("users.taken", login=said)
    user = User(login=said, name=name.strip()[:200] or said, role=role, password=hashed(password))
    add_user(tx, user, by)
    return user


def change_person(
    tx: Transaction, login: str, by: str, *, role: Role | None = None, active: bool | None = None, name: str = ""
) -> User:
    """Change role, state or name; the last administrator stays one."""
    user = _user(tx, login)
    new = user.model_copy(
        update={
            "role": role or user.role,
            "active": user.active if active is None else active,
            "name": name.strip()[:200] or user.name,
        }
    )
    if user.role is Role.admin and user.active and (new.role is not Role.admin or not new.active):
        others = [u for u in all_users(tx) if u.role is Role.admin and u.active and u.login != login]
        if not others:
            raise Refusal("users.last_admin")
    change_user(tx, new, by)
    return new


def set_password(tx: Transaction, login: str, password: str, by: str, keep: str | None = None) -> None:
    """A new password; every session of the person ends but `keep`."""
    user = _user(tx, login)
    change_user(tx, user.model_copy(update={"password": hashed(password), "failures": 0, "locked_until": None}), by)
    end_sessions_of(tx, login, keep)


def own_password(tx: Transaction, login: str, old: str, new: str, session: str) -> None:
    """Change one's own password, knowing the present one."""
    if not right(old, _user(tx, login).password):
        raise Refusal("password.wrong")
    set_password(tx, login, new, login, keep=session)


def _user(tx: Transaction, login: str) -> User:
    user = user_of(tx, login)
    if user is None:
        raise BadInput(f"no user {login!r}; see: showfloor user list")
    return user
