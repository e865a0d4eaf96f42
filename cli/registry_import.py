"""What a brought file says, firm by firm, ready to be stored: exports of portals, patent searches, saved pages."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from core.enrichment import Leaf, Sought
from core.errors import BadInput
from core.identity import digest
from core.records import Capture, Source
from core.words import Access, SourceKind
from flows.context import Context

Brought = tuple[str, str | None, Leaf]
"""The firm's name as the file prints it, its id in the base (None where it is not there), and what to store."""


def read_file(ctx: Context, file: Path, title: str, url: str, firm: str | None) -> Iterator[Brought]:
    """Read one file; the file itself is archived as the capture of everything that it states."""
    capture = _archived(ctx, file, url)
    if file.suffix.lower() in (".xlsx", ".xls", ".csv", ".tsv"):
        if firm is not None:
            yield _patents(ctx, file, title, firm, capture)
        else:
            yield from _export(ctx, file, title, capture)
        return
    yield _page(ctx, file, title, url, capture)


def _archived(ctx: Context, file: Path, url: str) -> Capture:
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    address = url or f"file:{file.name}"
    return ctx.store.keep(
        url=address, final_url=address, status=200, headers={"content-type": kind}, body=file.read_bytes(), access=Access.ok,
        fetched_at=datetime.now(UTC), title=file.name,
    )  # fmt: skip


def _source(title: str, kind: SourceKind) -> Source:
    return Source(key=f"{kind.value}:{digest(title)[:12]}", kind=kind, title=title)


def _known(ctx: Context, name: str, uscc: str | None = None) -> str | None:
    """The one firm of the base with this credit code or exactly this name; None where there is none or several."""
    from enrich.registry.names_match import same_name
    from storage.repositories.firms import find_firm

    with ctx.db.reading() as tx:
        by_code = find_firm(tx, uscc, 2) if uscc else ()
        lines = [line for line in by_code if line.uscc == uscc]
        lines = lines or [
            line
            for line in find_firm(tx, name, 20)
            if same_name(line.legal_name or line.name, name) or same_name(line.name, name)
        ]
    return lines[0].id if len(lines) == 1 else None


def _export(ctx: Context, file: Path, title: str, capture: Capture) -> Iterator[Brought]:
    from enrich.registry.export_file import read_export
    from enrich.registry.facts import to_found

    for record in read_export(file):
        leaf = Leaf(source=_source(title, SourceKind.registry), capture=capture, found=to_found(record))
        yield record.name or "", _known(ctx, record.name or "", record.uscc), leaf


def _page(ctx: Context, file: Path, title: str, url: str, capture: Capture) -> Brought:
    from enrich.registry.dropped import read_dropped
    from enrich.registry.facts import to_found
    from enrich.registry.page import parse_registry

    reading = parse_registry(read_dropped(file), url)
    if reading.record is None or not reading.record.name:
        raise BadInput(
            f"{file}: no register entry was recognised ({reading.access.value}); save the firm's own page, not a search or sign-in page"
        )
    leaf = Leaf(source=_source(title, SourceKind.registry), capture=capture, found=to_found(reading.record))
    return reading.record.name, _known(ctx, reading.record.name, reading.record.uscc), leaf


def _patents(ctx: Context, file: Path, title: str, firm: str, capture: Capture) -> Brought:
    from enrich.patents.export_file import read_export
    from enrich.patents.patents import LAG, applicant_names, events_of, own
    from enrich.patents.routes import window
    from enrich.patents.sites import patent_sites
    from storage.repositories.firms import find_firm, load_firm

    with ctx.db.reading() as tx:
        lines = find_firm(tx, firm, 2)
        if len(lines) != 1:
            raise BadInput(f"--firm {firm}: {'no firm' if not lines else 'several firms'} of the base; give its id")
        known = load_firm(tx, lines[0].id)
    rows = read_export(file)
    mine = own(rows, applicant_names(known))
    sought = Sought(
        kind="patent", where=title, query=known.name, pages_seen=1, coverage=1.0, blind_spots=(LAG,), hits=len(mine),
        access=Access.ok if mine else Access.not_found,
    )  # fmt: skip
    since = window(ctx.today, patent_sites().within_days)
    source = _source(title, SourceKind.patents)
    return (
        known.name,
        known.id,
        Leaf(source=source, capture=capture, events=events_of(mine, since, ctx.today), searches=(sought,)),
    )
