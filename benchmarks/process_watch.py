"""What a tree of processes uses, by kind of process: CPU time, and the browser's memory. Read from /proc (Linux)."""

from __future__ import annotations

import os
import threading
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

EVERY = 0.5
_TICKS = os.sysconf("SC_CLK_TCK")
_KINDS = (("chrom", "browser"), ("playwright/driver", "browser driver"), ("uvicorn", "Prefect server"))


@dataclass(slots=True)
class _Seen:
    kind: str
    cpu: float = 0.0


@dataclass(slots=True)
class Watch:
    """Looks at a process and all below it twice a second, as a context manager. A process that ended keeps its last figure."""

    root: int
    browser_peak: int = 0
    """Most bytes of memory that all browser processes held at once, shared pages counted once (PSS)."""
    main_peak: int = 0
    """Most resident bytes of the root process."""
    _seen: dict[tuple[int, str], _Seen] = field(default_factory=dict)
    _stop: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def __enter__(self) -> Self:
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        if self._thread is not None:
            self._thread.join()

    def cpu(self) -> dict[str, float]:
        """CPU-seconds by kind of process."""
        total: dict[str, float] = defaultdict(float)
        for seen in tuple(self._seen.values()):
            total[seen.kind] += seen.cpu
        return dict(total)

    def _watch(self) -> None:
        while not self._stop.wait(EVERY):
            self.look()

    def look(self) -> None:
        """One look at every process."""
        held = 0
        for pid, started, used in _below(self.root):
            key = (pid, started)
            if key not in self._seen:
                self._seen[key] = _Seen("main" if pid == self.root else _kind(pid))
            seen = self._seen[key]
            if seen.kind not in ("main", "browser", "browser driver", "Prefect server"):
                seen.kind = _kind(pid)  # a process is its parent's copy until it has started its program
            seen.cpu = max(seen.cpu, used)
            if seen.kind == "browser":
                held += _kilobytes(pid, "smaps_rollup", "Pss:")
            elif seen.kind == "main":
                self.main_peak = max(self.main_peak, _kilobytes(pid, "status", "VmHWM:"))
        self.browser_peak = max(self.browser_peak, held)


def _below(root: int) -> list[tuple[int, str, float]]:
    """Process, start time and CPU-seconds of a process and all its descendants."""
    stats: dict[int, tuple[int, str, float]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            stats[int(entry.name)] = (int(fields[1]), fields[19], (int(fields[11]) + int(fields[12])) / _TICKS)
    children: dict[int, list[int]] = defaultdict(list)
    for pid, (parent, _, _) in stats.items():
        children[parent].append(pid)
    found, todo = [], [root]
    while todo:
        pid = todo.pop()
        todo += children[pid]
        if pid in stats:
            found.append((pid, stats[pid][1], stats[pid][2]))
    return found


def _kind(pid: int) -> str:
    try:
        command = Path(f"/proc/{pid}/cmdline").read_text()
    except OSError:
        return "other"
    return next((kind for mark, kind in _KINDS if mark in command), "list crawls and other")


def _kilobytes(pid: int, file: str, label: str) -> int:
    try:
        lines = Path(f"/proc/{pid}/{file}").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith(label)), 0)
