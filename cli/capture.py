"""`showfloor capture URL`: save one page as a capture, and with --case as a test case."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Annotated

import typer

from cli.console import emit, out
from core.errors import BadInput
from core.records import Page
from core.settings import settings
from core.web.guard import AddressGuard


def capture(
    url: Annotated[str, typer.Argument(help="the page to keep")],
    browser: Annotated[bool, typer.Option(help="draw the page in the browser")] = False,
    quote: Annotated[
        list[str] | None, typer.Option(help="text to box on the screenshot; may be given several times")
    ] = None,
    case: Annotated[Path | None, typer.Option(help="also write a test case into this new folder")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="print JSON")] = False,
) -> None:
    """Save one page: archived body, access state, and with --quote a screenshot with the text boxed."""
    AddressGuard.from_settings(settings()).check(url)
    if case is not None and case.exists():
        raise BadInput(f"{case}: exists already; name a new folder for the case")
    page = asyncio.run(_fetch(url, browser, quote or []))
    if case is not None:
        _write_case(case, page)
    if as_json:
        emit({"id": page.capture.id, **page.capture.model_dump(mode="json")})
        return
    kept = page.capture
    out.print(
        f"{kept.access.value} · HTTP {kept.http_status or '–'} · {len(page.text):,} characters · sha256 {kept.sha256[:16]}…"
    )
    for label, place in (
        ("page", kept.warc),
        ("screenshot", kept.screenshot),
        ("viewport", kept.viewport),
        ("case", case),
    ):
        if place:
            shown = place if label == "case" else settings().evidence / str(place)
            out.print(f"  {label}: {shown}", soft_wrap=True)


async def _fetch(url: str, browser: bool, quotes: list[str]) -> Page:
    from core.web.browser import Browser
    from core.web.reader import WebReader
    from storage.evidence.store import EvidenceStore

    store = EvidenceStore(settings().evidence)
    async with Browser(settings()) as engine, WebReader(settings(), store, engine) as reader:
        page = await reader.get(url, source=url, browser=browser)
        if not quotes:
            return page
        return page.model_copy(update={"capture": await reader.shoot(page, quotes)})


def _write_case(case: Path, page: Page) -> None:
    """A folder in the shape of `tests/pages`: the page, what is known of it, and no expectation yet."""
    case.mkdir(parents=True)
    (case / "input.html").write_text(page.text, encoding="utf-8")
    known = {
        "url": page.capture.final_url,
        "fetched_at": page.capture.fetched_at.isoformat(),
        "access": page.capture.access.value,
    }
    (case / "meta.json").write_text(json.dumps(known, indent=1) + "\n", encoding="utf-8")
