"""Language and colours: choices of one browser, open to whoever looks at a page."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response

from review.csrf import check_origin
from review.pages import local
from review.session import Visitor, guest

router = APIRouter()
_YEAR = 365 * 86_400


@router.post("/language")
def language(
    request: Request,
    to: Annotated[Literal["zh", "en"], Form()],
    back: Annotated[str, Form()] = "/",
    _visitor: Visitor = Depends(guest),
) -> Response:
    """Read in another language from now on."""
    check_origin(request)
    response = RedirectResponse(local(back), status_code=303)
    response.set_cookie("showfloor_language", to, max_age=_YEAR, samesite="lax")
    return response


@router.post("/theme")
def theme(
    request: Request,
    to: Annotated[Literal["light", "dark", "auto"], Form()],
    back: Annotated[str, Form()] = "/",
    _visitor: Visitor = Depends(guest),
) -> Response:
    """Light, dark, or as the system has it."""
    check_origin(request)
    response = RedirectResponse(local(back), status_code=303)
    response.set_cookie("showfloor_theme", to, max_age=_YEAR, samesite="lax")
    return response
