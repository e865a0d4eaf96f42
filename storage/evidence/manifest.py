"""What was kept, when, in which order: a file a day of JSON lines, each sealed with the hash of the one before.

A line's `hash` is the SHA-256 of its own content, in which `prev` is the hash of the line before, across days. Changing,
dropping or moving a line therefore breaks every line after it. `head.json` names the newest line, so that lines cut off at
the end are missed too. Several processes write under one file lock.
"""

from __future__ import annotations

import hashlib
import json
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from filelock import FileLock

from core.records import Frozen, Moment
from core.words import Access

_FIRST = "0" * 64
_TAIL = 65_536


class Entry(Frozen):
    """One line of the manifest: a capture that was kept, one that got its screenshots, or the tombstone of one."""

    n: int
    prev: str
    at: Moment
    capture: str
    sha256: str
    url: str
    final_url: str
    fetched_at: Moment
    access: Access
    http_status: int | None = None
    title: str | None = None
    files: dict[str, str] = {}
    """Every file of this capture, by its place in the store, with the SHA-256 of the file."""
    removed: dict[str, str] = {}
    """In a tombstone: the files of this capture that were removed, with the SHA-256 that they had."""
    why: str = ""
    """In a tombstone: the rule by which they were removed."""
    hash: str = ""

    def content(self) -> dict[str, Any]:
        """What is sealed. Only tombstones speak of removal, so that every other line is spelled as it always was."""
        return self.model_dump(mode="json", exclude={"hash"} if self.removed else {"hash", "removed", "why"})

    def sealed(self) -> str:
        """The hash that this line must bear."""
        return seal(self.content())

    def line(self) -> str:
        """The line as it stands in the manifest, without its end."""
        return json.dumps({**self.content(), "hash": self.hash}, ensure_ascii=False, separators=(",", ":"))


def seal(content: dict[str, Any]) -> str:
    """SHA-256 of a line's content in its one spelling."""
    return hashlib.sha256(
        json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    ).hexdigest()


class Manifest:
    """The chain in one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = FileLock(str(folder / ".lock"))
        # Threads of one process wait here and are woken; the file lock is asked again only every 50 ms.
        self._threads = threading.RLock()

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Nobody else writes to the store meanwhile. May be entered again by who holds it."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with self._threads, self._lock:
            yield

    def append(self, at: datetime, **content: Any) -> Entry:
        """Seal one line onto the chain; durable when this returns. Safe among processes."""
        with self.locked():
            last = self._last()
            day = max(at.date().isoformat(), last[2])
            draft = Entry(n=last[0] + 1, prev=last[1], at=at, **content)
            entry = draft.model_copy(update={"hash": draft.sealed()})
            line = entry.line() + "\n"
            path = self.folder / f"{day}.jsonl"
            self._mend(path)
            with path.open("ab") as stream:
                stream.write(line.encode())
                stream.flush()
                os.fsync(stream.fileno())
            aside = self.folder / ".head.tmp"
            aside.write_text(json.dumps({"n": entry.n, "hash": entry.hash}), encoding="utf-8")
            aside.replace(self.folder / "head.json")
        return entry

    def days(self) -> list[Path]:
        """The files of the chain, oldest first."""
        return sorted(self.folder.glob("*.jsonl"))

    def entries(self) -> Iterator[Entry]:
        """Every line that can be read, oldest first; see `verify` for what cannot."""
        for path in self.days():
            with path.open(encoding="utf-8") as stream:
                for line in stream:
                    if line.endswith("\n"):
                        yield Entry.model_validate_json(line)

    def _last(self) -> tuple[int, str, str]:
        """Number and hash of the newest line, and its day."""
        for path in reversed(self.days()):
            with path.open("rb") as stream:
                size = stream.seek(0, os.SEEK_END)
                stream.seek(max(0, size - _TAIL))
                whole = stream.read().rpartition(b"\n")[0].rpartition(b"\n")[2]
            if whole:
                entry = json.loads(whole)
                return int(entry["n"]), str(entry["hash"]), path.stem
        return 0, _FIRST, ""

    def _mend(self, path: Path) -> None:
        """Cut off a last line that a killed process left unfinished: it was never part of the chain."""
        if not path.exists():
            return
        with path.open("r+b") as stream:
            size = stream.seek(0, os.SEEK_END)
            start = max(0, size - _TAIL)
            stream.seek(start)
            tail = stream.read()
            if tail and not tail.endswith(b"\n"):
                stream.truncate(start + tail.rfind(b"\n") + 1)
