"""Files that people drop: checked by their content, kept by their content, never shown as what they claim to be."""

from __future__ import annotations

import hashlib
import re
import secrets
from pathlib import Path, PurePath
from typing import BinaryIO

from core.records import Frozen
from core.settings import Settings
from crawlers.files import FileBody
from crawlers.files.sniffing import format_of
from review.words import Refusal

_PIECE = 1 << 20
_ENDING = re.compile(r"\.[a-z0-9]{1,6}\Z")


class Upload(Frozen):
    """A kept file."""

    path: Path
    name: str
    """What its owner calls it."""
    sha256: str
    size: int


def folder(settings: Settings) -> Path:
    """Where dropped files lie."""
    return (settings.home / "uploads").resolve()


def keep(settings: Settings, name: str, file: BinaryIO) -> Upload:
    """Keep a dropped file under its SHA-256. Refusal for one too large; BadInput for one that is no list by its bytes."""
    shown = PurePath(name.replace("\\", "/")).name[:200] or "file"
    place = folder(settings)
    place.mkdir(parents=True, exist_ok=True)
    aside = place / f".{secrets.token_hex(8)}"
    try:
        sha256, size = _copy(file, aside, settings.max_body_bytes)
        if not size:
            raise Refusal("newlist.empty_file", name=shown)
        format_of(FileBody(data=aside.read_bytes(), name=shown, url=""))
        ending = _ENDING.search(shown.lower())
        path = place / f"{sha256}{ending.group() if ending else ''}"
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
    return Upload(path=path, name=shown, sha256=sha256, size=size)


def _copy(file: BinaryIO, target: Path, most: int) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    with target.open("wb") as out:
        while piece := file.read(_PIECE):
            size += len(piece)
            if size > most:
                raise Refusal("newlist.too_large", most=most // 1_000_000)
            digest.update(piece)
            out.write(piece)
    return digest.hexdigest(), size
