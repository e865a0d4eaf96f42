"""What the evidence takes on disk, and how it is kept within a budget without losing what a fact rests on."""

from __future__ import annotations

import json
from collections.abc import Collection
from pathlib import Path

from core.records import Frozen
from storage.evidence.record import write_whole
from storage.evidence.store import EvidenceStore


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
    """What was removed."""

    files: int
    bytes: int
    left: int


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


def prune(store: EvidenceStore, keep: Collection[str], budget: int) -> Pruned:
    """Remove the oldest captures until the store takes at most `budget` bytes.

    `keep` are the ids of captures that facts, activities, contacts or searches refer to: their files stay, whatever the
    budget. The manifest stays whole, and what was removed is listed beside it, so that `verify` tells a removed file from
    a lost one.
    """
    kept_files: set[str] = set()
    candidates: dict[str, None] = {}
    with store.manifest.locked():
        entries = list(store.manifest.entries())
        kept_bodies = {entry.sha256 for entry in entries if entry.capture in keep}
        for entry in entries:
            if entry.capture in keep or entry.sha256 in kept_bodies:
                kept_files.update(entry.files)
        for entry in sorted(entries, key=lambda e: (e.fetched_at, e.n)):
            candidates |= dict.fromkeys(place for place in entry.files if place not in kept_files)
        size = usage(store.folder).bytes
        removed: list[str] = []
        freed = 0
        gone = _removed(store.folder)
        for place in candidates:
            path = store.path(place)
            if size - freed <= budget:
                break
            if path.is_file():
                freed += path.stat().st_size
                removed.append(place)
        if removed:
            listed = json.dumps(sorted(gone | set(removed)))
            write_whole(store.folder / "manifest" / "removed.json", listed.encode())
        for place in removed:
            store.path(place).unlink(missing_ok=True)
    return Pruned(files=len(removed), bytes=freed, left=size - freed)


def _removed(folder: Path) -> set[str]:
    try:
        return set(json.loads((folder / "manifest" / "removed.json").read_text(encoding="utf-8")))
    except (FileNotFoundError, ValueError):
        return set()
