"""`showfloor match` and `showfloor resolve`: names compared and rows grouped, from files, without a base."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from cli.console import chinese, emit, err, out
from core.errors import BadInput


def match(
    a: Annotated[str | None, typer.Argument(help="One name")] = None,
    b: Annotated[str | None, typer.Argument(help="The other name")] = None,
    pairs: Annotated[Path | None, typer.Option("--pairs", help='JSON lines {"id","a","b"}')] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON")] = False,
) -> None:
    """Are these two names one firm? With score and reasons."""
    if pairs is not None:
        if a is not None:
            raise BadInput("give either two names or --pairs FILE, not both")
        for row in _lines(pairs):
            _needs(pairs, row, "a", "b")
            sys.stdout.write(json.dumps(_said(row.get("id"), str(row["a"]), str(row["b"])), ensure_ascii=False) + "\n")
        return
    if a is None or b is None:
        raise BadInput('two names are needed: showfloor match "A" "B"; or: showfloor match --pairs FILE')
    said = _said(None, a, b)
    if as_json:
        emit(said)
        return
    verdict = (
        ("同一企业" if said["same"] else "不是同一企业")
        if chinese()
        else ("same firm" if said["same"] else "not the same firm")
    )
    out.print(f"{verdict}  {said['score']:.2f}")
    for reason in said["reasons"]:
        out.print(f"  · {reason}", markup=False)


def resolve(
    file: Annotated[Path, typer.Argument(help='JSON lines {"id","name", place, website, uscc, lei, vat}')],
    as_json: Annotated[bool, typer.Option("--json", help="The same lines; for symmetry with other commands")] = False,
) -> None:
    """Group rows into firms: prints {"id","firm"} lines; what is unusable is told on standard error."""
    from screen.resolve import Resolver

    resolver = Resolver()
    seen: set[str] = set()
    for row in _lines(file):
        _needs(file, row, "id")
        key = str(row["id"])
        if key in seen:
            raise BadInput(f"{file}: id {key!r} stands on two rows; ids must differ")
        seen.add(key)
        resolver.add(row)
    write = sys.stdout.write
    for key, firm in resolver.resolve():
        write(json.dumps({"id": key, "firm": firm}, ensure_ascii=False) + "\n")
    for key, why in list(resolver.complaints.items())[:50]:
        err.print(f"{key}: {why.zh if chinese() else why.en}", markup=False)


def _said(key: Any, a: str, b: str) -> dict[str, Any]:
    from screen.names import compare

    found = compare(a, b)
    reasons = [reason.zh if chinese() else reason.en for reason in found.reasons]
    return {**({"id": key} if key is not None else {}), "same": found.same, "score": found.score, "reasons": reasons}


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    try:
        with path.open(encoding="utf-8-sig") as file:
            for number, line in enumerate(file, 1):
                if not line.strip():
                    continue
                try:
                    row = json.loads(line)
                except json.JSONDecodeError as error:
                    raise BadInput(f"{path}:{number}: not a JSON object: {error.msg}") from error
                if not isinstance(row, dict):
                    raise BadInput(f"{path}:{number}: expected an object, found {type(row).__name__}")
                yield row
    except OSError as error:
        raise BadInput(f"{path}: cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise BadInput(f"{path}: is not UTF-8 text; save it as UTF-8 JSON lines") from error


def _needs(path: Path, row: dict[str, Any], *keys: str) -> None:
    missing = [key for key in keys if key not in row]
    if missing:
        raise BadInput(f"{path}: a row has no {', '.join(missing)}: {json.dumps(row, ensure_ascii=False)[:120]}")
