"""The processes that another one started: for tests that kill them."""

from __future__ import annotations

from pathlib import Path


def descendants(root: int, kind: str) -> list[int]:
    """Process ids below `root`: the `renderer`s, the `browser` itself, or Playwright's `driver`."""
    parents: dict[int, int] = {}
    lines: dict[int, str] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
                lines[int(entry.name)] = (entry / "cmdline").read_text().replace("\0", " ")
            except (OSError, ValueError):
                continue

    def below(pid: int) -> bool:
        while pid > 1:
            pid = parents.get(pid, 0)
            if pid == root:
                return True
        return False

    return [pid for pid, line in lines.items() if _is(kind, line) and below(pid)]


def _is(kind: str, line: str) -> bool:
    if kind == "renderer":
        return "--type=renderer" in line
    if kind == "driver":
        return "run-driver" in line
    return "--remote-debugging" in line and "--type=" not in line
