"""Sessions: a random cookie, of which the database keeps only the SHA-256, with an idle and an absolute end."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta

from fastapi import Depends, Request, Response
from fastapi.concurrency import run_in_threadpool

from core.words import Role
from review.csrf import check_origin, check_token
from review.desk import Desk, desk_of
from review.roles import May, may
from review.words import Language
from storage.repositories.users import end_old_sessions, end_session, open_session, prolong_session, session_of
from storage.views import Session, User

COOKIE = "showfloor_session"
IDLE = timedelta(hours=2)
"""A rep who went to lunch is still signed in, one who went home is not."""
ABSOLUTE = timedelta(hours=12)
_NOTED_EVERY = timedelta(minutes=1)


class NotSignedIn(Exception):
    """There is no live session; the handlers ask for a sign-in and keep what was typed."""


class NotAllowed(Exception):
    """The role does not allow it."""


@dataclass(frozen=True)
class Visitor:
    """Who asks, and how they want to read: what every route gets."""

    request: Request
    desk: Desk
    language: Language
    theme: str
    user: User | None = None
    session: Session | None = None

    @property
    def login(self) -> str:
        """The signed-in person, as the actor in every table."""
        assert self.user is not None
        return self.user.login

    @property
    def role(self) -> Role:
        """The person's role."""
        assert self.user is not None
        return self.user.role

    def may(self, what: str) -> bool:
        """Does the person's role allow it?"""
        return self.user is not None and may(self.user.role, May(what))


def guest(request: Request, desk: Desk = Depends(desk_of)) -> Visitor:
    """Whoever asks, signed in or not."""
    language: Language = "en" if request.cookies.get("showfloor_language") == "en" else "zh"
    theme = request.cookies.get("showfloor_theme", "")
    visitor = Visitor(request, desk, language, theme if theme in ("light", "dark") else "auto")
    found = _live(request, desk)
    return visitor if found is None else Visitor(request, desk, language, visitor.theme, found[1], found[0])


class Allowed:
    """The dependency of a route: a signed-in person whose role allows it, and a request that came from our own pages."""

    def __init__(self, what: May) -> None:
        self.what = what

    async def __call__(self, request: Request, desk: Desk = Depends(desk_of)) -> Visitor:
        """The visitor; raises NotSignedIn, NotAllowed or Forged."""
        visitor = await run_in_threadpool(guest, request, desk)
        if request.method not in ("GET", "HEAD"):
            check_origin(request)
        if visitor.session is None:
            raise NotSignedIn
        if request.method not in ("GET", "HEAD"):
            await check_token(request, visitor.session.csrf)
        if not visitor.may(self.what):
            raise NotAllowed
        return visitor


def allowed(what: May) -> Allowed:
    """What a route allows; the tests read it from every route."""
    return Allowed(what)


def open_for(desk: Desk, login: str) -> tuple[str, Session]:
    """Open a session for a person; the cookie's value and the session."""
    cookie = secrets.token_urlsafe(32)
    now = desk.clock()
    session = Session(
        id=_id(cookie), login=login, csrf=secrets.token_urlsafe(24), made_at=now, seen_at=now, ends_at=now + IDLE
    )
    with desk.db.writing() as tx:
        end_old_sessions(tx, now)
        open_session(tx, session)
    return cookie, session


def set_cookie(response: Response, request: Request, cookie: str) -> None:
    """Hand the cookie over."""
    response.set_cookie(
        COOKIE,
        cookie,
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
        max_age=int(ABSOLUTE.total_seconds()),
    )


def sign_out(response: Response, request: Request, desk: Desk) -> None:
    """End the session."""
    if cookie := request.cookies.get(COOKIE):
        with desk.db.writing() as tx:
            end_session(tx, _id(cookie))
    response.delete_cookie(COOKIE)


def _live(request: Request, desk: Desk) -> tuple[Session, User] | None:
    cookie = request.cookies.get(COOKIE)
    if not cookie:
        return None
    now = desk.clock()
    with desk.db.reading() as tx:
        found = session_of(tx, _id(cookie), now)
    if found is None or now - found[0].made_at > ABSOLUTE:
        return None
    if now - found[0].seen_at > _NOTED_EVERY:
        with desk.db.writing() as tx:
            prolong_session(tx, found[0].id, now, now + IDLE)
    return found


def _id(cookie: str) -> str:
    return hashlib.sha256(cookie.encode()).hexdigest()
