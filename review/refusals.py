"""What happens when something cannot be done: one clear sentence, the right status, and nothing typed is lost."""

from __future__ import annotations

from urllib.parse import urlencode, urlsplit

from fastapi import FastAPI, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException

from core.errors import BadInput, Conflict
from review.csrf import Forged
from review.desk import desk_of
from review.oidc import configured
from review.pages import leave_message, local, page
from review.session import NotAllowed, NotSignedIn, Visitor, guest
from review.words import Refusal, word
from storage.repositories.firms import firm_line

SILENT = frozenset({"csrf", "version", "back", "queue"})
"""Fields of forms that nobody types."""
SECRET = frozenset({"password", "old", "new", "setup"})
"""Fields that are never given back."""


def install(app: FastAPI) -> None:
    """Answer every expected error."""
    app.add_exception_handler(NotSignedIn, _not_signed_in)
    for kind, status in ((NotAllowed, 403), (Forged, 403), (Conflict, 409), (BadInput, 400)):
        app.add_exception_handler(kind, _handler(status))
    app.add_exception_handler(RequestValidationError, _handler(422))
    app.add_exception_handler(HTTPException, _handler(500))


def _handler(status: int):  # type: ignore[no-untyped-def]
    async def answer(request: Request, error: Exception) -> Response:
        code = error.status_code if isinstance(error, HTTPException) else status
        visitor = await run_in_threadpool(guest, request, desk_of(request))
        text = sentence(visitor, error)
        if is_api(request):
            return JSONResponse({"error": text}, status_code=code)
        return await _shown(visitor, error, text, code)

    return answer


async def _shown(visitor: Visitor, error: Exception, text: str, status: int) -> Response:
    request = visitor.request
    if request.method == "POST" and isinstance(error, BadInput | RequestValidationError) and visitor.session:
        fields = await typed(request)
        if fields:
            if isinstance(error, Conflict) and (version := await run_in_threadpool(_version, visitor)):
                fields["version"] = version
            return page(visitor, "again.html", status, error=text, action=_where(request), fields=fields)
        answer = RedirectResponse(_referer(request), status_code=303)
        leave_message(answer, visitor, text, "bad")
        return answer
    return page(visitor, "refused.html", status, error=text, status_code=status)


async def _not_signed_in(request: Request, _error: Exception) -> Response:
    if is_api(request):
        return JSONResponse({"error": "sign in first: POST /sign-in, then send the cookie"}, status_code=401)
    visitor = await run_in_threadpool(guest, request, desk_of(request))
    if request.method == "GET":
        return RedirectResponse("/sign-in?" + urlencode({"next": _where(request)}), status_code=303)
    kept = visitor.desk.signer("kept").dumps([_where(request), await typed(request, silent=True)])
    return page(
        visitor,
        "sign_in.html",
        401,
        kept=str(kept),
        next=_referer(request),
        expired=True,
        error=None,
        login="",
        oidc=configured(visitor.desk.settings),
    )


async def typed(request: Request, silent: bool = False) -> dict[str, str]:
    """The fields of a form that hold something; with `silent`, also those that nobody types. Files cannot be kept."""
    try:
        form = await request.form()
    except HTTPException:
        return {}
    if SECRET & form.keys():
        return {}
    found = {k: v for k, v in form.items() if isinstance(v, str) and v and k != "csrf"}
    return found if silent or set(found) - SILENT else {}


def sentence(visitor: Visitor, error: Exception) -> str:
    """The error in the visitor's language, as far as it has words there."""
    if isinstance(error, Refusal):
        return word(visitor.language, error.key, **error.values)
    if isinstance(error, Conflict):
        return word(visitor.language, "refused.conflict", detail=error)
    if isinstance(error, BadInput):
        return str(error)
    if isinstance(error, RequestValidationError):
        names = ", ".join(dict.fromkeys(str(item["loc"][-1]) for item in error.errors()))
        return word(visitor.language, "refused.fields", names=names)
    if isinstance(error, HTTPException):
        key = f"refused.{error.status_code}"
        known = word(visitor.language, key)
        return str(error.detail) if known == key else known
    return word(visitor.language, "refused.forged" if isinstance(error, Forged) else "refused.role")


def is_api(request: Request) -> bool:
    """Does a program ask?"""
    return request.url.path.startswith("/api/")


def _where(request: Request) -> str:
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")


def _referer(request: Request) -> str:
    """The page from which the form was sent."""
    told = request.headers
    parts = urlsplit(told.get("referer", ""))
    return local(parts.path + (f"?{parts.query}" if parts.query else "")) if parts.netloc == told.get("host") else "/"


def _version(visitor: Visitor) -> str | None:
    """The version that the firm of this address has by now: whoever was told may send again on purpose."""
    parts = visitor.request.url.path.split("/")
    if len(parts) < 3 or parts[1] != "firms":
        return None
    with visitor.desk.db.reading() as tx:
        return str(firm_line(tx, parts[2]).version)
