"""Is the evidence still what it was? Needs nothing but the folder."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from core.errors import BadInput
from core.records import Frozen
from storage.evidence.manifest import seal
from storage.evidence.record import body_of
from storage.evidence.store import file_hash

_FIRST = "0" * 64


class Problem(Frozen):
    """One thing that is wrong, in one line."""

    kind: Literal["broken_chain", "changed", "missing", "cut_off", "unreadable"]
    where: str
    what: str


def verify(folder: Path) -> list[Problem]:
    """Check the chain of the manifest, every file it names, and every archived body against its name.

    A file that a tombstone of the chain names may be gone. Files that no line names (a process was killed between writing
    the file and sealing the line) are no evidence and no problem. Raises BadInput where there is no evidence store.
    """
    if not (folder / "manifest").is_dir():
        raise BadInput(f"{folder}: no evidence store here (it has a folder named manifest); set SHOWFLOOR_EVIDENCE_DIR")
    problems: list[Problem] = []
    files: dict[str, str] = {}
    for entry in _chain(folder / "manifest", problems):
        for place in entry.get("removed", {}):
            files.pop(place, None)
        for place, sha256 in entry.get("files", {}).items():
            if files.setdefault(place, sha256) != sha256:
                problems.append(
                    Problem(kind="changed", where=place, what="two lines of the manifest name two contents")
                )
    for place, sha256 in files.items():
        problems.extend(_check_file(folder, place, sha256))
    return problems


def _chain(folder: Path, problems: list[Problem]) -> Iterator[dict[str, dict[str, str]]]:
    prev, n, seen = _FIRST, 0, {_FIRST}
    for path in sorted(folder.glob("*.jsonl")):
        raw = path.read_bytes()
        for number, line in enumerate(raw.split(b"\n")[:-1], 1):
            where = f"manifest/{path.name}:{number}"
            try:
                entry = json.loads(line)
                given = entry.pop("hash")
                sealed = seal(entry)
            except (ValueError, KeyError, AttributeError):
                problems.append(Problem(kind="unreadable", where=where, what="not a line of a manifest"))
                continue
            if given != sealed:
                problems.append(Problem(kind="changed", where=where, what="the line was changed after it was sealed"))
            if entry["prev"] != prev or entry["n"] != n + 1:
                what = f"does not follow the line before it (number {entry['n']} after {n})"
                problems.append(Problem(kind="broken_chain", where=where, what=what))
            prev, n = given, entry["n"]
            seen.add(given)
            yield entry
    problems.extend(_check_head(folder, seen))


def _check_head(folder: Path, seen: set[str]) -> Iterator[Problem]:
    """The newest line that was written must be there. A head that lags one line behind is a process that was killed."""
    try:
        head = json.loads((folder / "head.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        if len(seen) > 1:
            yield Problem(kind="missing", where="manifest/head.json", what="names the newest line, and is gone")
        return
    except ValueError:
        yield Problem(kind="unreadable", where="manifest/head.json", what="not JSON")
        return
    if head.get("hash") not in seen:
        yield Problem(kind="cut_off", where="manifest", what=f"line {head.get('n')} was written and is not there")


def _check_file(folder: Path, place: str, sha256: str) -> Iterator[Problem]:
    path = folder / place
    if not path.is_file():
        yield Problem(kind="missing", where=place, what="the manifest names this file, and it is not there")
        return
    if file_hash(path) != sha256:
        yield Problem(kind="changed", where=place, what="the file is not the one that was archived")
        return
    name = path.name.split(".")
    if name[-2:] == ["warc", "gz"] and len(name) == 3:
        try:
            body = body_of(path)
        except Exception as error:
            yield Problem(kind="unreadable", where=place, what=f"not a WARC record ({error})")
            return
        if hashlib.sha256(body).hexdigest() != name[0]:
            yield Problem(kind="changed", where=place, what="the page in it is not the one that its name says")
