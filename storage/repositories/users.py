"""Users and their sessions. Hashing and cookies are the review pages' affair; here is what is remembered."""

from datetime import UTC, datetime

from sqlalchemy import delete, func, select, update

from core.errors import BadInput
from core.words import Role
from storage.database import Transaction
from storage.models import SignIn, UserRow
from storage.repositories.audit import note
from storage.upsert import insert_new
from storage.views import Session, User


def add_user(tx: Transaction, user: User, by: str, at: datetime | None = None) -> None:
    """Make a user; BadInput where the login is taken."""
    when = at or datetime.now(UTC)
    if not insert_new(tx, UserRow, [{**user.model_dump(), "role": user.role.value, "made_at": when}]):
        raise BadInput(f"there is a user {user.login!r} already")
    note(tx, by, "add_user", user.login, {"role": user.role.value}, when)


def add_first_user(tx: Transaction, user: User, at: datetime | None = None) -> bool:
    """Make the administrator of a base without users; False where there is a user already."""
    if any_user(tx):
        return False
    add_user(tx, user.model_copy(update={"role": Role.admin}), user.login, at)
    return True


def any_user(tx: Transaction) -> bool:
    """Has anybody been made yet?"""
    return bool(tx.scalar(select(func.count()).select_from(UserRow)))


def user_of(tx: Transaction, login: str) -> User | None:
    """The user with this login."""
    row = tx.execute(select(UserRow.__table__).where(UserRow.login == login)).one_or_none()
    return None if row is None else User.model_validate({name: getattr(row, name) for name in User.model_fields})


def all_users(tx: Transaction) -> tuple[User, ...]:
    """Every user, by login."""
    table = UserRow.__table__
    columns = [table.c[name] for name in User.model_fields]
    return tuple(User.model_validate(row._asdict()) for row in tx.execute(select(*columns).order_by(table.c.login)))


def change_user(tx: Transaction, user: User, by: str) -> None:
    """Store the user's present name, role, password and state; end the sessions of one who may not sign in."""
    if user_of(tx, user.login) is None:
        raise BadInput(f"no user {user.login!r}")
    values = user.model_dump(exclude={"login"}) | {"role": user.role.value}
    tx.execute(update(UserRow).where(UserRow.login == user.login).values(**values))
    if not user.active:
        tx.execute(delete(SignIn).where(SignIn.login == user.login))
    note(tx, by, "change_user", user.login, {"role": user.role.value, "active": user.active})


def note_failure(tx: Transaction, login: str, locked_until: datetime | None) -> int:
    """One more wrong password; how many in a row. Unknown logins count nothing."""
    values = {"failures": UserRow.failures + 1, "locked_until": locked_until}
    tx.execute(update(UserRow).where(UserRow.login == login).values(values))
    return tx.scalar(select(UserRow.failures).where(UserRow.login == login)) or 0


def note_success(tx: Transaction, login: str) -> None:
    """A right password: start counting anew."""
    tx.execute(update(UserRow).where(UserRow.login == login).values(failures=0, locked_until=None))


def open_session(tx: Transaction, session: Session) -> None:
    """Remember a session; its id is the SHA-256 of the cookie."""
    insert_new(tx, SignIn, [session.model_dump()])
    note(tx, session.login, "sign_in", session.login, at=session.made_at)


def session_of(tx: Transaction, session: str, now: datetime) -> tuple[Session, User] | None:
    """The live session with this id and its user, or None when it has ended or the user may not sign in."""
    row = tx.execute(select(SignIn.__table__).where(SignIn.id == session, SignIn.ends_at > now)).one_or_none()
    user = user_of(tx, row.login) if row else None
    if row is None or user is None or not user.active:
        return None
    return Session.model_validate(row._asdict()), user


def prolong_session(tx: Transaction, session: str, seen_at: datetime, ends_at: datetime) -> None:
    """The session was used."""
    tx.execute(update(SignIn).where(SignIn.id == session).values(seen_at=seen_at, ends_at=ends_at))


def end_session(tx: Transaction, session: str) -> None:
    """Sign out."""
    tx.execute(delete(SignIn).where(SignIn.id == session))


def end_old_sessions(tx: Transaction, now: datetime) -> None:
    """Forget sessions that have ended."""
    tx.execute(delete(SignIn).where(SignIn.ends_at <= now))


def end_sessions_of(tx: Transaction, login: str, keep: str | None = None) -> None:
    """End every session of a person, but the one to keep."""
    tx.execute(delete(SignIn).where(SignIn.login == login, SignIn.id != (keep or "")))
