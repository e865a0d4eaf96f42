"""Passwords: argon2, a smallest length, and a lock that grows with wrong tries."""

from __future__ import annotations

from datetime import datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from review.words import Refusal

SHORTEST = 10
_FREE_TRIES = 5
_LONGEST_LOCK = timedelta(minutes=15)
_HASHER = PasswordHasher()
_NOBODY = _HASHER.hash("nobody has this password")


def hashed(password: str) -> str:
    """The argon2 hash of a new password; Refusal for one that is too short or too long."""
    if len(password) < SHORTEST:
        raise Refusal("password.short", n=SHORTEST)
    if len(password) > 200:
        raise Refusal("password.long")
    return _HASHER.hash(password)


def right(password: str, stored: str | None) -> bool:
    """Is it the password? Takes as long for a person who does not exist, so that nobody can find out who does."""
    try:
        return _HASHER.verify(stored or _NOBODY, password[:200]) and stored is not None
    except (VerificationError, InvalidHashError):
        return False


def locked_until(failures: int, now: datetime) -> datetime | None:
    """Until when nobody may try this login after so many wrong passwords: 30 s, doubling up to 15 minutes."""
    if failures < _FREE_TRIES:
        return None
    seconds = 30 * 2 ** min(10, failures - _FREE_TRIES)
    return now + min(_LONGEST_LOCK, timedelta(seconds=seconds))
