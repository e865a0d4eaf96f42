"""`showfloor parse KIND FILE --url URL`: run one parser on one saved page and print what it found.

KIND is list, profile, pager, registry, rd, activity, date, contacts or patents. `--batch FILE` reads JSON lines
{"id", "file", "url"} and prints one line each; a file that cannot be read gives a line with an "error".
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from cli.console import emit, out, table
from core.errors import BadInput

Parser = Callable[[Path, str], dict[str, Any]]


class Kind(StrEnum):
    """What can be parsed."""

    list = "list"
    profile = "profile"
    pager = "pager"
    registry = "registry"
    rd = "rd"
    activity = "activity"
    date = "date"
    contacts = "contacts"
    patents = "patents"


def parser_of(kind: Kind) -> Parser:
    """The parser of a kind; imported only now, so that each starts fast."""
    if kind in (Kind.list, Kind.profile, Kind.pager):
        from cli.parse_lists import PARSERS as LISTS

        return LISTS[kind.value]
    if kind in (Kind.registry, Kind.patents):
        from cli.parse_registry import PARSERS as REGISTRIES

        return REGISTRIES[kind.value]
    from cli.parse_sites import PARSERS as SITES

    return SITES[kind.value]


def parse(
    kind: Annotated[Kind, typer.Argument(help="which parser")],
    file: Annotated[Path | None, typer.Argument(help="a saved page or file")] = None,
    url: Annotated[str, typer.Option(help="where the page stood; links are resolved against it")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="print JSON")] = False,
    batch: Annotated[Path | None, typer.Option(help="JSON lines {id, file, url}; prints one line each")] = None,
) -> None:
    """Run one parser on one saved page and print what it found."""
    parser = parser_of(kind)
    if batch is not None:
        for line in _lines(batch):
            emit(_one(parser, line))
            sys.stdout.flush()
        return
    if file is None:
        raise BadInput("name a file to parse, or give --batch FILE")
    result = parser(_readable(file), url)
    if as_json:
        emit(result)
    else:
        show(kind, result)


def _lines(batch: Path) -> list[dict[str, str]]:
    found = []
    for number, line in enumerate(_readable(batch).read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            found.append({"id": str(row["id"]), "file": str(row["file"]), "url": str(row.get("url") or "")})
        except (ValueError, KeyError, TypeError) as error:
            raise BadInput(f'{batch}:{number}: expected {{"id", "file", "url"}}: {error}') from error
    base = batch.resolve().parent
    for row in found:
        if not Path(row["file"]).exists() and (base / row["file"]).exists():
            row["file"] = str(base / row["file"])
    return found


def _one(parser: Parser, row: dict[str, str]) -> dict[str, Any]:
    try:
        return {"id": row["id"], **parser(_readable(Path(row["file"])), row["url"])}
    except BadInput as error:
        return {"id": row["id"], "error": str(error)}


def _readable(path: Path) -> Path:
    if not path.is_file():
        raise BadInput(f"{path}: no such file")
    return path


def show(kind: Kind, result: dict[str, Any]) -> None:
    """Print a result for a person."""
    rows = result.get("records") or result.get("events") or result.get("people") or result.get("patents")
    if isinstance(rows, list) and rows:
        columns = [key for key in rows[0] if any(row.get(key) for row in rows)]
        table("", columns, ([_cell(row.get(key)) for key in columns] for row in rows))
    for key, value in result.items():
        if value is not None and value is not rows:
            out.print(f"{key}: {json.dumps(value, ensure_ascii=False)}", markup=False)
    if kind is Kind.list and not result.get("refused"):
        out.print(f"{len(result.get('records') or [])} rows", markup=False)


def _cell(value: Any) -> str:
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value or "")
