"""`showfloor user …`: people who may sign in; `showfloor erase`: forget a person."""

from __future__ import annotations

import getpass
import sys
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Annotated

import typer

from cli.console import emit, out, say, table
from core.errors import BadInput
from core.settings import settings
from core.words import Role

if TYPE_CHECKING:
    from storage.database import Transaction

app = typer.Typer(no_args_is_help=True, help="People who may sign in to the review pages.")
_JSON = Annotated[bool, typer.Option("--json", help="print JSON")]
_STDIN = Annotated[bool, typer.Option("--password-stdin", help="read the password from standard input")]


@app.command("add")
def add(
    login: Annotated[str, typer.Argument(help="what the person types to sign in")],
    role: Annotated[Role, typer.Option(help="what the person may do")] = Role.rep,
    name: Annotated[str, typer.Option(help="the name that pages show")] = "",
    password_stdin: _STDIN = False,
) -> None:
    """Make a user."""
    from review.actions.people import add_person

    with _writing() as tx:
        add_person(tx, login, name, role, _password(password_stdin), by="operator")
    out.print(say(f"已创建用户 {login}（{role.value}）", f"made user {login} ({role.value})"), markup=False)


@app.command("list")
def listed(as_json: _JSON = False) -> None:
    """Everybody who may sign in, and who no longer may."""
    from storage.database import open_database
    from storage.repositories.users import all_users

    with open_database(settings().database).reading() as tx:
        users = all_users(tx)
    if as_json:
        emit([user.model_dump(mode="json", exclude={"password"}) for user in users])
        return
    columns = [say("登录名", "login"), say("姓名", "name"), say("角色", "role"), say("可登录", "active")]
    table("", columns, ((u.login, u.name, u.role.value, say("是", "yes") if u.active else "–") for u in users))


@app.command("password")
def password(login: Annotated[str, typer.Argument(help="the user")], password_stdin: _STDIN = False) -> None:
    """Give a user a new password; their sessions end."""
    from review.actions.people import set_password

    with _writing() as tx:
        set_password(tx, login, _password(password_stdin), by="operator")
    out.print(say(f"{login} 的密码已更换", f"{login} has a new password"), markup=False)


@app.command("role")
def role(
    login: Annotated[str, typer.Argument(help="the user")], to: Annotated[Role, typer.Argument(help="the new role")]
) -> None:
    """Change what a user may do."""
    from review.actions.people import change_person

    with _writing() as tx:
        change_person(tx, login, by="operator", role=to)
    out.print(say(f"{login} 的角色现为 {to.value}", f"{login} is {to.value} now"), markup=False)


@app.command("off")
def off(login: Annotated[str, typer.Argument(help="the user")]) -> None:
    """Take away the right to sign in; what the person did stays under their name."""
    from review.actions.people import change_person

    with _writing() as tx:
        change_person(tx, login, by="operator", active=False)
    out.print(say(f"{login} 已停用", f"{login} can no longer sign in"), markup=False)


def erase(
    firm: Annotated[str, typer.Argument(help="id of the firm")],
    contact: Annotated[str, typer.Argument(help="id or full name of the person")],
    why: Annotated[str, typer.Option(help="who asked for it, and when")],
    as_json: _JSON = False,
) -> None:
    """Erase a person's name, phone and e-mail everywhere; a hash stays, so that they are not collected again."""
    from storage.repositories.firms import load_firm, speaks_for
    from storage.repositories.privacy import erase_contact

    with _writing() as tx:
        whole = load_firm(tx, speaks_for(tx, firm))
        found = [c for c in whole.contacts if contact in (c.id, c.name)]
        if len(found) != 1:
            raise BadInput(f"{contact!r} fits {len(found)} contacts of firm {firm}; give the id of one")
        erased = erase_contact(tx, found[0].firm, found[0].id, why, by="operator")
    if as_json:
        emit(erased)
        return
    pages = ", ".join(erased.captures) or "–"
    out.print(
        say(
            f"已清除 {erased.rows} 行；仍含此人的存档页面：{pages}",
            f"{erased.rows} rows cleaned; archived pages that still show the person: {pages}",
        ),
        markup=False,
        soft_wrap=True,
    )


def _writing() -> AbstractContextManager[Transaction]:
    from storage.database import open_database

    return open_database(settings().database).writing()


def _password(from_stdin: bool) -> str:
    """A password that never stands on a command line, where others can read it."""
    if from_stdin or not sys.stdin.isatty():
        given = sys.stdin.readline().rstrip("\r\n")
        if not given:
            raise BadInput("no password on standard input; pipe it in, or run the command in a terminal")
        return given
    first = getpass.getpass(say("密码：", "password: "))
    if getpass.getpass(say("再输一次：", "again: ")) != first:
        raise BadInput(say("两次输入不一致，未作更改", "the two passwords differ; nothing was changed"))
    return first
