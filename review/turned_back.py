"""Forms that hold nothing typed: a refusal leads back to the page with one sentence instead of asking to send again."""

from __future__ import annotations

from fastapi.responses import RedirectResponse, Response

from core.errors import BadInput
from review.pages import leave_message, local
from review.refusals import sentence
from review.session import Visitor


def turned_back(visitor: Visitor, where: str, refusal: BadInput) -> Response:
    """Back to a page of ours, which shows the refusal."""
    response = RedirectResponse(local(where), status_code=303)
    leave_message(response, visitor, sentence(visitor, refusal), "bad")
    return response
