"""The description of the API, for whoever may sign in."""

from __future__ import annotations

from fastapi import APIRouter, Depends
from fastapi.responses import JSONResponse

from review.roles import May
from review.session import Visitor, allowed

router = APIRouter(prefix="/api/v1")


@router.get("/openapi.json", include_in_schema=False)
def description(visitor: Visitor = Depends(allowed(May.read))) -> JSONResponse:
    """OpenAPI."""
    return JSONResponse(visitor.request.app.openapi())
