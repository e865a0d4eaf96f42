"""`showfloor evidence`: check the store, pack a dossier, see what it takes on disk."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cli.console import emit, out, say, table
from core.errors import BadInput
from core.settings import settings

app = typer.Typer(no_args_is_help=True, help="The evidence store: check it, pack a firm's dossier, see its size.")


@app.command()
def verify(
    folder: Annotated[Path | None, typer.Argument(help="an evidence folder; empty = this installation's")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="print JSON")] = False,
) -> None:
    """Check every archived page, screenshot and line of the manifest. Exit 1 where something is wrong."""
    from storage.evidence.retention import usage
    from storage.evidence.verify import verify as check

    place = folder or settings().evidence
    problems = check(place)
    size = usage(place)
    if as_json:
        emit({"folder": str(place), "ok": not problems, "pages": size.pages, "shots": size.shots, "problems": problems})
    elif problems:
        table(
            "",
            [say("问题", "problem"), say("位置", "where"), say("说明", "what")],
            ((p.kind, p.where, p.what) for p in problems[:200]),
        )
        out.print(say(f"发现 {len(problems)} 处问题", f"{len(problems)} problems found"))
    else:
        out.print(
            say(
                f"证据完整：{size.pages} 个页面，{size.shots} 张截图，清单链未断",
                f"intact: {size.pages} pages, {size.shots} screenshots, the chain of the manifest is whole",
            )
        )
    if problems:
        raise typer.Exit(1)


@app.command()
def pack(
    firm: Annotated[str, typer.Argument(help="a firm's id, name or registry number")],
    to: Annotated[Path | None, typer.Option("--to", help="a new folder or a .zip file; empty = FIRM.zip here")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="print JSON")] = False,
) -> None:
    """Write a dossier that a third party can check with nothing but Python."""
    from storage.database import open_database
    from storage.evidence.pack import pack as write
    from storage.evidence.store import EvidenceStore
    from storage.repositories.firms import find_firm, load_firm

    db = open_database(settings().database)
    with db.reading() as tx:
        lines = find_firm(tx, firm)
        if not lines:
            raise BadInput(f"no firm matches {firm!r}; try: showfloor firms --search NAME")
        if len(lines) > 1 and lines[0].id != firm:
            names = "; ".join(f"{line.id[:10]} {line.name}" for line in lines[:6])
            raise BadInput(f"{firm!r} fits {len(lines)} firms, give the id: {names}")
        found = load_firm(tx, lines[0].id)
    target = write(found, EvidenceStore(settings().evidence), to or Path(f"{found.id}.zip"))
    if as_json:
        emit({"firm": found.id, "dossier": str(target), "captures": len(found.captures), "facts": len(found.facts)})
        return
    out.print(
        say(
            f"已写出 {found.name} 的档案：{target}（解压后运行 python3 check.py 核对）",
            f"dossier of {found.name} written to {target}; unpack it and run: python3 check.py",
        ),
        markup=False,
    )


@app.command()
def usage(as_json: Annotated[bool, typer.Option("--json", help="print JSON")] = False) -> None:
    """What the evidence takes on disk."""
    from storage.evidence.retention import usage as count

    found = count(settings().evidence)
    if as_json:
        emit({**found.model_dump(), "bytes": found.bytes})
        return
    rows = [
        (say("页面", "pages"), found.pages, f"{found.page_bytes / 1e6:.1f}"),
        (say("截图", "screenshots"), found.shots, f"{found.shot_bytes / 1e6:.1f}"),
        (say("清单", "manifest"), "", f"{found.manifest_bytes / 1e6:.1f}"),
        (say("合计", "total"), found.pages + found.shots, f"{found.bytes / 1e6:.1f}"),
    ]
    table("", ["", say("文件", "files"), "MB"], rows, right=(1, 2))
