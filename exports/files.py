"""A file appears whole or not at all: written aside, then put in its place."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from core.errors import BadInput


@contextmanager
def replaced(target: Path) -> Iterator[Path]:
    """A path beside `target` to write to; it takes the target's place at the end, and vanishes where that fails."""
    if target.is_dir():
        raise BadInput(f"{target}: is a folder; name a file")
    aside = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        yield aside
        aside.replace(target)
    except OSError as failure:
        raise BadInput(f"{target}: cannot be written ({failure.strerror or failure})") from failure
    finally:
        with suppress(OSError):
            aside.unlink(missing_ok=True)
