"""What the evidence takes on disk, and how it is kept within a budget without losing what a fact rests on."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from pathlib import Path

from core.records import Capture, Frozen, Moment
from storage.evidence.manifest import Entry
from storage.evidence.store import EvidenceStore

_UNSETTLED = timedelta(days=1)


class Usage(Frozen):
    """Files and bytes in the store."""

    pages: int
    page_bytes: int
    shots: int
    shot_bytes: int
    manifest_bytes: int

    @property
    def bytes(self) -> int:
        """All together."""
        return self.page_bytes + self.shot_bytes + self.manifest_bytes


class Pruned(Frozen):
    """What was removed, or would be."""

    captures: int
    files: int
    bytes: int
    left: int
    """Bytes that the store takes afterwards."""
    cited: int
    """Bytes of it that facts rest on, which stay whatever the budget."""
    oldest: Moment | None = None
    newest: Moment | None = None
    """When the first and the last of the removed captures was fetched."""


def usage(folder: Path) -> Usage:
    """Count the store; an empty or missing one is zero."""
    pages = [p.stat().st_size for p in (folder / "warc").rglob("*.warc.gz")]
    shots = [p.stat().st_size for p in (folder / "shots").rglob("*") if p.is_file()]
    lines = [p.stat().st_size for p in (folder / "manifest").glob("*") if p.is_file()]
    return Usage(
        pages=len(pages),
        page_bytes=sum(pages),
        shots=len(shots),
        shot_bytes=sum(shots),
        manifest_bytes=sum(lines),
    )


def prune(
    store: EvidenceStore,
    keep: Collection[str],
    *,
    budget: int | None = None,
    before: datetime | None = None,
    dry_run: bool = False,
) -> Pruned:
    """Remove captures, oldest first: those fetched before a moment, and more until the store takes at most `budget` bytes.

    `keep` are the ids of captures that facts, activities, contacts or list rows rest on: their files stay, whatever the
    budget. Every capture that loses a file gets a tombstone in the chain before the file goes, so that `verify` tells a
    removed file from a lost one, and a process that is killed in between leaves nothing unexplained. What was fetched
    within a day stays too: the base may not know yet what rests on it.
    """
    with store.manifest.locked():
        cited, waiting, gone = _sorted_out(store, keep)
        size = usage(store.folder).bytes
        chosen: list[tuple[Entry, dict[str, str]]] = []
        freed = 0
        settled = datetime.now(UTC) - _UNSETTLED
        for entry in sorted((e for e in waiting if e.fetched_at < settled), key=lambda e: (e.fetched_at, e.n)):
            due = before is not None and entry.fetched_at < before
            if not due and (budget is None or size - freed <= budget):
                continue
            files = {place: sha for place, sha in entry.files.items() if place not in cited and place not in gone}
            gone.update(files)
            if files:
                freed += sum(_size(store.path(place)) for place in files)
                chosen.append((entry, files))
        if not dry_run:
            _remove(store, chosen, f"fetched before {before:%Y-%m-%d}" if before else f"store over {budget} bytes")
        return Pruned(
            captures=len({entry.capture for entry, _ in chosen}),
            files=sum(len(files) for _, files in chosen),
            bytes=freed,
            left=size - freed,
            cited=sum(_size(store.path(place)) for place in cited),
            oldest=min((entry.fetched_at for entry, _ in chosen), default=None),
            newest=max((entry.fetched_at for entry, _ in chosen), default=None),
        )


def tombstone(store: EvidenceStore, capture: Capture) -> Entry | None:
    """The line that tells when and why a capture's page was removed; None where its file is there or simply lost.

    Reads the whole manifest: ask it only of a page that cannot be read.
    """
    if capture.warc is None or store.path(capture.warc).exists():
        return None
    lines = [entry for entry in store.manifest.entries() if capture.warc in entry.removed]
    return lines[-1] if lines else None


def _sorted_out(store: EvidenceStore, keep: Collection[str]) -> tuple[set[str], list[Entry], set[str]]:
    """Files that stay, lines of captures that may go, and files that are gone already."""
    bodies = {entry.sha256 for entry in store.manifest.entries() if entry.capture in keep}
    cited: set[str] = set()
    waiting: list[Entry] = []
    gone: set[str] = set()
    for entry in store.manifest.entries():
        gone.difference_update(entry.files)
        gone.update(entry.removed)
        if entry.capture in keep or entry.sha256 in bodies:
            cited.update(entry.files)
        elif entry.files:
            waiting.append(entry)
    return cited, waiting, gone


def _remove(store: EvidenceStore, chosen: list[tuple[Entry, dict[str, str]]], why: str) -> None:
    """First the tombstones, then the files."""
    now = datetime.now(UTC)
    for entry, files in chosen:
        told = entry.model_dump(
            include={"capture", "sha256", "url", "final_url", "fetched_at", "access", "http_status"}
        )
        store.manifest.append(now, **told, removed=files, why=why)
    for _, files in chosen:
        for place in files:
            store.path(place).unlink(missing_ok=True)


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else 0
