"""How the command line speaks: tables for people, JSON with --json, one clear line for an error, exit codes 0, 1, 2."""

import json
import os
import sys
from collections.abc import Iterable, Sequence
from typing import Any

from pydantic import BaseModel
from rich.console import Console
from rich.table import Table

out = Console(highlight=False, soft_wrap=False)
err = Console(stderr=True, highlight=False)


def chinese() -> bool:
    """Does the person's locale ask for Chinese? SHOWFLOOR_LANG wins over LANG."""
    return (
        (os.environ.get("SHOWFLOOR_LANG") or os.environ.get("LC_ALL") or os.environ.get("LANG") or "")
        .lower()
        .startswith("zh")
    )


def say(zh: str, en: str) -> str:
    """One of two sentences, by the person's language."""
    return zh if chinese() else en


def emit(value: Any) -> None:
    """Print one JSON object on standard output."""
    sys.stdout.write(json.dumps(plain(value), ensure_ascii=False, default=str) + "\n")


def plain(value: Any) -> Any:
    """Records as plain data, recursively."""
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return value


def table(title: str, columns: Sequence[str], rows: Iterable[Sequence[object]], *, right: Iterable[int] = ()) -> None:
    """Print a table; `right` are the numbers of columns that hold figures."""
    shown = Table(title=title or None, title_justify="left", header_style="bold", expand=False)
    aligned = set(right)
    for number, name in enumerate(columns):
        shown.add_column(name, justify="right" if number in aligned else "left", overflow="fold")
    for row in rows:
        shown.add_row(*(escape(cell) for cell in row))
    out.print(shown)


def escape(cell: object) -> str:
    """A cell as text: control and direction characters from crawled pages never reach the terminal."""
    from rich.markup import escape as markup

    from core.values.fold import visible

    return markup(visible("" if cell is None else str(cell)))
