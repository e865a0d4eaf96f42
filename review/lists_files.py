"""The lists of the installation as files: read one by one, so that a broken one hides no other; written with every version kept."""

from __future__ import annotations

import hashlib
import secrets
from functools import lru_cache
from pathlib import Path

from core.catalogue import load, parse
from core.errors import BadInput, Conflict
from core.listing import ListConfig
from core.records import Frozen
from crawlers.platforms import PLATFORMS
from review.desk import Desk
from review.newlist_uploads import folder as uploads
from review.words import Refusal
from storage.database import Transaction
from storage.repositories.configured import list_files, save_list_file

_ILLEGAL = frozenset("/\\\0:")
MOST = 200_000
"""Characters of a list's YAML; a recipe with its sample of names has a few thousand."""


class Listed(Frozen):
    """One configured list, or why its file cannot be read."""

    key: str
    config: ListConfig | None = None
    error: str = ""


def every_list(desk: Desk) -> tuple[Listed, ...]:
    """All lists by key, the broken ones too."""
    return tuple(_listed(path) for path in sorted(_folder(desk).glob("*.yml")))


def configured(desk: Desk, broken: bool = False) -> dict[str, ListConfig]:
    """The lists that can be read; with `broken`, keys of the others stand beside an empty description."""
    nothing = ListConfig.model_construct(title="", url="")
    return {x.key: x.config or nothing for x in every_list(desk) if x.config is not None or broken}


def list_text(desk: Desk, key: str) -> str:
    """The YAML of a list as it lies on disk; Refusal where there is no such list."""
    try:
        return path_of(desk, key).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as failure:
        raise Refusal("lists.unknown", key=key[:80]) from failure


def one_list(desk: Desk, key: str) -> Listed:
    """One list by its key; Refusal where there is none."""
    path = path_of(desk, key)
    if not path.is_file():
        raise Refusal("lists.unknown", key=key[:80])
    return _listed(path)


def path_of(desk: Desk, key: str) -> Path:
    """Where a list is described. Refusal for a key that is no plain file name."""
    if not key or key.startswith(".") or set(key) & _ILLEGAL or not key.isprintable() or len(key) > 100:
        raise Refusal("lists.unknown", key=key[:80])
    return _folder(desk) / f"{key}.yml"


def checked(desk: Desk, key: str, text: str) -> ListConfig:
    """The list that a YAML describes; BadInput names the line of a mistake.

    A file may only be one that was dropped here: the pages are no way to read other files of this machine.
    """
    if len(text) > MOST:
        raise Refusal("lists.too_long", most=MOST)
    config = parse(text, ListConfig, f"{key}.yml")
    known = PLATFORMS.names()
    if config.platform not in known:
        where = f"{key}.yml:{_line(text, 'platform')}: platform"
        raise BadInput(f"{where}: there is no {config.platform!r}; known: {', '.join(known)}")
    address = config.url.startswith(("http://", "https://"))
    if not address and Path(config.url).resolve().parent != uploads(desk.settings):
        raise Refusal("lists.foreign_file", key=key, line=_line(text, "url"))
    return config


def write_list(tx: Transaction, desk: Desk, key: str, text: str, by: str, seen: str | None) -> int:
    """Check a list's YAML and make it the one that holds; the number of its version.

    `seen` is the `stamp` of the text that the person had in view: Conflict where another one lies there by now, be it
    from these pages or from an editor. None is for a list that is new. What was written by hand is kept as a version too.
    """
    text = text.replace("\r\n", "\n").strip() + "\n"
    checked(desk, key, text)
    path = path_of(desk, key)
    before = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
    if before and stamp(before) != seen:
        raise Conflict(f"list {key} was changed by somebody else meanwhile; open it again and repeat your change")
    kept = list_files(tx, key)
    last = kept[0].version if kept else 0
    if before and (not kept or kept[0].yaml != before):
        last = save_list_file(tx, key, before, "file", last)
    version = save_list_file(tx, key, text, by, last)
    aside = path.with_name(f".{key}.{secrets.token_hex(4)}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        aside.write_text(text, encoding="utf-8")
        aside.replace(path)
    except OSError as failure:
        raise BadInput(f"{path.name}: cannot be written in the lists' folder ({failure.strerror})") from failure
    finally:
        aside.unlink(missing_ok=True)
    return version


def stamp(text: str) -> str:
    """What tells one text of a list from another."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _folder(desk: Desk) -> Path:
    return desk.settings.config_dir / "lists"


def _listed(path: Path) -> Listed:
    try:
        state = path.stat()
    except OSError as failure:
        return Listed(key=path.stem, error=f"{path.name}: cannot be read ({failure.strerror})")
    return _read(path, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=1000)
def _read(path: Path, _changed: int, _size: int) -> Listed:
    """A list's file, parsed again only when it has changed: a page of thirty lists costs milliseconds."""
    try:
        return Listed(key=path.stem, config=load(path, ListConfig))
    except BadInput as error:
        return Listed(key=path.stem, error=str(error).replace(str(path), path.name))


def _line(text: str, key: str) -> int:
    return next((n for n, line in enumerate(text.splitlines(), 1) if line.startswith(f"{key}:")), 1)
