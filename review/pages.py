"""Rendering: templates with words, times and values in the visitor's language, and messages that survive a redirect."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from itsdangerous import BadSignature
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from core.records import Reason
from review.menu import entries
from review.session import Visitor
from review.showing import age, clock, day, shown
from review.words import word

FOLDER = Path(__file__).resolve().parent
FLASH = "showfloor_flash"
_DIRECTIONS = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\x00-\x08\x0b-\x1f]")


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Jinja with autoescape; unknown names are errors."""
    made = Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_harmless,
    )
    made.filters["short"] = short
    return made


def page(visitor: Visitor, template: str, status: int = 200, **context: Any) -> HTMLResponse:
    """A template as a page for this visitor. A message that was left for the next page is shown and forgotten."""
    message = _flash(visitor)
    html = environment().get_template(template).render(**_globals(visitor), flash=message, **context)
    response = HTMLResponse(html, status_code=status)
    if FLASH in visitor.request.cookies:
        response.delete_cookie(FLASH)
    return response


def back(visitor: Visitor, where: str, key: str | None = None, /, kind: str = "good", **values: object) -> Response:
    """After a POST: 303 to a page of ours, which shows the words of `key`. `kind` is good or bad."""
    response = RedirectResponse(local(where), status_code=303)
    if key is not None:
        leave_message(response, visitor, word(visitor.language, key, **values), kind)
    return response


def leave_message(response: Response, visitor: Visitor, text: str, kind: str) -> None:
    """Leave a message for the next page."""
    value = visitor.desk.signer("flash").dumps([text[:600], kind])
    response.set_cookie(FLASH, str(value), httponly=True, samesite="lax", max_age=60)


def local(where: str) -> str:
    """The address if it is one of ours, else the start page: nobody is sent to another site."""
    ours = where.startswith("/") and not where.startswith(("//", "/\\")) and where.isprintable()
    return where if ours else "/"


def short(text: object, most: int = 80) -> str:
    """The beginning of a long text."""
    whole = str(text)
    return whole if len(whole) <= most else whole[: most - 1] + "…"


def _globals(visitor: Visitor) -> dict[str, Any]:
    language, zone, now = visitor.language, visitor.desk.zone, visitor.desk.clock()

    def t(key: str, /, **values: object) -> str:
        return word(language, key, **values)

    def named(prefix: str, value: object) -> str:
        """The words of a stored word, or the word itself where it is new."""
        key = f"{prefix}.{value}"
        return str(value) if (found := word(language, key)) == key else found

    def say(reason: Reason | None) -> str:
        return "" if reason is None else getattr(reason, language)

    def token() -> Markup:
        csrf = visitor.session.csrf if visitor.session else ""
        return Markup('<input type="hidden" name="csrf" value="{}">').format(csrf)

    def show(value: Any, field: str = "") -> str:
        return shown(value, field, language)

    return {
        "t": t,
        "named": named,
        "say": say,
        "token": token,
        "show": show,
        "day": lambda moment: day(moment, zone),
        "clock": lambda moment: clock(moment, zone),
        "age": lambda moment: age(moment, now, language),
        "may": visitor.may,
        "visitor": visitor,
        "language": language,
        "menu": entries(visitor),
        "here": _here(visitor.request),
        "csrf": visitor.session.csrf if visitor.session else "",
    }


def _here(request: Request) -> str:
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")


def _flash(visitor: Visitor) -> tuple[str, str] | None:
    kept = visitor.request.cookies.get(FLASH)
    if not kept:
        return None
    try:
        text, kind = visitor.desk.signer("flash").loads(kept, max_age=120)
    except (BadSignature, ValueError):
        return None
    return str(text), "bad" if kind == "bad" else "good"


def _harmless(value: Any) -> Any:
    """Text from crawled pages without characters that turn the direction of the line or cannot be seen."""
    if isinstance(value, str) and not isinstance(value, Markup) and not value.isascii():
        return _DIRECTIONS.sub("", value)
    return value
