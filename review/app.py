"""The application: pages, API, static files, limits and headers."""

from __future__ import annotations

import importlib
from pathlib import Path

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from core.settings import Settings
from review import refusals
from review.desk import Desk
from review.limits import Limits, SafeHeaders

PAGES: tuple[str, ...] = (
    "review.sign_in",
    "review.first_run",
    "review.oidc",
    "review.preferences",
    "review.start",
    "review.deciding",
    "review.queue",
    "review.firm",
    "review.evidence",
    "review.bulk",
    "review.contacts",
    "review.ladder",
    "review.people",
    "review.api.description",
    "review.newlist",
    "review.lists",
    "review.runs",
    "review.sources",
    "review.proposals",
    "review.export",
    "review.api.firms",
    "review.api.decisions",
    "review.api.ladder",
    "review.api.lists",
    "review.api.runs",
    "review.api.proposals",
    "review.api.exports",
)
"""Modules with a `router`, in the order in which their routes are tried."""
STATIC = Path(__file__).resolve().parent / "static"


def create_app(settings: Settings) -> FastAPI:
    """The review desk of one installation. BadInput where the database or the policy cannot be read."""
    app = FastAPI(
        title="Showfloor review desk",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        version="1",
    )
    app.state.desk = Desk.open(settings)
    for name in PAGES:
        router = importlib.import_module(name).router
        app.include_router(router, include_in_schema=name.startswith("review.api."))
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    refusals.install(app)
    app.add_middleware(Limits, upload_bytes=settings.max_body_bytes)
    app.add_middleware(SafeHeaders)
    return app
